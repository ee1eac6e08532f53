"""`/vacancy/v1/vacancies`"""

from typing import Annotated

from fastapi import Query, Request, Response

from doorstroom_common.covenant import StageName
from doorstroom_common.http import (
    Cursor,
    IdempotencyKey,
    IfMatch,
    PageQuery,
    Principal,
    RequiredIfMatch,
    Router,
    answer,
    created,
    page,
    problems,
)
from doorstroom_common.http.fields import Slug
from doorstroom_vacancy.adapters.listing import After, Filter
from doorstroom_vacancy.application.change_posting import ChangePosting, change_posting
from doorstroom_vacancy.application.close_posting import ClosePosting, close_posting
from doorstroom_vacancy.application.create_posting import CreatePosting
from doorstroom_vacancy.application.open_posting import OpenPosting, open_posting
from doorstroom_vacancy.application.put_posting import create_named
from doorstroom_vacancy.domain.opening import EarlierStart
from doorstroom_vacancy.domain.vacancy import Vacancy
from doorstroom_vacancy.domain.values import Advert, Status, VacancyDetails
from doorstroom_vacancy.entrypoints.answers import VacancyAnswer, VacancyPage
from doorstroom_vacancy.entrypoints.fields import ADVERT, named, names_of, whole
from doorstroom_vacancy.entrypoints.forms import ChangedVacancy, NewVacancy, OpeningOrder
from doorstroom_vacancy.entrypoints.parts import Given, Parts, Reader, VacancyId, Writer, acting_for, viewer_of
from doorstroom_vacancy.entrypoints.placement_forms import Closure
from doorstroom_vacancy.entrypoints.showing import vacancy_answer, vacancy_listed

router = Router(tags=["vacancies"])
DETAILS = names_of(VacancyDetails)


class VacancyQuery(PageQuery):
    status: Status | None = None
    stage: StageName | None = None
    organisation: Slug | None = None


@router.post("/vacancies", status_code=201, response_model=VacancyAnswer, responses=problems(409))
async def create_vacancy(body: NewVacancy, caller: Writer, key: IdempotencyKey, parts: Given) -> Response:
    """Make a vacancy of the caller's own organisation: a draft, open at once, or to open at a later moment.

    It opens in the first stage of the organisation's covenant, whose version governs it until it closes. The closing
    date moves where it would cut short a stage still due; `closingMoved` says so.
    """
    command = order_of(body, caller)
    async with parts.database.unit_of_work(caller.behalf) as uow:
        vacancy = await create_named(command, uow, parts.vacancies)
        location = f"/vacancy/v1/vacancies/{vacancy.id}"
        response = created(_shown(vacancy, caller, parts), location=location, version=vacancy.version)
        if key:
            uow.remember(key.answered(response))
        await uow.commit()
    return response


@router.get("/vacancies", response_model=VacancyPage)
async def list_vacancies(
    request: Request, query: Annotated[VacancyQuery, Query()], caller: Reader, parts: Given
) -> Response:
    """The caller's own vacancies, and those of others that are open to the caller now; newest first."""
    after = After(query.cursor.moment(), query.cursor.id) if query.cursor else None
    wanted = Filter(query.status, query.stage, query.organisation)
    found = await parts.vacancy_list.page(viewer_of(caller), wanted, after, query.limit + 1)
    shown, last = found[: query.limit], None
    if len(found) > query.limit:
        last = Cursor.of(shown[-1]["listed_at"], shown[-1]["id"])
    return page(request, query, VacancyPage(items=[vacancy_listed(row) for row in shown]), after=last)


@router.get("/vacancies/{vacancyId}", response_model=VacancyAnswer)
async def read_vacancy(vacancy_id: VacancyId, caller: Reader, parts: Given) -> Response:
    """One vacancy. Not open to the caller is the same as unknown."""
    vacancy = await parts.vacancy_list.one(vacancy_id, viewer_of(caller))
    return answer(_shown(vacancy, caller, parts), version=vacancy.version)


@router.patch("/vacancies/{vacancyId}", response_model=VacancyAnswer, responses=problems(409))
async def change_vacancy(
    vacancy_id: VacancyId, body: ChangedVacancy, caller: Writer, expected: RequiredIfMatch, parts: Given
) -> Response:
    """Change what is named; null empties what may be empty. Nothing that differs is no new version."""
    command = ChangePosting(acting_for(caller), vacancy_id, expected, named(body, DETAILS), named(body, ADVERT))
    async with parts.database.unit_of_work(caller.behalf) as uow:
        vacancy = await change_posting(command, uow, parts.vacancies)
        await uow.commit()
    return answer(_shown(vacancy, caller, parts), version=vacancy.version)


@router.post("/vacancies/{vacancyId}/opening", response_model=VacancyAnswer, responses=problems(409))
async def open_vacancy(
    vacancy_id: VacancyId, caller: Writer, parts: Given, body: OpeningOrder | None = None, expected: IfMatch = None
) -> Response:
    """Open a draft now, or by itself at a later moment."""
    command = OpenPosting(acting_for(caller), vacancy_id, body.open_at if body else None, expected)
    async with parts.database.unit_of_work(caller.behalf) as uow:
        vacancy = await open_posting(command, uow, parts.vacancies)
        await uow.commit()
    return answer(_shown(vacancy, caller, parts), version=vacancy.version)


@router.post("/vacancies/{vacancyId}/closure", response_model=VacancyAnswer, responses=problems(409))
async def close_vacancy(
    vacancy_id: VacancyId, body: Closure, caller: Writer, parts: Given, expected: IfMatch = None
) -> Response:
    """End a vacancy, with what came of it. What never opened can only be withdrawn.

    `filled` needs at least one placement: named here, or recorded before with a match. A promise of the covenant that
    was not kept makes a deviation.
    """
    command = ClosePosting(acting_for(caller), vacancy_id, body.outcome, expected, body.named())
    async with parts.database.unit_of_work(caller.behalf) as uow:
        vacancy = await close_posting(command, uow, parts.vacancies, parts.registry)
        await uow.commit()
    return answer(_shown(vacancy, caller, parts), version=vacancy.version)


def _shown(vacancy: Vacancy, caller: Principal, parts: Parts) -> VacancyAnswer:
    return vacancy_answer(vacancy, viewer_of(caller), parts.clock.now())


def order_of(
    body: NewVacancy, caller: Principal, *, announce: bool = True, start: EarlierStart | None = None
) -> CreatePosting[VacancyDetails]:
    """What the body asks for, on behalf of the caller's organisation."""
    return order_for(body, acting_for(caller), announce=announce, start=start)


def order_for(
    body: NewVacancy, organisation: str, *, announce: bool = True, start: EarlierStart | None = None
) -> CreatePosting[VacancyDetails]:
    """What the body asks for, on behalf of an organisation."""
    return CreatePosting(
        organisation, VacancyDetails(**whole(body, DETAILS)), Advert(**whole(body, ADVERT)),
        opens=body.status == "open", opens_at=body.open_at, external_id=body.external_id,
        announce=announce, start=start,
    )  # fmt: skip
