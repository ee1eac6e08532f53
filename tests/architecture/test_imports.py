"""import-linter holds the shape; each contract is seen to fail on a fault planted in a copy of the code."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.sources import PACKAGES, ROOT

LINTER = Path(sys.executable).with_name("lint-imports")


def lint(folder: Path, *contracts: str) -> "subprocess.CompletedProcess[str]":
    """Check the packages in this folder against the repository's own contracts."""
    options = [part for contract in contracts for part in ("--contract", contract)]
    return subprocess.run(
        [LINTER, "--no-cache", "--config", str(ROOT / "pyproject.toml"), *options],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder)},
        text=True,
        capture_output=True,
        check=False,
    )


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("packages")
    for package in PACKAGES:
        source = ROOT / package
        shutil.copytree(source, folder / source.name, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


@pytest.fixture
def copy(original: Path, tmp_path: Path) -> Path:
    return shutil.copytree(original, tmp_path / "packages")


def test_the_shape_holds(original: Path) -> None:
    checked = lint(original)
    assert checked.returncode == 0, checked.stdout


@pytest.mark.parametrize(
    ("contract", "file", "fault"),
    [
        (
            "services-share-only-common",
            "doorstroom_vacancy/domain/planted.py",
            "import doorstroom_candidate",
        ),
        ("services-share-only-common", "doorstroom_common/planted.py", "import doorstroom_matching"),
        ("services-share-only-common", "doorstroom_notification/domain/planted.py", "import doorstroom"),
        (
            "layers-inside-a-service",
            "doorstroom_vacancy/domain/planted.py",
            "from doorstroom_vacancy import application",
        ),
        ("layers-inside-a-service", "doorstroom_vacancy/planted_layer.py", ""),
        ("domain-is-plain-python", "doorstroom_matching/domain/planted.py", "from pydantic import BaseModel"),
        ("domain-is-plain-python", "doorstroom_candidate/domain/planted.py", "import sqlalchemy"),
        (
            "no-test-code-in-the-product",
            "doorstroom_vacancy/domain/planted.py",
            "from doorstroom_common.testing import plugin",
        ),
        (
            "no-test-code-in-the-product",
            "doorstroom_vacancy/domain/planted.py",
            "from doorstroom_common.local import postgres",
        ),
        ("launcher-runs-no-test-code", "doorstroom/planted.py", "from doorstroom_common.testing import proxy"),
    ],
)
def test_a_planted_fault_breaks_its_contract(copy: Path, contract: str, file: str, fault: str) -> None:
    (copy / file).write_text(fault)
    checked = lint(copy, contract)
    assert checked.returncode == 1, checked.stdout
    assert "planted" in checked.stdout
