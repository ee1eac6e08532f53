"""Validation errors put into the words of somebody who edits a covenant file."""

from difflib import get_close_matches
from types import UnionType
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from doorstroom_common.covenant.faults import Path
from doorstroom_common.covenant.model import CovenantFile

_PLAIN = {
    "missing": "is missing",
    "int_type": "must be a whole number",
    "bool_type": "must be true or false",
    "tuple_type": "must be a list",
    "model_type": "must be a group of keys",
    "model_attributes_type": "must be a group of keys",
    "dict_type": "must be a group of keys",
    "too_short": "must have at least one",
}


def in_words(error: ErrorDetails) -> str:
    """What to mend, without the place."""
    kind, context = error["type"], error.get("ctx", {})
    match kind:
        case "words":
            return str(context["words"])
        case "extra_forbidden":
            return _unknown_key(error["loc"])
        case "enum" | "literal_error":
            return _unknown_word(str(error["input"]), str(context["expected"]))
        case "greater_than_equal":
            return f"{error['input']} is too small; it must be at least {context['ge']}"
        case _:
            return _PLAIN.get(kind, error["msg"])


def _unknown_key(path: Path) -> str:
    known = _keys_at(path[:-1])
    return f"is not a key here; {_suggestion(str(path[-1]), known)}"


def _unknown_word(word: str, expected: str) -> str:
    known = [option.strip("'") for option in expected.replace(" or ", ", ").split(", ")]
    return f"{word} is not known here; {_suggestion(word, known)}"


def _suggestion(word: str, known: list[str]) -> str:
    close = get_close_matches(word, known, n=1)
    return f"did you mean {close[0]}?" if close else f"known are {', '.join(known)}"


def _keys_at(path: Path) -> list[str]:
    model = _model(CovenantFile)
    for step in path:
        if isinstance(step, str) and model:
            by_key = {field.alias: field.annotation for field in model.model_fields.values()}
            model = _model(by_key.get(step))
    return [str(field.alias) for field in model.model_fields.values()] if model else []


def _model(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) in (tuple, Union, UnionType):
        return next(filter(None, map(_model, get_args(annotation))), None)
    return None
