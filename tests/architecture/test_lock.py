"""requirements.lock is all that is installed: every version with its hashes, and no address."""

import re
import tomllib

import pytest

from tests.architecture.sources import PACKAGES, ROOT

ENTRY = re.compile(r"^([a-z0-9._-]+)==(\S+).*?(?=^\S|\Z)", re.MULTILINE | re.DOTALL)
RUNTIME = {"requirements-runtime.in": "requirements-runtime.lock"}
LOCKS = {"requirements.in": "requirements.lock", **RUNTIME}


def locked(name: str) -> dict[str, str]:
    """Version by name, of one lock."""
    return {match[1]: match[2] for match in ENTRY.finditer((ROOT / name).read_text(encoding="utf-8"))}


def normal(requirement: str) -> str:
    name = re.split(r"[\s;\[<>=!~]", requirement.strip(), maxsplit=1)[0]
    return re.sub(r"[-_.]+", "-", name).lower()


def needed(package: str) -> set[str]:
    """What a package of ours says it needs, its options too, without our own packages."""
    project = tomllib.loads((ROOT / package).parents[1].joinpath("pyproject.toml").read_text(encoding="utf-8"))[
        "project"
    ]
    options = [name for option in project.get("optional-dependencies", {}).values() for name in option]
    names = {normal(dependency) for dependency in (*project["dependencies"], *options)}
    return {name for name in names if not name.startswith("doorstroom")}


@pytest.mark.parametrize("name", LOCKS.values())
def test_every_locked_version_has_hashes_and_none_has_an_address(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    entries = [match[0] for match in ENTRY.finditer(text)]
    assert len(entries) > 50
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []
    assert "://" not in text
    assert " @ " not in text


@pytest.mark.parametrize(("asked", "lock"), LOCKS.items())
def test_everything_asked_for_is_locked(asked: str, lock: str) -> None:
    lines = (ROOT / asked).read_text(encoding="utf-8").splitlines()
    wanted = {normal(line) for line in lines if line.strip() and not line.startswith(("#", "-r"))}
    assert wanted - set(locked(lock)) == set()


def test_what_runs_in_production_is_what_was_tested() -> None:
    assert locked("requirements-runtime.lock").items() <= locked("requirements.lock").items()


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_needs_only_what_is_locked(package: str) -> None:
    assert needed(package) - set(locked("requirements.lock")) == set()


def test_a_service_needs_nothing_that_is_for_development_or_the_embedded_edition() -> None:
    services = set().union(*(needed(package) for package in PACKAGES if package.startswith("services/")))
    assert services - set(locked("requirements-runtime.lock")) == set()
