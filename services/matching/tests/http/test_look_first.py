"""Look first: people from outside are shown when each of a better tier has an answer, or the term has passed."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from doorstroom_common.testing.contracts import validate_event
from doorstroom_common.testing.running import Running
from services.matching.tests import facts
from services.matching.tests.http.test_overruling import REASON, changed, found, owner, refused, share
from services.matching.tests.referring import ELSEWHERE, alike, referred, say
from services.matching.tests.story import NEED_ID
from services.matching.tests.taking import MATCHES, by_whom, known, organisation, person, ref, seen, step, told

PUBLIC: dict[str, Any] = {"public": True, "stage": "public"}
OUTSIDER = UUID("0e0e0e0e-1b3d-4a5c-8e7f-9d0b2c4a6e20")


async def from_outside(matching: Running) -> str:
    """Somebody whom nobody in the network employs, and four who show the same card; the id of their match."""
    event = facts.candidate(candidate_id=OUTSIDER, employer=None, personRef=ref(matching, "outside"))
    for one in (*facts.alike(event), event):
        await matching.publish(one)
    await matching.settle()
    return await match_of(matching, OUTSIDER)


async def match_of(matching: Running, candidate_id: UUID) -> str:
    (row,) = await matching.rows("SELECT match_id FROM match WHERE candidate_id = $1", candidate_id)
    return str(row["match_id"])


async def both(matching: Running) -> tuple[str, str]:
    """The partner's permit officer, and somebody from outside."""
    await matching.publish(facts.vacancy(**PUBLIC))
    await known(matching)
    (row,) = await matching.rows("SELECT match_id FROM match")
    return str(row["match_id"]), await from_outside(matching)


async def is_shown(matching: Running, match_id: str) -> bool:
    """To the organisation: by its id and in every list, or nowhere."""
    ways = [(await seen(matching, match_id, owner(matching))).status_code == 200]
    for path, query in ((MATCHES, {}), (MATCHES, {"needId": str(NEED_ID)}), ("/matching/v1/pending-answers", {})):
        items = (await matching.http.get(path, params=query, headers=owner(matching))).json()["items"]
        ways.append(match_id in [item.get("matchId", item.get("id")) for item in items])
    assert len(set(ways)) == 1, ways
    return ways[0]


async def events_of(matching: Running, match_id: str) -> list[dict[str, Any]]:
    return [each["data"] for each in await told(matching) if each["data"]["matchId"] == match_id]


async def test_somebody_from_outside_is_held_back_and_knows_it(matching: Running) -> None:
    _, outside = await both(matching)
    assert not await is_shown(matching, outside)
    for noun, body in (("contact-request", {}), ("rejection", {"reason": "skills"}), ("overruling", REASON)):
        assert (await step(matching, outside, noun, owner(matching), **body)).status_code == 404
    own = (await seen(matching, outside, person(matching, "outside"))).json()
    assert (own["heldBack"], own["shownToOrganisation"], own["status"]) == (True, False, "proposed")
    assert own["dueAt"] is None
    assert own["mayDo"] == ["withdrawal"]
    assert [each["visibleTo"] for each in await events_of(matching, outside)] == ["candidate"]


@pytest.mark.parametrize("answer", ["contact-request", "rejection", "withdrawal", "erasure"])
async def test_the_last_answer_shows_them_once(matching: Running, answer: str) -> None:
    partner, outside = await both(matching)
    await matching.advance(timedelta(days=2))
    if answer == "erasure":
        await matching.publish(facts.erased())
    else:
        headers = person(matching) if answer == "withdrawal" else owner(matching)
        body = {"reason": "skills"} if answer == "rejection" else {}
        assert (await step(matching, partner, answer, headers, **body)).status_code == 200
    await matching.settle()
    assert await is_shown(matching, outside)
    first, second = await events_of(matching, outside)
    assert (first["visibleTo"], second["visibleTo"]) == ("candidate", "organisation")
    assert moment(second["proposedAt"]) == moment(first["proposedAt"]) + timedelta(days=2)
    own = (await seen(matching, outside, person(matching, "outside"))).json()
    assert (own["heldBack"], own["shownToOrganisation"]) == (False, True)
    assert moment(own["dueAt"]) > matching.clock.now()
    assert await found(matching) <= {"equal", "inputs-erased"}


async def test_the_term_of_the_covenant_shows_them_when_it_has_passed(matching: Running) -> None:
    _, outside = await both(matching)
    await matching.advance(timedelta(days=10))
    assert not await is_shown(matching, outside)
    await matching.advance(timedelta(days=1))
    assert await is_shown(matching, outside)
    assert len(await events_of(matching, outside)) == 2


async def test_all_who_wait_count_and_an_outsider_who_changes_stays_held_back(matching: Running) -> None:
    partner, outside = await both(matching)
    second = facts.candidate(candidate_id=uuid4(), employer="heidestad", personRef=ref(matching, "second"))
    await matching.publish(second)
    await matching.settle()
    await step(matching, partner, "rejection", owner(matching), reason="skills")
    changed_one = facts.candidate(
        "changed", candidate_id=OUTSIDER, employer=None, version=2, personRef=ref(matching, "outside"),
        skills=facts.SKILLS,
    )  # fmt: skip
    await matching.publish(changed_one)
    await matching.settle()
    assert not await is_shown(matching, outside)
    other = await match_of(matching, UUID(str(second.data["candidateId"])))
    await step(matching, other, "rejection", owner(matching), reason="skills")
    await matching.settle()
    assert await is_shown(matching, outside)


