import json
from typing import Any
from uuid import UUID, uuid4

import pytest

from doorstroom_common.identifiers import person_reference
from doorstroom_common.testing.running import Running
from services.matching.tests import facts
from services.matching.tests.story import CANDIDATE_ID, NEED_ID

MATCHES = "/matching/v1/matches"
READ = "matches:read"
SUBJECT = "somebody"


def person_ref(matching: Running, subject: str = SUBJECT) -> UUID:
    """How the person with this subject is known in events."""
    return person_reference(matching.issuer.trusted().issuer, subject)


async def story(matching: Running, **candidate: Any) -> None:
    """Waterrijk's vacancy and a permit officer of Duinmeer, one of five who show the same card."""
    person = facts.candidate(**{"personRef": str(person_ref(matching)), **candidate})
    for event in (*facts.alike(person), facts.vacancy(), person):
        await matching.publish(event)
    await matching.settle()


async def listed(matching: Running, headers: dict[str, str], **query: Any) -> list[dict[str, Any]]:
    answer = await matching.http.get(MATCHES, params=query, headers=headers)
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


def recruiter(matching: Running, organisation: str = "waterrijk") -> dict[str, str]:
    return matching.as_person("recruiter", READ, organisation=organisation, roles=["recruiter"])


async def test_an_organisation_sees_a_card_and_nothing_that_tells_who_it_is(matching: Running) -> None:
    await story(matching, goesFirst={"from": "2026-01-01", "until": "2026-12-31"})
    (item,) = await listed(matching, matching.as_organisation("waterrijk", READ))
    assert item["rank"] == 1
    assert item["need"] == {"kind": "vacancy", "id": str(NEED_ID), "title": "Vergunningverlener"}
    assert item["card"]["goesFirst"] is True
    one = await matching.http.get(f"{MATCHES}/{item['matchId']}", headers=recruiter(matching))
    assert one.headers["etag"] == '"v1"'
    for text in (json.dumps(item), one.text):
        for hidden in (
            "duinmeer",
            str(CANDIDATE_ID),
            "partner",
            str(person_ref(matching)),
            "cao-gemeenten",
            "2026-05-01",
        ):
            assert hidden not in text


async def test_the_explanation_for_an_organisation_goes_no_further_than_the_card(matching: Running) -> None:
    await story(matching)
    (item,) = await listed(matching, recruiter(matching))
    one = (await matching.http.get(f"{MATCHES}/{item['matchId']}", headers=recruiter(matching))).json()
    assert {rule["rule"]: rule["finding"] for rule in one["explanation"]} == {
        "required-skills": "met",
        "lowest-scale": "met",
        "hours-wanted": "met",
        "start-date": "met",
        "contract-kept": "yes",
    }
    assert one["explanation"][0]["words"] == {
        "nl": "Heeft 2 van de 2 gevraagde vaardigheden.",
        "en": "Has 2 of the 2 required skills.",
    }
    assert "delta-demo version 1" in one["explanation"][-1]["source"]


@pytest.mark.parametrize("organisation", ["duinmeer", "heidestad"])
async def test_another_organisation_sees_nothing_not_even_that_there_is_something(
    matching: Running, organisation: str
) -> None:
    await story(matching)
    (item,) = await listed(matching, recruiter(matching))
    assert await listed(matching, recruiter(matching, organisation)) == []
    assert await listed(matching, recruiter(matching, organisation), needId=str(NEED_ID)) == []
    answer = await matching.http.get(f"{MATCHES}/{item['matchId']}", headers=recruiter(matching, organisation))
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


async def test_a_person_sees_their_own_match_whole(matching: Running) -> None:
    await story(matching)
    (item,) = await listed(matching, matching.as_person(SUBJECT, READ))
    assert item["seenAs"] == "candidate"
    assert (item["organisation"], item["tier"], item["relation"]) == ("waterrijk", "partner", "partner")
    one = (await matching.http.get(f"{MATCHES}/{item['matchId']}", headers=matching.as_person(SUBJECT, READ))).json()
    words = {rule["rule"]: rule["words"]["nl"] for rule in one["explanation"]}
    assert words["permanent-stays-permanent"] == (
        "Volgens het convenant moet de nieuwe werkgever u een vast contract aanbieden."
    )
    assert words["tier"] == "U bent kandidaat in deze groep: personeel van partners."
    assert sum(part["weight"] for part in one["scoreParts"]) == 90
    assert await listed(matching, matching.as_person("somebody-else", READ)) == []
    other = await matching.http.get(f"{MATCHES}/{item['matchId']}", headers=matching.as_person("somebody-else", READ))
    assert other.status_code == 404


