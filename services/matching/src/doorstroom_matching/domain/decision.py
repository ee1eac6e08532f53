"""A decision record: what was decided about a pair, and all that is needed to decide it again.

It names its inputs by id and version; after an erasure the rest of it stays, with nothing that leads to a person. Two
seals keep it honest: one over the inputs, with the person's own key, and one over the record itself, which also holds
the seal of the decision before it about the same pair.
"""

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson

from doorstroom_common.covenant import Membership

Data = Mapping[str, Any]

ORDER_OVERRULED = "order-overruled"
"""The outcome where people went past the order. Such a record was made of the one before it and of nothing else."""

NAMES_SOMEBODY = frozenset({"match_id", "candidate_id", "inputs_erased_at"})
"""What an erasure changes, and no seal over the record covers therefore."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything that a decision was made of: both sides as published, rules, members, moment, and what stood before.

    `membership` stands for the covenants in force, `prior_status` and `prior_candidate_version` for the match before.
    """

    need: Data
    candidate: Data
    covenant_hash: str
    membership: str
    rules_version: str
    prior_status: str
    prior_candidate_version: int
    matching_off: bool
    at: datetime

    def seal(self, key: bytes) -> bytes:
        """An HMAC with the person's own key: without that key it says nothing."""
        return _seal(self, key)


@dataclass(frozen=True, slots=True)
class Decision:
    """One record. `outcome` is the status of the match that came of it, `previous` the seal of the decision before."""

    id: UUID
    organisation: str
    match_id: UUID | None
    match_version: int
    need_id: UUID
    need_version: int
    candidate_id: UUID
    candidate_version: int
    prior_status: str
    prior_candidate_version: int
    matching_off: bool
    outcome: str
    because: str | None
    relation: str
    tier: str | None
    score: int
    covenant_hash: str
    membership: str
    rules_version: str
    verdict: Sequence[Mapping[str, str]]
    inputs_seal: bytes
    decided_at: datetime
    previous: bytes | None
    inputs_erased_at: datetime | None = None

    def seal(self, key: bytes) -> bytes:
        """Over all that stays after an erasure, so that it holds before and after one."""
        return _seal(self, key, without=NAMES_SOMEBODY)


_NAMES = {sealed: tuple(field.name for field in fields(sealed)) for sealed in (Inputs, Decision)}


def membership_key(members: Membership) -> str:
    """One short word for the covenants in force on a day."""
    return hashlib.sha256(" ".join(hashes_of(members)).encode()).hexdigest()


def hashes_of(members: Membership) -> list[str]:
    """In the order in which the members were made of them."""
    return [covenant.hash for covenant in members.covenants]


def _seal(sealed: Inputs | Decision, key: bytes, without: frozenset[str] = frozenset()) -> bytes:
    values = {name: getattr(sealed, name) for name in _NAMES[type(sealed)] if name not in without}
    return hmac.digest(key, orjson.dumps(values, default=_plain, option=orjson.OPT_SORT_KEYS), "sha256")


def _plain(value: object) -> str:
    """Seals, and ids as the database driver gives them."""
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no place under a seal")
