from services.vacancy.tests.speaking import VacancyService
from services.vacancy.tests.story import DEMO, PERMIT_OFFICER, SWITCH, next_version

OPENED, STAGE_OPENED = "nl.vacancies.vacancy-opened.v1", "nl.vacancies.vacancy-stage-opened.v1"


async def stages(region: VacancyService) -> list[tuple[str, str, str]]:
    return [
        (event["type"], event["data"]["stage"], event["data"]["stageOpenedAt"])
        for event in await region.events("vacancies")
    ]


async def test_an_accepted_vacancy_is_stored_with_its_event(region: VacancyService) -> None:
    vacancy = await region.opened()
    [event] = await region.events("vacancies")
    assert (event["subject"], event["sequence"], event["type"]) == (vacancy["vacancyId"], "1", OPENED)
    assert [entry["organisation"] for entry in event["data"]["audience"]] == ["waterrijk"]
    assert event["data"]["governingCovenant"]["covenantId"] == "delta-demo"


async def test_each_stage_opens_at_nine_in_amsterdam_with_its_own_event(region: VacancyService) -> None:
    await region.opened()
    for _ in range(28):
        await region.advance(days=1)
    assert await stages(region) == [
        (OPENED, "own", "2026-03-02T08:30:00Z"),
        (STAGE_OPENED, "partners", "2026-03-09T08:00:00Z"),
        (STAGE_OPENED, "public", "2026-03-23T08:00:00Z"),
    ]


async def test_after_a_long_stop_the_stages_open_one_after_the_other_each_as_of_its_own_moment(
    region: VacancyService,
) -> None:
    await region.opened()
    await region.advance(days=30)
    published = await region.events("vacancies")
    assert [event["data"]["stageOpenedAt"] for event in published] == [
        "2026-03-02T08:30:00Z",
        "2026-03-09T08:00:00Z",
        "2026-03-23T08:00:00Z",
    ]
    assert {event["time"] for event in published[1:]} == {"2026-04-01T08:30:00Z"}
    assert [event["sequence"] for event in published] == ["1", "2", "3"]


async def test_no_stage_opens_twice_however_often_somebody_looks(region: VacancyService) -> None:
    await region.opened()
    for _ in range(40):
        await region.advance(hours=12)
    assert [stage for _, stage, _ in await stages(region)] == ["own", "partners"]


async def test_a_partner_stage_tells_every_partner_and_by_which_covenant(region: VacancyService) -> None:
    await region.opened()
    await region.advance(days=7)
    audience = (await region.events("vacancies"))[-1]["data"]["audience"]
    assert len(audience) == 12
    assert {entry["reason"] for entry in audience if entry["relation"] == "partner"} == {"stage-partners"}
    assert {entry["from"] for entry in audience[1:]} == {"2026-03-09T08:00:00Z"}
    assert {entry["covenantId"] for entry in audience} == {"delta-demo"}


async def test_with_reactions_enough_it_stays_with_the_partners_and_the_number_is_recorded(
    region: VacancyService,
) -> None:
    vacancy = await region.opened()
    await region.advance(days=8)
    for reference in ("a-17", "b-18"):
        assert (await region.react(vacancy["vacancyId"], "duinmeer", reference)).status_code == 201
    await region.advance(days=30)
    assert [stage for _, stage, _ in await stages(region)] == ["own", "partners"]
    shown = (await region.get(f"/vacancies/{vacancy['vacancyId']}", region.hr("waterrijk"))).json()
    assert shown["publicDecision"] == {"at": "2026-04-09T08:30:00Z", "reactions": 2, "enough": 2, "opens": False}
    [line] = await region.rows("SELECT facts FROM vacancy_history WHERE kind = 'public-decided'")
    assert '"reactions": 2' in line["facts"]


async def test_when_too_few_remain_later_the_public_stage_opens_then(region: VacancyService) -> None:
    vacancy = await region.opened(closingDate="2026-03-25")
    await region.advance(days=8)
    first = (await region.react(vacancy["vacancyId"], "duinmeer", "a-17")).json()
    await region.react(vacancy["vacancyId"], "duinmeer", "b-18")
    await region.advance(days=20)
    path = f"/vacancies/{vacancy['vacancyId']}/reactions/{first['reactionId']}/withdrawal"
    assert (await region.post(path, region.hr("duinmeer"))).status_code == 200
    last = (await region.events("vacancies"))[-1]
    assert (last["type"], last["data"]["stage"], last["data"]["public"]) == (STAGE_OPENED, "public", True)
    assert last["data"]["stageOpenedAt"] == "2026-03-30T08:30:00Z"
    assert last["data"]["closingDate"] == "2026-03-30"
    assert last["data"]["reactions"] == {"open": 1}


