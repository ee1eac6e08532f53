"""Who fits whom, in SQL: exact and simple.

The promise: `FITTING` returns every pair of an open need and an active candidate for which all findings of `domain.fit`
pass, and no other, whichever side it is asked from. The index, which the service asks, is held to it by tests. Who
belongs to which organisation, the stage, the tier and the contract are judged in the domain, on these pairs.
"""

from collections.abc import Collection
from uuid import UUID

from doorstroom_common.database import UnitOfWork, sql

FITTING = """
FROM need, candidate
WHERE need.is_open
  AND candidate.state = 'active'

  -- The organisation is not one that the candidate blocked or is hidden from.
  AND need.organisation <> ALL (candidate.closed_to)

  -- The kind of move is one that the candidate wants.
  AND need.move = ANY (candidate.moves)

  -- Of the required skills at least as many are present as the share asks.
  AND need.skills_needed <= (
        SELECT count(*) FROM unnest(need.required_skills) AS asked WHERE asked = ANY (candidate.skills))

  -- The highest scale on offer is not below the lowest accepted; what cannot be compared stops nobody.
  AND coalesce(
        (need.scale_tops ->> coalesce(candidate.agreement, need.agreement))::int >= candidate.lowest_scale, true)

  -- The hours offered and the hours wanted overlap.
  AND need.hours_min <= candidate.hours_max
  AND candidate.hours_min <= need.hours_max

  -- The candidate is there in time.
  AND coalesce(candidate.available_from <= need.starts_by, true)
"""

CANDIDATES_FOR = sql(f"SELECT candidate.candidate_id {FITTING} AND need.need_id = :need_id")
NEEDS_FOR = sql(f"SELECT need.need_id {FITTING} AND candidate.candidate_id = :candidate_id")
TAKE_TURN = sql("SELECT subject FROM turn WHERE subject = :subject FOR UPDATE")
SHARE_TURNS = sql("SELECT subject FROM turn WHERE subject = ANY(:subjects::uuid[]) ORDER BY subject FOR SHARE")


class FittingPairs:
    """The port `Pairs`."""

    async def candidates_for(self, need_id: UUID, uow: UnitOfWork) -> set[UUID]:
        return {row["candidate_id"] for row in await uow.fetch(CANDIDATES_FOR, need_id=need_id)}

    async def needs_for(self, candidate_id: UUID, uow: UnitOfWork) -> set[UUID]:
        return {row["need_id"] for row in await uow.fetch(NEEDS_FOR, candidate_id=candidate_id)}

    async def take_turn(self, subject: UUID, uow: UnitOfWork) -> None:
        await uow.execute(TAKE_TURN, subject=subject)

    async def share_turns(self, subjects: Collection[UUID], uow: UnitOfWork) -> None:
        await uow.execute(SHARE_TURNS, subjects=list(subjects))
