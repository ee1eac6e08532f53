"""The repository speaks of the product alone: no address of a package registry, no path of anybody's machine."""

import subprocess
from collections.abc import Iterable
from pathlib import Path

from tests.architecture.sources import ROOT

# Put together here, since this file is searched too.
HOSTS = (
    ("pypi", "org"),
    ("files", "pythonhosted", "org"),
    ("repo1", "maven", "org"),
    ("repo", "maven", "apache", "org"),
    ("registry", "npmjs", "org"),
    ("proxy", "golang", "org"),
    ("static", "crates", "io"),
)
PLACES = (
    ("", "work", "main"),
    ("", "work", "shared"),
    ("", "root", ""),
    ("", "home", "user", ""),
    ("", "tmp", "brief"),
)
BANNED = tuple(".".join(parts) for parts in HOSTS) + tuple("/".join(parts) for parts in PLACES)


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [file for name in listed.split("\0") if name and (file := ROOT / name).is_file()]


def banned_in(name: str, text: str) -> list[str]:
    return [f"{name}: {word}" for word in BANNED if word in text]


def texts(files: Iterable[Path]) -> Iterable[tuple[str, str]]:
    for file in files:
        content = file.read_bytes()
        if b"\0" not in content:
            yield str(file.relative_to(ROOT)), content.decode("utf-8", "replace")


def test_nothing_in_the_repository_names_a_registry_or_a_path_of_somebodys_machine() -> None:
    assert [fault for name, text in texts(tracked()) for fault in banned_in(name, text)] == []


def test_a_planted_address_is_found() -> None:
    assert banned_in("planted.lock", f"--index-url https://{BANNED[0]}/simple") == [f"planted.lock: {BANNED[0]}"]
