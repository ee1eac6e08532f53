"""Matches as the matching service tells of them, and the moves that come of them."""

from typing import Any
from uuid import UUID, uuid4

from doorstroom_common.cloudevent import CloudEvent, event_source, new_event
from doorstroom_common.settings import SYNTHETIC_OIN
from services.vacancy.tests.speaking import VacancyService
from services.vacancy.tests.story import PLANNER_ON_LOAN

STEP_TAKEN = "nl.matches.match-step-taken.v1"
BY = {
    "invited": "organisation",
    "offered": "organisation",
    "placed": "organisation",
    "contact-requested": "organisation",
}
PERMANENT = {
    "startDate": "2026-05-01",
    "contract": "permanent",
    "hours": 32,
    "clauses": [
        {"clause": "permanent-stays-permanent", "finding": "preserved_by_covenant", "kept": True},
        {"clause": "pay", "finding": "lost", "kept": False, "reason": "scale-not-used"},
        {"clause": "chain", "finding": "lost", "kept": False, "reason": "not-given"},
    ],
}
ON_LOAN = {"startDate": "2026-04-01", "endDate": "2026-09-30", "contract": "secondment", "hours": 24, "clauses": []}


def match_event(
    region: VacancyService,
    need: dict[str, Any],
    status: str = "placed",
    *,
    match_id: UUID,
    candidate_id: UUID,
    version: int = 5,
    lender: str | None = "duinmeer",
    placement: dict[str, Any] | None = None,
    **more: Any,
) -> CloudEvent:
    kind = "vacancy" if "vacancyId" in need else "secondment-request"
    data = {
        "matchId": str(match_id),
        "version": version,
        "status": status,
        "organisation": need["organisation"],
        "need": {
            "kind": kind,
            "id": need["vacancyId"] if kind == "vacancy" else need["secondmentRequestId"],
            "version": 1,
            "title": need["title"],
        },
        "candidateId": str(candidate_id),
        "proposedAt": "2026-03-02T08:30:00Z",
        "relation": "partner",
        "tier": "partner_first",
        "goesFirst": True,
        "score": 800,
        "visibleTo": "organisation",
        "governingCovenant": need["governingCovenant"],
        "step": {
            "taken": status,
            "by": BY.get(status, "candidate"),
            "at": region.now.isoformat().replace("+00:00", "Z"),
        },
        **({"lender": lender} if lender else {}),
        **({"placement": placement} if placement else {}),
        **more,
    }
    return new_event(
        source=event_source(SYNTHETIC_OIN, "matching"), type=STEP_TAKEN, subject=str(match_id), time=region.now,
        version=version, data=data,
    )  # fmt: skip


async def placed(
    region: VacancyService, need: dict[str, Any], placement: dict[str, Any], **more: Any
) -> tuple[UUID, UUID]:
    """Tell of a match that became a placement; its id and the candidate's."""
    match_id, candidate_id = more.pop("match_id", uuid4()), more.pop("candidate_id", uuid4())
    await region.running.publish(
        match_event(region, need, match_id=match_id, candidate_id=candidate_id, placement=placement, **more)
    )
    await region.running.settle()
    return match_id, candidate_id


async def placements(region: VacancyService, organisation: str, need: dict[str, Any]) -> list[dict[str, Any]]:
    """Those of one vacancy or request, as an organisation sees them."""
    need_id = need.get("vacancyId") or need["secondmentRequestId"]
    answer = await region.get(f"/placements?needId={need_id}", region.hr(organisation))
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


async def told_of(region: VacancyService, need: dict[str, Any]) -> list[dict[str, Any]]:
    """The events about the placements of one vacancy or request, deviations among them."""
    of_need = {placement["placementId"] for placement in await placements(region, need["organisation"], need)}
    return [event for event in await region.events("placements") if event["data"]["placementId"] in of_need]


async def on_loan(region: VacancyService) -> dict[str, Any]:
    """Somebody of Duinmeer lent to Waterrijk for six months, as Waterrijk sees it."""
    answer = await region.post("/secondment-requests", region.hr("waterrijk"), PLANNER_ON_LOAN)
    agreed = {
        "startDate": "2026-04-01",
        "endDate": "2026-09-30",
        "hours": 24,
        "rightToReturn": True,
        "replacement": "vacancy",
    }
    await placed(region, answer.json(), ON_LOAN, agreed=agreed)
    [placement] = await placements(region, "waterrijk", answer.json())
    return placement
