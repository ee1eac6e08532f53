"""Nobody of a lower tier is asked while somebody of a better one, whom the organisation sees, waits for an answer."""

from datetime import timedelta
from uuid import uuid4

from doorstroom_common.testing.running import Running
from services.matching.tests import facts
from services.matching.tests.http.test_overruling import REASON, owner, refused, two_tiers
from services.matching.tests.story import NEED_ID
from services.matching.tests.taking import (
    BORROWER,
    CONSENT,
    MATCHES,
    known,
    organisation,
    person,
    ref,
    seen,
    step,
    told,
    walk,
)


async def may_do(matching: Running, match_id: str, headers: dict[str, str]) -> list[str]:
    """The same wherever it is answered: of the match, in each list, and among what waits."""
    answers = [(await seen(matching, match_id, headers)).json()["mayDo"]]
    for path, query in ((MATCHES, {}), (MATCHES, {"needId": str(NEED_ID)}), ("/matching/v1/pending-answers", {})):
        items = (await matching.http.get(path, params=query, headers=headers)).json()["items"]
        answers += [item["mayDo"] for item in items if item.get("matchId", item.get("id")) == match_id]
    assert all(answer == answers[0] for answer in answers), answers
    found: list[str] = answers[0]
    return found


async def test_a_lower_tier_is_not_asked_before_each_of_a_better_one_has_an_answer(matching: Running) -> None:
    better, lower = await two_tiers(matching)
    assert await may_do(matching, lower, owner(matching)) == ["rejection", "overruling"]
    assert "contact-request" in await may_do(matching, better, owner(matching))
    answer = await step(matching, lower, "contact-request", owner(matching))
    assert refused(answer) == "better-tier-waits"
    assert "2026-03-12" in answer.json()["detail"]
    assert (await step(matching, better, "contact-request", owner(matching))).status_code == 200
    assert await may_do(matching, lower, owner(matching)) == ["contact-request", "rejection"]
    assert (await step(matching, lower, "contact-request", owner(matching))).status_code == 200


async def test_the_refusal_tells_the_same_of_one_and_of_several(matching: Running) -> None:
    _, lower = await two_tiers(matching)
    one = (await step(matching, lower, "contact-request", owner(matching))).json()["detail"]
    await matching.publish(facts.candidate(candidate_id=uuid4(), employer="waterrijk", hiddenFromEmployer=False))
    await matching.settle()
    assert (await step(matching, lower, "contact-request", owner(matching))).json()["detail"] == one


async def test_after_the_term_of_the_covenant_the_next_tier_may_be_asked(matching: Running) -> None:
    better, _ = await two_tiers(matching)
    await matching.advance(timedelta(days=5))
    late = facts.candidate(candidate_id=uuid4(), employer="rietdam", personRef=ref(matching, "late"))
    await matching.publish(late)
    await matching.settle()
    (row,) = await matching.rows("SELECT match_id FROM match WHERE candidate_id = $1", late.data["candidateId"])
    lower = str(row["match_id"])
    assert refused(await step(matching, lower, "contact-request", owner(matching))) == "better-tier-waits"
    await matching.advance(timedelta(days=6))
    assert (await seen(matching, better, owner(matching))).json()["overdueSince"]
    assert (await step(matching, lower, "contact-request", owner(matching))).status_code == 200


async def test_an_overruled_order_holds_the_match_no_more_also_when_it_is_told_anew(matching: Running) -> None:
    _, lower = await two_tiers(matching)
    await step(matching, lower, "overruling", owner(matching), **REASON)
    assert await may_do(matching, lower, owner(matching)) == ["contact-request", "rejection"]
    await known(matching, "changed", version=2, skills=facts.SKILLS)
    assert (await seen(matching, lower, owner(matching))).json()["steps"][-1]["taken"] == "order-overruled"
    assert (await step(matching, lower, "contact-request", owner(matching))).status_code == 200


async def test_whom_the_organisation_does_not_see_bars_nobody(matching: Running) -> None:
    """Own staff whose card too few share stand higher: that there is somebody at all is theirs to tell."""
    better, lower = await two_of_few(matching)
    assert (await seen(matching, better, owner(matching))).status_code == 404
    assert (await step(matching, lower, "showing", person(matching), agreed=True)).status_code == 200
    await matching.settle()
    assert await may_do(matching, lower, owner(matching)) == ["contact-request", "rejection"]
    nothing = await step(matching, lower, "overruling", owner(matching), **REASON)
    assert refused(nothing) == "nothing-to-overrule"
    assert (await step(matching, lower, "contact-request", owner(matching))).status_code == 200


async def two_of_few(matching: Running) -> tuple[str, str]:
    """As `two_tiers`, where nobody else shows such a card."""
    await matching.publish(facts.vacancy())
    own = facts.candidate(
        candidate_id=uuid4(), employer="waterrijk", hiddenFromEmployer=False, personRef=ref(matching, "own")
    )
    for one in (own, facts.candidate(personRef=ref(matching))):
        await matching.publish(one)
    await matching.settle()
    found = await matching.rows("SELECT match_id FROM match ORDER BY tier_rank")
    better, lower = (str(row["match_id"]) for row in found)
    return better, lower


async def test_somebody_who_is_lent_is_invited_in_the_same_order(matching: Running) -> None:
    """From both yeses on: before that the borrower sees nobody, so nobody bars anybody."""
    await matching.publish(facts.secondment(uuid4()))
    await known(matching)
    own = facts.candidate(
        candidate_id=uuid4(), employer=BORROWER, hiddenFromEmployer=False, personRef=ref(matching, "own")
    )
    await matching.publish(own)
    await matching.settle()
    found = await matching.rows("SELECT match_id FROM match ORDER BY tier_rank")
    better, lower = (str(row["match_id"]) for row in found)
    await walk(matching, lower, "agreement", "employer-consent")
    borrower = organisation(matching, BORROWER)
    assert "invitation" in (await seen(matching, lower, borrower)).json()["mayDo"]
    await walk(matching, better, "agreement", subject="own")
    assert "invitation" in (await seen(matching, lower, borrower)).json()["mayDo"]
    assert (await step(matching, better, "employer-consent", borrower, **CONSENT)).status_code == 200
    assert refused(await step(matching, lower, "invitation", borrower)) == "better-tier-waits"
    overruled = await step(matching, lower, "overruling", borrower, **REASON)
    assert overruled.status_code == 200, overruled.text
    assert "invitation" in overruled.json()["mayDo"]
    await matching.settle()
    last = [each["data"] for each in await told(matching) if each["data"]["matchId"] == lower][-1]
    assert (last["status"], last["step"]["taken"]) == ("employer-agreed", "employer-agreed")
    assert (await step(matching, lower, "invitation", borrower)).status_code == 200
