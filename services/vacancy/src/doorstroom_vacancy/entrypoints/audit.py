"""`/vacancy/v1/vacancies/{vacancyId}/audit` and `/secondment-requests/{secondmentRequestId}/audit`"""

from typing import Annotated
from uuid import UUID

from fastapi import Response

from doorstroom_common.http import Principal, Router, answer, require
from doorstroom_vacancy.adapters.history import History, StoredHistory
from doorstroom_vacancy.entrypoints.audit_answers import (
    AuditAnswer,
    SecondmentAuditAnswer,
    audit_answer,
    secondment_audit_answer,
)
from doorstroom_vacancy.entrypoints.parts import (
    ACTING_ROLES,
    CO_ORDINATOR,
    Given,
    Parts,
    SecondmentRequestId,
    VacancyId,
    behalf_of,
    co_ordinated_by,
)

router = Router(tags=["vacancies"])
OF_THE_ORGANISATION = frozenset({*ACTING_ROLES, "privacy-officer"})
Auditor = Annotated[Principal, require("vacancies:read", roles=(*sorted(OF_THE_ORGANISATION), CO_ORDINATOR))]


@router.get("/vacancies/{vacancyId}/audit", response_model=AuditAnswer)
async def audit_vacancy(vacancy_id: VacancyId, caller: Auditor, parts: Given) -> Response:
    """Who could see the vacancy when, by which rule and clause, worked out from the append-only history alone.

    For its own organisation's HR system, recruiters, vacancy holders and privacy officer, and for the co-ordinator of
    the covenant that governs it. It names organisations, and no persons.
    """
    return answer(audit_answer(vacancy_id, await _history(parts.vacancy_history, vacancy_id, caller, parts)))


@router.get(
    "/secondment-requests/{secondmentRequestId}/audit",
    response_model=SecondmentAuditAnswer,
    tags=["secondment-requests"],
)
async def audit_secondment_request(
    secondment_request_id: SecondmentRequestId, caller: Auditor, parts: Given
) -> Response:
    """Who could see the secondment request when, as of a vacancy and for the same callers."""
    history = await _history(parts.secondment_history, secondment_request_id, caller, parts)
    return answer(secondment_audit_answer(secondment_request_id, history))


async def _history(stored: StoredHistory, posting_id: UUID, caller: Principal, parts: Parts) -> History:
    acts = caller.kind == "organisation" or bool(caller.roles & OF_THE_ORGANISATION)
    async with parts.database.unit_of_work(behalf_of(caller)) as uow:
        return await stored.of(posting_id, caller.organisation if acts else None, co_ordinated_by(caller), uow)
