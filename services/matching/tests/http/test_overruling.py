"""An organisation goes past the order of a list: with a reason, on record, and counted."""

from typing import Any
from uuid import UUID, uuid4

import asyncpg
from httpx import Response

from doorstroom_common.testing.contracts import validate_event
from doorstroom_common.testing.running import Running
from doorstroom_matching.bootstrap import recompute
from doorstroom_matching.settings import MatchingSettings
from services.matching.tests import facts
from services.matching.tests.taking import known, organisation, person, seen, step

REASON = {"reason": "experience"}


async def two_tiers(matching: Running) -> tuple[str, str]:
    """The matches of own staff, and of a partner's permit officer, who stands below them."""
    await matching.publish(facts.vacancy())
    await known(matching)
    own = facts.candidate(candidate_id=uuid4(), employer="waterrijk", hiddenFromEmployer=False)
    await matching.publish(own)
    await matching.settle()
    found = await matching.rows("SELECT match_id FROM match ORDER BY tier_rank")
    better, lower = (str(row["match_id"]) for row in found)
    return better, lower


def owner(matching: Running, subject: str | None = None) -> dict[str, str]:
    if subject is None:
        return organisation(matching, "waterrijk")
    return person(matching, subject, organisation="waterrijk", roles=["recruiter"])


def refused(answer: Response) -> str:
    assert answer.status_code == 409, answer.text
    return str(answer.json()["type"]).rpartition("/")[2]


async def test_it_is_a_step_a_record_and_an_event_with_its_reason(matching: Running) -> None:
    _, lower = await two_tiers(matching)
    answer = await step(matching, lower, "overruling", owner(matching), **REASON)
    assert answer.status_code == 200, answer.text
    assert answer.json()["status"] == "proposed"
    assert answer.json()["steps"][-1]["taken"] == "order-overruled"
    await matching.settle()
    (event,) = [validate_event(event)["data"] for event in await matching.events("overrulings")]
    assert (event["organisation"], event["tier"], event["reason"]) == ("waterrijk", "partner", "experience")
    assert "passedBy" not in event
    assert not {"matchId", "candidateId"} & event.keys()
    (record,) = await matching.rows("SELECT * FROM decision WHERE outcome = 'order-overruled'")
    assert (record["because"], record["decision_id"]) == ("experience", UUID(event["overrulingId"]))
    assert (await step(matching, lower, "contact-request", owner(matching))).status_code == 200


async def test_its_record_is_in_order_and_whoever_changes_it_is_found(matching: Running) -> None:
    _, lower = await two_tiers(matching)
    await step(matching, lower, "overruling", owner(matching), **REASON)
    await matching.publish(facts.candidate("changed", version=2, moves=["secondment"]))
    await matching.settle()
    assert await found(matching) == {"equal"}
    await changed(matching, "UPDATE decision SET because = 'skills' WHERE outcome = 'order-overruled'")
    assert "tampered" in await found(matching)
    await changed(matching, "DELETE FROM decision WHERE outcome = 'order-overruled'")
    assert {"tampered", "missing"} <= await found(matching)


async def test_nobody_goes_past_an_order_in_which_nobody_waits(matching: Running) -> None:
    better, lower = await two_tiers(matching)
    assert refused(await step(matching, better, "overruling", owner(matching), **REASON)) == "nothing-to-overrule"
    await step(matching, better, "rejection", owner(matching), reason="skills")
    assert refused(await step(matching, lower, "overruling", owner(matching), **REASON)) == "nothing-to-overrule"


async def test_the_order_is_overruled_once_and_before_anything_is_asked(matching: Running) -> None:
    _, lower = await two_tiers(matching)
    await step(matching, lower, "overruling", owner(matching), **REASON)
    again = await step(matching, lower, "overruling", owner(matching), **REASON)
    assert refused(again) == "overruled-before"
    await step(matching, lower, "contact-request", owner(matching))
    late = await step(matching, lower, "overruling", owner(matching), **REASON)
    assert refused(late) == "wrong-status"


async def test_only_the_organisation_of_the_need_can_and_it_gives_a_reason(matching: Running) -> None:
    _, lower = await two_tiers(matching)
    other = await step(matching, lower, "overruling", organisation(matching, "duinmeer"), **REASON)
    assert other.status_code == 404
    assert (await step(matching, lower, "overruling", person(matching), **REASON)).status_code == 403
    assert (await step(matching, lower, "overruling", owner(matching))).status_code == 400
    free = await step(matching, lower, "overruling", owner(matching), reason="because I say so")
    assert free.status_code == 400


async def test_the_candidate_sees_that_it_was_done_and_not_why_others_were_passed_by(matching: Running) -> None:
    _, lower = await two_tiers(matching)
    await step(matching, lower, "overruling", owner(matching), **REASON)
    last = (await seen(matching, lower, person(matching))).json()["steps"][-1]
    assert (last["taken"], last["reason"]) == ("order-overruled", None)


async def share(matching: Running, name: str = "waterrijk") -> dict[str, Any]:
    answer = await matching.http.get(
        f"/matching/v1/organisations/{name}/overruled-share", headers=organisation(matching, "duinmeer")
    )
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


async def test_the_share_counts_matches_and_people_of_the_past_year(matching: Running) -> None:
    _, lower = await two_tiers(matching)
    await step(matching, lower, "overruling", owner(matching), **REASON)
    assert await share(matching) == {"organisation": "waterrijk", "days": 365, "percent": None, "tooFew": True}
    await changed(
        matching,
        "INSERT INTO match_step (organisation, match_id, number, taken, side, actor, taken_at)"
        " SELECT 'waterrijk', md5(match::text)::uuid, step, 'rejected', 'organisation', 'person:' || match % 2,"
        " '2026-02-01' FROM generate_series(1, 19) AS match, generate_series(1, 2) AS step",
    )
    assert (await share(matching))["percent"] == 5
    assert (await share(matching, "heidestad"))["tooFew"]
    await changed(matching, "UPDATE match_step SET taken_at = '2025-02-01' WHERE actor = 'person:1'")
    assert (await share(matching))["tooFew"]


async def found(matching: Running) -> set[str]:
    settings = matching.service.settings
    assert isinstance(settings, MatchingSettings)
    return {result.found.value for result in await recompute(settings, None, lambda _: None)}


async def changed(matching: Running, statement: str) -> None:
    admin = await asyncpg.connect(matching.admin_dsn)
    try:
        await admin.execute(statement)
    finally:
        await admin.close()
