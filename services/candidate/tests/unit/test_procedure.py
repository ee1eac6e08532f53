"""Who may know whom, and until when: the rules, without database or bus."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doorstroom_candidate.application.reading import match_procedure, referral_procedure
from doorstroom_candidate.domain.disclosure import Because, Disclosure, End, Purpose, Receiver
from doorstroom_candidate.domain.procedure import Procedure
from doorstroom_common.identifiers import new_id
from services.candidate.tests.facts import Story
from services.candidate.tests.story import NOW

CANDIDATE = str(new_id())
WATERRIJK = Receiver("waterrijk", Purpose.CONTACT)
LENDER, BORROWER = Receiver("duinmeer", Purpose.EMPLOYER_CONSENT), Receiver("waterrijk", Purpose.SECONDMENT)
STATUSES = [
    "proposed", "contact-requested", "contact-granted", "contact-declined", "candidate-agreed", "employer-agreed",
    "employer-declined", "invited", "offered", "placed", "rejected", "no-answer", "a-status-of-later",
]  # fmt: skip


def match(status: str, *, kind: str = "vacancy", at: datetime = NOW, **more: Any) -> Procedure:
    if status == "placed":
        more = {"placement": {"startDate": "2026-06-01"}, **more}
    read = match_procedure(Story(CANDIDATE, kind=kind).step(status, at, **more))
    assert read is not None
    return read


def disclosed(procedure: Procedure, receiver: Receiver = WATERRIJK, *, ended: End | None = None) -> Disclosure:
    return Disclosure(
        person_ref=new_id(),
        disclosure_id=new_id(),
        candidate_id=procedure.candidate_id,
        version=1,
        receiver=receiver,
        match_id=procedure.procedure_id,
        referral_id=None,
        need_id=None,
        from_at=NOW,
        until=End(NOW + timedelta(days=90), Because.EXPIRED),
        ended=ended,
    )


def new(procedure: Procedure, known: Sequence[Disclosure] = (), now: datetime = NOW) -> list[Receiver]:
    return list(procedure.newly_shown_to(known, now))


@pytest.mark.parametrize("status", STATUSES)
def test_of_a_vacancy_only_its_organisation_and_only_after_the_person_s_yes(status: str) -> None:
    after = status in ("contact-granted", "invited", "offered", "placed")
    assert new(match(status, lender="duinmeer")) == ([WATERRIJK] if after else [])


@pytest.mark.parametrize("status", STATUSES)
def test_of_a_secondment_first_the_lender_and_the_borrower_after_two_yeses(status: str) -> None:
    both = status in ("employer-agreed", "invited", "offered", "placed")
    expected = [LENDER, BORROWER] if both else [LENDER] if status == "candidate-agreed" else []
    assert new(match(status, kind="secondment-request", lender="duinmeer")) == expected


def test_of_a_referral_the_receiver_who_accepted_it() -> None:
    for status in ("awaiting-consent", "sent", "consent-refused", "declined", "no-answer", "forwarded", "withdrawn"):
        read = referral_procedure(Story(CANDIDATE).referral(status, NOW))
        assert read is not None
        assert new(read) == []
    read = referral_procedure(Story(CANDIDATE).referral("accepted", NOW))
    assert read is not None
    assert (new(read), read.end()) == (
        [Receiver("waterrijk", Purpose.REFERRAL)],
        End(NOW + timedelta(days=90), Because.EXPIRED),
    )


def test_a_consent_holds_through_its_last_day_for_ninety_days_by_default_and_for_a_year_at_most() -> None:
    assert match("contact-granted").end() == End(NOW + timedelta(days=90), Because.EXPIRED)
    last_day = match("contact-granted", consentUntil="2026-03-31").end()
    assert last_day.at == datetime(2026, 3, 31, 22, tzinfo=UTC)  # summer time has begun
    assert match("contact-granted", consentUntil="2031-01-01").end().at == NOW.replace(year=2027)


def test_after_a_placement_it_ends_where_the_job_begins_and_not_later_than_the_consent() -> None:
    assert match("placed", consentUntil="2026-12-31").end() == End(
        datetime(2026, 5, 31, 22, tzinfo=UTC), Because.PLACED
    )
    assert match("placed", consentUntil="2026-05-01").end().because is Because.EXPIRED


@pytest.mark.parametrize("status", ["rejected", "no-answer", "contact-declined", "proposed", "a-status-of-later"])
def test_four_weeks_after_the_procedure_it_ends_and_never_later_than_it_would_have(status: str) -> None:
    procedure = match(status)
    running = disclosed(procedure)
    soon = replace(running, until=End(NOW + timedelta(days=3), Because.EXPIRED))
    assert list(procedure.moved([running, soon])) == [running]
    assert (running.until, running.version) == (End(NOW + timedelta(weeks=4), Because.PROCEDURE_ENDED), 2)
    assert list(procedure.moved([running])) == []


def test_what_the_person_shut_opens_by_no_step_of_others_for_no_receiver() -> None:
    agreed = match("candidate-agreed", kind="secondment-request", lender="duinmeer")
    shut = disclosed(agreed, LENDER, ended=End(NOW + timedelta(hours=1), Because.CONSENT_WITHDRAWN))
    later = replace(match("employer-agreed", kind="secondment-request", lender="duinmeer"), yes_at=NOW)
    assert new(later, [shut]) == []
    assert new(replace(later, yes_at=None), [shut]) == []
    assert new(replace(later, yes_at=NOW + timedelta(hours=2)), [shut]) == [LENDER, BORROWER]


def test_what_ran_out_opens_again_by_a_new_yes_alone() -> None:
    granted = match("invited")
    over = disclosed(granted, ended=End(NOW + timedelta(days=1), Because.PROCEDURE_ENDED))
    assert new(replace(granted, yes_at=NOW), [over]) == []
    assert new(replace(granted, yes_at=NOW + timedelta(days=2)), [over]) == [WATERRIJK]


def test_what_is_over_before_it_was_heard_of_opens_nothing() -> None:
    granted = match("contact-granted", consentUntil="2026-03-04")
    assert new(granted, now=NOW + timedelta(days=3)) == []
    assert new(granted, now=NOW) == [WATERRIJK]


def test_an_ended_disclosure_stays_as_it_ended() -> None:
    disclosure = disclosed(match("contact-granted"))
    assert disclosure.end(Because.CONSENT_WITHDRAWN, NOW)
    assert not disclosure.end(Because.EXPIRED, NOW)
    assert not disclosure.move(End(NOW, Because.PLACED))
    assert (disclosure.version, disclosure.ended) == (2, End(NOW, Because.CONSENT_WITHDRAWN))


@given(st.lists(st.tuples(st.sampled_from(STATUSES), st.booleans()), max_size=12))
def test_whatever_is_seen_in_whatever_order_nobody_is_shown_twice_or_after_the_person_shut_it(
    steps: list[tuple[str, bool]],
) -> None:
    """Of each step the reader may see the state only, and the person may withdraw in between."""
    story, known, shut_at, yes_at, now = Story(CANDIDATE), list[Disclosure](), None, None, NOW
    for status, withdraws in steps:
        now += timedelta(hours=1)
        more: dict[str, Any] = {"placement": {"startDate": "2026-06-01"}} if status == "placed" else {}
        procedure = match_procedure(story.step(status, now, **more))
        assert procedure is not None
        yes_at = procedure.yes_at or yes_at
        procedure = replace(procedure, yes_at=yes_at)
        list(procedure.moved(known))
        for receiver in procedure.newly_shown_to(known, now):
            assert shut_at is None or (yes_at is not None and shut_at < yes_at)
            known.append(disclosed(procedure, receiver))
        running = [each for each in known if each.is_running]
        assert len(running) <= 1
        if withdraws and running:
            running[0].end(Because.CONSENT_WITHDRAWN, now)
            shut_at = now
