"""What others say of matches and referrals, and who may know a candidate by it: in the database and on the bus."""

import asyncio
import itertools
from datetime import timedelta

import pytest

from doorstroom_common.testing.contracts import validate_event
from services.candidate.tests.conftest import CandidateService, short
from services.candidate.tests.facts import Story
from services.candidate.tests.story import NOW, SANNE, SANNE_EMAIL, SANNE_NAME, SANNE_PHONE


async def test_after_the_person_s_yes_the_organisation_of_that_vacancy_can_reach_them(
    service: CandidateService,
) -> None:
    match = Story(await service.sanne_registers())
    await service.hears(match.step("contact-requested", NOW))
    assert await service.disclosed() == []
    await service.hears(match.step("contact-granted", NOW, consentUntil="2026-03-31"))
    (listed,) = await service.disclosed(matchId=str(match.id))
    answer = await service.get(f"/disclosures/{listed['disclosureId']}", service.hr())
    assert answer.json() == {
        **listed,
        "identity": {"name": SANNE_NAME, "email": SANNE_EMAIL, "phone": SANNE_PHONE},
    }
    assert (listed["purpose"], listed["needId"], listed["untilAt"]) == (
        "contact",
        str(match.need_id),
        "2026-03-31T22:00:00Z",
    )
    (granted,) = await service.running.events("disclosures")
    assert validate_event(granted)["data"]["organisation"] == "waterrijk"
    assert SANNE_NAME not in str(listed)


async def test_the_same_fact_twice_and_an_older_one_late_make_nothing_more(service: CandidateService) -> None:
    match = Story(await service.sanne_registers())
    requested, granted = match.step("contact-requested", NOW), match.step("contact-granted", NOW)
    await service.hears(granted, granted, requested)
    invited = match.step("invited", NOW + timedelta(minutes=1))
    await service.hears(invited, match.step("offered", NOW + timedelta(minutes=2)))
    assert [(fact, data["version"]) for fact, data in await service.disclosures()] == [("granted", 1)]
    assert len(await service.disclosed()) == 1


async def test_a_yes_that_was_never_seen_by_itself_has_its_effect(service: CandidateService) -> None:
    match = Story(await service.sanne_registers())
    await service.hears(match.step("invited", NOW, consentUntil="2026-04-30"))
    assert [data["purpose"] for _, data in await service.disclosures()] == ["contact"]


async def test_a_secondment_is_made_known_to_the_lender_first_and_to_the_borrower_after_its_yes(
    service: CandidateService,
) -> None:
    match = Story(await service.sanne_registers(), kind="secondment-request")
    await service.hears(match.step("candidate-agreed", NOW, lender="duinmeer"))
    assert [each["purpose"] for each in await service.disclosed("duinmeer")] == ["employer-consent"]
    assert await service.disclosed("waterrijk") == []
    await service.hears(match.step("employer-agreed", NOW, lender="duinmeer"))
    assert [each["purpose"] for each in await service.disclosed("waterrijk")] == ["secondment"]
    await service.hears(match.step("rejected", NOW))
    await service.advance(weeks=4)
    assert await service.disclosed("duinmeer") == await service.disclosed("waterrijk") == []
    ended = [data["endedBecause"] for fact, data in await service.disclosures() if fact == "ended"]
    assert ended == ["procedure-ended"] * 2


async def test_a_referral_that_was_accepted_makes_the_person_known_to_its_receiver(service: CandidateService) -> None:
    referral = Story(await service.sanne_registers(), "lindegouw")
    await service.hears(referral.referral("sent", NOW))
    assert await service.disclosed("lindegouw") == []
    await service.hears(referral.referral("accepted", NOW))
    (listed,) = await service.disclosed("lindegouw")
    assert (listed["purpose"], listed["referralId"], listed["matchId"]) == ("referral", str(referral.id), None)


async def test_a_consent_taken_back_ends_for_that_vacancy_by_whichever_way_it_was_reached(
    service: CandidateService,
) -> None:
    """An accepted referral grants contact in a match too: two ways to one vacancy."""
    candidate_id = await service.sanne_registers()
    referral, other = Story(candidate_id), Story(candidate_id)
    match, late = (Story(candidate_id, need_id=referral.need_id) for _ in range(2))
    await service.hears(
        referral.referral("accepted", NOW), match.step("contact-granted", NOW), other.step("contact-granted", NOW)
    )
    (disclosure,) = [each for each in await service.disclosed() if each["referralId"]]
    await service.advance(minutes=1)
    await service.post(f"/disclosures/{disclosure['disclosureId']}/withdrawal", service.sanne)
    assert [each["matchId"] for each in await service.disclosed()] == [str(other.id)]
    ended = [data for fact, data in await service.disclosures() if fact == "ended"]
    assert {data["endedBecause"] for data in ended} == {"consent-withdrawn"}
    assert {data.get("matchId") for data in ended} == {None, str(match.id)}
    await service.hears(late.step("contact-granted", NOW))
    assert [each["matchId"] for each in await service.disclosed()] == [str(other.id)]
    await service.hears(late.step("contact-granted", NOW + timedelta(hours=1)))
    assert len(await service.disclosed()) == 2


