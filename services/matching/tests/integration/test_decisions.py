"""Every decision can be decided again from what is stored, and whoever changed one is found out."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest

from doorstroom_common.database import Role, sql
from doorstroom_common.testing.running import Running
from doorstroom_matching.application.recompute import Recomputed, Result
from doorstroom_matching.bootstrap import Progress, recompute
from doorstroom_matching.domain.earlier import judge_by_2
from doorstroom_matching.domain.verdict import judge
from doorstroom_matching.settings import MatchingSettings
from services.matching.tests import facts
from services.matching.tests.story import CANDIDATE_ID, NEED_ID, covenant_text

SEALED = (
    "outcome", "because", "relation", "tier", "score", "covenant_hash", "rules_version", "verdict", "need_version",
    "candidate_version", "match_version", "decided_at", "prior_status", "prior_candidate_version", "membership",
    "matching_off",
)  # fmt: skip


async def recomputed(matching: Running, decision_id: UUID | None = None) -> list[Result]:
    settings = matching.service.settings
    assert isinstance(settings, MatchingSettings)
    return await recompute(settings, decision_id, lambda _: None)


async def found(matching: Running) -> dict[str, int]:
    results = [result.found.value for result in await recomputed(matching)]
    return {one: results.count(one) for one in sorted(set(results))}


async def changed(matching: Running, statement: str, *values: Any) -> None:
    """As somebody does who has the database itself."""
    admin = await asyncpg.connect(matching.admin_dsn)
    try:
        assert (await admin.execute(statement, *values)).split()[-1] != "0"
    finally:
        await admin.close()


async def a_history(matching: Running) -> None:
    """Proposed, not any more, proposed again with another score, and closed; beside it a secondment and another."""
    for event in (facts.vacancy(), facts.secondment(uuid4()), facts.candidate(), facts.candidate(candidate_id=uuid4())):
        await matching.publish(event)
    await matching.settle()
    later: list[dict[str, Any]] = [{"moves": ["secondment"]}, {"skills": facts.SKILLS}, {}]
    for version, changes in enumerate(later, start=2):
        await matching.publish(facts.candidate("changed", version=version, **changes))
        await matching.settle()
    await matching.publish(facts.closed(facts.vacancy(), version=9))
    await matching.settle()


async def decisions(matching: Running) -> Sequence[asyncpg.Record]:
    return await matching.rows("SELECT * FROM decision ORDER BY match_id, match_version")


async def test_every_decision_is_found_equal(matching: Running) -> None:
    await a_history(matching)
    about = [row["outcome"] for row in await decisions(matching) if row["candidate_id"] == CANDIDATE_ID]
    assert about.count("withdrawn") == 2
    assert len(about) > 4
    assert await found(matching) == {"equal": len(await decisions(matching))}


async def test_it_is_decided_again_under_the_covenants_of_then(matching: Running) -> None:
    """Duinmeer is a member no more in a version that was adopted since."""
    await a_history(matching)
    text = covenant_text().replace("version: 1", "version: 2", 1)
    await matching.adopt("\n".join(line for line in text.splitlines() if "{id: duinmeer," not in line))
    assert len(await matching.rows("SELECT * FROM membership")) == 2
    assert set(await found(matching)) == {"equal"}


async def test_one_decision_can_be_asked_for(matching: Running) -> None:
    await a_history(matching)
    one = (await decisions(matching))[0]["decision_id"]
    (result,) = await recomputed(matching, one)
    assert (result.decision_id, result.found) == (one, Recomputed.EQUAL)
    assert await recomputed(matching, uuid4()) == []


async def test_whoever_waits_is_told_how_far_it_is(matching: Running) -> None:
    await a_history(matching)
    told: list[Progress] = []
    settings = matching.service.settings
    assert isinstance(settings, MatchingSettings)
    await recompute(settings, None, told.append)
    assert told[-1].done == told[-1].total == len(await decisions(matching))


async def test_a_change_in_any_part_of_a_record_is_found(matching: Running) -> None:
    await a_history(matching)
    one = next(row for row in await decisions(matching) if row["outcome"] == "withdrawn")
    other: dict[str, Any] = {
        "outcome": "proposed", "because": "need-closed" if one["because"] != "need-closed" else "need-changed",
        "relation": "own", "tier": "own_first", "score": one["score"] + 1, "covenant_hash": "0" * 64,
        "rules_version": "0", "verdict": "[]", "need_version": 77, "candidate_version": 77, "match_version": 77,
        "decided_at": one["decided_at"] + timedelta(seconds=1), "prior_status": "invited",
        "prior_candidate_version": 77, "membership": "0" * 64, "matching_off": True,
    }  # fmt: skip
    assert set(other) == set(SEALED)
    for column, value in other.items():
        statement = f"UPDATE decision SET {column} = $1 WHERE decision_id = $2"
        await changed(matching, statement, value, one["decision_id"])
        (result,) = await recomputed(matching, one["decision_id"])
        assert result.found is Recomputed.TAMPERED, column
        await changed(matching, statement, one[column], one["decision_id"])
    assert set(await found(matching)) == {"equal"}


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE need_version SET data = jsonb_set(data, '{requiredShare}', '50') WHERE version = 1",
        "UPDATE candidate_version SET data = jsonb_set(data, '{lowestScale}', '\"7\"') WHERE version = 1",
        "DELETE FROM candidate_version WHERE version = 1",
        "UPDATE membership SET covenants = '{}'",
        "UPDATE decision SET inputs_erased_at = decided_at WHERE match_version = 1",
        "UPDATE decision SET seal = NULL WHERE match_version = 1",
        "UPDATE candidate_key SET key = 'another'",
    ],
)
async def test_changed_inputs_are_found(matching: Running, change: str) -> None:
    await a_history(matching)
    await changed(matching, change)
    assert (await found(matching))["tampered"] > 0


async def test_a_record_that_was_taken_away_is_missed(matching: Running) -> None:
    await a_history(matching)
    await changed(matching, "DELETE FROM decision WHERE candidate_id = $1 AND match_version = 2", CANDIDATE_ID)
    counted = await found(matching)
    assert counted["tampered"] >= 1
    assert counted["missing"] >= 1


async def test_the_last_record_taken_away_is_missed_too(matching: Running) -> None:
    await a_history(matching)
    await changed(
        matching,
        "DELETE FROM decision AS last WHERE outcome = 'withdrawn' AND NOT EXISTS (SELECT FROM decision"
        " WHERE match_id = last.match_id AND match_version > last.match_version)",
    )
    assert (await found(matching))["missing"] >= 1


async def test_a_verdict_that_the_rules_no_longer_give_is_told_with_its_reason(
    matching: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As after a rule was changed and its version was not."""
    await a_history(matching)
    monkeypatch.setattr("doorstroom_matching.domain.need.Need.skills_needed", property(lambda _: 99))
    unequal = [result for result in await recomputed(matching) if result.found is Recomputed.UNEQUAL]
    assert unequal
    assert any("required-skills: met then, not_met now" in result.why for result in unequal)


