"""A region of one story: six people go from Duinmeer to Waterrijk and two from Rietdam, six are lent, and so on."""

from collections.abc import AsyncIterator
from typing import Any
from uuid import uuid4

import httpx
import pytest
import pytest_asyncio

from doorstroom_common.testing.postgres import Databases
from services.vacancy.tests.moves import ON_LOAN, PERMANENT, match_event, placed
from services.vacancy.tests.speaking import VacancyService, started
from services.vacancy.tests.story import DEMO, PLANNER_ON_LOAN

pytestmark = pytest.mark.asyncio(loop_scope="module")

PATH = "/covenants/delta-demo/results?from=2026-03-05&to=2026-03-20"
BASELINE = {
    "fromDate": "2025-01-01",
    "untilDate": "2025-12-31",
    "vacancies": 227,
    "filled": 3,
    "firstAnswerHours": 90.5,
}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def counted(databases: Databases) -> AsyncIterator[VacancyService]:
    async with started(databases) as service:
        await service.context.adopt(DEMO, "demo.yaml")
        await service.running.settle()
        await tell(service)
        yield service


async def tell(region: VacancyService) -> None:
    many, few = await region.opened(), await region.opened("heidestad")
    for number in range(8):
        lender = "duinmeer" if number < 6 else "rietdam"
        await placed(region, many, PERMANENT, lender=lender)
    for lender in ("duinmeer", "duinmeer", *["rietdam"] * 9):
        await placed(region, few, PERMANENT, lender=lender)
    request = (await region.post("/secondment-requests", region.hr("waterrijk"), PLANNER_ON_LOAN)).json()
    for _ in range(6):
        await placed(region, request, ON_LOAN)
    for _ in range(7):
        await proposed(region, await region.opened("klaverhove", posts=1))
    vacancy_id = many["vacancyId"]
    await region.post(f"/vacancies/{vacancy_id}/closure", region.hr("waterrijk"), {"outcome": "filled"})
    await region.running.settle()


async def proposed(region: VacancyService, vacancy: dict[str, Any]) -> None:
    await region.running.publish(
        match_event(region, vacancy, "proposed", match_id=uuid4(), candidate_id=uuid4(), version=1, lender=None)
    )


def co_ordinator(region: VacancyService, *covenants: str) -> dict[str, str]:
    scopes = ("vacancies:read", "covenants:write")
    return region.running.as_person("cora", *scopes, roles=("co-ordinator",), covenants=covenants)


async def results(region: VacancyService) -> dict[str, Any]:
    answer = await region.get(PATH, co_ordinator(region, "delta-demo"))
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


async def enter(region: VacancyService, caller: dict[str, str], body: dict[str, Any]) -> httpx.Response:
    return await region.running.http.put("/vacancy/v1/covenants/delta-demo/baseline", json=body, headers=caller)


def named(items: list[dict[str, Any]]) -> dict[str, Any]:
    return {item["name"]: item["count"] for item in items}


async def test_moves_are_counted_from_where_to_where_and_a_small_one_is_left_out(counted: VacancyService) -> None:
    moves = (await results(counted))["moves"]
    cells = {(cell["row"], cell["column"]): cell["count"] for cell in moves["cells"]}
    assert cells == {
        ("duinmeer", "waterrijk"): None,
        ("rietdam", "waterrijk"): None,
        ("duinmeer", "heidestad"): None,
        ("rietdam", "heidestad"): None,
    }
    assert (named(moves["rows"]), named(moves["columns"]), moves["total"]) == (
        {"duinmeer": 8, "rietdam": 11},
        {"waterrijk": 8, "heidestad": 11},
        19,
    )


async def test_secondments_permanent_contracts_and_deviations_are_counted(counted: VacancyService) -> None:
    told = await results(counted)
    assert told["secondments"]["cells"] == [{"row": "duinmeer", "column": "waterrijk", "count": 6}]
    assert told["permanentContracts"] == {"told": 19, "kept": 19}
    assert named(told["deviations"]["items"]) == {"pay": 19}


async def test_vacancies_are_counted_by_outcome_and_tier(counted: VacancyService) -> None:
    """One is filled, which is a small number."""
    told = await results(counted)
    assert told["vacancies"]["cells"] == [{"row": "filled", "column": "partner_first", "count": None}]
    assert (told["vacancies"]["total"], told["opened"]) == (None, 10)


async def test_the_funnel_counts_how_far_proposals_came(counted: VacancyService) -> None:
    """25 placed of 32; what organisations answered was answered at once here."""
    told = await results(counted)
    assert named(told["funnel"]) == {"proposed": 32, "contact": 25, "invited": 25, "offered": 25, "placed": 25}
    assert told["firstAnswers"] == {"answered": 25, "medianHours": 0.0}


