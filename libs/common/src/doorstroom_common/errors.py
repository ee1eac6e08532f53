"""What can go wrong, as one tree; the HTTP status of each kind is decided once, in `http.problems`.

DoorstroomError
├── Invalid                 input that somebody has to mend; carries every fault with its place
├── Unauthenticated         no token, or one that does not hold
├── Forbidden               a valid token without the right
├── NotFound                unknown, or somebody else's: the two are not told apart
├── Conflict                the step does not follow from the present state
├── Stale                   If-Match named another version
├── IdempotencyKeyReused    the same key with another request
├── TooManyRequests         the caller's quota is spent for now
└── Unavailable             a dependency is away; trying again later helps
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Self


class ErrorKind(Enum):
    """How the edge treats an error; `slug` tells people and machines which one it is."""

    INVALID = "invalid"
    UNAUTHENTICATED = "unauthenticated"
    FORBIDDEN = "forbidden"
    NOT_FOUND = "not-found"
    CONFLICT = "conflict"
    STALE = "stale"
    UNPROCESSABLE_KEY = "idempotency-key-reused"
    TOO_MANY = "too-many-requests"
    UNAVAILABLE = "unavailable"


class Filled(str):
    """A text with values filled in, which remembers the text without them: that is the key of its translation."""

    __slots__ = ("template", "values")
    template: str
    values: Mapping[str, object]

    @classmethod
    def of(cls, template: str, **values: object) -> Self:
        filled = cls(template.format_map(values))
        filled.template, filled.values = template, values
        return filled


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to mend: `place` is a JSON Pointer, a query name or a header name."""

    place: str
    message: str


class DoorstroomError(Exception):
    """An error with a stable slug, a kind, and words without anything personal in them."""

    kind: ErrorKind = ErrorKind.INVALID

    def __init__(self, slug: str, detail: str, faults: Sequence[Fault] = ()) -> None:
        super().__init__(detail)
        self.slug = slug
        self.detail = detail
        self.faults = tuple(faults)


class Invalid(DoorstroomError):
    kind = ErrorKind.INVALID


class Unauthenticated(DoorstroomError):
    kind = ErrorKind.UNAUTHENTICATED


class Forbidden(DoorstroomError):
    kind = ErrorKind.FORBIDDEN


class NotFound(DoorstroomError):
    kind = ErrorKind.NOT_FOUND


class Conflict(DoorstroomError):
    kind = ErrorKind.CONFLICT


class Stale(DoorstroomError):
    kind = ErrorKind.STALE


class IdempotencyKeyReused(DoorstroomError):
    kind = ErrorKind.UNPROCESSABLE_KEY


class TooManyRequests(DoorstroomError):
    kind = ErrorKind.TOO_MANY


class Unavailable(DoorstroomError):
    kind = ErrorKind.UNAVAILABLE
