"""The modules of the four services say what the services' documents say."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

GENERATOR = Path(__file__).parents[1] / "generate.py"


@pytest.fixture(scope="module")
def generate() -> ModuleType:
    spec = importlib.util.spec_from_file_location("client_generate", GENERATOR)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_client_is_that_of_the_committed_documents(generate: ModuleType) -> None:
    stale = [file.name for file, text in generate.written().items() if file.read_text(encoding="utf-8") != text]
    assert stale == [], "run clients/python/generate.py"


@pytest.mark.parametrize(
    ("schema", "written"),
    [
        ({"type": ["string", "null"]}, '"str | None"'),
        ({"enum": ["a", None]}, "Literal['a'] | None"),
        ({"type": "array", "items": {"$ref": "#/components/schemas/Term"}}, 'list["Term"]'),
        ({"anyOf": [{"$ref": "#/components/schemas/Term"}, {"type": "null"}]}, '"Term | None"'),
        ({"type": "object", "additionalProperties": {"type": "integer"}}, "dict[str, int]"),
        ({"type": "object"}, "dict[str, Any]"),
        ({}, "Any"),
    ],
)
def test_each_form_of_schema_has_its_type(generate: ModuleType, schema: dict[str, object], written: str) -> None:
    assert generate.type_of(schema) == written


def test_a_field_that_is_called_like_a_word_of_python_keeps_its_name(generate: ModuleType) -> None:
    schema = {"type": "object", "properties": {"from": {"type": "string"}}, "required": ["from"]}
    assert generate.type_text("Period", schema) == 'Period = TypedDict("Period", {"from": str})\n'
