"""Who is told what by the public types: what an organisation may see and no more, a present employer nothing."""

import itertools
from collections.abc import Sequence
from typing import Any

import pytest

from doorstroom_common.cloudevent import CloudEvent
from doorstroom_common.testing.running import Running
from services.notification.tests import life
from services.notification.tests.feed import opened, publish, told, types

AVAILABLE, CHANGED, UNAVAILABLE = (f"nl.matches.match-{word}.v1" for word in ("available", "changed", "unavailable"))
ANSWERED = "nl.matches.contact-answered.v1"
VACANCY, VACANCY_GONE = "nl.vacancies.vacancy-available.v1", "nl.vacancies.vacancy-unavailable.v1"
STAGE = "nl.vacancies.stage-opened.v1"
RECEIVED, REPLIED, TAKEN_BACK = (
    f"nl.referrals.{word}.v1" for word in ("referral-received", "answer-received", "referral-unavailable")
)
PLACED, PLACED_ANEW = "nl.placements.placement-available.v1", "nl.placements.placement-changed.v1"
EVERYBODY = (life.OWNER, life.LENDER, life.RECEIVER)
GRANTED = (life.proposed(), life.step("contact-requested", 2), life.step("contact-granted", 3))
AGREED: dict[str, Any] = {"lent": True, "agreed": life.AGREED}
LENT = (
    life.proposed(lent=True),
    life.step("candidate-agreed", 2, lent=True, visible_to="lender"),
    life.step("employer-agreed", 3, **AGREED),
)


async def heard(service: Running, organisation: str) -> list[str]:
    return types(await told(service, organisation))


async def test_a_stage_is_told_to_those_to_whom_it_was_open_already_and_to_whose_vacancy_it_is(
    notification: Running,
) -> None:
    data = await opened(notification)
    joins = {**data["audience"][1], "organisation": "heidestad", "from": "2027-02-02T08:00:00Z"}
    later = {"stage": "linked", "stageOpenedAt": "2027-02-02T08:00:00Z", "audience": [*data["audience"], joins]}
    for version in (3, 4):
        await opened(notification, version, **later)
    await notification.publish_example("nl.vacancies.vacancy-closed.v1", version=5)
    await notification.settle()
    assert await heard(notification, "duinmeer") == [VACANCY, STAGE, VACANCY_GONE]
    assert await heard(notification, "heidestad") == [VACANCY, VACANCY_GONE]
    assert await heard(notification, "waterrijk") == [STAGE, STAGE]


async def test_the_steps_and_the_end_of_a_match_are_told_to_the_organisation_of_its_vacancy_alone(
    notification: Running,
) -> None:
    offered = (life.step("invited", 4), life.step("offered", 5))
    await publish(notification, *GRANTED, *offered, *offered, life.step("placed", 6), life.placement())
    assert await heard(notification, life.OWNER) == [
        AVAILABLE,
        CHANGED,
        ANSWERED,
        CHANGED,
        CHANGED,
        UNAVAILABLE,
        PLACED,
    ]
    assert await heard(notification, life.LENDER) == await heard(notification, life.RECEIVER) == []


@pytest.mark.parametrize("answer", ["contact-granted", "contact-declined", "no-answer"])
async def test_a_yes_a_no_and_silence_are_told_alike(notification: Running, answer: str) -> None:
    await publish(notification, *GRANTED[:2], life.step(answer, 3))
    events = await told(notification, life.OWNER)
    assert types(events) == [AVAILABLE, CHANGED, ANSWERED]
    assert life.CANDIDATE not in str(events)
    assert not any(word in str(events) for word in ("granted", "declined", "no-answer"))


async def test_an_overdue_answer_and_the_end_of_contact_are_told_as_a_change(notification: Running) -> None:
    await publish(notification, life.proposed(), life.step("proposed", 2, taken="answer-overdue"))
    assert await heard(notification, life.OWNER) == [AVAILABLE, CHANGED]
    await publish(notification, life.step("contact-granted", 3), life.disclosure(), life.disclosure(2, "expired"))
    assert await heard(notification, life.OWNER) == [AVAILABLE, CHANGED, ANSWERED, CHANGED]


async def test_a_secondment_is_told_to_each_in_turn_and_to_nobody_before(notification: Running) -> None:
    await publish(notification, LENT[0])
    assert [await heard(notification, each) for each in EVERYBODY] == [[], [], []]
    await publish(notification, LENT[1])
    assert [await heard(notification, each) for each in EVERYBODY] == [[], [AVAILABLE], []]
    await publish(notification, LENT[2], life.step("invited", 4, **AGREED))
    of_lender, of_borrower = [AVAILABLE, CHANGED, CHANGED], [AVAILABLE, CHANGED]
    assert [await heard(notification, each) for each in EVERYBODY] == [of_borrower, of_lender, []]
    moved = (life.lending(), life.lending(2, extensionDueAt="2026-10-01T07:00:00Z"))
    await publish(notification, life.step("placed", 5, **AGREED), *moved, life.lending(3, status="ended"))
    end = [UNAVAILABLE, PLACED, PLACED_ANEW, PLACED_ANEW]
    assert [await heard(notification, each) for each in EVERYBODY] == [of_borrower + end, of_lender + end, []]


