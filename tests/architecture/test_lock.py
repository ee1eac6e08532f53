"""requirements.lock is all that is installed: every version with its hashes, and no address."""

import re
import tomllib

from tests.architecture.sources import PACKAGES, ROOT

LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
LOCKED = {
    match[1]: match[0] for match in re.finditer(r"^([a-z0-9._-]+)==\S.*?(?=^\S|\Z)", LOCK, re.MULTILINE | re.DOTALL)
}


def normal(requirement: str) -> str:
    name = re.split(r"[\s;\[<>=!~]", requirement.strip(), maxsplit=1)[0]
    return re.sub(r"[-_.]+", "-", name).lower()


def test_every_locked_version_has_hashes_and_none_has_an_address() -> None:
    assert len(LOCKED) > 50
    assert [name for name, entry in LOCKED.items() if "--hash=sha256:" not in entry] == []
    assert "://" not in LOCK
    assert " @ " not in LOCK


def test_everything_asked_for_is_locked() -> None:
    asked = (ROOT / "requirements.in").read_text(encoding="utf-8").splitlines()
    wanted = {normal(line) for line in asked if line.strip() and not line.startswith("#")}
    assert wanted - set(LOCKED) == set()


def test_every_package_needs_only_what_is_locked_or_ours() -> None:
    for package in PACKAGES:
        project = tomllib.loads((ROOT / package).parents[1].joinpath("pyproject.toml").read_text(encoding="utf-8"))
        needed = {normal(dependency) for dependency in project["project"]["dependencies"]}
        assert {name for name in needed if not name.startswith("doorstroom")} - set(LOCKED) == set(), package
