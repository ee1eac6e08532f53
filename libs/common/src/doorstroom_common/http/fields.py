"""The field types that several services share, so that one thing has one form everywhere.

What they let in is what `contracts/common.json` lets through: accepted input never makes an event that breaks its
schema.
"""

import re
from datetime import UTC, date, datetime
from typing import Annotated, Any, Self
from zoneinfo import ZoneInfo

from pydantic import AwareDatetime, BeforeValidator, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from doorstroom_common.http.models import RequestModel

_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_MOMENT = re.compile(
    r"(?P<moment>\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(:\d\d(\.\d{1,9})?)?([Zz]|[+-]\d\d:\d\d))"
    r"(?P<suffix>(\[[^\[\]]{1,64}\])*)",
    re.ASCII,
)
_TAG = re.compile(r"\[(!?)([^\]]+)\]")


def refuse(code: str, words: str) -> PydanticCustomError:
    """The error for a validator of one's own: `code` in kebab-case, `words` without anything from the input.

    A plain ValueError shows as "is not valid", because its text might repeat what was sent.
    """
    return PydanticCustomError(code, words)


def _date(value: Any) -> Any:
    if type(value) is date:
        return value
    if isinstance(value, str) and _DATE.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise refuse("not-a-date", "must be a date")


def _moment(value: Any) -> Any:
    """RFC 9557: RFC 3339 with an offset, then optional `[Europe/Amsterdam]`; a tag marked `!` must be understood."""
    if isinstance(value, datetime):
        return value.astimezone(UTC) if value.tzinfo else value
    found = _MOMENT.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        raise refuse("not-a-moment", "must be a date and time with offset")
    try:
        moment = datetime.fromisoformat(found["moment"].upper())
        for critical, tag in _TAG.findall(found["suffix"]):
            if critical:
                _check_zone(moment, tag)
        return moment.astimezone(UTC)
    except (ValueError, OverflowError, KeyError, OSError):
        raise refuse("not-a-moment", "must be a date and time with offset") from None


def _check_zone(moment: datetime, tag: str) -> None:
    """A critical time zone must fit the offset; any other critical tag is one we do not know."""
    if moment.astimezone(ZoneInfo(tag)).utcoffset() != moment.utcoffset():
        raise ValueError(tag)


DateTime = Annotated[
    AwareDatetime,
    BeforeValidator(_moment),
    Field(json_schema_extra={"format": "date-time"}),
]
"""A moment: any offset in, UTC out. For fields named `…At`."""

LocalDate = Annotated[date, BeforeValidator(_date)]
"""A calendar day. For fields named `…Date`."""

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{2,40}$")]
"""The id of an organisation or a covenant."""

Code = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
"""A code from a list: agreements, conditions, schemes."""

ScaleCode = Annotated[str, StringConstraints(pattern=r"^[0-9A-Z]{1,5}$")]
"""A pay scale: an ordered code ("8", "10", "10A"), never a number."""

Email = Annotated[
    str,
    StringConstraints(
        pattern=r"^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]+\.[A-Za-z]{2,63}$", max_length=254
    ),
    Field(json_schema_extra={"format": "email"}),
]
"""One address and nothing else: no display name, no second address, no control character."""

ExternalId = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Za-z0-9._~:@-]{1,100}$"),
    Field(description="The id in the organisation's own system, where it is unique. Nobody else sees it."),
]

ShortText = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=10_000)]
WeeklyHours = Annotated[float, Field(ge=1, le=48)]


class Hours(RequestModel):
    """Hours per week; full time is 36 in the public agreements."""

    min: WeeklyHours
    max: WeeklyHours

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.min > self.max:
            raise refuse("min-above-max", "min must not be above max")
        return self


class Scales(RequestModel):
    """From one scale to another within one agreement; their order is the agreement's, not the alphabet's."""

    agreement: Code
    min: ScaleCode
    max: ScaleCode


class Term(RequestModel):
    """A term of a published scheme: ESCO occupations and skills, or another one beside it."""

    scheme: Code
    uri: Annotated[str, StringConstraints(pattern=r"^(https?://|urn:)[!-~]+$", max_length=300)]
    label: Annotated[str, StringConstraints(min_length=1, max_length=200)] | None = None
    version: Annotated[str, StringConstraints(pattern=r"^v?[0-9]{1,4}(\.[0-9]{1,4}){0,2}$")] | None = None
