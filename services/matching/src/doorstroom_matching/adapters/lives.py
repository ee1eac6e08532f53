"""Matches as those see and change them who take part in them, the steps that were taken, and their terms."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from doorstroom_common.database import UnitOfWork, sql
from doorstroom_matching.adapters import rows
from doorstroom_matching.adapters.statements import add_many
from doorstroom_matching.adapters.tables import MatchStepRow
from doorstroom_matching.application.ports import ANSWER_DUE, Partaker, Seen
from doorstroom_matching.domain.life import Side
from doorstroom_matching.domain.match import Match, Taken

AS_ORGANISATION = (
    "(match.organisation = :organisation AND NOT match.record ? 'askedFirst' AND NOT match.said ? 'heldBack'"
    " AND (match.need_kind = 'vacancy' OR match.said ? 'agreed'))"
)
AS_LENDER = "match.lender = :organisation"
AS_CANDIDATE = "own.person_ref = :person"
WITH_PERSON = "FROM match LEFT JOIN LATERAL person_behind(match.match_id) AS own(person_ref) ON true"
SEEN = sql(
    f"SELECT match.*, own.person_ref, coalesce({AS_ORGANISATION}, false) AS organisation_sees,"
    f" coalesce({AS_LENDER}, false) AS lender_sees, coalesce({AS_CANDIDATE}, false) AS candidate_sees"
    f" {WITH_PERSON} WHERE match.match_id = :match_id AND ({AS_ORGANISATION} OR {AS_LENDER} OR {AS_CANDIDATE})"
    " FOR UPDATE OF match"
)
BY_ID = sql(f"SELECT match.*, own.person_ref {WITH_PERSON} WHERE match.match_id = :match_id FOR UPDATE OF match")
BY_PAIR = sql(
    f"SELECT match.*, own.person_ref {WITH_PERSON} WHERE match.need_id = :need_id"
    " AND match.candidate_id = :candidate_id FOR UPDATE OF match"
)
THROUGH = sql(
    "SELECT went_on.match_id FROM referral JOIN match AS went_on USING (candidate_id)"
    " WHERE referral_id = :referral_id::text::uuid AND went_on.said ->> 'throughReferral' = :referral_id"
)
ADD_STEPS = add_many(MatchStepRow)
EMPLOYMENT = sql("SELECT employment_behind(:match_id)")
NEED = sql("SELECT data FROM need WHERE need_id = :need_id")
LAST_STEPS = sql(
    "SELECT DISTINCT ON (match_id) * FROM match_step WHERE match_id = ANY(:matches::uuid[])"
    " ORDER BY match_id, number DESC"
)
SET_TERMS = sql(
    "INSERT INTO timer (kind, key, due_at) SELECT :kind, * FROM unnest(:keys::text[], :moments::timestamptz[])"
    " ON CONFLICT (kind, key) DO UPDATE SET due_at = excluded.due_at"
)
_SIDES = {
    "organisation_sees": Side.ORGANISATION,
    "lender_sees": Side.LENDER,
    "candidate_sees": Side.CANDIDATE,
}


class StoredLives:
    """The port `Lives`."""

    async def seen_by(self, partaker: Partaker, match_id: UUID, uow: UnitOfWork) -> Seen | None:
        row = await uow.fetch_row(SEEN, match_id=match_id, organisation=partaker.organisation, person=partaker.person)
        if row is None:
            return None
        sides = frozenset(side for name, side in _SIDES.items() if row[name])
        return Seen(rows.match_from(dict(row)), sides, _person(row))

    async def by_id(self, match_id: UUID, uow: UnitOfWork) -> Seen | None:
        return _whole(await uow.fetch_row(BY_ID, match_id=match_id))

    async def by_pair(self, need_id: UUID, candidate_id: UUID, uow: UnitOfWork) -> Seen | None:
        return _whole(await uow.fetch_row(BY_PAIR, need_id=need_id, candidate_id=candidate_id))

    async def through(self, referral_id: UUID, uow: UnitOfWork) -> UUID | None:
        found: UUID | None = await uow.fetch_value(THROUGH, referral_id=str(referral_id))
        return found

    async def add(self, steps: Sequence[tuple[Match, Taken]], uow: UnitOfWork) -> None:
        if steps:
            await uow.execute(ADD_STEPS, rows=_step_rows(steps))

    def add_at_commit(self, steps: Sequence[tuple[Match, Taken]], uow: UnitOfWork) -> None:
        if steps:
            uow.write(ADD_STEPS, rows=_step_rows(steps))

    async def last(self, matches: Sequence[Match], uow: UnitOfWork) -> dict[UUID, Taken]:
        found = await uow.fetch(LAST_STEPS, matches=[match.id for match in matches])
        return {row["match_id"]: rows.taken_from(dict(row)) for row in found}

    def set_terms(self, matches: Sequence[Match], uow: UnitOfWork) -> None:
        """One statement for many, and the last of them by the unit's own way, which wakes whoever waits for it."""
        *others, last = [(term_key(match), match.life.due_at) for match in matches]
        if others:
            keys, moments = zip(*others, strict=True)
            uow.write(SET_TERMS, kind=ANSWER_DUE, keys=list(keys), moments=list(moments))
        uow.schedule(ANSWER_DUE, *last)

    async def employment(self, match_id: UUID, uow: UnitOfWork) -> dict[str, Any] | None:
        found: dict[str, Any] | None = await uow.fetch_value(EMPLOYMENT, match_id=match_id)
        return found

    async def need(self, need_id: UUID, uow: UnitOfWork) -> dict[str, Any]:
        found: dict[str, Any] = await uow.fetch_value(NEED, need_id=need_id)
        return found


def term_key(match: Match) -> str:
    """Another one for each question, so that nobody who answers waits for the timer of the question before."""
    return f"{match.id} {match.version}"


def _step_rows(steps: Sequence[tuple[Match, Taken]]) -> list[rows.Row]:
    return [rows.step_row(match, taken) for match, taken in steps]


def _whole(row: Any) -> Seen | None:
    return Seen(rows.match_from(dict(row)), frozenset(), _person(row)) if row else None


def _person(row: Any) -> UUID | None:
    return rows.plain(row["person_ref"]) if row["person_ref"] else None
