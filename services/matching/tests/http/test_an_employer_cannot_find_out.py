"""Whether one of its people is matched elsewhere makes no difference to what an employer sees, nor to its work."""

from typing import Any
from uuid import UUID

from doorstroom_common.testing.noticing import Request, Watched
from doorstroom_common.testing.running import Running
from services.matching.tests import facts
from services.matching.tests.referring import sent
from services.matching.tests.story import CANDIDATE_ID, NEED_ID
from services.matching.tests.taking import CONSENT, SCOPES, known, only_match, walk

BASE = "/matching/v1"
OWN_NEED = UUID("7d2b9e30-5f6c-4a71-9b8d-3e4f5a6b7c82")
ABSENT = "00000000-0000-4000-8000-000000000000"


def asked(match_id: str, candidate_id: str, referral_id: str) -> list[Request]:
    """All that somebody of the employer can ask, about what they might have heard of by other ways."""
    match, referral = f"{BASE}/matches/{match_id}", f"{BASE}/referrals/{referral_id}"
    return [
        *(("GET", f"{BASE}/matches?{query}", None) for query in ("", "seenAs=lender", f"needId={OWN_NEED}")),
        ("GET", f"{BASE}/matches?needId={NEED_ID}", None),
        ("GET", f"{BASE}/matches?status=contact-granted", None),
        ("GET", match, None),
        ("GET", f"{match}?seenAs=lender", None),
        ("GET", f"{match}/onward", None),
        ("GET", f"{BASE}/explanations?matchId={match_id}", None),
        ("GET", f"{BASE}/explanations?needId={NEED_ID}&candidateId={candidate_id}", None),
        *(("POST", f"{match}/{noun}", {}) for noun in ("contact-request", "invitation", "offer")),
        ("POST", f"{match}/employer-consent", CONSENT),
        ("POST", f"{match}/rejection", {"reason": "skills"}),
        ("POST", f"{BASE}/referrals", {"matchId": match_id, "receiver": {"organisation": "heidestad"}}),
        ("GET", f"{BASE}/referrals", None),
        ("GET", referral, None),
        ("POST", f"{referral}/acceptance", None),
        ("GET", f"{BASE}/pending-answers", None),
        ("GET", f"{BASE}/switches", None),
        ("GET", f"{BASE}/organisations/duinmeer/overruled-share", None),
    ]


async def test_a_colleague_who_is_matched_known_and_referred_elsewhere_makes_no_difference(matching: Running) -> None:
    """The employer has an open vacancy of its own that she fits; she is hidden from it."""
    watched, roles = Watched(matching), ("recruiter", "vacancy-holder", "adviser", "privacy-officer")
    callers = [matching.as_organisation("duinmeer", *SCOPES)]
    callers += [matching.as_person(role, *SCOPES, organisation="duinmeer", roles=[role]) for role in roles]
    await matching.publish(facts.vacancy())
    own = facts.audience(own="duinmeer")
    await matching.publish(facts.vacancy(need_id=OWN_NEED, organisation="duinmeer", audience=own))
    await matching.settle()
    await matching.http.get(f"{BASE}/matches", headers=callers[0])
    await watched.begin()
    nobody = [await noticed(watched, caller, ABSENT, ABSENT, ABSENT) for caller in callers * 2][len(callers) :]

    await known(matching)
    match_id = await only_match(matching)
    await walk(matching, match_id, "contact-request", "contact-grant", "rejection")
    referral_id = await sent(matching, match_id, organisation="heidestad")

    somebody = [await noticed(watched, caller, match_id, str(CANDIDATE_ID), referral_id) for caller in callers]
    assert somebody == nobody
    statuses = {status for answers in nobody for _, status, *_ in answers}
    assert statuses == {200, 403, 404}
    assert any(statements for answers in nobody for *_, statements in answers)


async def noticed(watched: Watched, caller: dict[str, str], *ids: str) -> list[Any]:
    return await watched.noticed(caller, *asked(*ids), apart_from=())