async def test_the_end_comes_once_at_the_moment_it_was_due_also_after_a_stop(service: CandidateService) -> None:
    match = Story(await service.sanne_registers())
    await service.hears(match.step("contact-granted", NOW, consentUntil="2026-03-31"))
    await service.advance(days=200)
    await service.advance(days=1)
    (granted, ended) = await service.running.events("disclosures")
    assert (granted["sequence"], ended["sequence"]) == ("1", "2")
    assert validate_event(ended)["time"] == "2026-03-31T22:00:00Z"
    assert ended["data"] == {**granted["data"], "version": 2, "endedBecause": "expired"}
    (own,) = (await service.get("/disclosures", service.sanne)).json()["items"]
    assert (own["endedAt"], own["endedBecause"]) == (own["untilAt"], "expired")
    assert await service.disclosed() == []


async def test_four_weeks_after_a_rejection_nobody_can_look(service: CandidateService) -> None:
    match = Story(await service.sanne_registers())
    await service.hears(match.step("contact-granted", NOW), match.withdrawn("need-closed", NOW))
    await service.advance(days=27)
    assert len(await service.disclosed()) == 1
    await service.advance(days=1)
    assert await service.disclosed() == []
    facts = [(fact, data["version"], data["until"]) for fact, data in await service.disclosures()]
    assert [(fact, version) for fact, version, _ in facts] == [("granted", 1), ("granted", 2), ("ended", 3)]
    assert facts[1][2] == facts[2][2] == "2026-03-30T08:30:00Z"


async def test_who_withdraws_is_unknown_to_everybody_at_once_and_late_facts_make_nothing(
    service: CandidateService,
) -> None:
    candidate_id = await service.sanne_registers()
    match, other = Story(candidate_id), Story(candidate_id, "lindegouw")
    await service.hears(match.step("contact-granted", NOW))
    (listed,) = await service.disclosed()
    assert (await service.post(f"/candidates/{candidate_id}/withdrawal", service.sanne)).status_code == 200
    assert (await service.get(f"/disclosures/{listed['disclosureId']}", service.hr())).status_code == 404
    later = NOW + timedelta(hours=1)
    await service.hears(other.step("contact-granted", NOW), match.step("contact-granted", later))
    assert await service.disclosed() == await service.disclosed("lindegouw") == []
    _, (fact, data) = await service.disclosures()
    assert (fact, data["endedBecause"]) == ("ended", "candidate-withdrawn")


async def test_a_late_fact_about_an_erased_candidate_leaves_no_trace(service: CandidateService) -> None:
    candidate_id = await service.sanne_registers()
    match = Story(candidate_id)
    await service.delete(f"/candidates/{candidate_id}", service.sanne)
    await service.hears(match.step("contact-granted", NOW), match.withdrawn("candidate-erased", NOW))
    for table in ("procedure_copy", "disclosure", "dead_letter", "work"):
        assert await service.rows(f"SELECT * FROM {table}") == [], table


@pytest.mark.parametrize("step", ["withdrawal", "erasure"])
async def test_a_yes_and_the_person_s_end_at_once_leave_nothing_open(service: CandidateService, step: str) -> None:
    for number in range(8):
        caller = service.person(f"sanne-{number}", email=f"s{number}@thuis.example")
        candidate_id = await service.registered(caller, {**SANNE, "identity": {"name": "S"}})
        path = f"/candidates/{candidate_id}"
        ends = service.post(f"{path}/withdrawal", caller) if step == "withdrawal" else service.delete(path, caller)
        match = Story(candidate_id)
        answer, _ = await asyncio.gather(ends, service.running.publish(match.step("contact-granted", NOW)))
        assert answer.status_code in (200, 202)
        await service.running.settle()
    assert await service.disclosed() == []
    assert await service.rows("SELECT * FROM disclosure WHERE ended_at IS NULL") == []
    granted = {data["disclosureId"] for fact, data in await service.disclosures() if fact == "granted"}
    assert granted == {data["disclosureId"] for fact, data in await service.disclosures() if fact == "ended"}


