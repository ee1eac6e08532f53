"""The table of steps: whatever is tried in whatever order, nothing forbidden succeeds."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doorstroom_common.cloudevent import event_source
from doorstroom_common.errors import Conflict
from doorstroom_common.settings import SYNTHETIC_OIN
from doorstroom_common.testing.contracts import validate_event
from doorstroom_matching.application.published import match_event
from doorstroom_matching.application.record import record_of
from doorstroom_matching.domain.crowd import FIELDS, ShownCard
from doorstroom_matching.domain.life import (
    OPEN,
    QUESTIONS,
    SIDES,
    STEPS,
    Noun,
    Side,
    Status,
    answers,
    following,
    goes_on,
    step_of,
)
from doorstroom_matching.domain.match import Life, Match
from doorstroom_matching.domain.need import Need, NeedKind
from doorstroom_matching.domain.terms import consent_is_sound, due_after
from doorstroom_matching.domain.withdrawal import Because
from services.matching.tests.story import CANDIDATE_ID, NEED_ID, NOW, candidate, judged, secondment_request, vacancy

ALLOWED = {
    NeedKind.VACANCY: {
        "proposed": {"contact-request", "rejection", "withdrawal"},
        "contact-requested": {"contact-grant", "contact-refusal", "rejection", "withdrawal"},
        "contact-granted": {"invitation", "rejection", "withdrawal"},
        "invited": {"offer", "rejection", "withdrawal"},
        "offered": {"placement", "rejection", "withdrawal"},
    },
    NeedKind.SECONDMENT_REQUEST: {
        "proposed": {"agreement", "contact-refusal"},
        "candidate-agreed": {"employer-consent", "employer-refusal", "withdrawal"},
        "employer-agreed": {"invitation", "rejection", "employer-refusal", "withdrawal"},
        "invited": {"offer", "rejection", "employer-refusal", "withdrawal"},
        "offered": {"placement", "rejection", "employer-refusal", "withdrawal"},
    },
}
"""Written down a second time, by status: what may follow, and nothing else."""

NEEDS = {NeedKind.VACANCY: vacancy(), NeedKind.SECONDMENT_REQUEST: secondment_request()}


def proposed(need: Need) -> Match:
    verdict = judged(need)
    record = record_of(verdict, ShownCard(verdict.card))
    assert record is not None
    return Match.considered(NEED_ID, need, CANDIDATE_ID, NOW).after(verdict, record, NOW)


def taken(match: Match, noun: Noun, life: Life | None = None) -> Match:
    return match.take(match.following(noun, NOW), life or match.life, NOW)


@given(kind=st.sampled_from(list(NeedKind)), nouns=st.lists(st.sampled_from(list(Noun)), max_size=12))
def test_in_no_order_does_a_forbidden_step_succeed_and_an_allowed_one_always_does(
    kind: NeedKind, nouns: list[Noun]
) -> None:
    match = proposed(NEEDS[kind])
    for noun in nouns:
        allowed = ALLOWED[kind].get(match.status, set())
        if noun in allowed:
            after = taken(match, noun)
            assert after.version == match.version + 1
            match = after
        else:
            with pytest.raises(Conflict) as refused:
                match.following(noun, NOW)
            assert refused.value.slug == "wrong-status"
            assert all(left in refused.value.detail for left in allowed)


@pytest.mark.parametrize("kind", list(NeedKind))
def test_from_every_status_that_is_open_somebody_can_go_on_and_from_no_other(kind: NeedKind) -> None:
    for status in Status:
        assert set(following(kind, status)) == ALLOWED[kind].get(status, set())
        assert bool(following(kind, status)) == (status in OPEN and status in ALLOWED[kind])


def test_each_step_is_the_same_sides_for_both_kinds_of_need() -> None:
    assert all(step.side is SIDES[step.noun] for step in STEPS)
    assert Side.SYSTEM not in SIDES.values()


@pytest.mark.parametrize("status", sorted(QUESTIONS))
def test_an_answer_after_its_term_is_refused_even_before_anybody_noticed(status: Status) -> None:
    kind = NeedKind.VACANCY if status is Status.CONTACT_REQUESTED else NeedKind.SECONDMENT_REQUEST
    noun = Noun.CONTACT_GRANT if kind is NeedKind.VACANCY else Noun.EMPLOYER_CONSENT
    due = due_after(NOW, 5)
    match = replace(proposed(NEEDS[kind]), status=status, life=Life(due_at=due))
    assert match.following(noun, due - timedelta(seconds=1)) == step_of(noun, kind)
    with pytest.raises(Conflict, match="term"):
        match.following(noun, due)
    silent = match.let_pass(due)
    assert (silent.status, silent.version) == (Status.NO_ANSWER, match.version + 1)
    with pytest.raises(Conflict, match="term"):
        silent.following(noun, due)
    assert silent.let_pass(due) == silent


def test_a_proposal_is_overdue_once_and_stays_proposed() -> None:
    match = proposed(vacancy())
    due = match.life.due_at
    assert due == due_after(NOW, 10)
    late = match.let_pass(due)
    assert (late.status, late.life.overdue_since, late.version) == (Status.PROPOSED, due, match.version + 1)
    assert late.let_pass(due) == late
    assert match.let_pass(due + timedelta(days=1)) == match


def test_a_late_proposal_that_changes_is_published_as_late() -> None:
    match = proposed(vacancy())
    assert match.life.due_at is not None
    late = match.let_pass(match.life.due_at)
    changed = late.propose(judged(vacancy()), {**(late.record or {}), "score": 1}, NOW)
    event = json.loads(match_event(changed, 1, event_source(SYNTHETIC_OIN, "matching"), NOW).to_bytes())
    validate_event(event)
    assert event["data"]["overdueSince"] == "2026-03-12T23:00:00Z"
    assert "overdueSince" not in match_event(match, 1, "x", NOW).data


@pytest.mark.parametrize("status", [status for status in Status if status not in OPEN and status != "considered"])
def test_what_people_ended_is_never_proposed_again_by_the_rules(status: Status) -> None:
    verdict = judged()
    because = Because.CANDIDATE_WITHDREW if status is Status.WITHDRAWN else None
    ended = replace(proposed(vacancy()), status=status, because=because)
    assert ended.after(verdict, record_of(verdict, ShownCard(verdict.card)), NOW) == ended


def test_what_the_rules_withdrew_is_proposed_again_afresh() -> None:
    verdict = judged()
    match = replace(proposed(vacancy()), life=Life(consent_until=NOW.date(), lender="duinmeer"))
    gone = match.withdraw(Because.NEED_CLOSED, NOW)
    again = gone.after(verdict, record_of(verdict, ShownCard(verdict.card)), NOW)
    assert again.status is Status.PROPOSED
    assert (again.life.consent_until, again.life.lender) == (None, None)


@pytest.mark.parametrize("status", sorted(OPEN - {Status.PROPOSED, Status.CONTACT_REQUESTED}))
def test_once_people_decide_a_rule_that_fails_no_longer_ends_it_but_an_end_of_either_side_does(status: Status) -> None:
    match = replace(proposed(vacancy()), status=status)
    unfit = judged(vacancy(version=4), candidate(version=2, lowest_scale="14"))
    assert record_of(unfit, ShownCard(unfit.card)) is None
    assert match.after(unfit, None, NOW).status is status
    closed = match.after(judged(vacancy(version=5, is_open=False)), None, NOW)
    assert (closed.status, closed.because) == (Status.WITHDRAWN, Because.NEED_CLOSED)
    gone = match.after(judged(person=candidate(version=2, is_active=False)), None, NOW)
    assert gone.because is Because.CANDIDATE_WITHDRAWN
    shut = match.after(judged(vacancy(version=6, audience=())), None, NOW)
    assert shut.because is Because.OUT_OF_AUDIENCE


def asked_first() -> Match:
    """Its organisation sees it only after the person's yes."""
    verdict = judged()
    record = record_of(verdict, ShownCard(verdict.card, FIELDS, asked_first=True))
    return Match.considered(NEED_ID, vacancy(), CANDIDATE_ID, NOW).after(verdict, record, NOW)


