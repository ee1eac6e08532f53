"""A secondment by three yeses: each sees it in their turn, and each can stop it."""

from typing import Any
from uuid import uuid4

import pytest

from doorstroom_common.testing.running import Running
from services.matching.tests import facts
from services.matching.tests.taking import (
    BORROWER,
    CONSENT,
    LENDER,
    MATCHES,
    for_secondment,
    known,
    only_match,
    organisation,
    person,
    seen,
    step,
    told,
    walk,
)

LENT = {"startDate": "2026-05-01", "endDate": "2026-10-31", "contract": "secondment"}


async def who_sees(matching: Running, match_id: str, *others: str) -> list[str]:
    """The organisations that find it, by its id or in any of their lists."""
    found = []
    for name in (*others, BORROWER, LENDER, "heidestad"):
        headers = organisation(matching, name)
        lists = [
            (await matching.http.get(MATCHES, params={"seenAs": eyes}, headers=headers)).json()["items"]
            for eyes in ("organisation", "lender")
        ]
        one = (await seen(matching, match_id, headers)).status_code == 200
        assert one == any(lists)
        found += [name] if one else []
    return found


async def test_nobody_sees_it_before_their_turn(matching: Running) -> None:
    match_id = await for_secondment(matching)
    assert await who_sees(matching, match_id) == []
    await walk(matching, match_id, "agreement")
    assert await who_sees(matching, match_id) == [LENDER]
    await walk(matching, match_id, "employer-consent")
    assert await who_sees(matching, match_id) == [BORROWER, LENDER]
    events = [event["data"] for event in await _settled(matching)]
    assert [event["visibleTo"] for event in events] == ["candidate", "lender", "organisation"]
    assert "lender" not in events[0]
    assert events[1]["lender"] == events[2]["lender"] == LENDER
    assert events[2]["agreed"] == CONSENT


async def test_the_lender_sees_need_borrower_and_days_and_what_is_theirs_to_do(matching: Running) -> None:
    match_id = await for_secondment(matching)
    await step(matching, match_id, "agreement", person(matching), hours=24, availableFromDate="2026-05-01")
    answer = (await seen(matching, match_id, organisation(matching, LENDER))).json()
    assert (answer["seenAs"], answer["borrower"]) == ("lender", BORROWER)
    assert answer["days"] == {"startDate": "2026-05-01", "endDate": "2026-10-31"}
    assert answer["wish"] == {"availableFromDate": "2026-05-01", "hours": 24}
    assert answer["mayDo"] == ["employer-consent", "employer-refusal"]
    assert [entry["taken"] for entry in answer["steps"]] == ["candidate-agreed"]


async def test_the_borrower_learns_of_no_step_before_their_turn(matching: Running) -> None:
    match_id = await for_secondment(matching)
    await walk(matching, match_id, "agreement", "employer-consent")
    answer = await seen(matching, match_id, organisation(matching, BORROWER))
    assert [entry["taken"] for entry in answer.json()["steps"]] == ["employer-agreed"]
    assert LENDER not in answer.text
    assert answer.json()["agreed"] == CONSENT
    assert answer.json()["dueAt"] == "2026-03-12T23:00:00Z"


@pytest.mark.parametrize("noun", ["invitation", "rejection", "employer-consent"])
async def test_a_step_out_of_turn_meets_nothing(matching: Running, noun: str) -> None:
    match_id = await for_secondment(matching)
    bodies: dict[str, Any] = {"rejection": {"reason": "skills"}, "employer-consent": CONSENT}
    for name in (BORROWER, LENDER):
        answer = await step(matching, match_id, noun, organisation(matching, name), **bodies.get(noun, {}))
        assert answer.status_code == 404
    await walk(matching, match_id, "agreement")
    borrowers = await step(matching, match_id, noun, organisation(matching, BORROWER), **bodies.get(noun, {}))
    assert borrowers.status_code == 404


async def test_the_lender_cannot_take_the_borrowers_steps_nor_the_borrower_the_lenders(matching: Running) -> None:
    match_id = await for_secondment(matching)
    await walk(matching, match_id, "agreement", "employer-consent")
    assert (await step(matching, match_id, "invitation", organisation(matching, LENDER))).status_code == 403
    answer = await step(matching, match_id, "employer-refusal", organisation(matching, BORROWER), reason="dates")
    assert answer.status_code == 403


