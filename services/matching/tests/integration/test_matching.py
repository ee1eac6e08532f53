from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from doorstroom_common.testing.contracts import validate_event
from doorstroom_common.testing.running import Running
from services.matching.tests import facts
from services.matching.tests.story import NEED_ID, covenant, covenant_text

PROPOSED = "nl.matches.match-proposed.v1"
WITHDRAWN = "nl.matches.match-withdrawn.v1"


async def told(matching: Running) -> list[tuple[str, int]]:
    """The match events so far: what happened, and the version; each is valid by its contract."""
    events = [validate_event(event) for event in await matching.events("matches")]
    return [(event["type"].split(".")[2].removeprefix("match-"), event["data"]["version"]) for event in events]


async def publish(matching: Running, *events: Any) -> None:
    for event in events:
        await matching.publish(event)
    await matching.settle()


@pytest.mark.parametrize("candidate_first", [True, False])
async def test_the_later_side_finds_the_pair(matching: Running, candidate_first: bool) -> None:
    one, other = (facts.candidate(), facts.vacancy()) if candidate_first else (facts.vacancy(), facts.candidate())
    await publish(matching, *facts.alike(facts.candidate()), one)
    await publish(matching, other)
    (event,) = await matching.events("matches")
    data = event["data"]
    assert event["type"] == PROPOSED
    assert (data["relation"], data["relationCovenant"], data["tier"], data["rank"]) == (
        "partner", "delta-demo", "partner", 1,
    )  # fmt: skip
    assert data["visibleTo"] == "organisation"
    assert data["card"] == {
        "occupationGroup": "overheidsfunctionaris vergunningen",
        "skillsPresent": facts.vacancy().data["requiredSkills"],
        "skillsCount": 2,
        "skillsAsked": 2,
        "hoursBand": "33-36",
        "startMonth": "2026-05",
        "scaleFits": True,
        "goesFirst": False,
        "contractKept": "yes",
        "withheld": [],
    }
    assert {"rule": "permanent-stays-permanent", "finding": "preserved_by_covenant"}.items() <= {
        key: value for reason in data["reasons"] if reason["rule"].startswith("perm") for key, value in reason.items()
    }.items()


async def test_a_fact_that_comes_again_changes_nothing(matching: Running) -> None:
    vacancy, candidate = facts.vacancy(), facts.candidate()
    await publish(matching, vacancy, candidate, vacancy, candidate)
    await publish(matching, facts.vacancy(), facts.candidate())
    assert await told(matching) == [("proposed", 1)]


async def test_a_need_that_closes_withdraws_its_match(matching: Running) -> None:
    vacancy = facts.vacancy()
    await publish(matching, vacancy, facts.candidate())
    await publish(matching, facts.closed(vacancy))
    assert await told(matching) == [("proposed", 1), ("withdrawn", 2)]
    withdrawn = (await matching.events("matches"))[-1]["data"]
    assert withdrawn["withdrawnBecause"] == "need-closed"
    assert not {"candidateId", "card", "reasons", "tier"} & withdrawn.keys()


async def test_late_facts_about_a_closed_need_are_dropped(matching: Running) -> None:
    vacancy = facts.vacancy()
    await publish(matching, facts.closed(vacancy, version=5))
    await publish(matching, facts.vacancy("changed", version=4), facts.candidate())
    assert await told(matching) == []


async def test_withdrawn_and_proposed_again_is_the_same_match(matching: Running) -> None:
    await publish(matching, facts.vacancy(), facts.candidate())
    await publish(matching, facts.candidate("changed", version=2, moves=["secondment"]))
    await publish(matching, facts.candidate("changed", version=3))
    assert await told(matching) == [("proposed", 1), ("withdrawn", 2), ("proposed", 3)]
    events = await matching.events("matches")
    assert len({event["data"]["matchId"] for event in events}) == 1
    assert events[1]["data"]["withdrawnBecause"] == "candidate-changed"


async def test_a_change_that_touches_nothing_shown_is_not_published(matching: Running) -> None:
    await publish(matching, facts.vacancy(), facts.candidate())
    await publish(matching, facts.vacancy("changed", version=2, reactions={"open": 5}, closingDate="2026-05-01"))
    assert await told(matching) == [("proposed", 1)]
    (row,) = await matching.rows("SELECT need_version FROM match")
    assert row["need_version"] == 2


@pytest.mark.parametrize(
    ("changes", "because"),
    [
        ({"hiddenFromEmployer": True, "employer": "waterrijk"}, "candidate-changed"),
        ({"blockedOrganisations": ["waterrijk"]}, "candidate-changed"),
        ({"what": "withdrawn", "status": "withdrawn"}, "candidate-withdrawn"),
    ],
)
async def test_what_the_candidate_changes_withdraws_without_saying_what(
    matching: Running, changes: dict[str, Any], because: str
) -> None:
    await publish(matching, facts.vacancy(), facts.candidate(employer="waterrijk", hiddenFromEmployer=False))
    await publish(matching, facts.candidate(**{"what": "changed", "version": 2, **changes}))
    assert await told(matching) == [("proposed", 1), ("withdrawn", 2)]
    assert (await matching.events("matches"))[-1]["data"]["withdrawnBecause"] == because


