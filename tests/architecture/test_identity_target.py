"""The tests that need a Keycloak have a target of their own, and are left out nowhere unseen."""

import os
import re
import subprocess
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT


def run(cache: Path, **variables: str) -> "subprocess.CompletedProcess[str]":
    """One test of that target, where nothing can be fetched: a cache that cannot be made stands for every reason."""
    environment = {name: value for name, value in os.environ.items() if name != "CI"}
    return subprocess.run(
        ["make", "test-identity", "ARGS=-k private_key -p no:cacheprovider"],
        cwd=ROOT,
        env=environment | {"XDG_CACHE_HOME": str(cache), **variables},
        text=True,
        capture_output=True,
        check=False,
    )


@pytest.mark.parametrize(("variables", "outcome"), [({}, "1 skipped"), ({"CI": "true"}, "1 error")])
def test_a_keycloak_that_cannot_be_had_skips_by_name_and_fails_in_ci(
    tmp_path: Path, variables: dict[str, str], outcome: str
) -> None:
    (tmp_path / "file").touch()
    ended = run(tmp_path / "file", **variables)
    assert outcome in ended.stdout, ended.stdout
    assert "test_a_token_by_private_key_jwt" in ended.stdout
    assert "no Keycloak: Keycloak has no place" in ended.stdout


def test_make_test_leaves_them_out_and_ci_runs_both() -> None:
    asked = subprocess.run(["make", "--dry-run", "test"], cwd=ROOT, text=True, capture_output=True, check=True).stdout
    assert '-m "not keycloak and' in asked
    steps = re.findall(r"^make (\S+)", (ROOT / ".ci" / "run").read_text(), re.MULTILINE)
    assert steps.index("test-identity") > steps.index("test")
