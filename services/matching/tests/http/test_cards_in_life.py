"""A card obeys the rule of five also where people take a match further: in steps, terms, answers and referrals."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from doorstroom_common.testing.running import Running
from services.matching.tests import facts
from services.matching.tests.http.test_pending import waiting
from services.matching.tests.http.test_referrals import onward
from services.matching.tests.referring import ELSEWHERE, alike, look, referred, say
from services.matching.tests.story import CANDIDATE_ID
from services.matching.tests.taking import (
    MATCHES,
    for_secondment,
    for_vacancy,
    only_match,
    organisation,
    person,
    ref,
    seen,
    step,
    told,
    walk,
)

EVERYTHING = [
    "startMonth", "skillsPresent", "hoursBand", "goesFirst", "scaleFits", "skillsCount", "occupationGroup",
    "contractKept",
]  # fmt: skip
OTHERS = "SELECT candidate_id FROM candidate WHERE state = 'active' AND candidate_id <> $1"


async def alone(matching: Running) -> str:
    """The permit officer in a region with nobody else; the match's id."""
    await matching.publish(facts.vacancy())
    await matching.publish(facts.candidate(personRef=ref(matching)))
    await matching.settle()
    return await only_match(matching)


async def others_leave(matching: Running) -> None:
    for row in await matching.rows(OTHERS, CANDIDATE_ID):
        one = UUID(int=row["candidate_id"].int)
        await matching.publish(facts.candidate("withdrawn", candidate_id=one, version=2, status="withdrawn"))
    await matching.settle()


async def others_come(matching: Running) -> None:
    for event in facts.alike(facts.candidate()):
        await matching.publish(event)
    await matching.settle()


async def say_yes(matching: Running, match_id: str, *, agreed: bool = True) -> None:
    answer = await step(matching, match_id, "showing", person(matching), agreed=agreed)
    assert answer.status_code == 200, answer.text
    await matching.settle()


async def test_an_organisation_does_nothing_with_a_match_that_it_does_not_see(matching: Running) -> None:
    match_id = await alone(matching)
    own = organisation(matching, "waterrijk")
    for noun, body in (("contact-request", {}), ("rejection", {"reason": "skills"}), ("invitation", {})):
        assert (await step(matching, match_id, noun, own, **body)).status_code == 404
    assert await waiting(matching, own) == []
    assert (await seen(matching, match_id, own)).status_code == 404
    await walk(matching, match_id, "withdrawal")
    await matching.settle()
    assert (await seen(matching, match_id, own)).status_code == 404
    assert [event["data"]["visibleTo"] for event in await told(matching)] == ["candidate", "candidate"]


async def test_the_question_waits_for_the_person_until_they_answer(matching: Running) -> None:
    match_id = await alone(matching)
    (asked,) = await waiting(matching, person(matching))
    assert (asked["id"], asked["dueAt"], asked["mayDo"]) == (match_id, None, ["withdrawal", "showing"])
    assert (await seen(matching, match_id, person(matching))).json()["mayDo"] == ["withdrawal", "showing"]
    await say_yes(matching, match_id, agreed=False)
    assert await waiting(matching, person(matching)) == []
    await say_yes(matching, match_id)
    assert await waiting(matching, person(matching)) == []
    (theirs,) = await waiting(matching, organisation(matching, "waterrijk"))
    assert theirs["mayDo"] == ["contact-request", "rejection"]
    await walk(matching, match_id, "contact-request")
    (asked,) = await waiting(matching, person(matching))
    assert asked["mayDo"] == ["contact-grant", "contact-refusal", "withdrawal"]
    answer = await step(matching, match_id, "showing", person(matching), agreed=False)
    assert answer.json()["type"].endswith("/wrong-status")


async def test_the_term_of_an_organisation_begins_when_it_sees_the_match(matching: Running) -> None:
    match_id = await alone(matching)
    assert (await seen(matching, match_id, person(matching))).json()["dueAt"] is None
    await matching.advance(timedelta(days=3))
    await others_come(matching)
    theirs = (await seen(matching, match_id, organisation(matching, "waterrijk"))).json()
    assert theirs["dueAt"] == "2026-03-15T23:00:00Z"
    await others_leave(matching)
    assert (await seen(matching, match_id, person(matching))).json()["dueAt"] is None
    await matching.advance(timedelta(days=30))
    assert {event["data"]["status"] for event in await told(matching)} == {"proposed"}
    assert "answer-overdue" not in [event["data"].get("step", {}).get("taken") for event in await told(matching)]