async def test_nobody_outside_the_stage_is_proposed_before_it_opens(matching: Running) -> None:
    await publish(matching, facts.candidate(), facts.vacancy(stage="own", audience=facts.audience()))
    assert await told(matching) == []
    await publish(matching, facts.vacancy("stage-opened", version=2))
    assert await told(matching) == [("proposed", 1)]


async def test_an_audience_that_begins_later_is_looked_at_again_by_itself(matching: Running) -> None:
    later = (matching.clock.now() + timedelta(hours=1)).isoformat().replace("+00:00", "Z")
    audience = [facts.audience()[0], {**facts.audience("duinmeer")[1], "from": later}]
    await publish(matching, facts.candidate(), facts.vacancy(audience=audience))
    assert await told(matching) == []
    await matching.advance(timedelta(hours=2))
    assert await told(matching) == [("proposed", 1)]


async def test_who_goes_first_competes_so_from_the_day_it_begins_until_it_ends(matching: Running) -> None:
    first = {"from": "2026-03-04", "until": "2026-03-05"}
    person = facts.candidate(goesFirst=first)
    await publish(matching, *facts.alike(person), facts.vacancy(), person)
    await matching.advance(timedelta(days=2))
    await matching.advance(timedelta(days=2))
    events = await matching.events("matches")
    assert [event["data"]["tier"] for event in events] == ["partner", "partner_first", "partner"]
    assert [event["data"]["card"]["goesFirst"] for event in events] == [False, True, False]


async def test_a_permanent_contract_is_not_matched_to_temporary_work(matching: Running) -> None:
    need = {"kind": "until", "until": "2026-12-31"}
    person = facts.candidate(moves=["permanent", "temporary"])
    await publish(matching, facts.vacancy(need=need, contractForOutsiders="temporary"), person)
    assert await told(matching) == []


async def test_a_secondment_is_shown_to_the_candidate_alone(matching: Running) -> None:
    await publish(matching, facts.secondment(uuid4()), facts.candidate())
    (event,) = await matching.events("matches")
    assert event["data"]["visibleTo"] == "candidate"
    assert await matching.rows("SELECT * FROM match_view") == []
    assert len(await matching.rows("SELECT * FROM person_match_view")) == 1


async def test_a_decision_names_its_inputs_and_they_are_kept(matching: Running) -> None:
    await publish(matching, facts.vacancy(), facts.candidate())
    await publish(matching, facts.candidate("changed", version=2, moves=["secondment"]))
    decisions = await matching.rows("SELECT * FROM decision ORDER BY match_version")
    assert [(row["outcome"], row["need_version"], row["candidate_version"]) for row in decisions] == [
        ("proposed", 1, 1), ("withdrawn", 1, 2),
    ]  # fmt: skip
    assert {row["covenant_hash"] for row in decisions} == {facts.governing()["hash"]}
    assert len({row["inputs_seal"] for row in decisions}) == 2
    kept = await matching.rows("SELECT version FROM candidate_version ORDER BY version")
    assert [row["version"] for row in kept] == [1, 2]
    assert [row["need_id"] for row in await matching.rows("SELECT need_id FROM need_version")] == [NEED_ID]


async def test_ranks_follow_tier_then_score(matching: Running) -> None:
    better, worse, own = (uuid4() for _ in range(3))
    await publish(
        matching,
        facts.candidate(candidate_id=better, skills=facts.SKILLS),
        facts.candidate(candidate_id=worse, occupations=[]),
        facts.candidate(candidate_id=own, employer="waterrijk", hiddenFromEmployer=False, occupations=[]),
    )
    await publish(matching, facts.vacancy())
    events = await matching.events("matches")
    ranks = {event["data"]["candidateId"]: event["data"]["rank"] for event in events}
    assert ranks == {str(own): 1, str(better): 2, str(worse): 3}


async def test_a_fact_that_cites_an_unknown_covenant_waits_for_it(matching: Running) -> None:
    changes = ("version: 1\n", "version: 2\n"), ("validFrom: 2026-01-01", "validFrom: 2026-02-01")
    rules, later = covenant("demo", *changes), covenant_text()
    for old, new in changes:
        later = later.replace(old, new)
    cited = {"covenantId": "delta-demo", "version": 2, "hash": rules.hash}
    await matching.publish(facts.vacancy(governingCovenant=cited))
    await matching.publish(facts.candidate())
    await matching.adopt(later)
    await matching.settle()
    assert await told(matching) == [("proposed", 1)]


async def test_the_version_of_an_unreadable_fact_is_set_aside_at_once(matching: Running) -> None:
    vacancy = facts.vacancy()
    broken = {key: value for key, value in vacancy.data.items() if key != "hours"}
    await publish(matching, replace(vacancy, data=broken), facts.vacancy(need_id=uuid4()), facts.candidate())
    letters = await matching.rows("SELECT key, reason FROM dead_letter")
    assert [(row["key"], row["reason"]) for row in letters] == [(str(NEED_ID), "unreadable")]
    assert await told(matching) == [("proposed", 1)]
