"""What comes in is taken strictly, what goes out is whole.

JSON names are lowerCamelCase; Python names stay snake_case. A caller who writes a field that does not exist, or `"3"`
where a number belongs, is told so: guessing what they meant would store something they did not mean.
"""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler
from pydantic.alias_generators import to_camel
from pydantic.config import JsonDict
from pydantic_core import CoreSchema

STRICT = frozenset({"int", "float", "bool", "decimal"})
NOT_A_SCHEMA = frozenset({"metadata", "default", "serialization", "expected"})


def _make_strict(node: Any) -> None:
    """Numbers and booleans strict, texts lenient: dates, ids and codes are texts in JSON and must stay readable."""
    if isinstance(node, Mapping):
        if node.get("type") in STRICT and "strict" not in node:
            node["strict"] = True  # type: ignore[index]
        for name, value in node.items():
            if name not in NOT_A_SCHEMA:
                _make_strict(value)
    elif isinstance(node, list | tuple):
        for value in node:
            _make_strict(value)


class RequestModel(BaseModel):
    """A JSON body. Unknown fields are refused; numbers and booleans are never read out of texts or each other."""

    model_config = ConfigDict(
        alias_generator=to_camel,
        allow_inf_nan=False,
        extra="forbid",
        frozen=True,
        hide_input_in_errors=True,
        str_strip_whitespace=True,
    )

    @classmethod
    def __get_pydantic_core_schema__(cls, source: type[BaseModel], handler: GetCoreSchemaHandler) -> CoreSchema:
        schema = handler(source)
        _make_strict(schema)
        return schema


def example(**fields: Any) -> JsonDict:
    """For a body's `json_schema_extra=`: one that works as it stands, by its names in JSON. A test posts each."""
    return {"examples": [fields]}


class QueryModel(BaseModel):
    """The query of a list. Unknown keys are refused: a misspelt filter must not return everything."""

    model_config = ConfigDict(
        alias_generator=to_camel, extra="forbid", frozen=True, hide_input_in_errors=True, validate_by_name=False
    )


class AnswerModel(BaseModel):
    """A JSON answer. Every field is always there, null where there is nothing to say; times are UTC with `Z`."""

    model_config = ConfigDict(
        alias_generator=to_camel,
        frozen=True,
        from_attributes=True,
        serialize_by_alias=True,
        validate_by_name=True,
        validate_by_alias=True,
    )

    def to_json(self) -> bytes:
        """The bytes that are sent."""
        return self.__pydantic_serializer__.to_json(self, by_alias=True)
