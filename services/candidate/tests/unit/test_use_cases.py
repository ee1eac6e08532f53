"""The use cases with everything outside in memory."""

from datetime import timedelta
from uuid import UUID

import pytest

from doorstroom_candidate.application.confirm_candidate import ConfirmCandidate, confirm_candidate
from doorstroom_candidate.application.confirm_employment import ConfirmEmployment, confirm_employment
from doorstroom_candidate.application.erase_candidate import EraseCandidate, erase_candidate
from doorstroom_candidate.application.keeping import ASK, ERASE
from doorstroom_candidate.application.on_erasure_confirmed import ErasureConfirmed, on_erasure_confirmed
from doorstroom_candidate.application.on_registration_changed import REGISTRATION_CHANGED, on_registration_changed
from doorstroom_candidate.application.on_retention import ask_again, erase_by_retention
from doorstroom_candidate.application.read_erasure import read_erasure
from doorstroom_candidate.application.register_candidate import register_candidate
from doorstroom_candidate.application.register_employee import register_employee
from doorstroom_candidate.domain.erasure import Reason
from doorstroom_candidate.domain.retention import ask_at, erase_at
from doorstroom_common.errors import Conflict, Invalid, NotFound
from services.candidate.tests.story import NOW, WILLEM_EMAIL
from services.candidate.tests.unit.fakes import FakeUnitOfWork, World
from services.candidate.tests.unit.people import SANNE, WILLEM, sanne_registers, waterrijk_registers


@pytest.fixture
def world() -> World:
    return World()


async def taking_part(world: World) -> UUID:
    registration, _ = await register_employee(waterrijk_registers(), world.uow, world.parts)
    command = ConfirmCandidate(WILLEM, WILLEM_EMAIL, registration.candidate_id)
    await confirm_candidate(command, world.uow, world.parts)
    return registration.candidate_id


async def test_registering_oneself_publishes_and_sets_the_terms(world: World) -> None:
    candidate, _ = await register_candidate(sanne_registers(), world.uow, world.parts)
    key = str(candidate.candidate_id)
    assert world.uow.published == ["registered"]
    assert world.uow.timers == {(ASK, key): ask_at(NOW), (ERASE, key): erase_at(NOW)}


async def test_faults_of_content_are_all_named(world: World) -> None:
    with pytest.raises(Invalid) as refused:
        await register_candidate(sanne_registers(email=None, goes_first_given=True), world.uow, world.parts)
    assert [fault.place for fault in refused.value.faults] == ["/goesFirst", "/identity/email"]
    command = waterrijk_registers(email=None, employment=None, hidden_given=True)
    with pytest.raises(Invalid) as refused:
        await register_employee(command, world.uow, world.parts)
    assert {fault.place for fault in refused.value.faults} == {"/identity/email", "/employment", "/hiddenFromEmployer"}
    assert world.uow.published == []


async def test_an_employer_outside_every_covenant_is_refused(world: World) -> None:
    world.network.members = frozenset({"duinmeer"})
    with pytest.raises(Conflict):
        await register_employee(waterrijk_registers(), world.uow, world.parts)
    assert world.registrations.stored == {}


async def test_a_sleeping_registration_has_one_term_and_nothing_published(world: World) -> None:
    registration, _ = await register_employee(waterrijk_registers(), world.uow, world.parts)
    assert world.uow.events == []
    assert list(world.uow.timers) == [(ERASE, str(registration.candidate_id))]


async def test_only_the_verified_address_can_confirm(world: World) -> None:
    registration, _ = await register_employee(waterrijk_registers(), world.uow, world.parts)
    for address in (None, "other@thuis.example"):
        foreign = ConfirmCandidate(WILLEM, address, registration.candidate_id)
        with pytest.raises(NotFound):
            await confirm_candidate(foreign, world.uow, world.parts)
    command = ConfirmCandidate(WILLEM, WILLEM_EMAIL.upper(), registration.candidate_id)
    candidate, _ = await confirm_candidate(command, world.uow, world.parts)
    again, _ = await confirm_candidate(command, world.uow, world.parts)
    assert (candidate.version, again.version) == (1, 1)
    assert world.uow.published == ["registered"]


async def test_an_employer_s_confirmation_reaches_the_candidate_in_the_background(world: World) -> None:
    candidate_id = await taking_part(world)
    await confirm_employment(ConfirmEmployment("waterrijk", candidate_id, None), world.uow, world.parts)
    assert world.uow.published == ["registered"]
    assert world.uow.work == {(REGISTRATION_CHANGED, str(candidate_id))}
    for _ in range(2):
        await on_registration_changed(str(candidate_id), world.uow, world.parts)
    assert world.uow.published == ["registered", "changed"]


async def test_work_for_somebody_who_is_gone_does_nothing(world: World) -> None:
    await on_registration_changed(str(WILLEM), world.uow, world.parts)
    await ask_again(str(WILLEM), NOW, world.uow, world.parts)
    await erase_by_retention(str(WILLEM), world.uow, world.parts)
    assert (world.uow.events, world.erasures.stored) == ([], {})


async def test_erasing_leaves_nothing_and_says_so_once(world: World) -> None:
    candidate_id = await taking_part(world)
    uow = FakeUnitOfWork()
    command = EraseCandidate(WILLEM, WILLEM_EMAIL, candidate_id, f"person:{WILLEM}")
    erasure = await erase_candidate(command, uow, world.parts)
    assert (world.candidates.stored, world.registrations.stored) == ({}, {})
    assert world.erasures.forgotten == [(candidate_id, WILLEM)]
    assert (uow.published, uow.emptied) == (["erased"], [("candidates", str(candidate_id))])
    assert str(WILLEM) not in repr(erasure)
    with pytest.raises(NotFound):
        await erase_candidate(command, uow, world.parts)


async def test_an_erasure_is_shown_to_who_asked_for_it_until_all_have_confirmed(world: World) -> None:
    candidate, _ = await register_candidate(sanne_registers(), world.uow, world.parts)
    command = EraseCandidate(SANNE, None, candidate.candidate_id, f"person:{SANNE}")
    erasure = await erase_candidate(command, world.uow, world.parts)
    with pytest.raises(NotFound):
        await read_erasure(erasure.erasure_id, f"person:{WILLEM}", world.uow, world.parts)
    done = NOW + timedelta(minutes=5)
    for service in ("vacancy", "matching", "notification"):
        seen = await read_erasure(erasure.erasure_id, f"person:{SANNE}", world.uow, world.parts)
        assert seen.completed_at is None
        confirmed = ErasureConfirmed(candidate.candidate_id, service, done)
        await on_erasure_confirmed(confirmed, world.uow, world.parts)
    seen = await read_erasure(erasure.erasure_id, f"person:{SANNE}", world.uow, world.parts)
    assert seen.completed_at == done


async def test_time_erases_what_sleeps_without_publishing_and_what_takes_part_with(world: World) -> None:
    asleep, _ = await register_employee(waterrijk_registers(), world.uow, world.parts)
    await erase_by_retention(str(asleep.candidate_id), world.uow, world.parts)
    assert world.uow.published == []
    candidate, _ = await register_candidate(sanne_registers(), world.uow, world.parts)
    await erase_by_retention(str(candidate.candidate_id), world.uow, world.parts)
    assert world.uow.published == ["registered", "erased"]
    assert {erasure.reason for erasure in world.erasures.stored.values()} == {Reason.RETENTION}
