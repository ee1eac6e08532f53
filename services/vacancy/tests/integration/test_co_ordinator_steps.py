"""A step that the covenant leaves to its co-ordinator, who reads nothing of what it is taken with."""

from collections.abc import AsyncIterator

import pytest_asyncio

from doorstroom_common.testing.postgres import Databases
from services.vacancy.tests.speaking import VacancyService, started
from services.vacancy.tests.story import BY_CO_ORDINATOR, EVERYTHING, READ

Caller = dict[str, str]
SKIP = {"stage": "own", "reason": "urgent"}


@pytest_asyncio.fixture
async def led(databases: Databases) -> AsyncIterator[VacancyService]:
    async with started(databases) as service:
        await service.context.adopt(BY_CO_ORDINATOR, "demo.yaml")
        await service.running.settle()
        yield service


def co_ordinator(
    led: VacancyService, *covenants: str, organisation: str | None = None, also: tuple[str, ...] = ()
) -> Caller:
    return led.running.as_person(
        "cor", *EVERYTHING, organisation=organisation, roles=("co-ordinator", *also), covenants=covenants
    )


async def test_the_co_ordinator_of_its_covenant_takes_the_step_and_reads_nothing(led: VacancyService) -> None:
    vacancy_id, cor = (await led.opened())["vacancyId"], co_ordinator(led, "delta-demo")
    taken = [await led.post(f"/vacancies/{vacancy_id}/skipping", cor, SKIP) for _ in range(2)]
    assert [(each.status_code, each.content, each.headers["etag"]) for each in taken] == [(204, b"", '"v2"')] * 2
    assert (await led.get(f"/vacancies/{vacancy_id}", cor)).status_code == 404
    assert (await led.get(f"/vacancies/{vacancy_id}", led.hr("duinmeer"))).json()["stage"] == "partners"
    steps = (await led.get(f"/vacancies/{vacancy_id}/audit", led.hr("waterrijk"))).json()["steps"]
    assert [each["by"] for each in steps if each["step"] == "stage-skipped"] == ["co-ordinator"]


async def test_to_whoever_co_ordinates_another_covenant_it_is_not_there(led: VacancyService) -> None:
    vacancy_id = (await led.opened())["vacancyId"]
    draft_id = (await led.opened(status="draft"))["vacancyId"]
    path = f"/vacancies/{vacancy_id}/skipping"
    for caller, expected in (
        (co_ordinator(led, "friesland"), 404),
        (co_ordinator(led), 404),
        (co_ordinator(led, organisation="waterrijk"), 404),
        (co_ordinator(led, "friesland", organisation="duinmeer", also=("recruiter",)), 404),
        (led.running.as_person("rob", *EVERYTHING, roles=["recruiter"], covenants=["delta-demo"]), 404),
        (led.running.as_person("cor", READ, roles=["co-ordinator"], covenants=["delta-demo"]), 403),
        (led.hr("waterrijk"), 403),
        (led.person("rita", "waterrijk", ("recruiter",)), 403),
    ):
        assert (await led.post(path, caller, SKIP)).status_code == expected
    drafted = await led.post(f"/vacancies/{draft_id}/skipping", co_ordinator(led, "delta-demo"), SKIP)
    assert drafted.status_code == 404
    assert len(await led.events("vacancies")) == 1


async def test_a_co_ordinator_takes_no_step_that_the_covenant_gives_to_others(led: VacancyService) -> None:
    vacancy_id, cor = (await led.opened())["vacancyId"], co_ordinator(led, "delta-demo", organisation="waterrijk")
    path = f"/vacancies/{vacancy_id}"
    shorter = await led.post(f"{path}/shortening", cor, {**SKIP, "days": 3})
    assert (shorter.status_code, "recruiter" in shorter.json()["detail"]) == (403, True)
    assert (await led.post(f"{path}/public-opening", cor, SKIP)).status_code == 403
    assert (await led.post(f"{path}/closure", cor, {"outcome": "withdrawn"})).status_code == 403
    assert (await led.post(f"{path}/reopening", cor, {"reason": "need-returned"})).status_code == 403


async def test_whoever_is_both_acts_for_their_own_organisation_with_both_roles(led: VacancyService) -> None:
    both = co_ordinator(led, "delta-demo", organisation="waterrijk", also=("recruiter",))
    own, other = (await led.opened())["vacancyId"], (await led.opened("duinmeer"))["vacancyId"]
    for vacancy_id, expected in ((own, 200), (other, 204)):
        assert (await led.post(f"/vacancies/{vacancy_id}/skipping", both, SKIP)).status_code == expected
    shorter = {"stage": "own", "reason": "urgent", "days": 3}
    third = (await led.opened("duinmeer"))["vacancyId"]
    assert (await led.post(f"/vacancies/{third}/shortening", both, shorter)).status_code == 403


async def test_a_co_ordinator_takes_the_step_with_a_secondment_request_too(empty: VacancyService) -> None:
    await empty.context.adopt(BY_CO_ORDINATOR.replace("  staged: false", "  staged: true", 1), "demo.yaml")
    path = f"/secondment-requests/{(await empty.asked())['secondmentRequestId']}"
    assert (await empty.post(f"{path}/skipping", co_ordinator(empty, "friesland"), SKIP)).status_code == 404
    taken = await empty.post(f"{path}/skipping", co_ordinator(empty, "delta-demo"), SKIP)
    assert (taken.status_code, taken.content) == (204, b"")
    assert (await empty.get(path, empty.hr("duinmeer"))).json()["stage"] == "partners"
