"""The small values of a covenant file, each refused in words that say how to write it."""

import re
from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema
from pydantic.alias_generators import to_camel
from pydantic_core import PydanticCustomError


class Part(BaseModel):
    """A group of keys in the file: immutable, lowerCamelCase, without a key that nobody reads."""

    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=to_camel)


def refused(message: str) -> PydanticCustomError:
    """The error whose message goes to the reader as it is."""
    return PydanticCustomError("words", "{words}", {"words": message})


def _date(value: Any) -> date:
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise refused(f"{value} is not a date; write year-month-day")


def _slug(value: Any) -> str:
    if isinstance(value, str) and re.fullmatch(r"[a-z0-9-]{2,40}", value):
        return value
    raise refused(f"{value} is not an id; use 2 to 40 small letters, digits and hyphens")


def _digits(length: int) -> BeforeValidator:
    def check(value: Any) -> str:
        text = str(value)
        if re.fullmatch(rf"[0-9]{{{length}}}", text):
            return text
        raise refused(f"{text} has not {length} digits")

    return BeforeValidator(check)


def _code(value: Any) -> str:
    text = str(value)
    if not isinstance(value, bool) and re.fullmatch(r"[0-9A-Z]{1,5}", text):
        return text
    raise refused(f"{text} is not a pay scale; write its code, for instance 9 or 10A")


def _email(value: Any) -> str:
    if isinstance(value, str) and re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", value):
        return value
    raise refused(f"{value} is not an e-mail address")


def _text(value: Any) -> str:
    if isinstance(value, bool | int):
        raise refused(f"{str(value).lower()} must be text; write it between quotes")
    if isinstance(value, str) and value.strip():
        return value.strip()
    raise refused("must be text")


def _one_or_more(value: Any) -> Any:
    return value if isinstance(value, list | tuple) else [value]


def _written(pattern: str, *, also_as_number: bool = False) -> WithJsonSchema:
    """How an editor may check the value; the words above say it better."""
    return WithJsonSchema({"type": ["string", "integer"] if also_as_number else "string", "pattern": pattern})


Text = Annotated[str, BeforeValidator(_text), Field(min_length=1)]
Slug = Annotated[str, BeforeValidator(_slug), Field(pattern=r"^[a-z0-9-]{2,40}$"), _written("^[a-z0-9-]{2,40}$")]
Day = Annotated[date, BeforeValidator(_date), _written("^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]
Oin = Annotated[str, _digits(20), _written("^[0-9]{20}$", also_as_number=True)]
KvkNumber = Annotated[str, _digits(8), _written("^[0-9]{8}$", also_as_number=True)]
ScaleCode = Annotated[str, BeforeValidator(_code), _written("^[0-9A-Z]{1,5}$", also_as_number=True)]
EmailAddress = Annotated[str, BeforeValidator(_email), _written(r"^[^@\s]+@[^@\s]+\.[^@\s]+$")]
WholeNumber = Annotated[int, Field(strict=True, ge=0)]
PositiveNumber = Annotated[int, Field(strict=True, ge=1)]
Switch = Annotated[bool, Field(strict=True)]
OneOrMore = BeforeValidator(_one_or_more)
