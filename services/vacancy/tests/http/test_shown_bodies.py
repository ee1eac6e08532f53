"""Every body that the document shows works as it stands, once what it is about exists."""

from collections.abc import Awaitable, Callable
from typing import Any

import orjson
import pytest

from doorstroom_common.testing.shown import shown
from doorstroom_vacancy.__main__ import COMMAND
from services.vacancy.tests.moves import placed, placements
from services.vacancy.tests.speaking import VacancyService
from services.vacancy.tests.story import COAST_ID, LINKING, neighbouring

SHOWN = shown(orjson.loads(COMMAND.document()))
Ids = tuple[Any, ...]


async def nothing(region: VacancyService) -> Ids:
    return ()


async def vacancy(region: VacancyService) -> Ids:
    return ((await region.opened())["vacancyId"],)


async def draft(region: VacancyService) -> Ids:
    return ((await region.opened(status="draft"))["vacancyId"],)


async def with_partners(region: VacancyService) -> Ids:
    ids = await vacancy(region)
    await region.advance(days=8)
    return ids


async def held_back(region: VacancyService) -> Ids:
    """Reactions enough, so that it does not become public."""
    [vacancy_id] = await with_partners(region)
    for reference in ("a-17", "b-18"):
        await region.react(vacancy_id, "duinmeer", reference)
    await region.advance(days=20)
    return (vacancy_id,)


async def closed(region: VacancyService) -> Ids:
    [vacancy_id] = await vacancy(region)
    await SHOWN["closeVacancy"].send(region.running.http, region.hr("waterrijk"), vacancy_id)
    return (vacancy_id,)


async def reaction(region: VacancyService) -> Ids:
    [vacancy_id] = await vacancy(region)
    answer = await region.react(vacancy_id, "waterrijk", "a-17")
    return vacancy_id, answer.json()["reactionId"]


async def requested(region: VacancyService, **changes: Any) -> dict[str, Any]:
    body = SHOWN["createSecondmentRequest"].body
    answer = await region.post("/secondment-requests", region.hr("waterrijk"), {**body, **changes})
    found: dict[str, Any] = answer.json()
    return found


async def request(region: VacancyService) -> Ids:
    return ((await requested(region))["secondmentRequestId"],)


async def requested_draft(region: VacancyService) -> Ids:
    return ((await requested(region, status="draft"))["secondmentRequestId"],)


async def secondment(region: VacancyService) -> Ids:
    need = await requested(region)
    days = {"startDate": need["startDate"], "endDate": need["endDate"], "hours": 24}
    agreed = {**days, "rightToReturn": True, "replacement": "vacancy"}
    await placed(region, need, {**days, "contract": "secondment", "clauses": []}, agreed=agreed)
    [placement] = await placements(region, "waterrijk", need)
    return (placement["placementId"],)


async def request_with_partners(region: VacancyService) -> Ids:
    ids = await request(region)
    await region.advance(days=8)
    return ids


async def closed_request(region: VacancyService) -> Ids:
    [request_id] = await request(region)
    await SHOWN["closeSecondmentRequest"].send(region.running.http, region.hr("waterrijk"), request_id)
    return (request_id,)


async def own_id(region: VacancyService) -> Ids:
    return ("HR-2030-17",)


async def covenant(region: VacancyService) -> Ids:
    return ("delta-demo",)


async def own_sheet(region: VacancyService) -> Ids:
    return ("vacancies",)


ABOUT: dict[str, Callable[[VacancyService], Awaitable[Ids]]] = {
    "createVacancy": nothing,
    "putVacancyByExternalId": own_id,
    "importVacanciesOfOrganisation": nothing,
    "importSecondmentRequestsOfOrganisation": nothing,
    "putImportMapping": own_sheet,
    "changeVacancy": vacancy,
    "openVacancy": draft,
    "closeVacancy": vacancy,
    "skipStageOfVacancy": vacancy,
    "shortenStageOfVacancy": vacancy,
    "extendStageOfVacancy": with_partners,
    "openPublicStageOfVacancy": held_back,
    "reopenVacancy": closed,
    "reactToVacancy": vacancy,
    "assessReactionToVacancy": reaction,
    "createSecondmentRequest": nothing,
    "changeSecondmentRequest": request,
    "openSecondmentRequest": requested_draft,
    "closeSecondmentRequest": request,
    "putSecondmentRequestByExternalId": own_id,
    "skipStageOfSecondmentRequest": request,
    "shortenStageOfSecondmentRequest": request,
    "extendStageOfSecondmentRequest": request_with_partners,
    "reopenSecondmentRequest": closed_request,
    "extendPlacement": secondment,
    "endPlacement": secondment,
    "fillGapOfPlacement": secondment,
    "enterBaselineOfCovenant": covenant,
}


def caller(region: VacancyService, operation: str) -> dict[str, str]:
    if operation == "enterBaselineOfCovenant":
        return region.running.as_person("cora", "covenants:write", roles=("co-ordinator",), covenants=("delta-demo",))
    return region.hr("duinmeer" if operation == "fillGapOfPlacement" else "waterrijk")


WAITING = ("extendStageOfVacancy", "openPublicStageOfVacancy")
STAGED = ("skipStageOfSecondmentRequest", "shortenStageOfSecondmentRequest", "extendStageOfSecondmentRequest")


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("operation", [one for one in SHOWN if one not in WAITING + STAGED])
async def test_what_the_document_shows_works_as_it_stands(standing: VacancyService, operation: str) -> None:
    await sent(standing, operation)


@pytest.mark.parametrize("operation", WAITING)
async def test_what_it_shows_of_later_stages_works_when_they_have_come(region: VacancyService, operation: str) -> None:
    await sent(region, operation)


@pytest.mark.parametrize("operation", STAGED)
async def test_what_it_shows_of_stages_of_requests_works_where_they_have_them(
    empty: VacancyService, operation: str
) -> None:
    await empty.context.adopt(neighbouring(COAST_ID, "zeeduin"), "coast.yaml")
    await empty.context.adopt(LINKING.replace("  staged: false", "  staged: true", 1), "demo.yaml")
    await sent(empty, operation)


async def sent(region: VacancyService, operation: str) -> None:
    ids = await ABOUT[operation](region)
    answer = await SHOWN[operation].send(region.running.http, caller(region, operation), *ids)
    assert answer.status_code in SHOWN[operation].successes, answer.text
