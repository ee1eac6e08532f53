"""One match with its steps, through the eyes of one side."""

from collections.abc import Sequence
from uuid import UUID

from doorstroom_common.database import UnitOfWork
from doorstroom_matching.application.ports import Partaker
from doorstroom_matching.domain import errors
from doorstroom_matching.domain.life import OPEN, Side
from doorstroom_matching.entrypoints import showing
from doorstroom_matching.entrypoints.answers import LenderMatch, OrganisationMatch, PersonMatch
from doorstroom_matching.entrypoints.competing import competition
from doorstroom_matching.entrypoints.parts import Parts

Shown = OrganisationMatch | LenderMatch | PersonMatch


async def at_match(side: Side, match_id: UUID, by: Partaker, uow: UnitOfWork, parts: Parts) -> Shown:
    """Inside the unit of work, so that whoever took a step sees what came of it and nothing later."""
    shown = await _seen(side, match_id, by, uow, parts)
    if shown is None:
        raise errors.unknown()
    return shown


async def at_first(
    sides: Sequence[Side], match_id: UUID, by: Partaker, adviser: UUID | None, uow: UnitOfWork, parts: Parts
) -> Shown:
    """Through the first of these eyes that see it, an adviser's last; unknown where none does."""
    for side in sides:
        if shown := await _seen(side, match_id, by, uow, parts):
            return shown
    if adviser and (row := await parts.listing.one_of_adviser(adviser, match_id, uow)):
        await uow.act_for(persons=[row["person_ref"]])
        return await _to_person(row, uow, parts, adviser=True)
    raise errors.unknown()


async def _seen(side: Side, match_id: UUID, by: Partaker, uow: UnitOfWork, parts: Parts) -> Shown | None:
    now = parts.clock.now()
    row = await parts.listing.one(side, by, match_id, now, uow)
    if row is None:
        return None
    if side is Side.CANDIDATE:
        return await _to_person(row, uow, parts)
    steps = await parts.listing.steps(row, uow)
    if side is Side.ORGANISATION:
        return showing.organisation_match(row, steps, now)
    return showing.lender_match(row, steps, now)


async def _to_person(row: showing.Row, uow: UnitOfWork, parts: Parts, *, adviser: bool = False) -> PersonMatch:
    """With who else competes, as long as something may come of it."""
    steps = await parts.listing.steps(row, uow)
    others = await competition(row["need_id"], row["tier"], uow, parts) if row["status"] in OPEN else None
    return showing.person_match(row, steps, others, parts.clock.now(), adviser=adviser)