async def test_members_that_posted_or_answered_nothing_are_named(counted: VacancyService) -> None:
    told = await results(counted)
    assert told["answeredNothing"] == ["klaverhove"]
    assert {"duinmeer", "rietdam"} <= set(told["postedNothing"])
    assert not {"waterrijk", "heidestad", "klaverhove"} & set(told["postedNothing"])


async def test_whole_months_are_counted_so_that_one_day_cannot_be_told_from_the_next(counted: VacancyService) -> None:
    told = await results(counted)
    assert (told["from"], told["to"]) == ("2026-03-01", "2026-03-31")
    before = await counted.get(PATH.replace("2026-03", "2026-02"), co_ordinator(counted, "delta-demo"))
    assert (before.json()["moves"]["total"], before.json()["moves"]["cells"]) == (0, [])


async def test_results_are_for_the_co_ordinator_and_for_members_of_that_covenant_alone(counted: VacancyService) -> None:
    as_person, read = counted.running.as_person, "vacancies:read"
    for caller, status in (
        (counted.hr("duinmeer"), 200),
        (as_person("rita", read, organisation="duinmeer", roles=("recruiter",)), 200),
        (as_person("vera", read, organisation="duinmeer", roles=("vacancy-holder",)), 403),
        (as_person("anna", read, organisation="duinmeer"), 403),
        (counted.hr("elders"), 404),
        (as_person("rita", read, organisation="elders", roles=("recruiter",)), 404),
        (co_ordinator(counted, "friesland"), 404),
        (co_ordinator(counted), 404),
        (as_person("cora", read, organisation="duinmeer", roles=("co-ordinator",)), 404),
        (as_person("rita", read, organisation="elders", roles=("recruiter",), covenants=("delta-demo",)), 404),
    ):
        assert (await counted.get(PATH, caller)).status_code == status
    unknown = await counted.get(PATH.replace("delta-demo", "nowhere"), co_ordinator(counted, "nowhere"))
    assert unknown.status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?from=2026-03-01",
        "?from=2026-03-02&to=2026-03-01",
        "?from=x&to=y",
        "?from=0001-01-01&to=2026-03-01",
        "?from=2026-03-01&to=9999-12-31",
    ],
)
async def test_a_period_has_a_first_and_a_last_day_of_our_age(counted: VacancyService, query: str) -> None:
    path = PATH.partition("?")[0] + query
    assert (await counted.get(path, co_ordinator(counted, "delta-demo"))).status_code == 400


async def test_the_baseline_is_the_co_ordinators_and_stands_beside_the_results(counted: VacancyService) -> None:
    hr = counted.running.as_organisation("duinmeer", "covenants:write")
    recruiter = counted.running.as_person("rita", "covenants:write", organisation="duinmeer", roles=("recruiter",))
    for caller, status in ((hr, 403), (recruiter, 403), (co_ordinator(counted, "friesland"), 404)):
        assert (await enter(counted, caller, BASELINE)).status_code == status
    cora = co_ordinator(counted, "delta-demo")
    assert (await enter(counted, cora, {**BASELINE, "untilDate": "2024-01-01"})).status_code == 400
    for vacancies in (200, 227):
        assert (await enter(counted, cora, {**BASELINE, "vacancies": vacancies})).status_code == 200
    baseline = (await results(counted))["baseline"]
    assert (baseline["vacancies"], baseline["filled"], baseline["moves"]) == (227, None, None)
    assert baseline["firstAnswerHours"] == 90.5


async def test_csv_says_the_same_as_json(counted: VacancyService) -> None:
    cora = co_ordinator(counted, "delta-demo")
    answer = await counted.get(PATH, {**cora, "Accept": "text/csv"})
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/csv; charset=utf-8")
    lines = answer.text.split("\r\n")
    assert lines[0] == "part,row,column,count"
    assert {"moves,duinmeer,waterrijk,*", "moves,total,total,19", "funnel,placed,,25"} <= set(lines)
    for accept, form in (("application/json, text/csv", "application/json"), ("text/csv;q=0.9, */*", "text/csv")):
        both = await counted.get(PATH, {**cora, "Accept": accept})
        assert both.headers["content-type"].startswith(form)
    assert (await counted.get(PATH, {**cora, "Accept": "text/html"})).status_code == 406
    assert (await counted.get("/vacancies", {**counted.hr("duinmeer"), "Accept": "text/csv"})).status_code == 406


async def test_results_hold_no_id_of_anybody(counted: VacancyService) -> None:
    told = (await counted.get(PATH, co_ordinator(counted, "delta-demo"))).text
    ids = await counted.rows("SELECT match_id, candidate_id, placement_id, need_id FROM placement")
    assert ids
    assert not [each for row in ids for each in row.values() if str(each) in told]
