"""Who waits for whom in a match: held back for a better tier, seen by whom, and how long an answer is owed."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from doorstroom_common.errors import Stale
from doorstroom_matching.domain.life import OPEN, REFERABLE, Noun, Side, Status
from doorstroom_matching.domain.match import Life, Match
from doorstroom_matching.domain.terms import due_after
from doorstroom_matching.domain.withdrawal import Because
from services.matching.tests.story import (
    CANDIDATE_ID,
    NOW,
    candidate,
    employment,
    judged,
    secondment_request,
    vacancy,
)
from services.matching.tests.unit.test_life import proposed, taken

LATER, SECOND = NOW + timedelta(days=4), timedelta(seconds=1)


def held() -> Match:
    return proposed(vacancy()).hold_back(NOW)


def test_a_pair_that_is_only_considered_has_no_version_and_no_term() -> None:
    match = Match.considered(UUID(int=1), vacancy(), CANDIDATE_ID, NOW)
    assert (match.version, match.need_version, match.candidate_version) == (0, 0, 0)
    assert (match.status, match.visible_to, match.life) == (Status.CONSIDERED, Side.ORGANISATION, Life())
    assert not match.is_asked_first


def test_who_is_held_back_is_seen_by_nobody_else_and_no_term_runs() -> None:
    match = held()
    assert (match.is_held_back, match.visible_to, match.life.due_at) == (True, Side.CANDIDATE, None)
    assert not match.is_shown_proposal
    assert not match.waits_for_answer(NOW)
    assert match.hold_back(LATER) == match


def test_who_is_released_is_a_proposal_of_that_moment() -> None:
    match = held()
    shown = match.release(match, 10, LATER)
    assert (shown.version, shown.proposed_at, shown.changed_at) == (match.version + 1, LATER, LATER)
    assert (shown.visible_to, shown.life) == (Side.ORGANISATION, Life(due_at=due_after(LATER, 10)))
    assert proposed(vacancy()).release(match, 10, LATER) == proposed(vacancy())


def test_an_answer_is_owed_until_the_term_has_passed_and_of_a_secondment_never() -> None:
    match = proposed(vacancy())
    due = match.life.due_at
    assert due is not None
    assert match.waits_for_answer(due - SECOND)
    assert not match.waits_for_answer(due)
    assert not match.let_pass(due).waits_for_answer(NOW)
    assert replace(match, life=Life()).waits_for_answer(NOW)
    assert not taken(match, Noun.CONTACT_REQUEST).waits_for_answer(NOW)
    lent = replace(proposed(secondment_request()), life=Life(said={"agreed": {}}))
    assert not lent.waits_for_answer(NOW)


def test_a_secondment_is_the_candidates_then_the_lenders_then_the_borrowers() -> None:
    match = proposed(secondment_request())
    asked = replace(match, life=Life(lender="duinmeer"))
    agreed = replace(match, life=Life(lender="duinmeer", said={"agreed": {}}))
    assert [each.visible_to for each in (match, asked, agreed)] == [Side.CANDIDATE, Side.LENDER, Side.ORGANISATION]
    assert [each.is_shown_proposal for each in (match, agreed)] == [False, True]


@pytest.mark.parametrize("status", list(Status))
def test_somebody_is_referred_once_contact_was_granted_and_not_before(status: Status) -> None:
    match = replace(proposed(vacancy()), status=status, life=Life(consent_until=NOW.date()))
    assert match.may_be_referred is (status in REFERABLE)
    assert not replace(match, life=Life()).may_be_referred
    assert not replace(held(), status=status).may_be_referred


@pytest.mark.parametrize("status", list(Status))
def test_only_what_is_open_can_be_withdrawn(status: Status) -> None:
    match = replace(proposed(vacancy()), status=status)
    gone = match.withdraw(Because.NEED_CLOSED, LATER)
    if status in OPEN:
        assert (gone.status, gone.because, gone.changed_at) == (Status.WITHDRAWN, Because.NEED_CLOSED, LATER)
        assert (gone.version, gone.life.due_at) == (match.version + 1, None)
    else:
        assert gone == match


def test_a_proposal_that_no_rule_carries_any_more_is_withdrawn_and_a_pair_that_never_was_one_stays() -> None:
    match, unfit = proposed(vacancy()), judged(person=candidate(version=2, lowest_scale="14"))
    gone = match.after(unfit, None, LATER)
    assert (gone.status, gone.because) == (Status.WITHDRAWN, Because.CANDIDATE_CHANGED)
    never = Match.considered(UUID(int=1), vacancy(), CANDIDATE_ID, NOW)
    assert never.after(unfit, None, LATER) == never


def test_what_still_holds_is_not_published_again() -> None:
    match = proposed(vacancy())
    assert match.record is not None
    same = match.propose(judged(vacancy(version=4), candidate(version=2)), match.record, LATER)
    assert same == replace(match, need_version=4, candidate_version=2)
    other = match.propose(judged(), {**match.record, "score": 1}, LATER)
    assert (other.version, other.proposed_at, other.changed_at) == (match.version + 1, NOW, LATER)
    assert other.life == match.life
    gone = match.withdraw(Because.NEED_CHANGED, NOW).propose(judged(), match.record, LATER)
    assert (gone.version, gone.proposed_at, gone.because) == (match.version + 2, LATER, None)
    assert gone.life.due_at == due_after(LATER, 10)


def test_a_step_is_one_version_on_and_says_why_it_ended_only_where_the_candidate_ended_it() -> None:
    match = proposed(vacancy())
    gone = taken(match, Noun.WITHDRAWAL)
    assert (gone.version, gone.because) == (match.version + 1, Because.CANDIDATE_WITHDREW)
    rejected = taken(replace(match, because=Because.NEED_CHANGED), Noun.REJECTION)
    assert (rejected.status, rejected.because) == (Status.REJECTED, None)
    assert gone.ended_by_people
    assert rejected.ended_by_people
    assert not match.withdraw(Because.NEED_CLOSED, NOW).ended_by_people
    assert not match.ended_by_people


def test_a_yes_by_referral_is_one_version_on_and_keeps_what_was_said_but_for_the_waiting() -> None:
    match = replace(held(), life=Life(said={**held().life.said, "wish": {}}))
    granted = match.grant_through(UUID(int=5), LATER.date(), LATER)
    assert (granted.version, granted.status) == (match.version + 1, Status.CONTACT_GRANTED)
    assert dict(granted.life.said) == {"wish": {}, "throughReferral": str(UUID(int=5))}
    assert (granted.life.consent_until, granted.changed_at) == (LATER.date(), LATER)
    assert Match.considered(UUID(int=1), vacancy(), CANDIDATE_ID, NOW).grant_through(
        UUID(int=5), LATER.date(), LATER
    ).record == {}  # fmt: skip


def test_who_is_no_longer_employed_by_whom_was_asked_to_lend_them_is_not_lent() -> None:
    life = Life(lender="duinmeer", said={"employer": "duinmeer"}, consent_until=NOW.date())
    match = replace(proposed(secondment_request()), status=Status.CANDIDATE_AGREED, life=life)
    still = match.after(judged(secondment_request(), candidate(version=2)), match.record, LATER)
    assert still.status is Status.CANDIDATE_AGREED
    moved = candidate(version=2, employment=employment("heidestad"))
    elsewhere = match.after(judged(secondment_request(), moved), match.record, LATER)
    assert (elsewhere.status, elsewhere.because) == (Status.WITHDRAWN, Because.CANDIDATE_CHANGED)
    nobody = match.after(judged(secondment_request(), candidate(None, version=2)), match.record, LATER)
    assert nobody.because is Because.CANDIDATE_CHANGED


def test_who_decided_on_another_version_is_refused() -> None:
    match = proposed(vacancy())
    match.expect(None)
    match.expect(match.version)
    with pytest.raises(Stale):
        match.expect(match.version + 1)


def test_the_rank_of_a_proposal_is_that_of_its_tier() -> None:
    assert proposed(vacancy()).tier_rank == judged().place.tier_rank > 1
