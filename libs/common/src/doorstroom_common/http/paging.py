"""Lists by cursor: a page names the last thing it showed, so nothing is skipped or shown twice while the list grows."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Any, Generic, TypeVar
from urllib.parse import quote, urlencode
from uuid import UUID

import orjson
from pydantic import BeforeValidator, Field, PlainSerializer, WithJsonSchema
from pydantic_core import PydanticCustomError
from starlette.requests import Request
from starlette.responses import Response

from doorstroom_common.errors import Fault, Invalid
from doorstroom_common.http.answers import answer
from doorstroom_common.http.messages import DETAILS, FAULTS
from doorstroom_common.http.models import AnswerModel, QueryModel

Item = TypeVar("Item")
LONGEST_CURSOR = 512


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where the next page begins: the sort key of the last item shown, and its id to tell equals apart.

    Opaque to callers but not secret: it holds what they were shown. Filters and rights are applied anew to each page.
    """

    key: str | int
    id: UUID

    @classmethod
    def of(cls, key: datetime | str | int, identifier: UUID) -> "Cursor":
        return cls(key.isoformat() if isinstance(key, datetime) else key, identifier)

    def moment(self) -> datetime:
        """The sort key as a moment; `Invalid` when the cursor is from another list."""
        try:
            moment = datetime.fromisoformat(str(self.key))
            if moment.tzinfo is not None:
                return moment.astimezone(UTC)
        except (ValueError, OverflowError):
            pass
        raise _foreign()

    def number(self) -> int:
        """The sort key as a number; `Invalid` when the cursor is from another list."""
        if not isinstance(self.key, int):
            raise _foreign()
        return self.key

    def text(self) -> str:
        """The sort key as text; `Invalid` when the cursor is from another list."""
        if not isinstance(self.key, str):
            raise _foreign()
        return self.key

    def encode(self) -> str:
        """As it stands in a link."""
        return urlsafe_b64encode(orjson.dumps([self.key, str(self.id)])).rstrip(b"=").decode()


def _decode(value: object) -> object:
    if not isinstance(value, str) or len(value) > LONGEST_CURSOR:
        return value
    try:
        key, identifier = orjson.loads(urlsafe_b64decode(value + "=" * (-len(value) % 4)))
        if isinstance(key, str | int) and not isinstance(key, bool) and "\0" not in str(key):
            return Cursor(key, UUID(identifier))
    except (ValueError, TypeError, AttributeError):
        pass
    raise PydanticCustomError("cursor-form", "is not a cursor of this list")


def _foreign() -> Invalid:
    return Invalid("invalid-input", DETAILS[400][0], [Fault("cursor", FAULTS["cursor-form"][0])])


CursorText = Annotated[
    Cursor,
    BeforeValidator(_decode),
    PlainSerializer(Cursor.encode),
    WithJsonSchema({"type": "string", "maxLength": LONGEST_CURSOR}),
]


class PageQuery(QueryModel):
    """The query that every list takes; derive from it to add filters."""

    limit: Annotated[int, Field(ge=1, le=100, description="How many at most.")] = 50
    cursor: Annotated[CursorText | None, Field(description="From the Link header of the page before.")] = None


class PageOf(AnswerModel, Generic[Item]):
    """One page of a list; derive from it to give the page a name: `class VacancyPage(PageOf[VacancyAnswer])`."""

    items: list[Item]


def page(request: Request, query: PageQuery, model: PageOf[Any], *, after: Cursor | None) -> Response:
    """A page, and where the next one is unless `after` is None. The link holds only known query keys."""
    response = answer(model)
    if after is not None:
        response.headers["link"] = next_link(next_page(request, query, after))
    return response


def next_page(request: Request, query: PageQuery, after: Cursor) -> str:
    """The path of the page that begins after `after`, with the query's other keys."""
    asked = query.model_dump(mode="json", by_alias=True, exclude_defaults=True, exclude={"cursor"})
    following = urlencode({**asked, "cursor": after.encode()}, doseq=True)
    return f"{quote(request.scope['path'])}?{following}"


def next_link(address: str) -> str:
    """The Link header of a page that has another after it."""
    return f'<{address}>; rel="next"'
