from typing import Any
from uuid import uuid4

import pytest

from doorstroom_common.testing.running import Running
from services.matching.tests import facts
from services.matching.tests.http.test_matches import READ, SUBJECT, person_ref
from services.matching.tests.story import CANDIDATE_ID, NEED_ID

WHY = "/matching/v1/explanations"


async def tell(matching: Running, vacancy: dict[str, Any], candidate: dict[str, Any]) -> None:
    await matching.publish(facts.vacancy(**vacancy))
    await matching.publish(facts.candidate(**{"personRef": str(person_ref(matching)), **candidate}))
    await matching.settle()


async def ask(matching: Running, subject: str = SUBJECT, **query: Any) -> Any:
    about = {"needId": str(NEED_ID), "candidateId": str(CANDIDATE_ID), **query}
    return await matching.http.get(WHY, params=about, headers=matching.as_person(subject, READ))


async def test_why_not_is_answered_rule_by_rule(matching: Running) -> None:
    need = {"kind": "until", "until": "2026-12-31"}
    await tell(matching, {"need": need, "contractForOutsiders": "temporary"}, {"moves": ["permanent", "temporary"]})
    answer = (await ask(matching)).json()
    assert answer["proposed"] is False
    (lost,) = (rule for rule in answer["explanation"] if rule["rule"] == "permanent-stays-permanent")
    assert lost["finding"] == "lost"
    assert lost["words"]["nl"] == (
        "Dit werk is tijdelijk en uw contract is vast. Alleen een detachering met recht op terugkeer zou kunnen."
    )
    assert lost["source"] == "delta-demo version 1: ZH: a permanent contract survives the move"
    assert lost["figures"]["remains"] == "secondment"
    assert await matching.rows("SELECT * FROM match") == []


async def test_why_is_answered_with_the_same_rules(matching: Running) -> None:
    await tell(matching, {}, {})
    answer = (await ask(matching)).json()
    assert answer["proposed"] is True
    assert answer["covenant"] == facts.governing()
    assert (answer["relation"], answer["relationCovenant"], answer["tier"]) == ("partner", "delta-demo", "partner")
    (skills,) = (rule for rule in answer["explanation"] if rule["rule"] == "required-skills")
    assert skills["words"]["en"] == "You have 2 of the 2 required skills; 2 is enough."


async def test_what_is_closed_or_withdrawn_says_so(matching: Running) -> None:
    await tell(matching, {}, {})
    await matching.publish(facts.closed(facts.vacancy()))
    await matching.settle()
    assert (await ask(matching)).json()["because"] == "need-closed"


async def test_it_is_for_the_person_about_themself_alone(matching: Running) -> None:
    await tell(matching, {}, {})
    assert (await ask(matching, subject="somebody-else")).status_code == 404
    assert (await ask(matching, candidateId=str(uuid4()))).status_code == 404
    assert (await ask(matching, needId=str(uuid4()))).status_code == 404
    hr = matching.as_organisation("duinmeer", READ)
    query = {"needId": str(NEED_ID), "candidateId": str(CANDIDATE_ID)}
    assert (await matching.http.get(WHY, params=query, headers=hr)).status_code == 403


async def test_a_need_that_is_not_open_to_the_person_is_unknown_to_them(matching: Running) -> None:
    await tell(matching, {"stage": "own", "audience": facts.audience()}, {})
    assert (await ask(matching)).status_code == 404


@pytest.mark.parametrize("changes", [{"employment": None}, {"hours": {"min": 28.5, "max": 36}}])
async def test_every_finding_has_words_in_both_languages(matching: Running, changes: dict[str, Any]) -> None:
    await tell(matching, {"public": True, "stage": "public"}, changes)
    answer = (await ask(matching)).json()
    for rule in answer["explanation"]:
        assert rule["words"]["nl"]
        assert rule["words"]["en"]
        assert "{" not in rule["words"]["nl"] + rule["words"]["en"]
