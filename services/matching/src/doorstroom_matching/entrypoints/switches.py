"""`/matching/v1`: every organisation can switch matching off, for itself and for one vacancy or request."""

from typing import Annotated
from uuid import UUID

from fastapi import Response

from doorstroom_common.database import UnitOfWork
from doorstroom_common.http import AnswerModel, Principal, Router, answer, require
from doorstroom_common.http.fields import DateTime
from doorstroom_matching.application.ports import Partaker
from doorstroom_matching.application.switch_matching import SwitchMatching, switch_matching
from doorstroom_matching.entrypoints import forms
from doorstroom_matching.entrypoints.parts import (
    Given,
    NeedId,
    OrganisationReader,
    OrganisationWriter,
    Parts,
    for_organisation,
)

router = Router(tags=["switches"])

OrganisationSwitcher = Annotated[Principal, require("matches:write", roles=["recruiter"])]


class NeedOff(AnswerModel):
    """A vacancy or request for which matching is switched off."""

    need_id: UUID
    title: str | None
    since: DateTime


class SwitchesAnswer(AnswerModel):
    """Whether an organisation's needs are matched."""

    organisation: str
    on: bool
    off_since: DateTime | None
    needs_off: list[NeedOff]


@router.get("/switches", response_model=SwitchesAnswer)
async def read_switches(caller: OrganisationReader, parts: Given) -> Response:
    """Whether matching is on for your organisation, and for which of its vacancies and requests it is off."""
    by = for_organisation(caller)
    async with parts.database.unit_of_work(caller.behalf) as uow:
        return answer(await _switches(by.organisation or "", parts, uow))


@router.put("/switches/organisation", response_model=SwitchesAnswer)
async def switch_for_the_organisation(body: forms.Switch, caller: OrganisationSwitcher, parts: Given) -> Response:
    """Switch matching off, or on, for all vacancies and requests of your organisation, now and later.

    Off, nothing is proposed for them and what is proposed is withdrawn; where a candidate said yes already, you go on.
    Your employees go on being proposed to others: that is theirs to decide.
    """
    return await _turned(for_organisation(caller), body.on, None, parts)


@router.put("/switches/needs/{needId}", response_model=SwitchesAnswer)
async def switch_for_a_need(need_id: NeedId, body: forms.Switch, caller: OrganisationWriter, parts: Given) -> Response:
    """Switch matching off, or on, for one vacancy or request of your organisation."""
    return await _turned(for_organisation(caller), body.on, need_id, parts)


async def _turned(by: Partaker, on: bool, need_id: UUID | None, parts: Parts) -> Response:
    async with parts.database.unit_of_work(by.behalf) as uow:
        await switch_matching(SwitchMatching(by, on, need_id), parts.switches, uow, parts.clock.now())
        shown = await _switches(by.organisation or "", parts, uow)
        await uow.commit()
    return answer(shown)


async def _switches(organisation: str, parts: Parts, uow: UnitOfWork) -> SwitchesAnswer:
    rows = await parts.switches.off(organisation, uow)
    whole = next((row for row in rows if row["need_id"] is None), None)
    return SwitchesAnswer(
        organisation=organisation,
        on=whole is None,
        off_since=whole["since"] if whole else None,
        needs_off=[NeedOff(**row) for row in rows if row["need_id"]],
    )