async def test_whoever_asked_for_contact_goes_on_seeing_the_match_and_no_more_of_it_than_five_share(
    matching: Running,
) -> None:
    match_id = await for_vacancy(matching)
    await walk(matching, match_id, "contact-request")
    own = organisation(matching, "waterrijk")
    before = (await seen(matching, match_id, own)).json()
    assert before["card"]["withheld"] == []
    await others_leave(matching)
    after = (await seen(matching, match_id, own)).json()
    assert (after["status"], after["dueAt"]) == ("contact-requested", before["dueAt"])
    assert (after["card"]["withheld"], after["score"]) == (EVERYTHING, None)
    assert after["steps"] == before["steps"]
    *_, first, last = [event["data"] for event in await told(matching)]
    assert last == {**first, "version": first["version"] + 1, "card": {"skillsAsked": 2, "withheld": EVERYTHING}}
    assert (last["goesFirst"], last["visibleTo"]) == (False, "organisation")
    await walk(matching, match_id, "contact-grant", "invitation", "offer", "placement")
    await matching.settle()
    assert (await seen(matching, match_id, own)).json()["status"] == "placed"
    assert (await told(matching))[-1]["data"]["card"] == last["card"]


async def test_a_match_that_is_withdrawn_after_contact_was_asked_stays_known_to_who_asked(matching: Running) -> None:
    match_id = await for_vacancy(matching)
    await walk(matching, match_id, "contact-request")
    await others_leave(matching)
    await walk(matching, match_id, "withdrawal")
    await matching.settle()
    theirs = (await seen(matching, match_id, organisation(matching, "waterrijk"))).json()
    assert (theirs["status"], theirs["withdrawnBecause"], theirs["card"]) == (
        "withdrawn", "candidate-unavailable", None
    )  # fmt: skip
    assert (await told(matching))[-1]["data"]["visibleTo"] == "organisation"


async def test_nobody_is_asked_about_the_card_of_a_secondment(matching: Running) -> None:
    """It is the candidate's to know first anyway; what others see of it is what five share."""
    match_id = await for_secondment(matching)
    await others_leave(matching)
    mine = (await seen(matching, match_id, person(matching))).json()
    assert (mine["askedFirst"], mine["card"]["withheld"]) == (False, EVERYTHING)
    assert (await step(matching, match_id, "showing", person(matching), agreed=True)).status_code == 409


async def test_nobody_learns_by_a_referral_of_a_proposal_that_only_its_candidate_sees(matching: Running) -> None:
    """Neither are they offered to refer onward to it, nor is its card the card of the referral."""
    match_id = await for_vacancy(matching)
    await walk(matching, match_id, "contact-request", "contact-grant", "rejection")
    await others_leave(matching)
    await matching.publish(alike())
    await matching.settle()
    (hidden,) = await matching.rows("SELECT match_id FROM match WHERE status = 'proposed'")
    path, receiver = f"{MATCHES}/{hidden['match_id']}", organisation(matching, "heidestad")
    assert (await matching.http.get(path, headers=receiver)).status_code == 404
    assert (await onward(matching, match_id)).json()["items"] == []
    referral_id = await referred(matching, match_id, needId=str(ELSEWHERE))
    assert (await look(matching, referral_id, organisation(matching, "waterrijk"))).json()["card"]["withheld"] == []
    await say(matching, referral_id, "consent", person(matching), granted=True)
    assert (await say(matching, referral_id, "acceptance", receiver)).status_code == 200
    granted = (await matching.http.get(path, headers=receiver)).json()
    assert (granted["status"], granted["throughReferral"]) == ("contact-granted", referral_id)
    await matching.settle()
    (event,) = [event["data"] for event in await told(matching) if "throughReferral" in event["data"]]
    assert event["visibleTo"] == "organisation"


async def test_a_receiver_reads_the_very_card_that_the_person_said_yes_to_and_no_more_than_its_own_list_shows(
    matching: Running,
) -> None:
    """Of the pair, as far as five share it there; what becomes of it later was not what the person was asked."""
    other = facts.candidate(hours={"min": 20, "max": 24}, skills=facts.SKILLS[:1], occupations=[])
    for event in facts.alike(other):
        await matching.publish(event)
    await matching.publish(alike())
    await matching.publish(facts.vacancy())
    await matching.publish(facts.candidate(personRef=ref(matching)))
    await matching.settle()
    ids = {row["organisation"]: str(row["match_id"]) for row in await matching.rows("SELECT * FROM match")}
    receiver = organisation(matching, "heidestad")
    listed = (await seen(matching, ids["heidestad"], receiver)).json()["card"]
    assert listed["withheld"] == EVERYTHING[:-1]
    await walk(matching, ids["waterrijk"], "contact-request", "contact-grant", "rejection")
    referral_id = await referred(matching, ids["waterrijk"], needId=str(ELSEWHERE))
    read = (await look(matching, referral_id, person(matching))).json()["card"]
    await say(matching, referral_id, "consent", person(matching), granted=True)
    await others_leave(matching)
    assert (await seen(matching, ids["heidestad"], receiver)).status_code == 404
    shown = (await look(matching, referral_id, receiver)).json()["card"]
    assert shown == read == listed
    await matching.settle()
    cards: list[Any] = [event["data"]["card"] for event in await told(matching, "referrals")]
    assert [card["withheld"] for card in cards] == [EVERYTHING[:-1]] * 2
