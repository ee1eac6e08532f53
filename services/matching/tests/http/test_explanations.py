from typing import Any
from uuid import uuid4

import pytest

from doorstroom_common.identifiers import person_reference
from doorstroom_common.testing.running import Running
from doorstroom_matching.domain.finding import Rule
from services.matching.tests import facts
from services.matching.tests.http.test_matches import READ, SUBJECT, person_ref
from services.matching.tests.story import CANDIDATE_ID, NEED_ID
from services.matching.tests.taking import for_vacancy, organisation, person

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
    query = {"needId": str(NEED_ID), "candidateId": str(CANDIDATE_ID)}
    for name in ("waterrijk", "duinmeer", "heidestad"):
        hr = matching.as_organisation(name, READ)
        assert (await matching.http.get(WHY, params=query, headers=hr)).status_code == 404
        recruiter = matching.as_person("r", READ, organisation=name, roles=["recruiter"])
        assert (await matching.http.get(WHY, params=query, headers=recruiter)).status_code == 404
    assert (await matching.http.get(WHY, params=query)).status_code == 401
    half = {"needId": str(NEED_ID)}
    assert (await matching.http.get(WHY, params=half, headers=organisation(matching, "waterrijk"))).status_code == 400


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


async def test_an_adviser_reads_it_of_those_who_chose_them_and_of_nobody_else(matching: Running) -> None:
    adviser = str(person_reference(matching.issuer.trusted().issuer, "adviser"))
    await tell(matching, {}, {"adviserRef": adviser})
    query = {"needId": str(NEED_ID), "candidateId": str(CANDIDATE_ID)}

    async def asked_by(subject: str, *roles: str) -> Any:
        headers = matching.as_person(subject, READ, roles=list(roles))
        return await matching.http.get(WHY, params=query, headers=headers)

    told = await asked_by("adviser", "adviser")
    assert (told.status_code, told.json()["seenAs"]) == (200, "adviser")
    assert told.json()["explanation"] == (await ask(matching)).json()["explanation"]
    assert (await asked_by("adviser")).status_code == 404
    assert (await asked_by("another", "adviser")).status_code == 404
    await tell(matching, {}, {"what": "changed", "version": 2, "adviserRef": str(uuid4())})
    assert (await asked_by("adviser", "adviser")).status_code == 404


async def test_an_organisation_reads_of_its_own_match_what_the_card_says_and_what_is_left_out(
    matching: Running,
) -> None:
    match_id = await for_vacancy(matching)
    answers = {}
    for name in ("waterrijk", "duinmeer", "heidestad"):
        headers = organisation(matching, name)
        answers[name] = await matching.http.get(WHY, params={"matchId": match_id}, headers=headers)
    assert [answer.status_code for answer in answers.values()] == [200, 404, 404]
    found = answers["waterrijk"].json()
    assert found["seenAs"] == "organisation"
    told = [rule["rule"] for rule in found["explanation"]]
    assert told == ["required-skills", "lowest-scale", "hours-wanted", "start-date", "contract-kept"]
    assert {"stage", "tier", "own-employer", "permanent-stays-permanent", "pay"} <= set(found["leftOut"])
    assert not set(told) & set(found["leftOut"])
    everything = answers["waterrijk"].text
    for secret in (str(CANDIDATE_ID), "duinmeer", "partner", "relation"):
        assert secret not in everything.replace("membership", "")


async def test_what_is_left_out_is_the_same_whoever_it_is_about(matching: Running) -> None:
    first = await for_vacancy(matching)
    own = facts.candidate(candidate_id=uuid4(), employer="waterrijk", hiddenFromEmployer=False, personRef=str(uuid4()))
    await matching.publish(own)
    await matching.settle()
    headers = organisation(matching, "waterrijk")
    found = await matching.rows("SELECT match_id FROM match")
    left = [
        (await matching.http.get(WHY, params={"matchId": str(row["match_id"])}, headers=headers)).json()["leftOut"]
        for row in found
    ]
    assert len(left) == 2
    assert left[0] == left[1]
    assert first in {str(row["match_id"]) for row in found}


async def test_a_person_asks_by_their_match_and_every_rule_says_what_it_read(matching: Running) -> None:
    match_id = await for_vacancy(matching)
    mine = await matching.http.get(WHY, params={"matchId": match_id}, headers=person(matching))
    assert (mine.status_code, mine.json()["seenAs"]) == (200, "candidate")
    assert [rule["rule"] for rule in mine.json()["explanation"]] == list(Rule)
    assert all(rule["inputs"] for rule in mine.json()["explanation"])
    other = await matching.http.get(WHY, params={"matchId": match_id}, headers=person(matching, "somebody-else"))
    assert other.status_code == 404


async def test_what_was_recorded_for_the_organisation_is_told_to_the_person_and_to_no_organisation(
    matching: Running,
) -> None:
    recorded = {"successive": False, "successors": [{"organisation": "waterrijk", "successive": True}]}
    passport = {"noticeServiceSinceDate": "2019-09-01", **recorded}
    match_id = await for_vacancy(matching, employment={**facts.candidate().data["employment"], "passport": passport})
    query = {"matchId": match_id}
    mine = (await matching.http.get(WHY, params=query, headers=person(matching))).json()
    (notice,) = (rule for rule in mine["explanation"] if rule["rule"] == "service-notice")
    assert (notice["finding"], notice["figures"]["recorded"]) == ("preserved", "for-organisation")
    assert notice["words"]["nl"].endswith("Of het werk doorgaat, is voor deze organisatie vastgelegd.")
    for name, status in (("waterrijk", 200), ("duinmeer", 404), ("heidestad", 404)):
        answer = await matching.http.get(WHY, params=query, headers=organisation(matching, name))
        assert (answer.status_code, "recorded" in answer.text) == (status, False)
