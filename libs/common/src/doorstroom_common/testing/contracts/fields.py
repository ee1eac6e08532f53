"""A contract seen as its fields: `audience[].from`, `need<until>.until`, each with the values it may have."""

from collections.abc import Mapping
from typing import Any

from doorstroom_common.testing.contracts.catalogue import Catalogue, Schema

VALUE_KEYWORDS = (
    *("type", "enum", "const", "format", "pattern"),
    *("minLength", "maxLength", "minimum", "maximum", "minItems", "maxItems", "uniqueItems"),
)


def fields_of(of: Catalogue, schema: Schema) -> dict[str, Any]:
    """Path → `required` and the value keywords: what a reader relies on, and no words, which may get better."""
    return _Flattened(of, schema).fields


class _Flattened:
    """Collects the fields of one schema, references followed."""

    def __init__(self, of: Catalogue, schema: Schema) -> None:
        self._registry = of.registry()
        self._base = schema["$id"]
        self.fields: dict[str, Any] = {}
        self._walk(self._resolved(schema), "")

    def _walk(self, schema: Schema, path: str) -> None:
        required = schema.get("required", ())
        for name, inner in schema.get("properties", {}).items():
            if inner is not False:
                self._field(inner, f"{path}.{name}" if path else name, name in required)
        if "items" in schema:
            self._field(schema["items"], f"{path}[]", True)
        for alternative in schema.get("oneOf", ()):
            self._walk(alternative, f"{path}<{_label(alternative)}>")

    def _field(self, schema: Schema, path: str, required: bool) -> None:
        whole = self._resolved(schema)
        self.fields[path] = {"required": required} | {word: whole[word] for word in VALUE_KEYWORDS if word in whole}
        self._walk(whole, path)

    def _resolved(self, schema: Schema) -> Schema:
        """The schema with what it refers to laid under it; references inside are made absolute on the way."""
        if "$ref" not in schema:
            return schema
        found = self._registry.resolver(self._base).lookup(schema["$ref"])
        home = schema["$ref"].partition("#")[0]
        target = self._resolved(_absolute(found.contents, home))
        properties = dict(target.get("properties", {}))
        for name, refinement in schema.get("properties", {}).items():
            properties[name] = _refined(properties.get(name, {}), refinement)
        merged = {**target, **{word: value for word, value in schema.items() if word != "$ref"}}
        required = {*target.get("required", ()), *schema.get("required", ())}
        return merged | ({"properties": properties} if properties else {}) | {"required": sorted(required)}


def _refined(known: Any, refinement: Any) -> Any:
    return {**known, **refinement} if isinstance(known, Mapping) and isinstance(refinement, Mapping) else refinement


def _absolute(schema: Any, home: str) -> Any:
    """References within `common.json` as seen from outside it."""
    if isinstance(schema, list):
        return [_absolute(item, home) for item in schema]
    if not isinstance(schema, Mapping):
        return schema
    return {
        word: home + value if word == "$ref" and value.startswith("#") else _absolute(value, home)
        for word, value in schema.items()
    }


def _label(alternative: Schema) -> str:
    """What tells alternatives apart: the first field with only one value."""
    constants = (field["const"] for field in alternative.get("properties", {}).values() if "const" in field)
    return str(next(constants, "otherwise"))
