"""Who could see a vacancy when, shown afterwards from the history alone."""

from typing import Any

from services.vacancy.tests.speaking import VacancyService
from services.vacancy.tests.story import DEMO, READ, next_version

Told = dict[str, Any]


async def audit(region: VacancyService, vacancy_id: str) -> Told:
    answer = await region.get(f"/vacancies/{vacancy_id}/audit", region.hr("waterrijk"))
    assert answer.status_code == 200, answer.text
    told: Told = answer.json()
    return told


def sights(told: Told, organisation: str) -> list[tuple[Any, ...]]:
    return [
        (one["from"], one["until"], one["rule"], one["clause"], one["endedBy"])
        for one in told["sights"]
        if one["organisation"] == organisation
    ]


async def test_the_audit_tells_who_could_see_it_when_by_which_rule_and_clause(region: VacancyService) -> None:
    vacancy_id, hr = (await region.opened())["vacancyId"], region.hr("waterrijk")
    await region.advance(days=1)
    await region.post(f"/vacancies/{vacancy_id}/skipping", hr, {"stage": "own", "reason": "urgent"})
    await region.context.adopt(next_version(DEMO, "2026-03-05", without="duinmeer", joined="eikenhage"), "demo.yaml")
    await region.advance(days=3)
    await region.post(f"/vacancies/{vacancy_id}/closure", hr, {"outcome": "withdrawn"})
    await region.advance(days=1)
    await region.post(f"/vacancies/{vacancy_id}/reopening", hr, {"reason": "closed-by-mistake"})
    await region.advance(days=20)
    told = await audit(region, vacancy_id)
    first, skipped, left = "2026-03-02T08:30:00Z", "2026-03-03T08:30:00Z", "2026-03-06T08:30:00Z"
    again, public = "2026-03-07T08:30:00Z", "2026-03-27T08:30:00Z"
    assert sights(told, "waterrijk") == [
        (first, None, "own-organisation", None, None),
        (first, left, "stage-own", "stages.own", "closed"),
        (again, None, "reopened", "stages.own", None),
    ]
    assert sights(told, "duinmeer") == [(skipped, left, "stage-partners", "stages.partners", "membership")]
    assert sights(told, "eikenhage") == [(again, None, "reopened", "members", None)]
    assert sights(told, "everybody") == [(public, None, "stage-public", "publicWhen", None)]
    assert [(step["step"], step["stage"], step["reason"]) for step in told["steps"]][1:3] == [
        ("stage-skipped", "own", "urgent"),
        ("stage-opened", "partners", None),
    ]
    assert (told["governingCovenant"]["version"], told["steps"][-2]["reactions"]) == (1, 0)


async def test_a_stage_that_opened_late_is_told_from_when_it_could_be_read(region: VacancyService) -> None:
    vacancy_id = (await region.opened())["vacancyId"]
    await region.advance(days=10)
    told = await audit(region, vacancy_id)
    assert sights(told, "duinmeer")[0][0] == "2026-03-12T08:30:00Z"
    assert told["steps"][-1]["dueAt"] == "2026-03-09T08:00:00Z"


async def test_the_history_alone_is_what_the_audit_rests_on(region: VacancyService) -> None:
    vacancy_id = (await region.opened())["vacancyId"]
    await region.advance(days=30)
    before = await audit(region, vacancy_id)
    await region.rows("DELETE FROM vacancy_audience")
    assert await audit(region, vacancy_id) == before


async def test_only_its_organisation_and_the_co_ordinator_of_its_covenant_read_it(region: VacancyService) -> None:
    vacancy_id = (await region.opened())["vacancyId"]
    await region.advance(days=8)
    someone = region.running.as_person
    for caller, expected in (
        (region.hr("waterrijk"), 200),
        (region.hr("duinmeer"), 404),
        (someone("pia", READ, organisation="waterrijk", roles=["privacy-officer"]), 200),
        (someone("pia", READ, organisation="duinmeer", roles=["privacy-officer"]), 404),
        (someone("cor", READ, roles=["co-ordinator"], covenants=["delta-demo"]), 200),
        (someone("cor", READ, roles=["co-ordinator"], covenants=["friesland"]), 404),
        (someone("cor", READ, organisation="waterrijk", roles=["co-ordinator"]), 404),
        (someone("rita", READ, organisation="waterrijk", roles=["recruiter"], covenants=["delta-demo"]), 200),
        (someone("rob", READ, organisation="duinmeer", roles=["recruiter"], covenants=["delta-demo"]), 404),
        (someone("anna", READ, organisation="waterrijk"), 403),
    ):
        assert (await region.get(f"/vacancies/{vacancy_id}/audit", caller)).status_code == expected
