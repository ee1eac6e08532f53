"""Somebody is handed on: asked first, seen by the receiver after that, answered, and forwarded once at most."""

from typing import Any
from uuid import uuid4

from doorstroom_common.testing.running import Running
from services.matching.tests import facts
from services.matching.tests.referring import ELSEWHERE, REFERRALS, alike, look, refer, referred, rejected, say, sent
from services.matching.tests.story import CANDIDATE_ID, NEED_ID
from services.matching.tests.taking import MATCHES, for_vacancy, known, organisation, person, seen, told, walk


async def onward(matching: Running, match_id: str, name: str = "waterrijk") -> Any:
    return await matching.http.get(f"{MATCHES}/{match_id}/onward", headers=organisation(matching, name))


async def test_after_a_rejection_others_who_look_for_the_same_are_listed_as_far_as_they_are_open(
    matching: Running,
) -> None:
    closed_to_us = uuid4()
    match_id = await rejected(matching)
    assert (await onward(matching, match_id)).json()["items"] == []
    for need in (alike(), alike(closed_to_us, "zilverveen", "duinmeer"), alike(uuid4(), "waterrijk")):
        await matching.publish(need)
    await matching.settle()
    assert len(await matching.rows("SELECT * FROM match WHERE status = 'proposed'")) == 3
    (only,) = (await onward(matching, match_id)).json()["items"]
    assert only == {
        "organisation": "heidestad",
        "need": {"kind": "vacancy", "id": str(ELSEWHERE), "title": "Vergunningverlener"},
    }
    assert (await onward(matching, match_id, "heidestad")).status_code == 404
    assert (await onward(matching, match_id, "duinmeer")).status_code == 404


async def test_nothing_is_listed_before_a_rejection_nor_without_a_yes_to_contact(matching: Running) -> None:
    match_id = await for_vacancy(matching)
    await matching.publish(alike())
    await matching.settle()
    assert (await onward(matching, match_id)).status_code == 409
    await walk(matching, match_id, "rejection")
    assert (await onward(matching, match_id)).status_code == 409
    assert (await refer(matching, match_id, organisation="heidestad")).status_code == 409


async def test_the_receiver_sees_nothing_before_the_persons_yes_for_that_receiver(matching: Running) -> None:
    match_id = await rejected(matching)
    referral_id = await referred(matching, match_id, organisation="heidestad")
    receiver = organisation(matching, "heidestad")
    assert (await look(matching, referral_id, receiver)).status_code == 404
    assert (await matching.http.get(REFERRALS, headers=receiver)).json()["items"] == []
    assert (await say(matching, referral_id, "acceptance", receiver)).status_code == 404
    mine = (await look(matching, referral_id, person(matching))).json()
    assert (mine["receiver"], mine["sender"], mine["mayDo"]) == ("heidestad", "waterrijk", ["consent"])
    answer = await say(matching, referral_id, "consent", person(matching), granted=True, untilDate="2026-04-01")
    assert (answer.json()["status"], answer.json()["consentUntil"]) == ("sent", "2026-04-01")
    theirs = await look(matching, referral_id, receiver)
    assert theirs.json()["mayDo"] == ["acceptance", "declination", "forwarding"]
    assert theirs.json()["card"]["hoursBand"]
    assert theirs.json()["dueAt"] == "2026-03-12T23:00:00Z"
    for hidden in ("duinmeer", str(CANDIDATE_ID), match_id):
        assert hidden not in theirs.text
    assert (await look(matching, referral_id, organisation(matching, "rietdam"))).status_code == 404
    await matching.settle()
    made = [event["data"] for event in await told(matching, "referrals")]
    assert [event["status"] for event in made] == ["awaiting-consent", "sent"]


async def test_a_no_is_heard_by_the_sender_and_never_by_the_receiver(matching: Running) -> None:
    match_id = await rejected(matching)
    referral_id = await referred(matching, match_id, organisation="heidestad")
    assert (await say(matching, referral_id, "consent", person(matching), granted=False)).status_code == 200
    sender = (await look(matching, referral_id, organisation(matching, "waterrijk"))).json()
    assert (sender["status"], sender["mayDo"]) == ("consent-refused", [])
    assert (await look(matching, referral_id, organisation(matching, "heidestad"))).status_code == 404
    assert (await refer(matching, match_id, organisation="heidestad")).status_code == 409


