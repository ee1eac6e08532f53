from services.vacancy.tests.speaking import VacancyService
from services.vacancy.tests.story import DEMO, FRIESLAND, neighbouring, next_version

COAST_ID = "coast-demo"
CHANGED = "nl.vacancies.vacancy-changed.v1"


async def seen(region: VacancyService, vacancy_id: str, caller: dict[str, str]) -> bool:
    answer = await region.get(f"/vacancies/{vacancy_id}", caller)
    assert answer.status_code in (200, 404)
    listed = await region.get("/vacancies", caller)
    assert (answer.status_code == 200) == (vacancy_id in [item["vacancyId"] for item in listed.json()["items"]])
    return answer.status_code == 200


async def test_a_stage_is_closed_to_all_others_until_it_was_opened(region: VacancyService) -> None:
    vacancy_id = (await region.opened())["vacancyId"]
    callers = {
        "own": region.hr("waterrijk"),
        "own staff": region.person("anna", "waterrijk"),
        "partner": region.hr("duinmeer"),
        "partner's staff": region.person("bert", "duinmeer"),
        "outsider": region.hr("elders"),
        "nobody's": region.person("carla"),
    }
    expected = {
        0: {"own", "own staff"},
        7: {"own", "own staff", "partner", "partner's staff"},
        14: set(callers),
    }
    for days, who in expected.items():
        await region.advance(days=days)
        assert {name for name, caller in callers.items() if await seen(region, vacancy_id, caller)} == who


async def test_a_late_timer_keeps_a_stage_closed_until_it_has_fired(region: VacancyService) -> None:
    vacancy_id = (await region.opened())["vacancyId"]
    await region.running.settle()
    await region.rows("UPDATE timer SET due_at = due_at + interval '1 day' WHERE kind = 'stage'")
    await region.advance(days=7)
    assert not await seen(region, vacancy_id, region.hr("duinmeer"))


async def test_own_staff_see_no_drafts_and_recruiters_do(region: VacancyService) -> None:
    vacancy_id = (await region.opened(status="draft"))["vacancyId"]
    assert not await seen(region, vacancy_id, region.person("anna", "waterrijk"))
    assert await seen(region, vacancy_id, region.person("rita", "waterrijk", ("recruiter",)))
    assert await seen(region, vacancy_id, region.hr("waterrijk"))
    assert not await seen(region, vacancy_id, region.person("rob", "duinmeer", ("recruiter",)))


async def test_others_do_not_see_who_else_may_see_it(region: VacancyService) -> None:
    vacancy_id = (await region.opened())["vacancyId"]
    await region.advance(days=7)
    shown = (await region.get(f"/vacancies/{vacancy_id}", region.hr("duinmeer"))).json()
    assert (shown["audience"], shown["notices"], shown["nextStageAt"]) == (None, None, None)
    assert shown["contactPerson"]["name"] == "Grietje Canarisvogel"


async def test_who_leaves_the_covenant_stops_seeing_what_is_open(region: VacancyService) -> None:
    vacancy_id = (await region.opened())["vacancyId"]
    await region.advance(days=7)
    await region.context.adopt(next_version(DEMO, "2026-03-12", without="duinmeer"), "demo.yaml")
    assert await seen(region, vacancy_id, region.hr("duinmeer"))
    await region.advance(days=3)
    assert not await seen(region, vacancy_id, region.hr("duinmeer"))
    last = (await region.events("vacancies"))[-1]
    assert last["type"] == CHANGED
    [left] = [entry for entry in last["data"]["audience"] if entry["organisation"] == "duinmeer"]
    assert (left["from"], left["until"]) == ("2026-03-09T08:00:00Z", "2026-03-12T08:30:00Z")


async def test_who_left_sees_nothing_from_that_moment_also_when_the_timer_is_late(region: VacancyService) -> None:
    vacancy_id = (await region.opened())["vacancyId"]
    await region.advance(days=7)
    await region.context.adopt(next_version(DEMO, "2026-03-12", without="duinmeer"), "demo.yaml")
    await region.rows("UPDATE timer SET due_at = due_at + interval '20 days' WHERE kind = 'membership'")
    await region.advance(days=3)
    assert not await seen(region, vacancy_id, region.hr("duinmeer"))
    assert await seen(region, vacancy_id, region.hr("heidestad"))
    [stored] = await region.rows(
        "SELECT until_at FROM vacancy_audience WHERE audience = 'duinmeer' AND vacancy_id = $1", vacancy_id
    )
    assert stored["until_at"] is None


