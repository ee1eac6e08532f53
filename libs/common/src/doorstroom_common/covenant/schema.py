"""The shape of a covenant file as a JSON Schema, for editors.

It never refuses what `parse_covenant` accepts. What one part asks of another (dates in order, weights that make 100,
ids that exist) is for `parse_covenant` alone to tell.
"""

from typing import Any

from doorstroom_common.covenant.members import Member
from doorstroom_common.covenant.model import CovenantFile

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
OF_ITS_OWN = ("id", "name")
"""What no member can take from `memberDefaults`."""


def covenant_schema() -> Schema:
    """Generated from the model, with what the reader of the file does before: defaults for members, lists of one."""
    schema = _plain(CovenantFile.model_json_schema())
    shapes = schema["$defs"]
    shapes["MemberDefaults"] = _defaults(shapes["Member"])
    shapes["Member"]["required"] = list(OF_ITS_OWN)
    shapes["Tiers"]["properties"]["order"]["items"] = _one_or_more(shapes["Tiers"]["properties"]["order"]["items"])
    schema["properties"]["memberDefaults"] = {"$ref": "#/$defs/MemberDefaults"}
    schema["allOf"] = [_said_once_or_by_each(key) for key in _needed()]
    return {"$schema": DIALECT, "title": "Covenant", **schema}


def _plain(part: Any, *, names: bool = False) -> Any:
    """Without titles that repeat a key, and without null, which a file never says. Under `names` keys are not ours."""
    if isinstance(part, list):
        return [_plain(each) for each in part]
    if not isinstance(part, dict):
        return part
    if "anyOf" in part and {"type": "null"} in part["anyOf"]:
        (kept,) = (option for option in part["anyOf"] if option != {"type": "null"})
        part = {**{key: value for key, value in part.items() if key not in ("anyOf", "default")}, **kept}
    return {
        key: _plain(value, names=key in ("properties", "$defs") and not names)
        for key, value in part.items()
        if names or key != "title"
    }


def _defaults(member: Schema) -> Schema:
    shared = {key: shape for key, shape in member["properties"].items() if key not in OF_ITS_OWN}
    return {
        "description": "What is the same for all members that do not say it themselves.",
        "type": "object",
        "properties": shared,
        "additionalProperties": False,
    }


def _needed() -> list[str]:
    keys = [str(field.alias) for field in Member.model_fields.values() if field.is_required()]
    return [key for key in keys if key not in OF_ITS_OWN]


def _said_once_or_by_each(key: str) -> Schema:
    once = {"properties": {"memberDefaults": {"required": [key]}}, "required": ["memberDefaults"]}
    by_each = {"properties": {"members": {"items": {"required": [key]}}}}
    return {"anyOf": [once, by_each]}


def _one_or_more(group: Schema) -> Schema:
    return {"anyOf": [group["items"], group]}
