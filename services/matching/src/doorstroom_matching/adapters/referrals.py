"""Referrals in their table, as those find them who take part in them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from doorstroom_common.database import UnitOfWork, sql
from doorstroom_matching.adapters.rows import plain
from doorstroom_matching.adapters.statements import add_many, put_many
from doorstroom_matching.adapters.tables import ReferralRow
from doorstroom_matching.application.ports import REFERRAL_DUE, Partaker
from doorstroom_matching.domain.referral import Referral, ReferralSide, ReferralStatus

SENDS, RECEIVES, IS_IT = (
    "sender = :organisation",
    "(receiver = :organisation AND sent_at IS NOT NULL)",
    "person_ref = :person",
)
SEES = f"({SENDS} OR {RECEIVES} OR {IS_IT})"
SEEN = (
    f"SELECT *, coalesce({SENDS}, false) AS sends, coalesce({RECEIVES}, false) AS receives,"  # noqa: S608 - our own text
    f" coalesce({IS_IT}, false) AS is_it FROM referral WHERE {SEES}"
)
ONE = sql(f"{SEEN} AND referral_id = :referral_id")
ONE_LOCKED = sql(f"{SEEN} AND referral_id = :referral_id FOR UPDATE")
LIST = sql(
    f"{SEEN} AND (:status::text IS NULL OR status = :status::text)"
    " AND (:moment::timestamptz IS NULL OR (made_at, referral_id) < (:moment::timestamptz, :after::uuid))"
    " ORDER BY made_at DESC, referral_id DESC LIMIT :most"
)
BY_ID = sql("SELECT * FROM referral WHERE referral_id = :referral_id FOR UPDATE")
TO_NEED = sql("SELECT * FROM referral WHERE need_id = :need_id ORDER BY referral_id FOR UPDATE")
OF_CANDIDATE = sql("SELECT * FROM referral WHERE candidate_id = :candidate_id ORDER BY referral_id FOR UPDATE")
CARD = sql(
    "SELECT record -> 'card' FROM match WHERE need_id = :need_id AND candidate_id = :candidate_id"
    " AND status = 'proposed' AND NOT record ? 'askedFirst' AND NOT said ? 'heldBack'"
)
ADD = add_many(ReferralRow)
PUT = put_many(ReferralRow)
ONCE = "referral_once"
"""The index that holds a sender to one referral per candidate and receiver."""

_SIDES = {"sends": ReferralSide.SENDER, "receives": ReferralSide.RECEIVER, "is_it": ReferralSide.CANDIDATE}

Found = tuple[Referral, frozenset[ReferralSide]]


class StoredReferrals:
    """The port `Referrals`, and the list that HTTP shows."""

    async def seen_by(
        self, partaker: Partaker, referral_id: UUID, uow: UnitOfWork, *, lock: bool = True
    ) -> Found | None:
        row = await uow.fetch_row(
            ONE_LOCKED if lock else ONE, referral_id=referral_id, organisation=partaker.organisation,
            person=partaker.person,
        )  # fmt: skip
        return _found(row) if row else None

    async def listed(
        self, partaker: Partaker, status: str | None, most: int, moment: datetime | None, after: UUID | None,
        uow: UnitOfWork,
    ) -> Sequence[Found]:  # fmt: skip
        """The newest first."""
        rows = await uow.fetch(
            LIST, organisation=partaker.organisation, person=partaker.person, status=status, most=most, moment=moment,
            after=after,
        )  # fmt: skip
        return [_found(row) for row in rows]

    async def by_id(self, referral_id: UUID, uow: UnitOfWork) -> Referral | None:
        row = await uow.fetch_row(BY_ID, referral_id=referral_id)
        return referral_from(row) if row else None

    async def to_need(self, need_id: UUID, uow: UnitOfWork) -> list[Referral]:
        return [referral_from(row) for row in await uow.fetch(TO_NEED, need_id=need_id)]

    async def of_candidate(self, candidate_id: UUID, uow: UnitOfWork) -> list[Referral]:
        return [referral_from(row) for row in await uow.fetch(OF_CANDIDATE, candidate_id=candidate_id)]

    async def card_for(self, need_id: UUID, candidate_id: UUID, uow: UnitOfWork) -> dict[str, Any] | None:
        found: dict[str, Any] | None = await uow.fetch_value(CARD, need_id=need_id, candidate_id=candidate_id)
        return found

    def add(self, referral: Referral, uow: UnitOfWork) -> None:
        uow.write(ADD, rows=[referral_row(referral)])

    async def store(self, referral: Referral, uow: UnitOfWork) -> None:
        await uow.execute(PUT, rows=[referral_row(referral)])

    def set_term(self, referral: Referral, uow: UnitOfWork) -> None:
        uow.schedule(REFERRAL_DUE, f"{referral.id} {referral.version}", referral.due_at)


def referral_row(referral: Referral) -> Mapping[str, Any]:
    same = (
        "match_id", "candidate_id", "sender", "receiver", "need", "need_id", "generation", "status", "version", "card",
        "covenant_hash", "made_at", "changed_at", "due_at", "sent_at", "consent_until", "answered_at", "reason",
    )  # fmt: skip
    values = {name: getattr(referral, name) for name in same}
    return {**values, "referral_id": referral.id, "person_ref": referral.person}


def referral_from(row: Any) -> Referral:
    same = (
        "sender", "receiver", "need", "generation", "version", "card", "covenant_hash", "made_at", "changed_at",
        "due_at", "sent_at", "consent_until", "answered_at", "reason",
    )  # fmt: skip
    return Referral(
        id=plain(row["referral_id"]),
        match_id=plain(row["match_id"]),
        candidate_id=plain(row["candidate_id"]),
        person=plain(row["person_ref"]),
        status=ReferralStatus(row["status"]),
        **{name: row[name] for name in same},
    )


def _found(row: Any) -> Found:
    return referral_from(row), frozenset(side for name, side in _SIDES.items() if row[name])