def test_who_is_asked_first_is_seen_by_nobody_else_and_nobody_has_a_term_for_them() -> None:
    hidden, whole = asked_first(), proposed(vacancy())
    assert (hidden.visible_to, hidden.life.due_at) == (Side.CANDIDATE, None)
    later = NOW + timedelta(days=4)
    shown = hidden.after(judged(), whole.record, later)
    assert (shown.visible_to, shown.life.due_at) == (Side.ORGANISATION, due_after(later, 10))
    late = shown.let_pass(due_after(later, 10))
    again = late.after(judged(), hidden.record, later)
    assert (again.visible_to, again.life) == (Side.CANDIDATE, Life())


def test_once_contact_is_asked_for_a_card_may_lose_everything_and_the_match_is_still_seen() -> None:
    asked = taken(proposed(vacancy()), Noun.CONTACT_REQUEST)
    empty = asked_first().record
    after = asked.after(judged(), empty, NOW + timedelta(days=1))
    assert (after.visible_to, after.version, after.changed_at) == (Side.ORGANISATION, asked.version + 1, NOW)
    assert after.record is not None
    assert after.record["card"] == {"skillsAsked": 2, "withheld": list(FIELDS)}
    assert after.after(judged(), empty, NOW) == after
    granted = taken(asked, Noun.CONTACT_GRANT)
    assert granted.after(judged(), empty, NOW) == granted


def test_a_yes_for_a_receiver_shows_them_a_match_that_was_the_candidates_alone() -> None:
    granted = asked_first().grant_through(NEED_ID, NOW.date(), NOW)
    assert (granted.visible_to, granted.is_asked_first) == (Side.ORGANISATION, False)


def test_before_the_persons_yes_any_rule_ends_it() -> None:
    match = replace(proposed(vacancy()), status=Status.CONTACT_REQUESTED)
    unfit = match.after(judged(person=candidate(version=2, lowest_scale="14")), None, NOW)
    assert unfit.because is Because.CANDIDATE_CHANGED


def test_a_consent_lasts_from_today_and_a_year_at_most() -> None:
    today = NOW.date()
    assert consent_is_sound(today, NOW)
    assert consent_is_sound(today + timedelta(days=365), NOW)
    assert not consent_is_sound(today - timedelta(days=1), NOW)
    assert not consent_is_sound(today + timedelta(days=366), NOW)


def test_an_organisation_goes_on_by_asking_for_contact_or_inviting_whom_it_may_borrow_and_not_by_rejecting() -> None:
    assert {(step.kind, step.noun) for step in STEPS if goes_on(step)} == {
        (NeedKind.VACANCY, Noun.CONTACT_REQUEST),
        (NeedKind.SECONDMENT_REQUEST, Noun.INVITATION),
    }


def test_only_what_answers_a_question_can_come_too_late_and_withdrawing_never_does() -> None:
    assert {(step.kind, step.noun) for step in STEPS if answers(step)} == {
        (NeedKind.VACANCY, Noun.CONTACT_GRANT),
        (NeedKind.VACANCY, Noun.CONTACT_REFUSAL),
        (NeedKind.SECONDMENT_REQUEST, Noun.EMPLOYER_CONSENT),
        (NeedKind.SECONDMENT_REQUEST, Noun.EMPLOYER_REFUSAL),
    }
