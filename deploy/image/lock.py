#!/usr/bin/env python3
"""Write what an image installs: the part of `requirements.lock` that the services need, and what builds them.

`make` has one lock for everything, tests and embedded servers included; an image gets `service.lock` alone. Run in the
project's environment: `python deploy/image/lock.py`; a test refuses stale files.
"""

import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parent.parent
SERVICES = ("doorstroom-vacancy", "doorstroom-candidate", "doorstroom-matching", "doorstroom-notification")
BUILDERS = ("hatchling",)
IMAGE = {"python_version": "3.13", "python_full_version": "3.13.0", "sys_platform": "linux", "platform_system": "Linux"}
FOLDERS = {"doorstroom-common": "libs/common"} | {
    name: f"services/{name.removeprefix('doorstroom-')}" for name in SERVICES
}


def locks(lock: str) -> dict[str, str]:
    """Content by file name, cut out of the text of `requirements.lock`."""
    return {
        "service.lock": part(lock, needed(SERVICES)),
        "build.lock": part(lock, needed(BUILDERS)),
    }


def needed(roots: Iterable[str]) -> set[str]:
    """The names of all that the roots need in the image, our own packages aside."""
    seen: set[str] = set()
    waiting: list[tuple[str, frozenset[str]]] = [(canonicalize_name(root), frozenset()) for root in roots]
    done = set(waiting)
    while waiting:
        name, extras = waiting.pop()
        seen.add(name)
        for further in _required(name, extras):
            if further not in done:
                done.add(further)
                waiting.append(further)
    return {name for name in seen if not name.startswith("doorstroom")}


def _required(name: str, extras: frozenset[str]) -> Iterator[tuple[str, frozenset[str]]]:
    for text in _declared(name):
        requirement = Requirement(text)
        contexts = [IMAGE | {"extra": extra} for extra in (*extras, "")]
        if requirement.marker is None or any(requirement.marker.evaluate(context) for context in contexts):
            yield canonicalize_name(requirement.name), frozenset(requirement.extras)


def _declared(name: str) -> list[str]:
    """What a package says that it needs: ours in the repository, another's as it is installed here."""
    if name in FOLDERS:
        project = tomllib.loads((REPOSITORY / FOLDERS[name] / "pyproject.toml").read_text(encoding="utf-8"))
        return list(project["project"]["dependencies"])
    try:
        return requires(name) or []
    except PackageNotFoundError:
        return []  # needed in the image only: `part` asks the lock for it


def part(lock: str, names: set[str]) -> str:
    """The entries of the lock for these names, hashes and all; a name that it lacks is an error in words."""
    entries: dict[str, str] = {
        canonicalize_name(re.split(r"[=\[ ;]", entry, maxsplit=1)[0]): entry for entry in _entries(lock)
    }
    missing = names - entries.keys()
    if missing:
        raise SystemExit(f"requirements.lock lacks {', '.join(sorted(missing))}: make lock")
    return "".join(entries[name] for name in sorted(names))


def _entries(lock: str) -> Iterator[str]:
    """One requirement with its continuation lines at a time."""
    entry = ""
    for line in lock.splitlines(keepends=True):
        entry += "" if line.startswith("#") else line
        if entry.strip() and not line.rstrip().endswith("\\"):
            yield entry
            entry = ""


def main() -> int:
    """Write both files beside this one."""
    for name, content in locks((REPOSITORY / "requirements.lock").read_text(encoding="utf-8")).items():
        (HERE / name).write_text(content, encoding="utf-8")
        sys.stdout.write(f"{name}: {content.count('==')} packages\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