async def test_a_yes_can_be_taken_back_until_the_receiver_answers(matching: Running) -> None:
    referral_id = await sent(matching, await rejected(matching), organisation="heidestad")
    assert (await say(matching, referral_id, "consent", person(matching), granted=False)).json()[
        "status"
    ] == "withdrawn"
    theirs = (await look(matching, referral_id, organisation(matching, "heidestad"))).json()
    assert (theirs["status"], theirs["card"]) == ("withdrawn", None)
    assert (await say(matching, referral_id, "acceptance", organisation(matching, "heidestad"))).status_code == 409


async def test_sender_and_person_hear_the_answer_and_its_reason(matching: Running) -> None:
    referral_id = await sent(matching, await rejected(matching), organisation="heidestad")
    receiver = organisation(matching, "heidestad")
    assert (await say(matching, referral_id, "declination", receiver)).status_code == 400
    assert (await say(matching, referral_id, "declination", receiver, reason="experience")).status_code == 200
    for headers in (organisation(matching, "waterrijk"), person(matching)):
        heard = (await look(matching, referral_id, headers)).json()
        assert (heard["status"], heard["reason"]) == ("declined", "experience")
    again = await say(matching, referral_id, "acceptance", receiver)
    assert again.json()["type"].endswith("/wrong-status")
    await matching.settle()
    last = (await told(matching, "referrals"))[-1]
    assert (last["type"], last["data"]["status"]) == ("nl.referrals.referral-answered.v1", "declined")


async def test_who_is_accepted_for_a_vacancy_goes_on_there_with_contact_granted(matching: Running) -> None:
    await matching.publish(alike())
    await matching.publish(alike(uuid4(), "rietdam"))
    await matching.settle()
    await matching.publish(facts.vacancy())
    await known(matching)
    ids = {row["organisation"]: str(row["match_id"]) for row in await matching.rows("SELECT * FROM match")}
    await walk(matching, ids["waterrijk"], "contact-request", "contact-grant", "rejection")
    referral_id = await sent(matching, ids["waterrijk"], needId=str(ELSEWHERE))
    answer = await say(matching, referral_id, "acceptance", organisation(matching, "heidestad"))
    assert answer.json()["status"] == "accepted"
    theirs = (await seen(matching, ids["heidestad"], organisation(matching, "heidestad"))).json()
    assert (theirs["status"], theirs["throughReferral"]) == ("contact-granted", referral_id)
    assert theirs["mayDo"] == ["invitation", "rejection", "referral"]
    assert (await seen(matching, ids["rietdam"], organisation(matching, "rietdam"))).json()["status"] == "proposed"
    await matching.settle()
    (granted,) = [
        event["data"] for event in await told(matching) if event["data"].get("throughReferral") == referral_id
    ]
    assert (granted["status"], granted["consentUntil"]) == ("contact-granted", "2026-05-31")


async def test_it_is_forwarded_once_with_a_new_yes_and_no_further(matching: Running) -> None:
    first = await sent(matching, await rejected(matching), organisation="heidestad")
    heidestad, rietdam = organisation(matching, "heidestad"), organisation(matching, "rietdam")
    answer = await say(matching, first, "forwarding", heidestad, receiver={"organisation": "rietdam"})
    assert answer.status_code == 201
    second = answer.json()
    assert (second["generation"], second["sender"], second["status"], second["matchId"]) == (
        2, "heidestad", "awaiting-consent", None
    )  # fmt: skip
    assert (await look(matching, first, organisation(matching, "waterrijk"))).json()["status"] == "forwarded"
    assert (await look(matching, second["referralId"], rietdam)).status_code == 404
    assert (await look(matching, second["referralId"], organisation(matching, "waterrijk"))).status_code == 404
    await say(matching, second["referralId"], "consent", person(matching), granted=True)
    theirs = (await look(matching, second["referralId"], rietdam)).json()
    assert theirs["mayDo"] == ["acceptance", "declination"]
    more = await say(matching, second["referralId"], "forwarding", rietdam, receiver={"organisation": "klaverhove"})
    assert more.json()["type"].endswith("/forwarded-before")
    assert (await say(matching, second["referralId"], "acceptance", rietdam)).json()["status"] == "accepted"


