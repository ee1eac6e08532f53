"""Disclosures, advisers and confirmations as use cases, with everything outside in memory."""

from dataclasses import replace
from datetime import timedelta
from functools import partial
from uuid import UUID

import pytest

from doorstroom_candidate.application.accept_as_adviser import AcceptAsAdviser, accept_as_adviser
from doorstroom_candidate.application.answer_employment_confirmation import (
    AnswerEmploymentConfirmation,
    answer_employment_confirmation,
)
from doorstroom_candidate.application.ask_employment_confirmation import (
    AskEmploymentConfirmation,
    ask_employment_confirmation,
)
from doorstroom_candidate.application.choose_adviser import ChooseAdviser, choose_adviser
from doorstroom_candidate.application.disclosing import END_DISCLOSURE
from doorstroom_candidate.application.follow_procedure import FOLLOW_PROCEDURE, follow_procedure
from doorstroom_candidate.application.keeping import GO
from doorstroom_candidate.application.look_as_adviser import LookAsAdviser, look_as_adviser
from doorstroom_candidate.application.look_at_disclosed import LookAtDisclosed, look_at_disclosed
from doorstroom_candidate.application.on_disclosure_end import on_disclosure_end
from doorstroom_candidate.application.on_placement import erase_placed
from doorstroom_candidate.application.on_procedure import on_procedure
from doorstroom_candidate.application.reading import match_procedure
from doorstroom_candidate.application.register_candidate import register_candidate
from doorstroom_candidate.application.withdraw_consent import WithdrawConsent, withdraw_consent
from doorstroom_candidate.domain.employment_confirmation import ConfirmationStatus
from doorstroom_candidate.domain.erasure import Reason
from doorstroom_candidate.domain.look import LookPurpose, Viewer
from doorstroom_candidate.domain.values import Standing
from doorstroom_common.cloudevent import CloudEvent
from doorstroom_common.consumer import Effect, PermanentFailure
from doorstroom_common.errors import Conflict, Invalid, NotFound
from doorstroom_common.identifiers import new_id
from services.candidate.tests.facts import Story
from services.candidate.tests.story import NOW
from services.candidate.tests.unit.fakes import World
from services.candidate.tests.unit.people import SANNE, WILLEM, sanne_registers

RECRUITER = Viewer("waterrijk", "recruiter", None, WILLEM)
ADVISER_EMAIL = "adviser@advies.example"


@pytest.fixture
def world() -> World:
    return World()


async def sanne(world: World) -> UUID:
    candidate, _ = await register_candidate(sanne_registers(), world.uow, world.parts)
    return candidate.candidate_id


async def hears(world: World, fact: CloudEvent) -> Effect:
    read = partial(on_procedure, parts=world.parts, read=match_procedure)
    effect = await read(fact, world.uow)
    for kind, key in sorted(world.uow.work):
        if kind == FOLLOW_PROCEDURE:
            await follow_procedure(key, world.uow, world.parts)
    world.uow.work.clear()
    return effect


async def test_a_yes_is_disclosed_once_with_its_timer_and_its_event(world: World) -> None:
    match = Story(str(await sanne(world)))
    granted = match.step("contact-granted", NOW)
    assert [await hears(world, granted) for _ in range(2)] == [Effect.APPLIED, Effect.SUPERSEDED]
    (disclosure,) = world.disclosures.stored.values()
    assert world.uow.timers[END_DISCLOSURE, str(disclosure.disclosure_id)] == disclosure.until.at
    assert world.uow.published == ["registered", "disclosure-granted"]


async def test_a_fact_about_somebody_unknown_is_passed_over_and_an_unreadable_one_set_aside(world: World) -> None:
    assert await hears(world, Story(str(new_id())).step("contact-granted", NOW)) is Effect.IGNORED
    assert (world.procedures.stored, world.uow.work) == ({}, set())
    with pytest.raises(PermanentFailure):
        await hears(world, Story("nobody").step("contact-granted", NOW))