async def test_of_two_covenants_one_governs_and_members_of_both_and_of_linked_ones_see_it(
    empty: VacancyService,
) -> None:
    linking = f"links:\n  - {{covenant: {COAST_ID}, from: 2026-01-01, source: {{text: Invented}}}}\n"
    staged = DEMO.replace(
        "  - stage: public\n", "  - stage: linked\n    days: 5\n    source: {text: Invented}\n  - stage: public\n"
    )
    first = staged.replace("contractPreservation:", f"{linking}\ncontractPreservation:", 1)
    for text in (first, neighbouring("delta-two", "waterrijk", "bergrand"), neighbouring(COAST_ID, "zeeduin")):
        await empty.context.adopt(text, "demo.yaml")
    vacancy = await empty.opened()
    assert vacancy["governingCovenant"]["covenantId"] == "delta-demo"
    expected = {0: set(), 7: {"duinmeer", "bergrand"}, 14: {"duinmeer", "bergrand", "zeeduin"}}
    for days, who in expected.items():
        await empty.advance(days=days)
        found = {one for one in ("duinmeer", "bergrand", "zeeduin", "elders")
                 if await seen(empty, vacancy["vacancyId"], empty.hr(one))}  # fmt: skip
        assert found == who
    data = (await empty.events("vacancies"))[-1]["data"]
    by = {entry["organisation"]: (entry["relation"], entry["covenantId"]) for entry in data["audience"]}
    assert by["bergrand"] == ("partner", "delta-two")
    assert by["zeeduin"] == ("linked", "delta-demo")


async def test_who_joins_the_covenant_sees_what_is_open_from_then_on(region: VacancyService) -> None:
    vacancy_id = (await region.opened())["vacancyId"]
    await region.advance(days=7)
    await region.context.adopt(next_version(DEMO, "2026-03-12", joined="eikenhage"), "demo.yaml")
    await region.advance(days=3)
    assert await seen(region, vacancy_id, region.hr("eikenhage"))
    data = (await region.events("vacancies"))[-1]["data"]
    [came] = [entry for entry in data["audience"] if entry["organisation"] == "eikenhage"]
    assert (came["relation"], came["reason"], came["from"]) == ("partner", "membership", "2026-03-12T08:30:00Z")
    assert data["governingCovenant"]["version"] == 1


async def test_a_new_member_sees_nothing_of_a_stage_that_is_not_open_to_it(region: VacancyService) -> None:
    vacancy_id = (await region.opened())["vacancyId"]
    await region.context.adopt(next_version(DEMO, "2026-03-04", joined="eikenhage"), "demo.yaml")
    await region.advance(days=3)
    assert not await seen(region, vacancy_id, region.hr("eikenhage"))
    assert len(await region.events("vacancies")) == 1


async def test_without_an_own_stage_all_members_see_it_at_once(empty: VacancyService) -> None:
    await empty.context.adopt(FRIESLAND, "friesland.yaml")
    vacancy = await empty.opened("leeuwarden")
    assert vacancy["stage"] == "partners"
    assert await seen(empty, vacancy["vacancyId"], empty.hr("sneek"))


async def test_who_could_see_it_when_can_be_shown_afterwards(region: VacancyService) -> None:
    vacancy_id = (await region.opened())["vacancyId"]
    await region.advance(days=30)
    lines = await region.rows(
        "SELECT kind, version, facts->>'stage' AS stage, jsonb_array_length(facts->'audience') AS told"
        " FROM vacancy_history WHERE vacancy_id = $1 ORDER BY id",
        vacancy_id,
    )
    assert [(line["kind"], line["version"], line["stage"], line["told"]) for line in lines] == [
        ("opened", 1, "own", 1),
        ("stage-opened", 2, "partners", 11),
        ("public-decided", 3, None, None),
        ("stage-opened", 3, "public", 0),
    ]
