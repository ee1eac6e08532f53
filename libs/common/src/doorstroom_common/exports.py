"""What is an organisation's own as a file: read a page at a time, so that who reads slowly holds no connection.

It is no picture of one moment: what changes while the file is made may be in it as it was or as it is.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from typing import Annotated, Any, Literal, TypeVar

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from doorstroom_common.http import QueryModel
from doorstroom_common.http.headers import more_time
from doorstroom_common.sheets import Sheet, written
from doorstroom_common.sheets.reading import CSV, XLSX
from doorstroom_common.sheets.writing import FORMS, JSON_LINES, SUFFIXES

AT_ONCE = 500
SECONDS = 600.0
ANSWERS: dict[int | str, dict[str, Any]] = {200: {"content": {form: {"schema": {"type": "string"}} for form in FORMS}}}
"""For a route's `responses=`."""
NAMED = {"csv": CSV, "xlsx": XLSX, "json-lines": JSON_LINES}

T = TypeVar("T")


class ExportQuery(QueryModel):
    """As which file, and in which language its headings and choices are."""

    form: Annotated[
        Literal["csv", "xlsx", "json-lines"],
        Field(alias="format", description="`json-lines` has a row as JSON has it on each line."),
    ] = "csv"
    language: Literal["nl", "en"] = "nl"


async def pages(
    read: Callable[[T | None], Awaitable[Sequence[T]]], show: Callable[[T], Any]
) -> AsyncIterator[list[Any]]:
    """Every body, from a `read` that gives at most `AT_ONCE` after the last one before."""
    last: T | None = None
    while some := await read(last):
        yield [show(one) for one in some]
        if len(some) < AT_ONCE:
            return
        last = some[-1]


def exported(request: Request, sheet: Sheet, query: ExportQuery, bodies: AsyncIterator[Sequence[Any]]) -> Response:
    """The file as it is made."""
    more_time(request.scope, SECONDS)
    form = NAMED[query.form]
    named = {
        "content-disposition": f'attachment; filename="{sheet.kind}.{SUFFIXES[form]}"',
        "content-language": query.language,
    }
    return StreamingResponse(written(sheet, bodies, form, query.language), headers=named, media_type=form)
