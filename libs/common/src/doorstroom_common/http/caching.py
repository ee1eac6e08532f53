"""Answers that may be kept by whoever asks again: a strong ETag over their bytes, and 304 where nothing has changed.

There is no Last-Modified: what leaves a list changes no moment of what stays in it, and a second is too coarse.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Annotated

from fastapi import Header
from starlette.responses import Response

IfNoneMatch = Annotated[
    str | None,
    Header(alias="If-None-Match", description="The ETag of an earlier answer; nothing new is 304, without a body."),
]
HEADERS = {
    "ETag": {"description": "Of these very bytes, for If-None-Match.", "schema": {"type": "string"}},
    "Cache-Control": {"description": "Who may keep this, and for how long.", "schema": {"type": "string"}},
}
NOT_MODIFIED = {"description": "Nothing has changed.", "headers": HEADERS}


@dataclass(frozen=True, slots=True)
class Keeping:
    """Who may keep an answer and for how long, and what else of the request it depends on."""

    control: str
    vary: str
    others: Mapping[str, str] = field(default_factory=dict)

    def answer(
        self, content: bytes, media_type: str, if_none_match: str | None, headers: Mapping[str, str] | None = None
    ) -> Response:
        """200 with the bytes, or 304 where the caller has these very bytes already."""
        tag = f'"{blake2b(content, digest_size=16).hexdigest()}"'
        kept = {"etag": tag, "cache-control": self.control, "vary": self.vary, **self.others, **(headers or {})}
        if is_known(tag, if_none_match):
            return Response(status_code=304, headers=kept)
        return Response(content, headers=kept, media_type=media_type)


FOR_A_MOMENT = Keeping("public, max-age=30, must-revalidate", "Accept-Language", {"access-control-allow-origin": "*"})
"""For everybody, through any cache, at most half a minute old."""

CALLERS_OWN = Keeping("private, no-cache", "Authorization, Accept-Language")
"""For this caller alone, who asks each time whether it still holds."""


def is_known(tag: str, if_none_match: str | None) -> bool:
    """Whether If-None-Match names this ETag, among others or by `*`; weakly compared (RFC 9110, 13.1.2)."""
    if if_none_match is None:
        return False
    named = [one.strip().removeprefix("W/") for one in if_none_match.split(",")]
    return tag in named or named == ["*"]
