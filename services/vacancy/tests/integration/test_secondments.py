from typing import Any

import pytest

from services.vacancy.tests.moves import PERMANENT, on_loan, placed, placements
from services.vacancy.tests.speaking import VacancyService
from services.vacancy.tests.story import PLANNER_ON_LOAN

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def change(
    standing: VacancyService,
    lent: dict[str, Any],
    what: str,
    body: dict[str, Any],
    by: str = "duinmeer",
    **headers: str,
) -> Any:
    return await standing.post(f"/placements/{lent['placementId']}/{what}", standing.hr(by), body, **headers)


def kind(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["type"].rpartition("/")[2]


async def test_lender_and_borrower_agree_on_start_end_hours_and_return(standing: VacancyService) -> None:
    lent = await on_loan(standing)
    names = ("from", "organisation", "startDate", "endDate", "hours", "rightToReturn", "contract", "status")
    assert [lent[name] for name in names] == [
        "duinmeer", "waterrijk", "2026-04-01", "2026-09-30", 24, True, "secondment", "agreed",
    ]  # fmt: skip


async def test_only_lender_and_borrower_extend_or_end_it(standing: VacancyService) -> None:
    lent = await on_loan(standing)
    for stranger in ("heidestad", "elders"):
        for what, body in (("extension", {"endDate": "2026-12-31"}), ("ending", {"because": "stopped"}),
                           ("gap", {"fill": "nobody"})):  # fmt: skip
            assert (await change(standing, lent, what, body, by=stranger)).status_code == 404
    nobody = standing.person("rita", "duinmeer")
    assert (
        await standing.post(f"/placements/{lent['placementId']}/ending", nobody, {"because": "stopped"})
    ).status_code == 403


async def test_an_extension_ends_later_and_what_ended_is_not_extended(standing: VacancyService) -> None:
    lent = await on_loan(standing)
    assert kind(await change(standing, lent, "extension", {"endDate": "2026-09-30"})) == (400, "ends-no-later")
    stale = await change(standing, lent, "extension", {"endDate": "2026-12-31"}, If_Match='"v9"')
    assert stale.status_code == 412
    assert (await change(standing, lent, "extension", {"endDate": "2026-12-31"}, by="waterrijk")).status_code == 200
    ended = (await change(standing, lent, "ending", {"because": "ended"})).json()
    assert (ended["status"], ended["endedBecause"]) == ("ended", "ended")
    for what, body in (("extension", {"endDate": "2027-12-31"}), ("ending", {"because": "stopped"})):
        assert kind(await change(standing, lent, what, body)) == (409, "wrong-status")


async def test_what_is_no_secondment_is_neither_extended_nor_ended(standing: VacancyService) -> None:
    vacancy = await standing.opened()
    await placed(standing, vacancy, PERMANENT)
    [moved] = await placements(standing, "waterrijk", vacancy)
    assert kind(await change(standing, moved, "ending", {"because": "ended"}, by="waterrijk")) == (409, "wrong-status")
    assert (await change(standing, moved, "ending", {"because": "ended"}, by="duinmeer")).status_code == 404
    assert kind(await change(standing, moved, "gap", {"fill": "nobody"}, by="waterrijk")) == (403, "not-the-lender")


async def test_a_conversion_is_a_permanent_placement_of_its_own(standing: VacancyService) -> None:
    lent = await on_loan(standing)
    body = {"because": "converted", "startDate": "2026-07-01",
            "clauses": [{"clause": "permanent-stays-permanent", "kept": True}]}  # fmt: skip
    ended = (await change(standing, lent, "ending", body, by="waterrijk")).json()
    assert (ended["status"], ended["endedBecause"]) == ("ended", "converted")
    found = await placements(standing, "waterrijk", {"secondmentRequestId": lent["needId"]})
    [made] = [each for each in found if each["placementId"] != lent["placementId"]]
    names = ("from", "organisation", "contract", "startDate", "endDate", "contractKept", "gap", "status")
    assert [made[name] for name in names] == [
        "duinmeer", "waterrijk", "permanent", "2026-07-01", None, "yes", None, "agreed",
    ]  # fmt: skip


async def test_a_temporary_leave_asks_who_fills_the_gap_and_one_call_makes_the_vacancy(
    standing: VacancyService,
) -> None:
    lent = await on_loan(standing)
    assert lent["gap"] == "unanswered"
    answered = await change(standing, lent, "gap", {"fill": "vacancy", "status": "open", "department": "Grondzaken"})
    assert (answered.json()["gap"], answered.json()["gapNeed"]["kind"]) == ("vacancy", "vacancy")
    assert answered.json()["replacement"] == "vacancy"
    made = (await standing.get(f"/vacancies/{answered.json()['gapNeed']['id']}", standing.hr("duinmeer"))).json()
    assert {name: made[name] for name in ("organisation", "status", "title", "hours", "need", "department")} == {
        "organisation": "duinmeer",
        "status": "open",
        "title": PLANNER_ON_LOAN["title"],
        "hours": {"min": 24, "max": 24},
        "need": {"kind": "until", "until": "2026-09-30"},
        "department": "Grondzaken",
    }
    assert (made["scales"], made["contractForOutsiders"]) == (PLANNER_ON_LOAN["scales"], "temporary")
    seen = (await standing.get(f"/placements/{lent['placementId']}", standing.hr("waterrijk"))).json()
    assert (seen["gap"], seen["gapNeed"], seen["replacement"]) == ("vacancy", None, None)


async def test_the_gap_can_be_a_request_and_is_made_once(standing: VacancyService) -> None:
    lent = await on_loan(standing)
    body = {"fill": "secondment-request", "title": "Invaller", "endDate": "2026-08-31"}
    first = await change(standing, lent, "gap", body)
    for again in (body, {"fill": "nobody"}):
        assert kind(await change(standing, lent, "gap", again)) == (409, "gap-is-filled")
    made = await standing.get(f"/secondment-requests/{first.json()['gapNeed']['id']}", standing.hr("duinmeer"))
    names = ("title", "status", "startDate", "endDate")
    assert [made.json()[name] for name in names] == ["Invaller", "draft", "2026-04-01", "2026-08-31"]


async def test_a_repeat_of_what_filled_the_gap_gets_the_first_answer(standing: VacancyService) -> None:
    lent = await on_loan(standing)
    path, body = f"/placements/{lent['placementId']}/gap", {"fill": "vacancy"}
    first, again = [await standing.post(path, standing.hr("duinmeer"), body, Idempotency_Key="gap-1") for _ in range(2)]
    assert (first.status_code, again.status_code, again.content) == (200, 200, first.content)


async def test_colleagues_or_nobody_is_an_answer_too_and_may_change(standing: VacancyService) -> None:
    lent = await on_loan(standing)
    for fill in ("colleagues", "nobody"):
        assert (await change(standing, lent, "gap", {"fill": fill})).json()["gap"] == fill
    assert (await change(standing, lent, "gap", {"fill": "nobody", "title": "x"})).status_code == 400
    assert (await change(standing, lent, "gap", {"fill": "vacancy", "endDate": "2026-08-31"})).status_code == 400
    assert kind(await change(standing, lent, "gap", {"fill": "nobody"}, by="waterrijk")) == (403, "not-the-lender")
