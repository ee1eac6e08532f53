"""`Idempotency-Key` on what creates: the same request twice is one change and one answer.

There is no "in progress": the answer is stored by the statement that makes the change. A repeat that comes while the
first still runs waits on the unique index until the first is stored, or is gone; then it is answered, or carried out.
A repeat that is refused because of what the first made gets the first one's answer too (`handlers.py`).
"""

import hashlib
import re
from dataclasses import dataclass
from typing import Annotated

import orjson
from fastapi import Depends, Header
from pydantic import BeforeValidator, Field
from starlette.responses import Response

from doorstroom_common.database import StoredAnswer
from doorstroom_common.errors import IdempotencyKeyReused
from doorstroom_common.http.call import Call
from doorstroom_common.http.fields import refuse
from doorstroom_common.http.messages import DETAILS
from doorstroom_common.http.require import PRINCIPAL

IDEMPOTENT = "doorstroom.idempotent"
KEPT_HEADERS = frozenset({b"content-type", b"location", b"etag"})

_PATTERN = r'^([!#-~][!-~]{0,127}|"([ !#-\[\]-~]|\\["\\]){1,128}")$'
_BARE = re.compile(r"[!-~]{1,128}")
_QUOTED = re.compile(r'"((?:[ !#-\[\]-~]|\\["\\]){1,128})"')


@dataclass(frozen=True, slots=True)
class IdempotentRequest:
    """A caller's key and what it was used for."""

    key: str
    request_hash: str
    caller: str

    def answered(self, response: Response) -> StoredAnswer:
        """The answer as it will be kept; give it to the unit of work before the commit."""
        kept = [pair for pair in response.raw_headers if pair[0] in KEPT_HEADERS]
        return StoredAnswer(
            caller=self.caller,
            key=self.key,
            request_hash=self.request_hash,
            status=response.status_code,
            headers={name.decode("latin-1"): value.decode("latin-1") for name, value in kept},
            body=bytes(response.body),
        )


def replay(stored: StoredAnswer, request: IdempotentRequest) -> Response:
    """The answer given before; `IdempotencyKeyReused` when the key came with another request then."""
    if stored.request_hash != request.request_hash:
        raise IdempotencyKeyReused("idempotency-key-reused", DETAILS[422][0])
    return Response(stored.body, stored.status, dict(stored.headers))


def request_hash(method: str, path: str, body: object) -> str:
    """SHA-256 over what was asked; white space and the order of fields do not make another request."""
    canonical = orjson.dumps(body, option=orjson.OPT_SORT_KEYS)
    return hashlib.sha256(b"%s %s\n%s" % (method.encode(), path.encode(), canonical)).hexdigest()


def _key(header: object) -> str | None:
    if header is None:
        return None
    text = str(header).strip()
    if quoted := _QUOTED.fullmatch(text):
        return re.sub(r"\\(.)", r"\1", quoted[1])
    if not text.startswith('"') and _BARE.fullmatch(text):
        return text
    raise refuse("key-form", "must have 1 to 128 visible ASCII characters")


KeyHeader = Annotated[
    str | None,
    BeforeValidator(_key, json_schema_input_type=Annotated[str, Field(pattern=_PATTERN)] | None),
    Header(
        alias="Idempotency-Key",
        description=(
            "A key of the caller's choosing, new for each thing to create and the same for each repeat, which then gets"
            " the first answer again; with another body it is 422. The answer is kept for 48 hours, or as long as the"
            " operator has set; after that the same key is a new one."
        ),
    ),
]


async def idempotent_request(request: Call, key: KeyHeader = None) -> IdempotentRequest | None:
    """The key of this request with what it is used for, or None without a key."""
    if key is None:
        return None
    found = IdempotentRequest(
        key, request_hash(request.method, request.scope["path"], request.parsed), request.scope[PRINCIPAL].caller
    )
    request.scope[IDEMPOTENT] = found
    return found


IdempotencyKey = Annotated[IdempotentRequest | None, Depends(idempotent_request)]
"""A route's parameter. The route needs a `require(…)` too: keys belong to callers."""