async def test_a_look_is_a_line_and_after_the_end_there_is_neither(world: World) -> None:
    await hears(world, Story(str(await sanne(world))).step("contact-granted", NOW))
    (disclosure_id,) = world.disclosures.stored
    command = LookAtDisclosed("waterrijk", disclosure_id, RECRUITER)
    await look_at_disclosed(command, world.uow, world.parts)
    (look,) = world.log.looks
    assert (look.viewer, look.purpose, look.person_ref) == (RECRUITER, LookPurpose.CONTACT, SANNE)
    await on_disclosure_end(str(disclosure_id), NOW, world.uow, world.parts)
    with pytest.raises(NotFound):
        await look_at_disclosed(command, world.uow, world.parts)
    with pytest.raises(NotFound):
        await withdraw_consent(WithdrawConsent(WILLEM, disclosure_id), world.uow, world.parts)
    await on_disclosure_end(str(new_id()), NOW, world.uow, world.parts)
    assert len(world.log.looks) == 1


async def test_a_placement_plans_the_end_of_everything_and_it_comes(world: World) -> None:
    candidate_id = await sanne(world)
    await hears(world, Story(str(candidate_id)).step("placed", NOW, placement={"startDate": "2026-04-01"}))
    assert world.uow.timers[GO, str(candidate_id)] == NOW + timedelta(days=29, hours=13, minutes=30)
    await erase_placed(str(candidate_id), world.uow, world.parts)
    await erase_placed(str(candidate_id), world.uow, world.parts)
    assert [erasure.reason for erasure in world.erasures.stored.values()] == [Reason.PLACEMENT]
    assert (GO, str(candidate_id)) not in world.uow.timers
    assert world.uow.published[-2:] == ["disclosure-ended", "erased"]


async def test_only_whom_the_person_chose_can_accept_and_look(world: World) -> None:
    candidate_id = await sanne(world)
    look = LookAsAdviser(WILLEM, candidate_id, Viewer(None, "adviser", None, WILLEM))
    accept = AcceptAsAdviser(WILLEM, ADVISER_EMAIL, candidate_id, "duinmeer", also_recruits=True)
    with pytest.raises(NotFound):
        await accept_as_adviser(accept, world.uow, world.parts)
    await choose_adviser(ChooseAdviser(SANNE, None, candidate_id, None, ADVISER_EMAIL), world.uow, world.parts)
    with pytest.raises(NotFound):
        await look_as_adviser(look, world.uow, world.parts)
    assert (await accept_as_adviser(accept, world.uow, world.parts)).also_recruits
    await look_as_adviser(look, world.uow, world.parts)
    await choose_adviser(ChooseAdviser(SANNE, None, candidate_id, None, None), world.uow, world.parts)
    with pytest.raises(NotFound):
        await look_as_adviser(look, world.uow, world.parts)
    assert len(world.log.looks) == 1
    assert world.uow.published == ["registered", "changed", "changed"]


async def test_an_employer_is_asked_with_the_person_s_word_and_answers_once(world: World) -> None:
    candidate_id = await sanne(world)
    ask = AskEmploymentConfirmation(SANNE, None, candidate_id, employer_may_know=False)
    with pytest.raises(Invalid):
        await ask_employment_confirmation(ask, world.uow, world.parts)
    assert world.confirmations.stored == {}
    asked = await ask_employment_confirmation(replace(ask, employer_may_know=True), world.uow, world.parts)
    confirm = AnswerEmploymentConfirmation("duinmeer", asked.confirmation_id, ConfirmationStatus.CONFIRMED)
    foreign = AnswerEmploymentConfirmation("waterrijk", asked.confirmation_id, ConfirmationStatus.CONFIRMED)
    with pytest.raises(NotFound):
        await answer_employment_confirmation(foreign, world.uow, world.parts)
    first = await answer_employment_confirmation(confirm, world.uow, world.parts)
    assert await answer_employment_confirmation(confirm, world.uow, world.parts) == first
    refuse = AnswerEmploymentConfirmation("duinmeer", asked.confirmation_id, ConfirmationStatus.REFUSED)
    with pytest.raises(Conflict):
        await answer_employment_confirmation(refuse, world.uow, world.parts)
    candidate = await world.candidates.by_id(world.uow, candidate_id)
    assert candidate is not None
    assert candidate.standing is Standing.CONFIRMED
    assert world.uow.published == ["registered", "changed"]
