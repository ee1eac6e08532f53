"""Versions as ETags: a change names the version it was made from, and a stale one is refused (412, by the use case)."""

import re
from typing import Annotated

from fastapi import Depends, Header
from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

ANY = "*"
_PATTERN = r'^(\*|"v[1-9][0-9]{0,17}")$'
_ETAG = re.compile(r'"v([1-9]\d{0,17})"')


def etag(version: int) -> str:
    """The strong ETag of a version."""
    return f'"v{version}"'


def _expected(header: object) -> int | None:
    if header is None or header == ANY:
        return None
    found = _ETAG.fullmatch(str(header).strip())
    if found is None:
        raise PydanticCustomError("etag-form", "must be one ETag or *")
    return int(found[1])


_Header = Annotated[
    int | None,
    BeforeValidator(_expected, json_schema_input_type=Annotated[str, Field(pattern=_PATTERN)]),
    Header(alias="If-Match", description='The version this change was made from, as its ETag: `"v3"`; `*` for any.'),
]


async def _named(expected: _Header = None) -> int | None:
    return expected


async def _demanded(expected: _Header) -> int | None:
    return expected


IfMatch = Annotated[int | None, Depends(_named)]
"""A route's parameter: the version the caller expects, or None where they named none (or `*`)."""

RequiredIfMatch = Annotated[int | None, Depends(_demanded)]
"""As `IfMatch` where a change without it is refused: a missing header is 400, like any other missing input."""