async def test_of_a_secondment_that_fails_before_its_turn_a_borrower_hears_nothing(notification: Running) -> None:
    await publish(notification, *LENT[:2], life.withdrawn(3, "candidate-withdrew", lent=True, visible_to="candidate"))
    assert await heard(notification, life.OWNER) == []
    assert await heard(notification, life.LENDER) == [UNAVAILABLE]


async def test_a_present_employer_is_told_of_nothing_that_its_people_do_elsewhere(notification: Running) -> None:
    """Though facts name it, as the employer that is left; its feed does not even begin."""
    named: dict[str, Any] = {"lender": life.LENDER}
    statuses = ("contact-requested", "contact-granted", "invited", "offered", "placed", "rejected", "no-answer")
    facts: list[CloudEvent] = [life.proposed()]
    facts += [life.step(status, version, **named) for version, status in enumerate(statuses, 2)]
    facts += [life.disclosure(), life.disclosure(2, "expired"), life.withdrawn(20, "candidate-withdrew")]
    facts += [life.referral("awaiting-consent", 1), life.referral("sent", 2), life.referral("accepted", 3)]
    facts += [life.placement(), life.placement(2, status="started"), life.placement(3, status="ended")]
    facts += [life.proposed(lent=True), life.step("contact-declined", 2, lent=True, visible_to="candidate", **named)]
    await publish(notification, *facts, life.erased())
    assert await heard(notification, life.OWNER)
    assert await heard(notification, life.LENDER) == []
    for table in ("notice", "notice_standing", "notice_feed"):
        assert life.LENDER not in str(await notification.rows(f"SELECT * FROM {table}"))


@pytest.mark.parametrize("because", ["candidate-changed", "candidate-withdrew", "consent-withdrawn", "need-closed"])
async def test_whatever_ends_a_match_is_told_in_one_word_which_is_all_that_is_left(
    notification: Running, because: str
) -> None:
    await publish(notification, *GRANTED, life.withdrawn(4, because), life.withdrawn(4, because))
    (event,) = await told(notification, life.OWNER)
    assert event["type"] == UNAVAILABLE
    assert event["data"] == {"matchId": life.MATCH, "link": f"/matching/v1/matches/{life.MATCH}"}
    await publish(notification, life.proposed(5, proposedAt="2026-03-02T08:40:00Z"))
    assert await heard(notification, life.OWNER) == [UNAVAILABLE, AVAILABLE]


async def test_who_was_never_told_of_a_match_is_not_told_of_its_end(notification: Running) -> None:
    hidden = life.proposed(visibleTo="candidate", card={"skillsAsked": 2})
    await publish(notification, hidden, life.withdrawn(2, "candidate-withdrew"))
    assert await heard(notification, life.OWNER) == []


async def test_a_match_that_is_shown_no_longer_is_told_as_such_and_again_when_it_is(notification: Running) -> None:
    hidden: dict[str, Any] = {"visibleTo": "candidate", "card": {"skillsAsked": 2}}
    await publish(notification, life.proposed(), life.proposed(2, **hidden), life.proposed(3))
    assert await heard(notification, life.OWNER) == [AVAILABLE, UNAVAILABLE, AVAILABLE]


async def test_a_referral_its_answer_and_its_withdrawal_are_told_to_both_sides(notification: Running) -> None:
    await publish(notification, life.referral("awaiting-consent", 1), life.referral("sent", 2))
    assert await heard(notification, life.RECEIVER) == [RECEIVED]
    await publish(notification, life.referral("accepted", 3))
    assert await heard(notification, life.OWNER) == [REPLIED]
    await publish(notification, life.referral("withdrawn", 4), life.referral("withdrawn", 4))
    assert await heard(notification, life.RECEIVER) == await heard(notification, life.OWNER) == [TAKEN_BACK]


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
async def test_after_an_erasure_those_who_knew_are_told_that_it_is_gone_and_nothing_else_is_left(
    notification: Running, order: Sequence[int]
) -> None:
    await opened(notification)
    before = await told(notification, "duinmeer")
    await publish(notification, *GRANTED, life.referral("awaiting-consent", 1), life.referral("sent", 2))
    ending = (life.withdrawn(4, "candidate-erased"), life.referral("withdrawn", 3, candidateId=None), life.erased())
    await publish(notification, *(ending[number] for number in order))
    of_match = [event for event in await told(notification, life.OWNER) if event["subject"] == life.MATCH]
    assert types(of_match) == [UNAVAILABLE]
    assert await heard(notification, life.RECEIVER) == [TAKEN_BACK]
    assert await told(notification, "duinmeer") == before
    left = str(await notification.rows("SELECT * FROM notice_standing"))
    assert life.MATCH not in left
    assert life.REFERRAL not in left


async def test_a_fact_that_comes_after_the_erasure_tells_nobody(notification: Running) -> None:
    await publish(
        notification, life.erased(), *GRANTED, life.referral("sent", 2), life.withdrawn(9, "candidate-erased")
    )
    assert [await heard(notification, each) for each in EVERYBODY] == [[], [], []]
