"""The first use that the README describes works as it stands there, block by block, in one shell."""

import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.on_its_own import COMMANDS, region_in

pytestmark = [pytest.mark.slow, pytest.mark.postgres]

README = Path(__file__).parents[2] / "README.md"
ADDRESS = "127.0.0.1:8080"
SHELL_SECONDS = 60
STRICT = """set -eo pipefail
curl() { command curl --fail-with-body --show-error "$@"; }
"""
"""A refused request ends the shell, where the reader would see the problem and stop."""

UNTIL_TOLD = "for _ in $(seq 300); do ls data/mail/*.eml >/dev/null 2>&1 && break; sleep 0.1; done"
"""In place of a pause that is long enough for a reader."""


def blocks(text: str, section: str) -> list[str]:
    """The bash blocks of one section."""
    found = re.search(rf"^## {re.escape(section)}\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    assert found, f"the README has no section {section!r}"
    return re.findall(r"^```bash\n(.*?)^```", found[1], re.MULTILINE | re.DOTALL)


@pytest.fixture
def region(tmp_path: Path) -> Iterator[str]:
    with region_in(tmp_path) as address:
        yield address


def test_the_first_use_in_the_readme_alerts_a_recruiter_at_another_organisation(region: str, tmp_path: Path) -> None:
    steps = blocks(README.read_text(encoding="utf-8"), "First use")
    assert steps, "nothing to try"
    assert any(ADDRESS in step for step in steps)
    script = STRICT + "\n".join(f"echo '### {number}'\n{step}" for number, step in enumerate(steps, 1))
    script = re.sub(r"^sleep \d+$", UNTIL_TOLD, script.replace(ADDRESS, region), flags=re.MULTILINE)
    environment = {**os.environ, "PATH": f"{COMMANDS}{os.pathsep}{os.environ['PATH']}"}
    environment.pop("DOORSTROOM_DATA", None)
    done = subprocess.run(
        ["bash", "-c", script], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False,
        timeout=SHELL_SECONDS,
    )  # fmt: skip
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    last = done.stdout.rpartition("### ")[2]
    assert '"alertId"' in last, done.stdout
    assert ".eml" in last, done.stdout


def test_only_the_blocks_of_the_section_are_run() -> None:
    text = (
        "## One\n```bash\nfirst\n```\n## Two\nwords\n```bash\nsecond\n```\n```sh\nnot this\n```\n```bash\nthird\n```\n"
    )
    assert blocks(text, "Two") == ["second\n", "third\n"]
