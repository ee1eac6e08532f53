"""The documents of the HTTP interfaces are held to rules, and no run passes that checked nothing."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.architecture.sources import ROOT

FOLDER = Path(__file__).parent
DOCUMENTS = sorted(ROOT.glob("services/*/openapi.json"))
RULES = """
extends: [["spectral:oas", "off"]]
rules:
  oas3-schema: error
  path-keys-no-trailing-slash: error
  operation-tags: warn
"""


def linted(rules: Path | str, *documents: Path) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, str(FOLDER / "lint.py"), str(rules), *map(str, documents)]
    run = subprocess.run(command, text=True, capture_output=True, check=False)
    if "could not be fetched" in run.stderr and "CI" not in os.environ:
        pytest.skip("no Spectral: npm cannot be reached")
    return run


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    file = tmp_path / "rules.yaml"
    file.write_text(RULES)
    return file


@pytest.fixture
def document() -> dict[str, Any]:
    """A document that keeps the rules until a test breaks it."""
    found: dict[str, Any] = json.loads((ROOT / "services/vacancy/openapi.json").read_text(encoding="utf-8"))
    return found


def test_the_documents_of_all_services_are_checked(rules: Path) -> None:
    asked = subprocess.run(["make", "--dry-run", "lint"], cwd=ROOT, text=True, capture_output=True, check=True).stdout
    assert "services/*/openapi.json" in asked
    assert len(DOCUMENTS) == 4
    assert "4 documents keep the rules" in linted(rules, *DOCUMENTS).stdout


@pytest.mark.parametrize("fault", ["trailing slash", "no tags"])
def test_an_error_fails_and_so_does_a_warning(
    tmp_path: Path, rules: Path, document: dict[str, Any], fault: str
) -> None:
    if fault == "no tags":
        del document["paths"]["/vacancies"]["get"]["tags"]
    else:
        document["paths"]["/vacancies/"] = document["paths"].pop("/vacancies")
    (tmp_path / "openapi.json").write_text(json.dumps(document))
    run = linted(rules, tmp_path / "openapi.json")
    assert run.returncode == 1
    assert ("path-keys-no-trailing-slash" if fault == "trailing slash" else "operation-tags") in run.stdout


def test_rules_that_cannot_be_had_fail_with_the_reason(tmp_path: Path) -> None:
    absent, away = linted(tmp_path / "absent.yaml", *DOCUMENTS), linted("http://127.0.0.1:9/rules.yaml", *DOCUMENTS)
    assert (absent.returncode, away.returncode) == (2, 2)
    assert "there are no rules at" in absent.stderr
    assert "could not use the rules of http://127.0.0.1:9/rules.yaml" in away.stderr


def test_what_is_fetched_is_locked_with_hashes_and_without_addresses() -> None:
    packages = json.loads((FOLDER / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    fetched = {name: package for name, package in packages.items() if name}
    assert len(fetched) > 50
    assert [name for name, package in fetched.items() if "integrity" not in package or "resolved" in package] == []


def test_ci_takes_the_pinned_rules_where_they_are_and_says_so_where_they_are_not() -> None:
    run = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    (pinned,) = re.findall(r"^rules=(\S+/adr-2\.2/linter\.yaml)$", run, re.MULTILINE)
    assert pinned.startswith("../")
    assert "export ADR_RULES" in run
    assert "skipped: the pinned rules" in run
