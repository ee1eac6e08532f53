"""`/vacancy/v1/vacancies/{vacancyId}/audit`"""

from typing import Annotated

from fastapi import Response

from doorstroom_common.http import Principal, Router, answer, require
from doorstroom_vacancy.adapters.history import history_of
from doorstroom_vacancy.entrypoints.audit_answers import AuditAnswer, audit_answer
from doorstroom_vacancy.entrypoints.parts import ACTING_ROLES, Given, VacancyId
from doorstroom_vacancy.entrypoints.results import CO_ORDINATOR

router = Router(tags=["vacancies"])
OF_THE_ORGANISATION = frozenset({*ACTING_ROLES, "privacy-officer"})
Auditor = Annotated[Principal, require("vacancies:read", roles=(*sorted(OF_THE_ORGANISATION), CO_ORDINATOR))]


@router.get("/vacancies/{vacancyId}/audit", response_model=AuditAnswer)
async def audit_vacancy(vacancy_id: VacancyId, caller: Auditor, parts: Given) -> Response:
    """Who could see the vacancy when, by which rule and clause, worked out from the append-only history alone.

    For its own organisation's HR system, recruiters, vacancy holders and privacy officer, and for the co-ordinator of
    the covenant that governs it. It names organisations, and no persons.
    """
    acts = caller.kind == "organisation" or bool(caller.roles & OF_THE_ORGANISATION)
    covenants = caller.covenants if CO_ORDINATOR in caller.roles else frozenset()
    async with parts.database.unit_of_work() as uow:
        history = await history_of(vacancy_id, caller.organisation if acts else None, covenants, uow)
    return answer(audit_answer(vacancy_id, history))
