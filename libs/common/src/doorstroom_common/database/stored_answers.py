"""What was answered to an idempotency key."""

from collections.abc import Mapping
from dataclasses import dataclass

from doorstroom_common.database.statements import sql

ANSWER_INSERT = sql(
    "INSERT INTO idempotency (caller, key, request_hash, status, headers, body)"
    " VALUES (:caller, :key, :request_hash, :status, :headers, :body)"
)
ANSWER_SELECT = sql("SELECT * FROM idempotency WHERE caller = :caller AND key = :key")


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """What was answered to an idempotency key, kept with the change it belongs to."""

    caller: str
    key: str
    request_hash: str
    status: int
    headers: Mapping[str, str]
    body: bytes


class IdempotencyConflict(Exception):
    """The key was used before: nothing of this unit was stored; `stored` is the answer given then."""

    def __init__(self, stored: StoredAnswer) -> None:
        super().__init__("idempotency key used before")
        self.stored = stored
