"""Taking steps as the people of the story do, over HTTP."""

from typing import Any
from uuid import UUID, uuid4

from httpx import Response

from doorstroom_common.cloudevent import CloudEvent, event_source, new_event
from doorstroom_common.identifiers import person_reference
from doorstroom_common.settings import SYNTHETIC_OIN
from doorstroom_common.testing.contracts import validate_event
from doorstroom_common.testing.running import Running
from services.matching.tests import facts

MATCHES = "/matching/v1/matches"
SCOPES = ("matches:read", "matches:write")
SUBJECT = "somebody"
CONSENT = {
    "startDate": "2026-05-01",
    "endDate": "2026-10-31",
    "hours": 24,
    "rightToReturn": True,
    "replacement": "colleagues",
}
BORROWER, LENDER = "waterschap-de-zilte", "duinmeer"
PLACEMENT = {"startDate": "2026-05-01", "contract": "permanent"}


def organisation(matching: Running, name: str) -> dict[str, str]:
    return matching.as_organisation(name, *SCOPES)


def person(matching: Running, subject: str = SUBJECT, **claims: Any) -> dict[str, str]:
    return matching.as_person(subject, *SCOPES, **claims)


def ref(matching: Running, subject: str = SUBJECT) -> str:
    return str(person_reference(matching.issuer.trusted().issuer, subject))


async def for_vacancy(matching: Running, **candidate: Any) -> str:
    """Waterrijk's vacancy is proposed with the permit officer of Duinmeer; the match's id."""
    await matching.publish(facts.vacancy())
    await known(matching, **candidate)
    return await only_match(matching)


async def for_secondment(matching: Running, request: UUID | None = None, **candidate: Any) -> str:
    """The water board's request is proposed to the permit officer, and to nobody else."""
    await matching.publish(facts.secondment(request or uuid4()))
    await known(matching, **candidate)
    return await only_match(matching)


async def known(matching: Running, what: str = "registered", standing: str = "confirmed", **changes: Any) -> None:
    """One of five who show the same card; the others are proposed to nobody."""
    event = facts.candidate(what, **{"personRef": ref(matching), **changes})
    if employment := event.data["employment"]:
        event.data["employment"] = {**employment, "standing": standing}  # type: ignore[index]
    for one in (*(facts.alike(event) if event.data["status"] == "active" else ()), event):
        await matching.publish(one)
    await matching.settle()


async def only_match(matching: Running) -> str:
    (row,) = await matching.rows("SELECT match_id FROM match")
    return str(row["match_id"])


async def step(matching: Running, match_id: str, noun: str, headers: dict[str, str], **body: Any) -> Response:
    answer: Response = await matching.http.post(f"{MATCHES}/{match_id}/{noun}", json=body, headers=headers)
    return answer


async def walk(matching: Running, match_id: str, *nouns: str, subject: str = SUBJECT) -> None:
    """Take steps that must succeed, each by whoever it is for."""
    for noun in nouns:
        headers, body = by_whom(matching, noun, subject)
        answer = await step(matching, match_id, noun, headers, **body)
        assert answer.status_code == 200, answer.text


def by_whom(matching: Running, noun: str, subject: str = SUBJECT) -> tuple[dict[str, str], dict[str, Any]]:
    bodies: dict[str, dict[str, Any]] = {
        "employer-consent": CONSENT,
        "employer-refusal": {"reason": "dates"},
        "placement": PLACEMENT,
        "rejection": {"reason": "skills"},
    }
    if noun in ("contact-grant", "contact-refusal", "agreement", "withdrawal"):
        return person(matching, subject), {}
    if noun.startswith("employer-"):
        return organisation(matching, LENDER), bodies[noun]
    return organisation(matching, "waterrijk"), bodies.get(noun, {})


async def seen(matching: Running, match_id: str, headers: dict[str, str], **query: Any) -> Response:
    answer: Response = await matching.http.get(f"{MATCHES}/{match_id}", params=query, headers=headers)
    return answer


async def told(matching: Running, topic: str = "matches") -> list[dict[str, Any]]:
    """Every event on the topic, each valid by its contract."""
    return [validate_event(event) for event in await matching.events(topic)]


def disclosure_ended(matching: Running, because: str = "consent-withdrawn", **ids: Any) -> CloudEvent:
    """As the candidate service publishes it."""
    data = {
        "disclosureId": str(uuid4()), "version": 2, "organisation": "waterrijk", "purpose": "contact",
        "from": facts.MOMENT, "until": facts.MOMENT, "endedBecause": because, **ids,
    }  # fmt: skip
    return new_event(
        source=event_source(SYNTHETIC_OIN, "candidate"), type="nl.disclosures.disclosure-ended.v1",
        subject=data["disclosureId"], time=matching.clock.now(), version=2, data=data,
    )  # fmt: skip
