"""`make` explains itself, and says in plain words what it lacks."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT

TARGETS = {
    "demo",
    "up",
    "test",
    "test-identity",
    "test-axe",
    "mutate",
    "fuzz",
    "picture",
    "lint",
    "bench",
    "venv",
    "lock",
    "clean",
    "clean-data",
    "help",
    "format",
}


def make(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(["make", *arguments], cwd=folder, text=True, capture_output=True, check=False)


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A place where nothing has been set up yet."""
    for file in ("Makefile", "requirements.lock"):
        shutil.copy(ROOT / file, tmp_path / file)
    return tmp_path


def python(folder: Path, script: str) -> str:
    """A stand-in for somebody's Python."""
    file = folder / "their-python"
    file.write_text(f"#!/bin/sh\n{script}\n")
    file.chmod(0o755)
    return str(file)


def test_help_tells_of_every_target() -> None:
    shown = make(ROOT, "help")
    assert set(re.findall(r"^  make ([a-z-]+) +\S", shown.stdout, re.MULTILINE)) == TARGETS
    assert make(ROOT).stdout == shown.stdout


def test_what_is_set_up_is_set_up_again_only_when_the_lock_or_a_package_changes(clone: Path) -> None:
    (stamp,) = re.findall(r"touch (\S+)", make(clone, "--dry-run", "venv").stdout)
    (clone / stamp).parent.mkdir()
    (clone / stamp).touch()
    (clone / "requirements.lock").touch()
    assert "Fetching" not in make(clone, "--dry-run", "venv").stdout
    with (clone / "requirements.lock").open("a") as lock:
        lock.write("# one more\n")
    assert "Fetching" in make(clone, "--dry-run", "venv").stdout


def test_without_python_it_says_how_to_name_one(clone: Path) -> None:
    assert "There is no no-such-python here" in make(clone, "venv", "PYTHON=no-such-python").stdout


def test_an_old_python_is_refused_with_its_version(clone: Path) -> None:
    old = python(clone, 'case "$1" in -V) echo "Python 3.9.2";; *) exit 1;; esac')
    refused = make(clone, "venv", f"PYTHON={old}")
    assert refused.returncode != 0
    assert "needs Python 3.11 or newer" in refused.stdout
    assert "Python 3.9.2" in refused.stdout


def test_a_python_without_venv_is_told_what_to_install(clone: Path) -> None:
    bare = python(clone, 'case "$2" in *ensurepip*) exit 1;; *) exit 0;; esac')
    assert "apt install python3-venv" in make(clone, "venv", f"PYTHON={bare}").stdout


def test_data_is_shown_before_it_is_removed(clone: Path) -> None:
    kept = clone / "data" / "postgres"
    kept.mkdir(parents=True)
    assert "Nothing was removed" in make(clone, "clean-data").stdout
    assert kept.exists()
    make(clone, "clean")
    assert kept.exists()
    assert "data" in make(clone, "clean-data", "YES=1").stdout
    assert not kept.exists()