async def test_what_other_rules_decided_is_whole_and_not_decided_again(
    matching: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    await a_history(matching)
    monkeypatch.setattr("doorstroom_matching.application.recompute.JUDGES", {"next": judge})
    assert set(await found(matching)) == {"other-rules"}


async def test_what_version_2_of_the_rules_decided_is_found_equal_by_the_rules_of_then(
    matching: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of somebody who stays with their employer, and of somebody whose passport names the organisation."""
    with monkeypatch.context() as then:
        then.setattr("doorstroom_matching.application.decide.judge", judge_by_2)
        then.setattr("doorstroom_matching.application.record_decisions.RULES_VERSION", "2")
        await tells_them_apart(matching)
    assert {row["rules_version"] for row in await decisions(matching)} == {"2"}
    assert await found(matching) == {"equal": 2}
    monkeypatch.setattr("doorstroom_matching.application.recompute.JUDGES", {"2": judge})
    reasons = {reason for result in await recomputed(matching) for reason in result.why}
    assert reasons == {
        "no-new-trial-period: preserved then, preserved_by_covenant now",
        "no-new-trial-period: preserved_by_covenant then, preserved now",
    }


async def tells_them_apart(matching: Running) -> None:
    """A vacancy with a trial period, and two people for whom versions 2 and 3 find otherwise."""
    await matching.publish(facts.vacancy(offer={"trialPeriod": True}))
    employment = facts.candidate().data["employment"]
    named = {**employment, "passport": {"successors": [{"organisation": "waterrijk", "successive": True}]}}
    own = facts.candidate(candidate_id=uuid4(), employer="waterrijk", hiddenFromEmployer=False)
    for event in (facts.candidate(employment=named), own):
        await matching.publish(event)
    await matching.settle()


async def test_what_was_erased_is_counted_apart_with_its_day(matching: Running) -> None:
    await a_history(matching)
    about = sum(row["candidate_id"] == CANDIDATE_ID for row in await decisions(matching))
    await matching.publish(facts.erased(version=9))
    await matching.settle()
    results = await recomputed(matching)
    erased = [result for result in results if result.found is Recomputed.INPUTS_ERASED]
    assert len(erased) == about
    assert {result.at.date() for result in erased} == {date(2026, 3, 2)}
    assert {result.found for result in results} == {Recomputed.EQUAL, Recomputed.INPUTS_ERASED}
    await changed(matching, "UPDATE decision SET tier = 'own' WHERE inputs_erased_at IS NOT NULL")
    assert (await found(matching))["tampered"] == about


async def test_nobody_who_works_here_can_change_or_remove_a_record(matching: Running) -> None:
    await a_history(matching)
    for statement in (
        "UPDATE decision SET outcome = 'proposed'",
        "UPDATE decision SET seal = NULL",
        "DELETE FROM decision",
        "UPDATE need_version SET version = 5",
        "DELETE FROM need_version",
        "UPDATE candidate_version SET version = 5",
        "UPDATE membership SET covenants = '{}'",
    ):
        async with matching.service.database.unit_of_work(Role.WORKER) as uow:
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await uow.execute(sql(statement))


async def test_a_need_that_changed_keeps_the_version_that_was_decided_on(matching: Running) -> None:
    await matching.publish(facts.vacancy())
    await matching.publish(facts.candidate())
    await matching.settle()
    await matching.publish(facts.vacancy("changed", version=2, requiredShare=50, wishedSkills=[]))
    await matching.settle()
    assert {row["need_version"] for row in await decisions(matching) if row["need_id"] == NEED_ID} == {1, 2}
    assert set(await found(matching)) == {"equal"}
