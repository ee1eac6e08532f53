"""Where fewer than five could show such a card, the person is asked, and nobody else hears of it before their yes."""

from typing import Any
from uuid import uuid4

import pytest

from doorstroom_common.testing.contracts import validate_event
from doorstroom_common.testing.running import Running
from services.matching.tests import facts
from services.matching.tests.http.test_matches import MATCHES, READ, SUBJECT, listed, person_ref, recruiter

WRITE = "matches:write"


async def asked(matching: Running) -> dict[str, Any]:
    """The person's own match, in a region with nobody else."""
    await matching.publish(facts.vacancy())
    await matching.publish(facts.candidate(personRef=str(person_ref(matching))))
    await matching.settle()
    (item,) = await listed(matching, own(matching))
    return item


def own(matching: Running, subject: str = SUBJECT) -> dict[str, str]:
    return matching.as_person(subject, READ, WRITE)


async def say(matching: Running, match_id: str, agreed: Any, headers: dict[str, str] | None = None) -> Any:
    path, headers = f"{MATCHES}/{match_id}/showing", headers or own(matching)
    answer = await matching.http.post(path, json={"agreed": agreed}, headers=headers)
    await matching.settle()
    return answer


async def last(matching: Running) -> dict[str, Any]:
    events = [validate_event(event)["data"] for event in await matching.events("matches")]
    return max(events, key=lambda data: data["version"])


async def test_nobody_but_the_person_sees_a_card_that_too_few_share(matching: Running) -> None:
    item = await asked(matching)
    assert (item["askedFirst"], item["agreedToShowing"], item["shownToOrganisation"]) == (True, None, False)
    assert item["card"]["hoursBand"] == "33-36"
    assert await listed(matching, recruiter(matching)) == []
    answer = await matching.http.get(f"{MATCHES}/{item['matchId']}", headers=recruiter(matching))
    assert answer.status_code == 404
    event = await last(matching)
    assert event["visibleTo"] == "candidate"
    assert set(event["card"]) == {"skillsAsked", "withheld"}


async def test_after_a_yes_the_organisation_sees_the_whole_card_and_after_a_no_nothing(matching: Running) -> None:
    item = await asked(matching)
    said = await say(matching, item["matchId"], agreed=True)
    assert (said.status_code, said.json()["agreedToShowing"]) == (200, True)
    (shown,) = await listed(matching, recruiter(matching))
    assert (shown["card"]["withheld"], shown["card"]["startMonth"]) == ([], "2026-05")
    assert (await last(matching))["visibleTo"] == "organisation"
    (mine,) = await listed(matching, own(matching))
    assert (mine["askedFirst"], mine["shownToOrganisation"]) == (False, True)
    assert (await say(matching, item["matchId"], agreed=True)).status_code == 200
    assert (await last(matching))["version"] == 2
    assert (await say(matching, item["matchId"], agreed=False)).status_code == 200
    assert await listed(matching, recruiter(matching)) == []
    assert (await last(matching))["visibleTo"] == "candidate"


async def test_a_no_stands_also_when_five_could_show_the_same_card(matching: Running) -> None:
    item = await asked(matching)
    assert (await say(matching, item["matchId"], agreed=False)).status_code == 200
    for event in facts.alike(facts.candidate()):
        await matching.publish(event)
    await matching.settle()
    assert await listed(matching, recruiter(matching)) == []


async def test_nobody_answers_for_another_and_nothing_is_answered_that_was_not_asked(matching: Running) -> None:
    item = await asked(matching)
    assert (await say(matching, item["matchId"], True, own(matching, "somebody-else"))).status_code == 404
    assert (await say(matching, str(uuid4()), agreed=True)).status_code == 404
    assert (await say(matching, item["matchId"], True, matching.as_organisation("waterrijk", WRITE))).status_code == 403
    assert (await say(matching, item["matchId"], True, matching.as_person(SUBJECT, READ))).status_code == 403
    assert (await say(matching, item["matchId"], agreed="yes")).status_code == 400
    stale = {**own(matching), "If-Match": '"v7"'}
    assert (await say(matching, item["matchId"], True, stale)).status_code == 412
    assert await matching.rows("SELECT * FROM showing") == []
    for event in facts.alike(facts.candidate()):
        await matching.publish(event)
    await matching.settle()
    (seen,) = await listed(matching, own(matching))
    assert seen["askedFirst"] is False
    assert (await say(matching, item["matchId"], agreed=True)).status_code == 409


@pytest.mark.parametrize("erased", [True, False])
async def test_the_answer_goes_with_the_person(matching: Running, erased: bool) -> None:
    item = await asked(matching)
    await say(matching, item["matchId"], agreed=True)
    await matching.publish(facts.erased() if erased else facts.candidate("withdrawn", version=2, status="withdrawn"))
    await matching.settle()
    assert len(await matching.rows("SELECT * FROM showing")) == (0 if erased else 1)
    assert (await last(matching))["status"] == "withdrawn"


async def test_what_dropped_away_is_named_and_given_back_nowhere(matching: Running) -> None:
    person = facts.candidate(personRef=str(person_ref(matching)))
    others = facts.alike(facts.candidate(hours={"min": 20, "max": 24}, skills=facts.SKILLS[:1], occupations=[]))
    for event in (*others, facts.vacancy(), person):
        await matching.publish(event)
    await matching.settle()
    (item,) = await listed(matching, recruiter(matching))
    assert item["score"] is None
    assert item["card"] == {
        "occupationGroup": None, "skillsPresent": None, "skillsCount": None, "skillsAsked": 2, "hoursBand": None,
        "startMonth": None, "scaleFits": None, "goesFirst": None, "contractKept": "yes",
        "withheld": [
            "startMonth", "skillsPresent", "hoursBand", "goesFirst", "scaleFits", "skillsCount", "occupationGroup",
        ],
    }  # fmt: skip
    one = (await matching.http.get(f"{MATCHES}/{item['matchId']}", headers=recruiter(matching))).json()
    assert {rule["rule"]: rule["finding"] for rule in one["explanation"]} == {
        "required-skills": "enough", "hours-wanted": "met", "start-date": "met", "contract-kept": "yes",
    }  # fmt: skip
    assert one["explanation"][0]["figures"] == {"asked": 2, "needed": 2}
    assert one["explanation"][0]["words"]["nl"] == "Heeft genoeg van de 2 gevraagde vaardigheden: minstens 2."
    (mine,) = await listed(matching, own(matching))
    assert mine["card"] == item["card"]
