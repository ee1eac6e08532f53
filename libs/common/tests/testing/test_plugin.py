"""The plugin's own promises, seen from a run of pytest inside pytest."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

TESTS = """
import pytest
def test_runs(): pass
def test_left_out(): pytest.skip("no such server")
@pytest.mark.xfail(strict=True)
def test_known_fault(): assert False
def test_wants_kafka(kafka_server): pass
"""


def run(folder: Path, *arguments: str, **variables: str) -> "subprocess.CompletedProcess[str]":
    (folder / "test_story.py").write_text(TESTS)
    (folder / "conftest.py").write_text('pytest_plugins = ["doorstroom_common.testing.plugin"]')
    (folder / "pytest.ini").write_text("[pytest]\nmarkers =\n  kafka: x\n  keycloak: x\n  postgres: x\n")
    environment = {name: value for name, value in os.environ.items() if name not in {"CI", "KAFKA_BOOTSTRAP_SERVERS"}}
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *arguments],
        cwd=folder,
        env=environment | variables,
        text=True,
        capture_output=True,
        check=False,
    )


def test_what_was_skipped_is_named_at_the_end(tmp_path: Path) -> None:
    ended = run(tmp_path, "-m", "not kafka")
    assert ended.returncode == 0, ended.stdout
    assert "not tested here" in ended.stdout
    assert "test_story.py::test_left_out" in ended.stdout.split("not tested here")[1]


def test_in_ci_a_skip_is_a_failure_and_an_expected_fault_is_not(tmp_path: Path) -> None:
    ended = run(tmp_path, "-m", "not kafka", CI="true")
    assert ended.returncode == 1
    assert "1 failed, 1 passed, 1 deselected, 1 xfailed" in ended.stdout
    assert "test_left_out was skipped, and in CI nothing may be" in ended.stdout


@pytest.mark.parametrize(("variables", "outcome"), [({}, "1 skipped"), ({"CI": "true"}, "1 error")])
def test_a_kafka_that_cannot_be_had_skips_by_name_and_fails_in_ci(
    tmp_path: Path, variables: dict[str, str], outcome: str
) -> None:
    # A cache that cannot be made stands for every reason why there is no Kafka.
    (tmp_path / "file").touch()
    ended = run(tmp_path, "-m", "kafka", XDG_CACHE_HOME=str(tmp_path / "file"), **variables)
    assert outcome in ended.stdout, ended.stdout
    assert "no Kafka" in ended.stdout


def test_a_given_kafka_is_used_and_none_is_started(tmp_path: Path) -> None:
    ended = run(tmp_path, "-m", "kafka", KAFKA_BOOTSTRAP_SERVERS="127.0.0.1:1")
    assert "1 passed" in ended.stdout
