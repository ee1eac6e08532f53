"""What is published, held against the contracts."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from doorstroom_common.covenant import Relation, StageName
from doorstroom_common.database import Role
from doorstroom_common.testing.contracts import examples, validate_event
from doorstroom_vacancy.domain.audience import AudienceEntry
from services.vacancy.tests.moves import PERMANENT, on_loan, placed
from services.vacancy.tests.speaking import VacancyService
from services.vacancy.tests.story import DEMO, PERMIT_OFFICER, PLANNER_ON_LOAN, SMALLEST, next_version

TOPICS = ("covenants", "vacancies", "secondments", "reactions", "placements", "erasures")


async def tell_the_whole_story(region: VacancyService) -> None:
    hr = region.hr("waterrijk")
    vacancy = await region.opened(closingDate="2026-03-10")
    smallest = (await region.post("/vacancies", region.hr("duinmeer"), SMALLEST)).json()
    loan = (await region.post("/secondment-requests", hr, PLANNER_ON_LOAN)).json()
    await region.context.adopt(next_version(DEMO, "2026-03-12", without="rietdam", joined="eikenhage"), "demo.yaml")
    await region.advance(days=8)
    reaction = (await region.react(vacancy["vacancyId"], "heidestad", "a-17")).json()
    other = (await region.react(vacancy["vacancyId"], "duinmeer", "a-18")).json()
    assessment = f"/vacancies/{vacancy['vacancyId']}/reactions/{other['reactionId']}/assessment"
    await region.post(assessment, hr, {"suitable": True})
    await region.post(assessment, hr, {"suitable": False, "reason": "experience"})
    withdrawal = f"/vacancies/{vacancy['vacancyId']}/reactions/{reaction['reactionId']}/withdrawal"
    await region.post(withdrawal, region.hr("heidestad"))
    await region.advance(days=20)
    read = await region.get(f"/vacancies/{vacancy['vacancyId']}", hr)
    await region.patch(f"/vacancies/{vacancy['vacancyId']}", hr, {"posts": 2}, read.headers["etag"])
    await region.post(f"/vacancies/{vacancy['vacancyId']}/closure", hr, {"outcome": "not-filled"})
    await region.post(f"/vacancies/{smallest['vacancyId']}/closure", region.hr("duinmeer"), {"outcome": "not-given"})
    await region.post(f"/secondment-requests/{loan['secondmentRequestId']}/closure", hr, {"outcome": "hired-in"})
    await tell_of_moves(region)
    await region.running.publish_example("nl.candidates.candidate-erased.v1")
    await region.running.settle()


async def tell_of_moves(region: VacancyService) -> None:
    await placed(region, await region.opened(), PERMANENT)
    for because in ("stopped", "converted"):
        lent, hr = await on_loan(region), region.hr("duinmeer")
        path = f"/placements/{lent['placementId']}"
        await region.post(f"{path}/extension", hr, {"endDate": "2026-12-31"})
        await region.post(f"{path}/gap", hr, {"fill": "colleagues"})
        await region.post(f"{path}/ending", hr, {"because": because})


async def test_every_published_event_keeps_its_contract(region: VacancyService) -> None:
    await tell_the_whole_story(region)
    published = [event for topic in TOPICS for event in await region.events(topic)]
    for event in published:
        validate_event(event)
    assert {event["type"] for event in published} == {
        "nl.covenants.covenant-adopted.v1",
        "nl.vacancies.vacancy-opened.v1",
        "nl.vacancies.vacancy-stage-opened.v1",
        "nl.vacancies.vacancy-changed.v1",
        "nl.vacancies.vacancy-closed.v1",
        "nl.secondments.secondment-requested.v1",
        "nl.secondments.secondment-changed.v1",
        "nl.secondments.secondment-closed.v1",
        "nl.reactions.reaction-received.v1",
        "nl.reactions.reaction-withdrawn.v1",
        "nl.reactions.reaction-assessed.v1",
        "nl.placements.placement-recorded.v1",
        "nl.placements.deviation-recorded.v1",
        "nl.erasures.erasure-confirmed.v1",
    }


async def test_nothing_of_the_advert_is_published(region: VacancyService) -> None:
    await tell_the_whole_story(region)
    for topic in TOPICS:
        for event in await region.events(topic):
            assert "Canarisvogel" not in str(event)
            assert "Jij beoordeelt" not in str(event)


async def test_the_largest_vacancy_with_a_large_audience_fits_into_an_event(region: VacancyService) -> None:
    skill = {"scheme": "esco-skill", "uri": "urn:skill:" + "x" * 100, "label": "y" * 34}
    long = {"title": "é" * 200, "function": "é" * 200, "department": "é" * 200, "url": "https://" + "x" * 1990}
    conditions = [f"c-{'x' * 55}"] * 50
    body = {**PERMIT_OFFICER, **long, "requiredSkills": [skill] * 50, "wishedSkills": [skill] * 50}
    vacancy = await region.opened(**{**body, "conditions": conditions})
    await region.running.settle()
    async with region.running.service.database.unit_of_work(Role.WORKER) as uow:
        stored = await region.context.parts.vacancies.postings.load(UUID(vacancy["vacancyId"]), uow)
        assert stored.opening is not None
        moment = datetime(2026, 3, 9, 8, 0, tzinfo=UTC)
        audience = tuple(
            AudienceEntry(f"gemeente-{number:03d}", Relation.PARTNER, "delta-demo", moment, None, "stage-partners")
            for number in range(250)
        )
        covenant = region.context.parts.vacancies.governing(stored)
        assert covenant is not None
        due = stored.opening.next_stage_at
        assert due is not None
        stored.open_next_stage(due, covenant, region.context.parts.covenants.covenants, 0, moment)
        stored.opening = replace(stored.opening, audience=audience)
        region.context.parts.vacancies.keep(stored, uow)
        await uow.commit()
    event = (await region.events("vacancies"))[-1]
    assert (len(event["data"]["audience"]), event["data"]["stage"]) == (250, StageName.PARTNERS)
    validate_event(event)


async def test_an_erasure_is_read_as_its_producer_writes_it(region: VacancyService) -> None:
    for name in examples("nl.candidates.candidate-erased.v1"):
        await region.running.publish_example("nl.candidates.candidate-erased.v1", name)
    confirmed = await region.events("erasures")
    assert {event["data"]["service"] for event in confirmed} == {"vacancy"}


async def test_a_match_is_read_as_its_producer_writes_it(region: VacancyService) -> None:
    for event_type in ("nl.matches.match-proposed.v1", "nl.matches.match-withdrawn.v1"):
        for name in examples(event_type):
            await region.running.publish_example(event_type, name)
    await region.running.settle()
    assert await region.rows("SELECT FROM dead_letter") == []
    seen = {row["organisation"] for row in await region.rows("SELECT organisation FROM match_progress")}
    assert seen == {"waterrijk"}, "a secondment that only its candidate sees is not counted"
