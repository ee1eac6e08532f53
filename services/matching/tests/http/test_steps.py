"""The life of a vacancy's match, step by step, and everything that is refused."""

import json
from typing import Any
from uuid import uuid4

from doorstroom_common.testing.running import Running
from services.matching.tests.story import CANDIDATE_ID
from services.matching.tests.taking import (
    MATCHES,
    PLACEMENT,
    by_whom,
    for_vacancy,
    organisation,
    person,
    ref,
    seen,
    step,
    told,
    walk,
)

TO_PLACED = ("contact-request", "contact-grant", "invitation", "offer", "placement")


async def test_from_a_proposal_to_a_placement_each_step_is_an_event(matching: Running) -> None:
    match_id = await for_vacancy(matching)
    await walk(matching, match_id, *TO_PLACED)
    await matching.settle()
    events = [event["data"] for event in await told(matching)]
    assert [event["version"] for event in events] == [1, 2, 3, 4, 5, 6]
    assert [(event["step"]["taken"], event["step"]["by"]) for event in events[1:]] == [
        ("contact-requested", "organisation"), ("contact-granted", "candidate"), ("invited", "organisation"),
        ("offered", "organisation"), ("placed", "organisation"),
    ]  # fmt: skip
    assert events[1]["dueAt"] == "2026-03-07T23:00:00Z"
    assert events[2]["consentUntil"] == "2026-05-31"
    assert "lender" not in events[4]
    assert events[5]["lender"] == "duinmeer"
    assert events[5]["placement"]["clauses"] == [
        {"clause": "permanent-stays-permanent", "finding": "preserved_by_covenant", "kept": True},
        {"clause": "no-new-trial-period", "finding": "preserved", "kept": True},
        {"clause": "pay", "finding": "preserved", "kept": True},
        {"clause": "service", "finding": "preserved_by_covenant", "kept": True},
        {"clause": "hours", "finding": "preserved", "kept": True},
        {"clause": "promotion", "finding": "preserved", "kept": True},
    ]
    kept = await matching.rows("SELECT number, taken, side, actor FROM match_step ORDER BY number")
    assert [row["side"] for row in kept] == [
        "system", "organisation", "candidate", "organisation", "organisation", "organisation"
    ]  # fmt: skip
    assert kept[1]["actor"] == "organisation:waterrijk"


async def test_each_side_is_told_what_it_may_do_next(matching: Running) -> None:
    match_id = await for_vacancy(matching)
    own, mine = organisation(matching, "waterrijk"), person(matching)
    assert (await seen(matching, match_id, own)).json()["mayDo"] == ["contact-request", "rejection"]
    assert (await seen(matching, match_id, mine)).json()["mayDo"] == ["withdrawal"]
    asked = (await step(matching, match_id, "contact-request", own)).json()
    assert (asked["status"], asked["mayDo"]) == ("contact-requested", ["rejection"])
    assert (await seen(matching, match_id, mine)).json()["mayDo"] == ["contact-grant", "contact-refusal", "withdrawal"]
    granted = (await step(matching, match_id, "contact-grant", mine, untilDate="2026-04-01")).json()
    assert granted["consentUntil"] == "2026-04-01"
    assert (await seen(matching, match_id, own)).json()["mayDo"] == ["invitation", "rejection", "referral"]


async def test_an_organisation_reads_no_more_about_who_it_is_after_a_yes_than_before(matching: Running) -> None:
    match_id = await for_vacancy(matching)
    await walk(matching, match_id, *TO_PLACED[:4])
    answer = await seen(matching, match_id, organisation(matching, "waterrijk"))
    for hidden in ("duinmeer", str(CANDIDATE_ID), "cao-gemeenten"):
        assert hidden not in answer.text
    assert answer.json()["card"]["hoursBand"]