async def test_a_withdrawn_reaction_does_not_count(region: VacancyService) -> None:
    vacancy = await region.opened()
    await region.advance(days=8)
    first = (await region.react(vacancy["vacancyId"], "duinmeer", "a-17")).json()
    await region.react(vacancy["vacancyId"], "duinmeer", "b-18")
    path = f"/vacancies/{vacancy['vacancyId']}/reactions/{first['reactionId']}/withdrawal"
    await region.post(path, region.hr("duinmeer"))
    await region.advance(days=14)
    assert [stage for _, stage, _ in await stages(region)] == ["own", "partners", "public"]


async def test_a_scheduled_vacancy_opens_by_itself_at_its_moment(region: VacancyService) -> None:
    vacancy = await region.opened(openAt="2026-03-05T10:15:00+01:00")
    assert (vacancy["status"], vacancy["openAt"], vacancy["stage"]) == ("scheduled", "2026-03-05T09:15:00Z", None)
    assert await region.events("vacancies") == []
    await region.advance(days=4)
    assert await stages(region) == [(OPENED, "own", "2026-03-05T09:15:00Z")]


async def test_a_scheduled_vacancy_can_be_moved_and_then_opens_once(region: VacancyService) -> None:
    vacancy = await region.opened(openAt="2026-03-05T09:00:00Z")
    path = f"/vacancies/{vacancy['vacancyId']}/opening"
    moved = await region.post(path, region.hr("waterrijk"), {"openAt": "2026-03-07T09:00:00Z"})
    assert moved.json()["openAt"] == "2026-03-07T09:00:00Z"
    await region.advance(days=6)
    assert await stages(region) == [(OPENED, "own", "2026-03-07T09:00:00Z")]


async def test_what_may_not_open_by_itself_any_more_is_a_draft_again_with_the_reason(region: VacancyService) -> None:
    vacancy = await region.opened(openAt="2026-03-20T09:00:00Z")
    await region.context.adopt(next_version(DEMO, "2026-03-10", without="waterrijk"), "demo.yaml")
    await region.advance(days=20)
    shown = (await region.get(f"/vacancies/{vacancy['vacancyId']}", region.hr("waterrijk"))).json()
    assert (shown["status"], shown["openAt"]) == ("draft", None)
    assert [(notice["code"], notice["reason"]) for notice in shown["notices"]] == [
        ("opening-refused", "not-in-a-covenant")
    ]
    assert await region.events("vacancies") == []


async def test_a_closed_vacancy_opens_no_further_stage(region: VacancyService) -> None:
    vacancy = await region.opened()
    await region.post(f"/vacancies/{vacancy['vacancyId']}/closure", region.hr("waterrijk"), {"outcome": "not-filled"})
    await region.advance(days=30)
    assert [event["type"] for event in await region.events("vacancies")] == [OPENED, "nl.vacancies.vacancy-closed.v1"]


async def test_a_closing_date_never_cuts_short_a_stage_still_due(region: VacancyService) -> None:
    vacancy = await region.opened(closingDate="2026-03-10")
    assert (vacancy["closingDate"], vacancy["closingMoved"]) == ("2026-03-23", True)
    [notice] = vacancy["notices"]
    assert (notice["code"], notice["wanted"], notice["movedTo"]) == ("closing-date-moved", "2026-03-10", "2026-03-23")
    [event] = await region.events("vacancies")
    assert event["data"]["closingDate"] == "2026-03-23"


async def test_a_vacancy_past_its_closing_date_is_shown_and_stays_open(region: VacancyService) -> None:
    vacancy = await region.opened(closingDate="2026-04-01")
    await region.advance(days=60)
    shown = (await region.get(f"/vacancies/{vacancy['vacancyId']}", region.hr("waterrijk"))).json()
    assert (shown["status"], shown["closingPassed"]) == ("open", True)


async def test_a_covenant_that_shares_no_temporary_need_refuses_one_in_words(empty: VacancyService) -> None:
    await empty.context.adopt(SWITCH, "switch.yaml")
    body = {**PERMIT_OFFICER, "need": {"kind": "until", "until": "2026-12-31"}}
    refused = await empty.post("/vacancies", empty.hr("roermond"), body)
    assert (refused.status_code, refused.json()["type"].rpartition("/")[2]) == (409, "need-not-shared")
