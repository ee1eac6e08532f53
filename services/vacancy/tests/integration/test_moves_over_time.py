from uuid import UUID, uuid4

from doorstroom_common.testing.contracts import examples
from services.vacancy.tests.moves import ON_LOAN, PERMANENT, on_loan, placed, placements
from services.vacancy.tests.speaking import VacancyService
from services.vacancy.tests.story import PLANNER_ON_LOAN

RECORDED, DEVIATED = "nl.placements.placement-recorded.v1", "nl.placements.deviation-recorded.v1"
ERASED = "nl.candidates.candidate-erased.v1"
CANDIDATE = UUID(examples(ERASED)["rich"]["subject"])


async def test_a_match_becomes_one_placement_however_often_and_late_it_is_told(region: VacancyService) -> None:
    vacancy, match_id, candidate_id = await region.opened(), uuid4(), uuid4()
    for version in (5, 5, 4, 6):
        await placed(region, vacancy, PERMANENT, match_id=match_id, candidate_id=candidate_id, version=version)
    await region.advance(days=70)
    await placed(region, vacancy, PERMANENT, match_id=match_id, candidate_id=candidate_id, version=7)
    [placement] = await placements(region, "waterrijk", vacancy)
    assert (placement["through"], placement["from"], placement["tier"]) == ("match", "duinmeer", "partner_first")
    told = await region.events("placements")
    assert [event["type"] for event in told].count(RECORDED) == 1
    assert [event["data"]["clause"] for event in told if event["type"] == DEVIATED] == ["pay"]


async def test_the_employer_that_is_left_for_good_sees_it_when_the_work_starts_and_others_never(
    region: VacancyService,
) -> None:
    vacancy = await region.opened()
    await placed(region, vacancy, PERMANENT)
    [placement] = await placements(region, "waterrijk", vacancy)
    path = f"/placements/{placement['placementId']}"
    assert await placements(region, "duinmeer", vacancy) == []
    assert (await region.get(path, region.hr("duinmeer"))).status_code == 404
    await region.advance(days=60)
    left = (await region.get(path, region.hr("duinmeer"))).json()
    assert (left["organisation"], left["through"], left["tier"], left["matchId"]) == ("waterrijk", None, None, None)
    for stranger in ("heidestad", "elders"):
        assert (await region.get(path, region.hr(stranger))).status_code == 404
        assert await placements(region, stranger, vacancy) == []
    assert (await region.get("/placements", region.person("rita", "waterrijk"))).status_code == 403


async def erase(region: VacancyService) -> None:
    await region.running.publish_example(ERASED)
    await region.running.settle()


async def mentions(region: VacancyService, *ids: UUID) -> list[str]:
    """The tables that still hold one of these ids, the list of erased candidates aside."""
    tables = await region.rows(
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename NOT IN ('erased_candidate', 'inbox')"
    )
    found = []
    for table in (row["tablename"] for row in tables):
        rows = await region.rows(f"SELECT t::text AS line FROM {table} t")
        found += [table for row in rows if any(str(each) in row["line"] for each in ids)]
    return found


async def test_an_erasure_leaves_the_placement_and_no_way_back_to_the_person(region: VacancyService) -> None:
    vacancy = await region.opened()
    match_id, _ = await placed(region, vacancy, PERMANENT, candidate_id=CANDIDATE)
    before = await placements(region, "waterrijk", vacancy)
    assert await mentions(region, CANDIDATE, match_id) == ["placement"]
    await erase(region)
    assert await mentions(region, CANDIDATE, match_id) == []
    [after] = await placements(region, "waterrijk", vacancy)
    assert after == {**before[0], "matchId": None}
    [confirmed] = await region.events("erasures")
    assert confirmed["subject"] == str(CANDIDATE)
    closed = await region.post(
        f"/vacancies/{vacancy['vacancyId']}/closure", region.hr("waterrijk"), {"outcome": "filled"}
    )
    assert closed.status_code == 200


async def test_a_placement_told_after_the_erasure_counts_once_and_does_not_bring_the_person_back(
    region: VacancyService,
) -> None:
    vacancy, match_id = await region.opened(), uuid4()
    await erase(region)
    for version in (5, 6):
        await placed(region, vacancy, PERMANENT, match_id=match_id, candidate_id=CANDIDATE, version=version)
    assert len(await placements(region, "waterrijk", vacancy)) == 1
    assert await mentions(region, CANDIDATE, match_id) == []


async def test_nothing_leads_to_the_person_from_the_day_on_which_the_work_starts(region: VacancyService) -> None:
    vacancy = await region.opened()
    match_id, candidate_id = await placed(region, vacancy, PERMANENT)
    await region.advance(days=59)
    assert (await placements(region, "waterrijk", vacancy))[0]["matchId"] == str(match_id)
    await region.advance(days=1)
    assert await mentions(region, match_id, candidate_id) == []
    told = [event for event in await region.events("placements") if event["type"] == RECORDED]
    assert [event["sequence"] for event in told] == ["1"]
    assert str(match_id) not in str(told)


async def test_the_talk_about_extending_is_asked_for_three_months_before_the_end_once(region: VacancyService) -> None:
    lent = await on_loan(region)
    await region.advance(days=119)
    path, hr = f"/placements/{lent['placementId']}", region.hr("duinmeer")
    assert (await region.get(path, hr)).json()["extensionDueAt"] is None
    await region.advance(days=2)
    asked = (await region.get(path, hr)).json()
    assert (asked["extensionDueAt"], asked["version"]) == ("2026-06-30T07:00:00Z", 2)
    await region.advance(days=30)
    assert (await region.get(path, hr)).json()["version"] == 2
    extended = await region.post(f"{path}/extension", hr, {"endDate": "2026-12-31"})
    assert (extended.json()["endDate"], extended.json()["extensionDueAt"]) == ("2026-12-31", None)
    await region.advance(days=62)
    assert (await region.get(path, hr)).json()["extensionDueAt"] == "2026-09-30T07:00:00Z"
    assert [event["sequence"] for event in await region.events("placements")] == ["1", "2", "3", "4"]


async def test_what_was_extended_in_time_or_has_ended_is_not_asked_about(region: VacancyService) -> None:
    first, second = await on_loan(region), await on_loan(region)
    hr = region.hr("waterrijk")
    await region.post(f"/placements/{first['placementId']}/extension", hr, {"endDate": "2027-03-31"})
    await region.post(f"/placements/{second['placementId']}/ending", hr, {"because": "stopped"})
    await region.advance(days=150)
    for lent in (first, second):
        assert (await region.get(f"/placements/{lent['placementId']}", hr)).json()["extensionDueAt"] is None


async def test_a_stop_of_the_service_does_not_lose_the_moment(region: VacancyService) -> None:
    """A short secondment is asked about when it starts, and a moment that has passed is caught up with."""
    request = (await region.post("/secondment-requests", region.hr("waterrijk"), PLANNER_ON_LOAN)).json()
    await region.advance(days=40)
    await placed(region, request, {**ON_LOAN, "endDate": "2026-05-31"})
    [lent] = await placements(region, "waterrijk", request)
    assert lent["extensionDueAt"] == "2026-04-01T07:00:00Z"