async def test_to_another_organisation_the_match_does_not_exist(matching: Running) -> None:
    match_id = await for_vacancy(matching)
    for noun in ("contact-request", "invitation", "offer", "rejection", "placement"):
        _, body = by_whom(matching, noun)
        for name in ("heidestad", "duinmeer"):
            foreign = await step(matching, match_id, noun, organisation(matching, name), **body)
            missing = await step(matching, str(uuid4()), noun, organisation(matching, name), **body)
            assert foreign.status_code == missing.status_code == 404
            assert foreign.json()["detail"] == missing.json()["detail"]
    assert len(await matching.rows("SELECT * FROM match_step")) == 1


async def test_wrong_callers_are_told_apart_from_those_who_may_not_know(matching: Running) -> None:
    match_id = await for_vacancy(matching)
    own, mine = organisation(matching, "waterrijk"), person(matching)
    assert (await step(matching, match_id, "contact-grant", own)).status_code == 403
    assert (await step(matching, match_id, "contact-request", mine)).status_code == 403
    colleague = person(matching, "colleague", organisation="waterrijk")
    assert (await step(matching, match_id, "contact-request", colleague)).status_code == 403
    adviser = person(matching, "adviser", organisation="waterrijk", roles=["adviser", "co-ordinator"])
    assert (await step(matching, match_id, "contact-request", adviser)).status_code == 403
    reader = matching.as_organisation("waterrijk", "matches:read")
    assert (await step(matching, match_id, "contact-request", reader)).status_code == 403
    assert (await step(matching, match_id, "contact-grant", person(matching, "somebody-else"))).status_code == 404
    assert (await matching.http.post(f"{MATCHES}/{match_id}/contact-request")).status_code == 401
    (row,) = await matching.rows("SELECT status, version FROM match")
    assert (row["status"], row["version"]) == ("proposed", 1)
    holder = person(matching, "holder", organisation="waterrijk", roles=["vacancy-holder"])
    assert (await step(matching, match_id, "contact-request", holder)).status_code == 200


async def test_a_step_that_does_not_follow_says_what_would(matching: Running) -> None:
    match_id = await for_vacancy(matching)
    own = organisation(matching, "waterrijk")
    early = await step(matching, match_id, "invitation", own)
    assert early.status_code == 409
    assert early.json()["type"].endswith("/wrong-status")
    assert "contact-request" in early.json()["detail"]
    await walk(matching, match_id, "contact-request")
    again = await step(matching, match_id, "contact-request", own)
    assert again.status_code == 409
    assert (await step(matching, match_id, "agreement", person(matching))).status_code == 409
    assert len(await matching.rows("SELECT * FROM match_step")) == 2


async def test_a_stale_etag_is_refused_and_the_present_one_is_not(matching: Running) -> None:
    match_id = await for_vacancy(matching)
    own = organisation(matching, "waterrijk")
    etag = (await seen(matching, match_id, own)).headers["etag"]
    path = f"{MATCHES}/{match_id}/contact-request"
    assert (await matching.http.post(path, headers={**own, "If-Match": '"v7"'})).status_code == 412
    answer = await matching.http.post(path, headers={**own, "If-Match": etag})
    assert answer.status_code == 200
    assert answer.headers["etag"] == '"v2"'


CLAUSE_TWICE = {**PLACEMENT, "clauses": [{"clause": "pay", "kept": True}, {"clause": "pay", "kept": True}]}
NOT_FIRST = [("contact-request", {"note": "x"}), ("rejection", {}), ("rejection", {"reason": "too old"})]
NOT_THEN: list[tuple[str, dict[str, Any]]] = [
    ("contact-grant", {"untilDate": "2026-03-01"}),
    ("contact-grant", {"untilDate": "2027-03-04"}),
    ("contact-refusal", {"reason": "skills"}),
    ("placement", {"startDate": "2026-05-01"}),
    ("placement", CLAUSE_TWICE),
]


