"""A referral from its making to its answer: what may follow, by whom, and until when."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from doorstroom_common.errors import Conflict, Invalid, Stale
from doorstroom_matching.domain.referral import (
    SIDE_OF,
    Referral,
    ReferralNoun,
    ReferralSide,
    ReferralStatus,
    may_follow,
)
from doorstroom_matching.domain.terms import due_after
from services.matching.tests.story import CANDIDATE_ID, NEED_ID, NOW, PERSON

DUE, LATER = due_after(NOW, 5), NOW + timedelta(days=1)
SECOND = timedelta(seconds=1)
WAITING = {ReferralStatus.AWAITING_CONSENT, ReferralStatus.SENT}
ANSWERS: dict[str, Callable[[Referral], Referral]] = {
    "accepted": lambda referral: referral.accept(LATER),
    "declined": lambda referral: referral.decline("skills", LATER),
    "forwarded": lambda referral: referral.forward(LATER),
}


def made(**changes: object) -> Referral:
    referral = Referral(
        UUID(int=1), UUID(int=2), CANDIDATE_ID, PERSON, "waterrijk", "heidestad", None, 1, {}, "hash", NOW, NOW, DUE
    )
    return replace(referral, **changes)  # type: ignore[arg-type]


def sent() -> Referral:
    return made().consent(None, DUE, NOW)


def test_it_begins_by_asking_the_person() -> None:
    referral = made()
    assert (referral.status, referral.version) == (ReferralStatus.AWAITING_CONSENT, 1)
    assert may_follow(referral) == [ReferralNoun.CONSENT]
    for answer in ANSWERS.values():
        with pytest.raises(Conflict) as refused:
            answer(referral)
        assert refused.value.slug == "wrong-status"


def test_with_the_persons_yes_the_receiver_has_a_term_and_the_consent_an_end() -> None:
    referral = sent()
    assert (referral.status, referral.version, referral.due_at) == (ReferralStatus.SENT, 2, DUE)
    assert (referral.sent_at, referral.consent_until) == (NOW, NOW.date() + timedelta(days=90))
    assert made().consent(NOW.date(), DUE, NOW).consent_until == NOW.date()
    with pytest.raises(Invalid):
        made().consent(NOW.date() - timedelta(days=1), DUE, NOW)


def test_the_person_says_no_before_it_is_sent_and_no_more_after_that() -> None:
    refused = made().refuse(LATER)
    assert (refused.status, refused.answered_at) == (ReferralStatus.CONSENT_REFUSED, LATER)
    taken_back = sent().refuse(LATER)
    assert (taken_back.status, taken_back.answered_at) == (ReferralStatus.WITHDRAWN, None)
    with pytest.raises(Conflict):
        taken_back.refuse(LATER)


@pytest.mark.parametrize("status", ANSWERS)
def test_the_receiver_answers_once(status: str) -> None:
    answered = ANSWERS[status](sent())
    assert (answered.status, answered.version, answered.answered_at) == (ReferralStatus(status), 3, LATER)
    assert (answered.due_at, answered.changed_at) == (None, LATER)
    assert answered.reason == ("skills" if status == "declined" else None)
    assert may_follow(answered) == []
    for again in ANSWERS.values():
        with pytest.raises(Conflict):
            again(answered)


@pytest.mark.parametrize("generation", [1, 2, 3])
def test_it_is_forwarded_once_and_no_further(generation: int) -> None:
    referral = replace(sent(), generation=generation)
    may = generation == 1
    assert (ReferralNoun.FORWARDING in may_follow(referral)) is may
    assert set(may_follow(referral)) >= {ReferralNoun.CONSENT, ReferralNoun.ACCEPTANCE, ReferralNoun.DECLINATION}
    if may:
        assert referral.forward(LATER).status is ReferralStatus.FORWARDED
    else:
        with pytest.raises(Conflict) as refused:
            referral.forward(LATER)
        assert refused.value.slug != "wrong-status"


def test_an_answer_at_the_end_of_its_term_comes_too_late_and_one_before_it_does_not() -> None:
    assert sent().accept(DUE - SECOND).status is ReferralStatus.ACCEPTED
    assert made().consent(None, DUE, DUE - SECOND).status is ReferralStatus.SENT
    with pytest.raises(Conflict, match="term"):
        sent().accept(DUE)
    with pytest.raises(Conflict, match="term"):
        made().consent(None, DUE, DUE)
    with pytest.raises(Conflict, match="term"):
        made().refuse(DUE)


def test_silence_ends_it_at_its_own_term_alone() -> None:
    referral = sent()
    silent = referral.let_pass(DUE)
    assert (silent.status, silent.changed_at, silent.answered_at) == (ReferralStatus.NO_ANSWER, DUE, None)
    assert referral.let_pass(DUE + SECOND) == referral
    answered = referral.accept(LATER)
    assert answered.let_pass(DUE) == answered
    kept = replace(answered, due_at=DUE)
    assert kept.let_pass(DUE) == kept
    with pytest.raises(Conflict, match="term"):
        silent.accept(LATER)


@pytest.mark.parametrize("status", list(ReferralStatus))
def test_it_ends_when_what_it_rested_on_is_gone_unless_it_has_ended_already(status: ReferralStatus) -> None:
    referral = made(status=status)
    gone = referral.withdraw(LATER)
    if status in WAITING | {ReferralStatus.ACCEPTED}:
        assert (gone.status, gone.version) == (ReferralStatus.WITHDRAWN, 2)
    else:
        assert gone == referral


def test_who_decided_on_another_version_is_refused() -> None:
    made().expect(None)
    made().expect(1)
    with pytest.raises(Stale):
        made().expect(2)


def test_a_referral_is_for_an_organisation_or_for_a_vacancy_of_it() -> None:
    assert made().need_id is None
    assert made(need={"id": str(NEED_ID)}).need_id == NEED_ID


def test_each_answer_is_somebodys() -> None:
    assert SIDE_OF[ReferralNoun.CONSENT] is ReferralSide.CANDIDATE
    assert {side for noun, side in SIDE_OF.items() if noun is not ReferralNoun.CONSENT} == {ReferralSide.RECEIVER}