NO_RECEIVERS: list[tuple[dict[str, Any], int]] = [
    ({"organisation": "nobody-we-know"}, 400),
    ({"organisation": "waterrijk"}, 400),
    ({}, 400),
    ({"organisation": "heidestad", "needId": str(NEED_ID)}, 400),
    ({"needId": str(NEED_ID)}, 400),
    ({"needId": str(uuid4())}, 404),
]


async def test_a_receiver_is_a_partner_or_a_vacancy_that_is_open_to_the_sender(matching: Running) -> None:
    match_id = await rejected(matching)
    for receiver, status in NO_RECEIVERS:
        assert (await refer(matching, match_id, **receiver)).status_code == status, receiver
    assert await matching.rows("SELECT * FROM referral") == []


async def test_whether_the_receiver_is_the_candidates_own_employer_cannot_be_told_from_the_answer(
    matching: Running,
) -> None:
    match_id = await rejected(matching)
    theirs = (await refer(matching, match_id, organisation="duinmeer")).json()
    others = (await refer(matching, match_id, organisation="heidestad")).json()
    assert {**theirs, "referralId": "", "receiver": ""} == {**others, "referralId": "", "receiver": ""}
    assert (await look(matching, theirs["referralId"], organisation(matching, "duinmeer"))).status_code == 404


async def test_wrong_callers_do_nothing(matching: Running) -> None:
    match_id = await rejected(matching)
    assert (await refer(matching, match_id, by="heidestad", organisation="rietdam")).status_code == 404
    assert (await refer(matching, match_id, by="duinmeer", organisation="rietdam")).status_code == 404
    referral_id = await sent(matching, match_id, organisation="heidestad")
    sender = organisation(matching, "waterrijk")
    assert (await say(matching, referral_id, "acceptance", sender)).status_code == 403
    assert (await say(matching, referral_id, "consent", sender, granted=True)).status_code == 403
    assert (await say(matching, referral_id, "acceptance", person(matching))).status_code == 403
    stranger = person(matching, "somebody-else")
    assert (await say(matching, referral_id, "consent", stranger, granted=False)).status_code == 404
    stale = {**organisation(matching, "heidestad"), "If-Match": '"v1"'}
    assert (await say(matching, referral_id, "acceptance", stale)).status_code == 412
    assert (await look(matching, referral_id, sender)).json()["status"] == "sent"


async def test_the_same_request_twice_is_one_referral(matching: Running) -> None:
    match_id = await rejected(matching)
    answers = [
        await refer(matching, match_id, headers={"Idempotency-Key": "once"}, organisation="heidestad") for _ in "ab"
    ]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    assert len(await matching.rows("SELECT * FROM referral")) == 1


async def test_lists_are_each_sides_own_page_by_page(matching: Running) -> None:
    match_id = await rejected(matching)
    receivers = ["heidestad", "rietdam", "klaverhove"]
    for name in receivers:
        await sent(matching, match_id, organisation=name)
    for headers in (organisation(matching, "waterrijk"), person(matching)):
        path, found = f"{REFERRALS}?limit=2", []
        while path:
            answer = await matching.http.get(path, headers=headers)
            found += [item["receiver"] for item in answer.json()["items"]]
            path = answer.links.get("next", {}).get("url", "")
        assert sorted(found) == sorted(receivers)
    (only,) = (await matching.http.get(REFERRALS, headers=organisation(matching, "rietdam"))).json()["items"]
    assert (only["seenAs"], only["receiver"]) == ("receiver", "rietdam")
    assert (await matching.http.get(REFERRALS, headers=organisation(matching, "duinmeer"))).json()["items"] == []


async def test_a_repeat_of_what_forwarded_gets_the_first_answer(matching: Running) -> None:
    first = await sent(matching, await rejected(matching), organisation="heidestad")
    path, body = f"{REFERRALS}/{first}/forwarding", {"receiver": {"organisation": "rietdam"}}
    headers = {**organisation(matching, "heidestad"), "Idempotency-Key": "once-more"}
    made, again = [await matching.http.post(path, json=body, headers=headers) for _ in range(2)]
    assert (made.status_code, again.status_code, again.content) == (201, 201, made.content)
    other = await matching.http.post(path, json={"receiver": {"organisation": "klaverhove"}}, headers=headers)
    assert (other.status_code, other.headers["content-type"]) == (422, "application/problem+json")