async def test_nothing_is_free_text_and_consent_has_an_end(matching: Running) -> None:
    match_id = await for_vacancy(matching)
    for walked, tries in (((), NOT_FIRST), (("contact-request",), NOT_THEN)):
        await walk(matching, match_id, *walked)
        for noun, body in tries:
            answer = await step(matching, match_id, noun, by_whom(matching, noun)[0], **body)
            assert answer.status_code == 400, (noun, body)


async def test_a_refusal_shows_its_reason_to_nobody_but_the_person(matching: Running) -> None:
    match_id = await for_vacancy(matching)
    await walk(matching, match_id, "contact-request")
    answer = await step(matching, match_id, "contact-refusal", person(matching), reason="private")
    assert answer.json()["steps"][-1]["reason"] == "private"
    theirs = (await seen(matching, match_id, organisation(matching, "waterrijk"))).json()
    assert (theirs["status"], theirs["card"], theirs["score"]) == ("contact-declined", None, None)
    assert theirs["steps"][-1] == {**theirs["steps"][-1], "taken": "contact-declined", "reason": None}
    assert "private" not in json.dumps(theirs)


async def test_a_rejection_tells_the_person_why(matching: Running) -> None:
    match_id = await for_vacancy(matching)
    await walk(matching, match_id, "contact-request", "contact-grant", "invitation", "rejection")
    assert (await seen(matching, match_id, person(matching))).json()["steps"][-1]["reason"] == "skills"


async def test_who_withdraws_is_unavailable_to_others_whatever_the_reason(matching: Running) -> None:
    match_id = await for_vacancy(matching)
    await walk(matching, match_id, "contact-request", "contact-grant")
    mine = (await step(matching, match_id, "withdrawal", person(matching), reason="other-job")).json()
    assert (mine["status"], mine["withdrawnBecause"]) == ("withdrawn", "candidate-withdrew")
    theirs = (await seen(matching, match_id, organisation(matching, "waterrijk"))).json()
    assert theirs["withdrawnBecause"] == "candidate-unavailable"
    assert theirs["steps"][-1] == {**theirs["steps"][-1], "by": "system", "reason": None}
    await matching.settle()
    last = (await told(matching))[-1]
    assert last["type"] == "nl.matches.match-withdrawn.v1"
    assert last["data"]["withdrawnBecause"] == "candidate-withdrew"


async def test_nobody_is_placed_before_their_employment_is_confirmed(matching: Running) -> None:
    match_id = await for_vacancy(matching, standing="declared")
    await walk(matching, match_id, *TO_PLACED[:4])
    own = organisation(matching, "waterrijk")
    answer = await step(matching, match_id, "placement", own, **PLACEMENT)
    assert answer.status_code == 409
    assert answer.json()["type"].endswith("/employment-not-confirmed")
    assert "duinmeer" not in answer.text


async def test_an_adviser_whom_the_person_chose_reads_and_does_nothing(matching: Running) -> None:
    match_id = await for_vacancy(matching)
    adviser = person(matching, "adviser", roles=["adviser"])
    assert (await seen(matching, match_id, adviser)).status_code == 404
    await matching.rows(
        "UPDATE candidate SET data = data || jsonb_build_object('adviserRef', $1::text)", ref(matching, "adviser")
    )
    answer = (await seen(matching, match_id, adviser)).json()
    assert (answer["seenAs"], answer["mayDo"]) == ("adviser", [])
    assert (await step(matching, match_id, "withdrawal", adviser)).status_code == 404
    listed = await matching.http.get(MATCHES, params={"seenAs": "adviser"}, headers=adviser)
    assert [item["matchId"] for item in listed.json()["items"]] == [match_id]
    without = person(matching, "adviser")
    assert (await seen(matching, match_id, without)).status_code == 404
    assert (await matching.http.get(MATCHES, params={"seenAs": "adviser"}, headers=without)).status_code == 403
    other = person(matching, "other", roles=["adviser"])
    assert (await matching.http.get(MATCHES, params={"seenAs": "adviser"}, headers=other)).json()["items"] == []
