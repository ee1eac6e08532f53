"""What ends a referral by itself: silence, the person, their consent, the vacancy, an erasure; and races."""

import asyncio
from datetime import timedelta

import pytest

from doorstroom_common.testing.running import Running
from services.matching.tests import facts
from services.matching.tests.integration.test_erasure import tables_with
from services.matching.tests.referring import ELSEWHERE, alike, look, refer, referred, rejected, say, sent
from services.matching.tests.story import CANDIDATE_ID
from services.matching.tests.taking import disclosure_ended, for_vacancy, known, organisation, person, ref, told, walk


async def status_of(matching: Running, referral_id: str) -> str:
    (row,) = await matching.rows("SELECT status FROM referral WHERE referral_id::text = $1", referral_id)
    return str(row["status"])


async def test_silence_of_the_person_or_the_receiver_ends_it_once(matching: Running) -> None:
    match_id = await rejected(matching)
    asked = await referred(matching, match_id, organisation="rietdam")
    waits = await sent(matching, match_id, organisation="heidestad")
    await matching.advance(timedelta(days=6))
    assert (await status_of(matching, asked), await status_of(matching, waits)) == ("no-answer", "sent")
    late = await say(matching, asked, "consent", person(matching), granted=True)
    assert late.json()["type"].endswith("/term-passed")
    await matching.advance(timedelta(days=30))
    assert await status_of(matching, waits) == "no-answer"
    ended = [event["data"] for event in await told(matching, "referrals") if event["data"]["status"] == "no-answer"]
    assert {event["referralId"] for event in ended} == {asked, waits}
    assert len(ended) == 2


async def test_of_two_answers_at_once_one_holds(matching: Running) -> None:
    referral_id = await sent(matching, await rejected(matching), organisation="heidestad")
    receiver = organisation(matching, "heidestad")
    answers = await asyncio.gather(
        *(say(matching, referral_id, "acceptance", receiver) for _ in range(3)),
        *(say(matching, referral_id, "declination", receiver, reason="skills") for _ in range(3)),
    )
    assert sorted(answer.status_code for answer in answers) == [200, 409, 409, 409, 409, 409]


async def test_a_vacancy_that_closes_and_a_candidate_who_stops_end_what_waits(matching: Running) -> None:
    elsewhere = alike()
    await matching.publish(elsewhere)
    match_id = await rejected_beside(matching)
    to_vacancy = await sent(matching, match_id, needId=str(ELSEWHERE))
    to_organisation = await referred(matching, match_id, organisation="rietdam")
    await matching.publish(facts.closed(elsewhere))
    await matching.settle()
    assert await status_of(matching, to_vacancy) == "withdrawn"
    assert await status_of(matching, to_organisation) == "awaiting-consent"
    await known(matching, "withdrawn", version=2, status="withdrawn")
    assert await status_of(matching, to_organisation) == "withdrawn"


async def test_a_consent_taken_back_ends_the_referral_and_the_match_it_led_to(matching: Running) -> None:
    await matching.publish(alike())
    match_id = await rejected_beside(matching)
    referral_id = await sent(matching, match_id, needId=str(ELSEWHERE))
    await say(matching, referral_id, "acceptance", organisation(matching, "heidestad"))
    ended = disclosure_ended(matching, purpose="referral", referralId=referral_id, matchId=match_id)
    await matching.publish(ended)
    await matching.settle()
    assert await status_of(matching, referral_id) == "withdrawn"
    (row,) = await matching.rows("SELECT status, because FROM match WHERE organisation = 'heidestad'")
    assert tuple(row) == ("withdrawn", "consent-withdrawn")


async def test_a_consent_taken_back_for_one_receiver_leaves_the_sender_theirs(matching: Running) -> None:
    match_id = await for_vacancy(matching)
    await walk(matching, match_id, "contact-request", "contact-grant")
    referral_id = await sent(matching, match_id, organisation="heidestad")
    await say(matching, referral_id, "acceptance", organisation(matching, "heidestad"))
    await matching.publish(disclosure_ended(matching, purpose="referral", referralId=referral_id, matchId=match_id))
    await matching.settle()
    assert await status_of(matching, referral_id) == "withdrawn"
    (row,) = await matching.rows("SELECT status FROM match")
    assert row["status"] == "contact-granted"


@pytest.mark.parametrize("walked", ["asked", "sent", "accepted", "forwarded"])
async def test_an_erasure_leaves_nothing_of_the_person_in_any_state(matching: Running, walked: str) -> None:
    match_id = await rejected(matching)
    made = await refer(matching, match_id, headers={"Idempotency-Key": "once"}, organisation="heidestad")
    referral_id, receiver = made.json()["referralId"], organisation(matching, "heidestad")
    assert "idempotency" in await tables_with(matching, referral_id)
    if walked != "asked":
        await say(matching, referral_id, "consent", person(matching), granted=True)
    if walked == "accepted":
        await say(matching, referral_id, "acceptance", receiver)
    if walked == "forwarded":
        await say(matching, referral_id, "forwarding", receiver, receiver={"organisation": "rietdam"})
    await matching.settle()
    await matching.publish(facts.erased())
    await matching.settle()
    assert await tables_with(matching, ref(matching)) == []
    assert await tables_with(matching, str(CANDIDATE_ID)) == ["candidate", "erasure", "turn"]
    assert set(await tables_with(matching, referral_id)) <= {"timer"}
    for headers in (receiver, organisation(matching, "waterrijk"), person(matching)):
        assert (await look(matching, referral_id, headers)).status_code == 404
    rows = await matching.rows(
        "SELECT DISTINCT ON (key) key, value FROM bus_log WHERE topic = 'referrals' ORDER BY key, position DESC",
        bus=True,
    )
    assert len(rows) == (2 if walked == "forwarded" else 1)
    assert not any(row["value"] and str(CANDIDATE_ID).encode() in row["value"] for row in rows)


async def rejected_beside(matching: Running) -> str:
    """As `rejected`, where the candidate is proposed elsewhere too."""
    await matching.publish(facts.vacancy())
    await known(matching)
    (row,) = await matching.rows("SELECT match_id FROM match WHERE organisation = 'waterrijk'")
    await walk(matching, str(row["match_id"]), "contact-request", "contact-grant", "rejection")
    return str(row["match_id"])
