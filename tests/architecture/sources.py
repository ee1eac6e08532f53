"""The code of this repository as the checks here read it."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = (
    "libs/common/src/doorstroom_common",
    "services/vacancy/src/doorstroom_vacancy",
    "services/candidate/src/doorstroom_candidate",
    "services/matching/src/doorstroom_matching",
    "services/notification/src/doorstroom_notification",
    "launcher/src/doorstroom",
)
CODE = ("libs", "services", "launcher", "clients", "examples", "tests", "bench", "contracts", "covenants", "deploy")
WRITTEN = "written from its openapi.json"
NOT_OURS = {".venv", "node_modules", "__pycache__", "build", "dist", "data"}


@dataclass(frozen=True)
class Module:
    """One Python file; a planted one has a name and a text like any other."""

    name: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    def strings(self) -> Iterator[tuple[int, str]]:
        """Every piece of text with its line, docstrings left out; f-strings by their fixed parts."""
        prose = {id(node.value) for node in ast.walk(self.tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
                yield node.lineno, node.value

    def calls(self) -> Iterator[tuple[int, str]]:
        """Every call with its line, as it is written: `datetime.now`, `AIOKafkaProducer`."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call):
                yield node.lineno, ast.unparse(node.func)


def product() -> list[Module]:
    """What runs in production: every package but the code that is for tests."""
    found = [module for package in PACKAGES for module in _modules(ROOT / package)]
    return [module for module in found if "/testing/" not in module.name]


def everything() -> list[Module]:
    """Every Python file of ours, tests too, but not what a program wrote."""
    found = [module for folder in CODE for module in _modules(ROOT / folder)]
    return [module for module in found if WRITTEN not in module.text.partition("\n")[0]]


def _modules(folder: Path) -> list[Module]:
    files = sorted(file for file in folder.rglob("*.py") if not NOT_OURS & set(file.relative_to(ROOT).parts))
    return [Module(str(file.relative_to(ROOT)), file.read_text(encoding="utf-8")) for file in files]