async def test_whoever_gets_a_partner_as_employer_is_held_back_no_more(matching: Running) -> None:
    _, outside = await both(matching)
    await matching.publish(
        facts.candidate(
            "changed", candidate_id=OUTSIDER, version=2, employer="rietdam", personRef=ref(matching, "outside")
        )
    )
    await matching.settle()
    assert await is_shown(matching, outside)


async def test_where_nobody_waits_they_are_shown_at_once_and_stay_so(matching: Running) -> None:
    await matching.publish(facts.vacancy(**PUBLIC))
    outside = await from_outside(matching)
    assert await is_shown(matching, outside)
    await known(matching)
    assert await is_shown(matching, outside)
    assert refused(await step(matching, outside, "contact-request", owner(matching))) == "better-tier-waits"


async def test_whoever_opens_to_everybody_at_once_sees_the_partners_first(matching: Running) -> None:
    """Both are found in one go, and the order holds within it."""
    await known(matching)
    event = facts.candidate(candidate_id=OUTSIDER, employer=None, personRef=ref(matching, "outside"))
    for one in (*facts.alike(event), event):
        await matching.publish(one)
    await matching.publish(facts.vacancy(**PUBLIC))
    await matching.settle()
    assert not await is_shown(matching, await match_of(matching, OUTSIDER))


async def look(matching: Running, headers: dict[str, str], **body: Any) -> Any:
    return await matching.http.post(f"/matching/v1/needs/{NEED_ID}/overruling", json=body, headers=headers)


async def test_an_organisation_looks_at_them_at_once_with_a_reason_that_counts(matching: Running) -> None:
    _, outside = await both(matching)
    answer = await look(matching, owner(matching, "recruiter"), **REASON)
    assert answer.status_code == 200, answer.text
    assert (answer.json()["tier"], answer.json()["reason"]) == ("external", "experience")
    await matching.settle()
    assert await is_shown(matching, outside)
    assert [each["visibleTo"] for each in await events_of(matching, outside)] == ["candidate", "organisation"]
    (event,) = [validate_event(event)["data"] for event in await matching.events("overrulings")]
    assert (event["need"]["id"], event["tier"], event["reason"]) == (str(NEED_ID), "external", "experience")
    assert refused(await look(matching, owner(matching), **REASON)) == "overruled-before"
    assert refused(await step(matching, outside, "contact-request", owner(matching))) == "better-tier-waits"
    await changed(
        matching,
        "INSERT INTO match_step (organisation, match_id, number, taken, side, actor, taken_at)"
        " SELECT 'waterrijk', md5(match::text)::uuid, 1, 'rejected', 'organisation', 'person:' || match % 2,"
        " '2026-02-01' FROM generate_series(1, 19) AS match",
    )
    assert (await share(matching))["percent"] == 5


async def test_only_the_organisation_of_the_vacancy_looks_outside_and_only_past_somebody(matching: Running) -> None:
    partner, _ = await both(matching)
    assert (await look(matching, organisation(matching, "duinmeer"), **REASON)).status_code == 404
    assert (await look(matching, person(matching), **REASON)).status_code == 403
    assert (await look(matching, {}, **REASON)).status_code == 401
    assert (await look(matching, owner(matching))).status_code == 400
    await step(matching, partner, "rejection", owner(matching), reason="skills")
    assert refused(await look(matching, owner(matching), **REASON)) == "nothing-to-overrule"


async def test_nobody_from_outside_is_looked_at_before_the_public_stage(matching: Running) -> None:
    await matching.publish(facts.vacancy())
    await known(matching)
    assert refused(await look(matching, owner(matching), **REASON)) == "not-public"


async def test_whoever_stops_while_held_back_was_never_there_for_the_organisation(matching: Running) -> None:
    partner, outside = await both(matching)
    assert (await step(matching, outside, "withdrawal", person(matching, "outside"))).status_code == 200
    await step(matching, partner, "rejection", owner(matching), reason="skills")
    await matching.settle()
    assert not await is_shown(matching, outside)
    assert [each["visibleTo"] for each in await events_of(matching, outside)] == ["candidate", "candidate"]


async def test_an_accepted_referral_is_the_receivers_own_choice(matching: Running) -> None:
    """Somebody was handed on to it, with their yes for it alone: so the order of its list does not hold them back."""
    await matching.publish(facts.vacancy(**PUBLIC))
    first = await from_outside(matching)
    for noun in ("contact-request", "contact-grant", "rejection"):
        headers, body = (person(matching, "outside"), {}) if noun == "contact-grant" else by_whom(matching, noun)
        assert (await step(matching, first, noun, headers, **body)).status_code == 200
    await known(matching)
    elsewhere = alike()
    await matching.publish(facts.vacancy(need_id=ELSEWHERE, **{**dict(elsewhere.data), **PUBLIC}))
    await matching.settle()
    (row,) = await matching.rows("SELECT * FROM match WHERE need_id = $1 AND candidate_id = $2", ELSEWHERE, OUTSIDER)
    receiver = organisation(matching, "heidestad")
    assert (await seen(matching, str(row["match_id"]), receiver)).status_code == 404
    referral = await referred(matching, first, needId=str(ELSEWHERE))
    assert (await say(matching, referral, "consent", person(matching, "outside"), granted=True)).status_code == 200
    assert (await say(matching, referral, "acceptance", receiver)).status_code == 200
    shown = (await seen(matching, str(row["match_id"]), receiver)).json()
    assert (shown["status"], shown["throughReferral"]) == ("contact-granted", referral)


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
