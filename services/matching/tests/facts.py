"""The story as other services publish it: the contracts' examples, moved to the days of these tests."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from doorstroom_common.cloudevent import CloudEvent, event_source, new_event
from doorstroom_common.settings import SYNTHETIC_OIN
from doorstroom_common.testing.contracts import examples, validate_event
from services.matching.tests.story import CANDIDATE_ID, MEMBERS, NEED_ID, NOW, PERSON, covenant

MOMENT = NOW.isoformat().replace("+00:00", "Z")
SKILLS = [
    {"scheme": "esco-skill", "uri": f"http://data.europa.eu/esco/skill/00000000-0000-4000-8000-00000000000{number}"}
    for number in (1, 2, 3)
]
ADDRESS = {"vacancy": "vacancies", "secondment": "secondments", "candidate": "candidates", "reaction": "reactions"}


def audience(*partners: str, own: str = "waterrijk") -> list[dict[str, str]]:
    """Own staff, and staff of these partners."""
    entries = [(own, "own", "stage-own"), *((partner, "partner", "stage-partners") for partner in partners)]
    return [
        {"organisation": organisation, "relation": relation, "covenantId": "delta-demo", "from": MOMENT, "reason": why}
        for organisation, relation, why in entries
    ]


ALL_MEMBERS = audience(*(member for member in MEMBERS if member != "waterrijk"))


def governing() -> dict[str, Any]:
    rules = covenant()
    return {"covenantId": rules.id, "version": rules.version, "hash": rules.hash}


def vacancy(what: str = "opened", need_id: UUID = NEED_ID, **changes: Any) -> CloudEvent:
    """Waterrijk's structural job for a permit officer, open to all members."""
    data = {
        **examples("nl.vacancies.vacancy-opened.v1")["rich"]["data"],
        "vacancyId": str(need_id),
        "version": 1,
        "stage": "partners",
        "stageOpenedAt": MOMENT,
        "openedAt": MOMENT,
        "closingDate": "2026-04-10",
        "latestStartDate": "2026-06-01",
        "audience": ALL_MEMBERS,
        "public": False,
        "governingCovenant": governing(),
        **changes,
    }
    return fact("vacancy", what, str(need_id), data)


def closed(event: CloudEvent, what: str = "vacancy", **changes: Any) -> CloudEvent:
    """The same vacancy or request, closed in its next version."""
    end = {"status": "closed", "closedAt": MOMENT, "outcome": "filled", "version": event.version + 1, **changes}
    return fact(what, "closed", event.subject, {**event.data, **end})


def secondment(need_id: UUID, what: str = "requested", **changes: Any) -> CloudEvent:
    """The water board asks for the same work for half a year."""
    data = {
        **examples("nl.secondments.secondment-requested.v1")["rich"]["data"],
        "secondmentRequestId": str(need_id),
        "version": 1,
        "startDate": "2026-05-01",
        "endDate": "2026-10-31",
        "hours": {"min": 16, "max": 30},
        "openedAt": MOMENT,
        "audience": audience("duinmeer", "waterrijk", own="waterschap-de-zilte"),
        "governingCovenant": governing(),
        **changes,
    }
    return fact("secondment", what, str(need_id), data)


def candidate(
    what: str = "registered", candidate_id: UUID = CANDIDATE_ID, employer: str | None = "duinmeer", **changes: Any
) -> CloudEvent:
    """A permit officer of Duinmeer with a permanent contract, hidden from that employer."""
    example = examples("nl.candidates.candidate-registered.v1")["rich"]["data"]
    employment = {**example["employment"], "employer": employer, "workplace": employer} if employer else None
    data = {
        **example,
        "candidateId": str(candidate_id),
        "version": 1,
        "personRef": str(PERSON),
        "employment": employment,
        "skills": SKILLS[:2],
        "availableFromDate": "2026-05-01",
        "blockedOrganisations": [],
        **changes,
    }
    data.pop("goesFirst", None) if "goesFirst" not in changes else None
    return fact("candidate", what, str(candidate_id), data)


def alike(person: CloudEvent, many: int = 4) -> list[CloudEvent]:
    """Others who show the same card as this person; they blocked every member, so they are proposed to nobody."""
    changes = {"blockedOrganisations": list(MEMBERS)}
    return [
        fact(
            "candidate",
            "registered",
            str(other),
            {**person.data, **changes, "candidateId": str(other), "personRef": str(somebody())},
        )
        for other in (somebody() for _ in range(many))
    ]


def erased(candidate_id: UUID = CANDIDATE_ID, version: int = 2) -> CloudEvent:
    data = {"candidateId": str(candidate_id), "version": version, "status": "erased"}
    return fact("candidate", "erased", str(candidate_id), data)


def reaction(number: int, what: str = "received", version: int = 1, **changes: Any) -> CloudEvent:
    data = {
        "reactionId": str(UUID(int=number, version=4)), "vacancyId": str(NEED_ID), "organisation": "waterrijk",
        "version": version, "status": what, "channel": "person", **changes,
    }  # fmt: skip
    happened = "assessed" if what in ("suitable", "unsuitable") else what
    return fact("reaction", happened, data["reactionId"], data)


def fact(what: str, happened: str, subject: str, data: Mapping[str, Any]) -> CloudEvent:
    """A valid event of another service."""
    source = event_source(SYNTHETIC_OIN, "candidate" if what == "candidate" else "vacancy")
    type_ = f"nl.{ADDRESS[what]}.{what}-{happened}.v1"
    event = new_event(source=source, type=type_, subject=subject, time=NOW, version=data["version"], data=data)
    validate_event(event.to_bytes())
    return event


def somebody() -> UUID:
    return uuid4()
