"""`/matching/v1`: going past the order of a list, and how often an organisation does."""

from typing import Annotated
from uuid import UUID

from fastapi import Path, Response

from doorstroom_common.database import Behalf
from doorstroom_common.http import AnswerModel, IfMatch, Router, answer, problems
from doorstroom_common.http.fields import DateTime
from doorstroom_matching.application.look_outside import LookOutside, look_outside
from doorstroom_matching.application.overrule_order import OverruleOrder, overrule_order
from doorstroom_matching.domain.life import Side
from doorstroom_matching.domain.overruled import PERIOD
from doorstroom_matching.entrypoints import forms, looking
from doorstroom_matching.entrypoints.answers import OrganisationMatch
from doorstroom_matching.entrypoints.parts import (
    Given,
    MatchId,
    NeedId,
    OrganisationWriter,
    Reader,
    for_organisation,
)

router = Router(tags=["overruling"])

Organisation = Annotated[str, Path(description="As its covenant names it.", max_length=100)]


class LooksOutside(AnswerModel):
    """A vacancy for which people from outside are shown before those of a better tier have had an answer."""

    need_id: UUID
    tier: str
    reason: str
    overruled_at: DateTime


class OverruledShare(AnswerModel):
    """How often in the past year an organisation overruled the order, of all matches about which it decided."""

    organisation: str
    days: int
    percent: int | None
    too_few: bool


@router.post("/matches/{matchId}/overruling", response_model=OrganisationMatch, responses=problems(409))
async def overrule_the_order(
    match_id: MatchId, body: forms.Overruling, caller: OrganisationWriter, expected: IfMatch, parts: Given
) -> Response:
    """Go on with this candidate before those of a better tier have had an answer, and say why.

    The match stays a proposal; that it was decided so is kept for good and counts in your organisation's share.
    """
    by = for_organisation(caller)
    async with parts.database.unit_of_work(caller.behalf) as uow:
        match = await overrule_order(OverruleOrder(match_id, by, body.reason, expected), parts.order, uow, parts.desk)
        shown = await looking.at_match(Side.ORGANISATION, match_id, by, uow, parts)
        await uow.commit()
    return answer(shown, version=match.version)


@router.post("/needs/{needId}/overruling", response_model=LooksOutside, responses=problems(409))
async def look_at_people_from_outside(
    need_id: NeedId, body: forms.Overruling, caller: OrganisationWriter, parts: Given
) -> Response:
    """Look at people from outside before those of a better tier have had an answer, for one of your vacancies.

    Whoever was held back for them is shown soon after. It is kept for good and counts in your organisation's share; to
    ask one of them for contact you overrule the order for that match.
    """
    async with parts.database.unit_of_work(caller.behalf) as uow:
        command = LookOutside(need_id, for_organisation(caller), body.reason)
        overruling = await look_outside(command, parts.order, uow, parts.desk)
        await uow.commit()
    return answer(LooksOutside(need_id=need_id, tier=overruling.tier, reason=body.reason, overruled_at=overruling.at))


@router.get("/organisations/{organisation}/overruled-share", response_model=OverruledShare)
async def read_overruled_share(organisation: Organisation, _: Reader, parts: Given) -> Response:
    """The share of an organisation's decisions that overruled the order, open to everybody who may see matches.

    Null, and `tooFew`, below 20 decisions or where fewer than three people decided.
    """
    async with parts.database.unit_of_work(Behalf.of(organisation)) as uow:
        counted = await parts.order.counted(organisation, parts.clock.now() - PERIOD, uow)
    percent = counted.percent
    return answer(OverruledShare(organisation=organisation, days=PERIOD.days, percent=percent, too_few=percent is None))