async def test_a_secondment_is_the_candidates_to_see_and_not_the_borrowers(matching: Running) -> None:
    await matching.publish(facts.secondment(uuid4()))
    await matching.publish(facts.candidate(personRef=str(person_ref(matching))))
    await matching.settle()
    assert await listed(matching, recruiter(matching, "waterschap-de-zilte")) == []
    (item,) = await listed(matching, matching.as_person(SUBJECT, READ))
    assert item["need"]["kind"] == "secondment-request"
    assert item["shownToOrganisation"] is False


async def test_a_recruiter_who_looks_around_sees_both_sides_apart(matching: Running) -> None:
    await story(matching)
    both = matching.as_person(SUBJECT, READ, organisation="waterrijk", roles=["recruiter"])
    assert [item["seenAs"] for item in await listed(matching, both)] == ["organisation"]
    assert [item["seenAs"] for item in await listed(matching, both, seenAs="candidate")] == ["candidate"]


async def test_somebody_of_an_organisation_without_the_role_sees_their_own_only(matching: Running) -> None:
    await story(matching)
    assert await listed(matching, matching.as_person("colleague", READ, organisation="waterrijk")) == []


async def test_once_withdrawn_nothing_is_shown_of_the_candidate(matching: Running) -> None:
    await story(matching)
    await matching.publish(facts.candidate("changed", version=2, moves=["secondment"]))
    await matching.settle()
    (item,) = await listed(matching, recruiter(matching), status="withdrawn")
    assert (item["card"], item["score"], item["rank"]) == (None, None, None)
    assert item["withdrawnBecause"] == "candidate-unavailable"
    assert await listed(matching, recruiter(matching), status="proposed") == []


async def test_of_one_need_the_best_comes_first_page_by_page(matching: Running) -> None:
    people = [uuid4() for _ in range(5)]
    for number, one in enumerate(people):
        await matching.publish(facts.candidate(candidate_id=one, hours={"min": 24, "max": 28 + 2 * number}))
    await matching.publish(facts.vacancy())
    await matching.settle()
    seen: list[int] = []
    path = f"{MATCHES}?needId={NEED_ID}&limit=2"
    while path:
        answer = await matching.http.get(path, headers=recruiter(matching))
        seen += [item["rank"] for item in answer.json()["items"]]
        path = answer.links.get("next", {}).get("url", "")
    assert seen == [1, 2, 3, 4, 5]
    path, newest = f"{MATCHES}?limit=2", 0
    while path:
        answer = await matching.http.get(path, headers=recruiter(matching))
        newest += len(answer.json()["items"])
        path = answer.links.get("next", {}).get("url", "")
    assert newest == 5


async def test_callers_without_token_scope_or_organisation_are_told_apart(matching: Running) -> None:
    assert (await matching.http.get(MATCHES)).status_code == 401
    assert (await matching.http.get(MATCHES, headers=matching.as_organisation("waterrijk"))).status_code == 403
    wrong = await matching.http.get(MATCHES, params={"seenAs": "organisation"}, headers=matching.as_person("x", READ))
    assert wrong.status_code == 403
    own = matching.as_organisation("waterrijk", READ)
    assert (await matching.http.get(MATCHES, params={"seenAs": "candidate"}, headers=own)).status_code == 403
    unknown = await matching.http.get(MATCHES, params={"need": "x"}, headers=own)
    assert unknown.status_code == 400
    assert (await matching.http.get(f"{MATCHES}/{uuid4()}", headers=own)).status_code == 404


async def test_a_file_of_matches_holds_the_cards_of_ones_own_needs_and_no_more(matching: Running) -> None:
    await story(matching)
    export = "/matching/v1/exports/matches"
    (item,) = await listed(matching, matching.as_organisation("waterrijk", READ))
    answer = await matching.http.get(f"{export}?format=json-lines", headers=recruiter(matching))
    (line,) = [json.loads(each) for each in answer.text.splitlines()]
    assert line == item
    sheet = (await matching.http.get(export, headers=recruiter(matching))).content.decode("utf-8-sig")
    assert item["matchId"] in sheet
    for hidden in ("duinmeer", str(CANDIDATE_ID), str(person_ref(matching))):
        assert hidden not in sheet
    theirs = await matching.http.get(export, headers=recruiter(matching, "zeeduin"))
    assert len(theirs.content.splitlines()) == 1
    stranger = matching.as_person(SUBJECT, READ)
    assert (await matching.http.get(export, headers=stranger)).status_code == 403
