"""`/vacancy/v1/placements`"""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Request, Response

from doorstroom_common.clock import local_date
from doorstroom_common.http import (
    Cursor,
    IdempotencyKey,
    IfMatch,
    PageQuery,
    Principal,
    Router,
    answer,
    page,
    problems,
)
from doorstroom_vacancy.adapters.listing import After
from doorstroom_vacancy.application.end_secondment import (
    EndSecondment,
    ExtendSecondment,
    end_secondment,
    extend_secondment,
)
from doorstroom_vacancy.application.fill_gap import FillGap, fill_gap
from doorstroom_vacancy.domain.placement import Placement
from doorstroom_vacancy.entrypoints.parts import Given, PlacementId, PlacementReader, Writer, acting_for
from doorstroom_vacancy.entrypoints.placement_answers import PlacementAnswer, PlacementPage, placement_answer
from doorstroom_vacancy.entrypoints.placement_forms import Ending, Extension, GapFilling, overriding

router = Router(tags=["placements"])


class PlacementQuery(PageQuery):
    need_id: Annotated[UUID | None, Query(description="Of one vacancy or secondment request.")] = None


@router.get("/placements", response_model=PlacementPage)
async def list_placements(
    request: Request, query: Annotated[PlacementQuery, Query()], caller: PlacementReader, parts: Given
) -> Response:
    """Moves to the caller's organisation and from it, newest first, without who moved.

    A move for good is shown to the employer that is left from the day on which the work starts.
    """
    organisation, today = acting_for(caller), local_date(parts.clock.now())
    after = After(query.cursor.moment(), query.cursor.id) if query.cursor else None
    async with parts.database.unit_of_work(caller.behalf) as uow:
        found = await parts.placements.page(organisation, today, query.need_id, after, query.limit + 1, uow)
    shown, last = found[: query.limit], None
    if len(found) > query.limit:
        last = Cursor.of(shown[-1].recorded_at, shown[-1].placement_id)
    items = [_shown(placement, caller) for placement in shown]
    return page(request, query, PlacementPage(items=items), after=last)


@router.get("/placements/{placementId}", response_model=PlacementAnswer)
async def read_placement(placement_id: PlacementId, caller: PlacementReader, parts: Given) -> Response:
    """One placement. Another organisation's is the same as unknown."""
    today = local_date(parts.clock.now())
    async with parts.database.unit_of_work(caller.behalf) as uow:
        placement = await parts.placements.one(placement_id, acting_for(caller), today, uow)
    return answer(_shown(placement, caller), version=placement.version)


@router.post("/placements/{placementId}/extension", response_model=PlacementAnswer, responses=problems(409))
async def extend_placement(
    placement_id: PlacementId, body: Extension, caller: Writer, parts: Given, expected: IfMatch = None
) -> Response:
    """A secondment goes on until a later day, by the lender or the borrower."""
    command = ExtendSecondment(acting_for(caller), placement_id, body.end_date, expected)
    async with parts.database.unit_of_work(caller.behalf) as uow:
        placement = await extend_secondment(command, uow, parts.placing)
        await uow.commit()
    return answer(_shown(placement, caller), version=placement.version)


@router.post("/placements/{placementId}/ending", response_model=PlacementAnswer, responses=problems(409))
async def end_placement(
    placement_id: PlacementId, body: Ending, caller: Writer, parts: Given, expected: IfMatch = None
) -> Response:
    """A secondment ends, by the lender or the borrower; converted, it makes a placement of its own at the borrower."""
    clauses = tuple(clause.made() for clause in body.clauses)
    command = EndSecondment(acting_for(caller), placement_id, body.because, expected, body.start_date, clauses)
    async with parts.database.unit_of_work(caller.behalf) as uow:
        placement = await end_secondment(command, uow, parts.placing, parts.covenants)
        await uow.commit()
    return answer(_shown(placement, caller), version=placement.version)


@router.post("/placements/{placementId}/gap", response_model=PlacementAnswer, responses=problems(409))
async def fill_gap_of_placement(
    placement_id: PlacementId,
    body: GapFilling,
    caller: Writer,
    key: IdempotencyKey,
    parts: Given,
    expected: IfMatch = None,
) -> Response:
    """Answer who fills the place meanwhile; for the lender. `vacancy` and `secondment-request` make one with this call,
    a draft unless `status` says `open`, filled in from what the placement fills and until its end. That happens once:
    sent again, it is refused, unless it is a repeat with the same `Idempotency-Key`.
    """
    command = FillGap(
        organisation=acting_for(caller),
        placement_id=placement_id,
        gap=body.gap,
        opens=body.status == "open",
        expected_version=expected,
        overriding=overriding(body),
    )
    async with parts.database.unit_of_work(caller.behalf) as uow:
        placement = await fill_gap(command, uow, parts.placing, parts.boards)
        response = answer(_shown(placement, caller), version=placement.version)
        if key:
            uow.remember(key.answered(response))
        await uow.commit()
    return response


def _shown(placement: Placement, caller: Principal) -> PlacementAnswer:
    return placement_answer(placement, acting_for(caller))
