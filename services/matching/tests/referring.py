"""Referrals as the people of the story make and answer them, over HTTP."""

from typing import Any
from uuid import UUID

from httpx import Response

from doorstroom_common.testing.running import Running
from services.matching.tests import facts
from services.matching.tests.story import MEMBERS
from services.matching.tests.taking import for_vacancy, organisation, person, walk

REFERRALS = "/matching/v1/referrals"
ELSEWHERE = UUID("6c1a8d2f-4e5b-4f60-8a7c-2d3e4f5a6b71")


def alike(need_id: UUID = ELSEWHERE, owner: str = "heidestad", *others: str) -> Any:
    """The same job at another organisation, open to everybody unless it says to whom."""
    partners = others or tuple(member for member in MEMBERS if member != owner)
    return facts.vacancy(need_id=need_id, organisation=owner, audience=facts.audience(*partners, own=owner))


async def rejected(matching: Running) -> str:
    """Waterrijk spoke with the permit officer and took somebody else: the second best."""
    match_id = await for_vacancy(matching)
    await walk(matching, match_id, "contact-request", "contact-grant", "rejection")
    return match_id


async def refer(
    matching: Running, match_id: str, by: str = "waterrijk", headers: dict[str, str] | None = None, **receiver: Any
) -> Response:
    answer: Response = await matching.http.post(
        REFERRALS,
        json={"matchId": match_id, "receiver": receiver},
        headers={**organisation(matching, by), **(headers or {})},
    )
    return answer


async def referred(matching: Running, match_id: str, **receiver: Any) -> str:
    answer = await refer(matching, match_id, **receiver)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["referralId"])


async def say(matching: Running, referral_id: str, noun: str, headers: dict[str, str], **body: Any) -> Response:
    answer: Response = await matching.http.post(f"{REFERRALS}/{referral_id}/{noun}", json=body, headers=headers)
    return answer


async def sent(matching: Running, match_id: str, **receiver: Any) -> str:
    """Made, and agreed to by the person."""
    referral_id = await referred(matching, match_id, **receiver)
    assert (await say(matching, referral_id, "consent", person(matching), granted=True)).status_code == 200
    return referral_id


async def look(matching: Running, referral_id: str, headers: dict[str, str]) -> Response:
    answer: Response = await matching.http.get(f"{REFERRALS}/{referral_id}", headers=headers)
    return answer