async def test_in_every_order_of_what_others_say_the_end_is_the_same(service: CandidateService) -> None:
    """Two topics, and the person's own withdrawal between: nobody relies on an order between them."""
    ends = set()
    for number, order in enumerate(itertools.permutations(("match", "referral", "withdrawal"))):
        caller = service.person(f"sanne-{number}", email=f"s{number}@thuis.example")
        candidate_id = await service.registered(
            caller, {**SANNE, "identity": {"name": "S", "email": f"s{number}@thuis.example"}}
        )
        match, referral = Story(candidate_id), Story(candidate_id, "lindegouw")
        for what in order:
            if what == "withdrawal":
                await service.post(f"/candidates/{candidate_id}/withdrawal", caller)
            elif what == "match":
                await service.hears(match.step("contact-granted", NOW))
            else:
                await service.hears(referral.referral("accepted", NOW))
        open_now = await service.rows(
            "SELECT organisation FROM disclosure WHERE candidate_id = $1 AND ended_at IS NULL", candidate_id
        )
        ends.add(tuple(row["organisation"] for row in open_now))
    assert ends == {()}


async def test_a_fact_that_cannot_be_read_is_set_aside_and_goes_with_its_candidate(service: CandidateService) -> None:
    candidate_id = await service.sanne_registers()
    broken = Story(candidate_id).step("contact-granted", NOW, step={"taken": "contact-granted", "at": "yesterday"})
    await service.hears(broken)
    (letter,) = await service.rows("SELECT reason, error FROM dead_letter")
    assert letter["reason"] == "unreadable"
    assert candidate_id not in letter["error"]
    await service.delete(f"/candidates/{candidate_id}", service.sanne)
    assert await service.rows("SELECT * FROM dead_letter") == []


async def test_where_somebody_starts_a_new_job_everything_of_them_goes_and_they_were_told(
    service: CandidateService,
) -> None:
    candidate_id = await service.sanne_registers()
    match = Story(candidate_id)
    await service.hears(
        match.step("contact-granted", NOW),
        match.step("placed", NOW, consentUntil="2026-12-31", placement={"startDate": "2026-06-01"}),
    )
    told = (await service.get(f"/candidates/{candidate_id}", service.sanne)).json()
    assert told["goesAt"] == "2026-05-31T22:00:00Z"
    assert "goes-when-you-start" in {warning["code"] for warning in told["warnings"]}
    await service.advance(days=89)
    assert await service.ids(service.sanne) == [candidate_id]
    await service.advance(days=2)
    assert await service.ids(service.sanne) == []
    *_, last = await service.events(candidate_id)
    assert short(last["type"]) == "erased"
    (erasure,) = await service.rows("SELECT reason, requester FROM erasure")
    assert tuple(erasure) == ("placement", None)
    assert {data["endedBecause"] for fact, data in await service.disclosures() if fact == "ended"} == {"placed"}
    for table in ("candidate", "identity", "disclosure", "procedure_copy", "timer"):
        assert await service.rows(f"SELECT * FROM {table}") == [], table


async def test_a_start_that_moves_takes_the_end_with_it(service: CandidateService) -> None:
    candidate_id = await service.sanne_registers()
    match = Story(candidate_id)
    await service.hears(match.step("placed", NOW, placement={"startDate": "2026-04-01"}))
    await service.hears(match.step("placed", NOW, placement={"startDate": "2026-07-01"}))
    await service.advance(days=60)
    assert await service.ids(service.sanne) == [candidate_id]
    await service.hears(match.withdrawn("need-closed", service.running.clock.now()))
    await service.advance(days=90)
    assert (await service.get(f"/candidates/{candidate_id}", service.sanne)).json()["goesAt"] is None


async def test_an_erasure_ends_every_disclosure_and_empties_its_key(service: CandidateService) -> None:
    candidate_id = await service.sanne_registers()
    match, over = Story(candidate_id), Story(candidate_id, "lindegouw")
    await service.hears(match.step("contact-granted", NOW), over.step("contact-granted", NOW))
    (listed,) = await service.disclosed("lindegouw")
    await service.post(f"/disclosures/{listed['disclosureId']}/withdrawal", service.sanne)
    await service.running.settle()
    await service.delete(f"/candidates/{candidate_id}", service.sanne)
    ended = [data["endedBecause"] for fact, data in await service.disclosures() if fact == "ended"]
    assert sorted(ended) == ["candidate-erased", "consent-withdrawn"]
    log = await service.running.rows(
        "SELECT DISTINCT ON (key) value FROM bus_log WHERE topic = 'disclosures' ORDER BY key, position DESC", bus=True
    )
    assert [row["value"] for row in log] == [None, None]