async def test_it_ends_in_a_placement_within_the_days_that_were_agreed(matching: Running) -> None:
    match_id = await for_secondment(matching)
    borrower = organisation(matching, BORROWER)
    await walk(matching, match_id, "agreement", "employer-consent")
    for noun in ("invitation", "offer"):
        assert (await step(matching, match_id, noun, borrower)).status_code == 200
    wrong = ({"contract": "permanent"}, {"endDate": "2026-11-01"}, {"startDate": "2026-04-30"})
    for changes in wrong:
        assert (await step(matching, match_id, "placement", borrower, **{**LENT, **changes})).status_code == 400
    assert (await step(matching, match_id, "placement", borrower, **LENT)).status_code == 200
    last = (await _settled(matching))[-1]["data"]
    assert (last["status"], last["lender"], last["agreed"]) == ("placed", LENDER, CONSENT)
    assert (await seen(matching, match_id, organisation(matching, LENDER))).json()["status"] == "placed"


@pytest.mark.parametrize(
    ("walked", "noun", "by", "ends"),
    [
        ((), "contact-refusal", None, "contact-declined"),
        (("agreement",), "employer-refusal", LENDER, "employer-declined"),
        (("agreement",), "withdrawal", None, "withdrawn"),
        (("agreement", "employer-consent"), "employer-refusal", LENDER, "employer-declined"),
        (("agreement", "employer-consent"), "withdrawal", None, "withdrawn"),
        (("agreement", "employer-consent"), "rejection", BORROWER, "rejected"),
    ],
)
async def test_each_of_the_three_can_stop_it(
    matching: Running, walked: tuple[str, ...], noun: str, by: str | None, ends: str
) -> None:
    match_id = await for_secondment(matching)
    await walk(matching, match_id, *walked)
    headers = organisation(matching, by) if by else person(matching)
    before = await who_sees(matching, match_id)
    reason = {"employer-refusal": {"reason": "hours"}, "rejection": {"reason": "terms"}}.get(noun, {})
    answer = await step(matching, match_id, noun, headers, **reason)
    assert answer.json()["status"] == ends
    assert await who_sees(matching, match_id) == before


async def test_an_employers_refusal_tells_its_reason_to_the_candidate_and_not_to_the_borrower(
    matching: Running,
) -> None:
    match_id = await for_secondment(matching)
    await walk(matching, match_id, "agreement", "employer-consent", "employer-refusal")
    assert (await seen(matching, match_id, person(matching))).json()["steps"][-1]["reason"] == "dates"
    theirs = (await seen(matching, match_id, organisation(matching, BORROWER))).json()
    assert theirs["steps"][-1]["reason"] is None


async def test_somebody_without_an_employer_cannot_be_lent(matching: Running) -> None:
    match_id = await for_secondment(matching)
    await matching.rows("UPDATE candidate SET data = data || '{\"employment\": null}'")
    answer = await step(matching, match_id, "agreement", person(matching))
    assert answer.status_code == 409
    assert answer.json()["type"].endswith("/no-employer")


async def test_after_another_job_the_next_employer_is_asked_and_the_one_before_sees_that_it_ended(
    matching: Running,
) -> None:
    match_id, before = await for_secondment(matching), organisation(matching, LENDER)
    await walk(matching, match_id, "agreement")
    await known(matching, "changed", employer="waterrijk", version=2)
    assert (await seen(matching, match_id, before)).json()["status"] == "withdrawn"
    await matching.settle()
    await known(matching, "changed", employer="waterrijk", version=3)
    await walk(matching, match_id, "agreement")
    assert await who_sees(matching, match_id, "waterrijk") == ["waterrijk", LENDER]
    assert (await seen(matching, match_id, organisation(matching, "waterrijk"))).json()["status"] == "candidate-agreed"
    assert (await seen(matching, match_id, before)).json()["status"] == "withdrawn"


async def test_within_one_organisation_it_is_lender_and_borrower_in_turn(matching: Running) -> None:
    await matching.publish(facts.secondment(uuid4(), audience=facts.audience(own=BORROWER)))
    await known(matching, employer=BORROWER, hiddenFromEmployer=False)
    match_id, own = await only_match(matching), organisation(matching, BORROWER)
    assert (await seen(matching, match_id, own)).status_code == 404
    await walk(matching, match_id, "agreement")
    assert (await seen(matching, match_id, own)).json()["seenAs"] == "lender"
    assert (await step(matching, match_id, "employer-consent", own, **CONSENT)).json()["seenAs"] == "lender"
    assert (await seen(matching, match_id, own)).json()["seenAs"] == "organisation"
    assert (await step(matching, match_id, "invitation", own)).json()["status"] == "invited"
    assert (await seen(matching, match_id, own, seenAs="lender")).json()["status"] == "invited"


async def _settled(matching: Running) -> list[dict[str, Any]]:
    await matching.settle()
    return await told(matching)
