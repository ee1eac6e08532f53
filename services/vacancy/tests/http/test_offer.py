"""The terms on offer beside scale and hours."""

import pytest

from services.vacancy.tests.speaking import VacancyService
from services.vacancy.tests.story import PERMIT_OFFICER

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_the_offer_is_shown_and_published_as_it_was_given(standing: VacancyService) -> None:
    vacancy = await standing.opened()
    assert vacancy["offer"] == PERMIT_OFFICER["offer"]
    (event,) = await standing.events("vacancies", vacancy["vacancyId"])
    assert event["data"]["offer"] == PERMIT_OFFICER["offer"]


async def test_what_the_offer_does_not_say_is_published_as_nothing(standing: VacancyService) -> None:
    vacancy = await standing.opened()
    path, hr = f"/vacancies/{vacancy['vacancyId']}", standing.hr("waterrijk")
    changed = await standing.patch(path, hr, {"offer": {"trialPeriod": True}}, '"v1"')
    assert changed.json()["offer"]["travelYearlyCents"] is None
    *_, event = await standing.events("vacancies", vacancy["vacancyId"])
    assert event["data"]["offer"] == {"trialPeriod": True}
    assert (await standing.patch(path, hr, {"offer": None}, '"v2"')).json()["offer"] is None


async def test_every_fault_of_an_offer_is_named_at_once(standing: VacancyService) -> None:
    bad = {
        "trialPeriod": "no", "allowancesMonthlyCents": -1, "pensionFund": "A B P", "travelYearlyCents": 0.5,
        "leaveYearlyHours": -8, "promotion": "perhaps",
    }  # fmt: skip
    refused = await standing.post("/vacancies", standing.hr("waterrijk"), {**PERMIT_OFFICER, "offer": bad})
    assert {fault["pointer"] for fault in refused.json()["errors"]} == {f"/offer/{name}" for name in bad}
