"""Every refusal of this service has its Dutch; the English is the key."""

import ast
from collections.abc import Iterator
from pathlib import Path

import doorstroom_notification
from doorstroom_common import errors
from doorstroom_common.http.messages import SAID
from doorstroom_common.locales import translations

SOURCES = Path(doorstroom_notification.__file__).parent
KINDS = {name for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, Exception)}
TAKING_TEXT = KINDS | {"Fault", "Filled.of", "_refused"}
TEXTS_OF_CELLS = {"stands in a row before this one"}
"""Said in the report of an import, in its own words."""


def refusals() -> Iterator[str]:
    """The text of every error and fault that is made, under its own name or as it stands."""
    for path in SOURCES.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        named = {
            target.id: node.value.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        for call in ast.walk(tree):
            if isinstance(call, ast.Call) and ast.unparse(call.func) in TAKING_TEXT:
                text = call.args[ast.unparse(call.func) != "Filled.of"]
                assert not isinstance(text, ast.JoinedStr), f"{path.name}: a text with values is Filled"
                said = text.value if isinstance(text, ast.Constant) else named.get(ast.unparse(text))
                if isinstance(said, str):
                    yield said


def test_every_refusal_has_its_dutch() -> None:
    found = set(refusals()) - TEXTS_OF_CELLS
    assert len(found) > 10, found
    assert found <= {*translations("doorstroom_notification", "nl"), *SAID}, found
