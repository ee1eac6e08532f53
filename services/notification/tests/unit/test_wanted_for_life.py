"""Who hears what of a match that people carry further, of a referral and of a move; and who hears nothing."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pytest

from doorstroom_common.cloudevent import CloudEvent
from doorstroom_notification.adapters.copied import match_row, placement_row, referral_row
from doorstroom_notification.domain.contact import Contact
from doorstroom_notification.domain.wanted import Wanted, wanted_for_match
from doorstroom_notification.domain.wanted_for_life import Course, wanted_for_life
from doorstroom_notification.domain.wanted_for_placement import wanted_for_placement
from doorstroom_notification.domain.wanted_for_referral import wanted_for_referral
from services.notification.tests.life import (
    AGREED,
    LENDER,
    OWNER,
    RECEIVER,
    lending,
    placement,
    proposed,
    referral,
    step,
    withdrawn,
)

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
TAKEN = Course(taken_further=True)
STATUSES = (
    "proposed", "contact-requested", "contact-granted", "contact-declined", "candidate-agreed", "employer-agreed",
    "employer-declined", "invited", "offered", "placed", "rejected", "no-answer",
)  # fmt: skip


def kept(event: CloudEvent) -> Mapping[str, Any]:
    state: Mapping[str, Any] = match_row(event)["state"]
    return state


def of_match(event: CloudEvent, course: Course = TAKEN) -> list[Wanted]:
    state = match_row(event)["state"]
    return wanted_for_match(state, need_ended=course.need_ended) + wanted_for_life(state, course) if state else []


def of_referral(event: CloudEvent, contact: Contact | None = None) -> list[Wanted]:
    return wanted_for_referral(referral_row(event)["state"], contact)


def of_placement(event: CloudEvent) -> list[Wanted]:
    return wanted_for_placement(placement_row(event)["state"])


def told(wanted: list[Wanted]) -> set[tuple[str, str, str | None]]:
    return {(each.organisation, each.kind.value, each.content.get("news")) for each in wanted}


@pytest.mark.parametrize("status", ["contact-granted", "contact-declined", "no-answer"])
def test_the_organisation_that_asked_hears_the_answer_or_the_silence(status: str) -> None:
    (alert,) = of_match(step(status, 3))
    assert told([alert]) == {(OWNER, "answer", status)}
    assert set(alert.content) == {"title", "needId", "news"}


def test_an_overdue_answer_is_told_to_whom_owes_it_beside_the_proposal_and_once() -> None:
    late = step("proposed", 2, taken="answer-overdue")
    again = step("proposed", 3, taken="answer-overdue", overdueSince=kept(late)["step"]["at"])
    assert told(of_match(late)) == {(OWNER, "match", None), (OWNER, "answer", "answer-overdue")}
    assert {each.marker for each in of_match(late)} == {each.marker for each in of_match(again)}


def test_an_organisation_is_not_told_that_it_gave_the_contact_itself_by_accepting_a_referral() -> None:
    assert of_match(step("contact-granted", 3, throughReferral="b8c0d2e4-6f7a-4b9c-8d1e-4f5a7b9c1d30")) == []


@pytest.mark.parametrize("because", ["expired", "consent-withdrawn", "candidate-erased"])
def test_an_alert_about_contact_ends_with_the_contact(because: str) -> None:
    course = Course(taken_further=True, contacts={OWNER: Contact("d", because, NOW)})
    news = {(OWNER, "answer", "contact-ended")} if because == "expired" else set()
    assert told(of_match(step("contact-granted", 3), course)) == news
    elsewhere = Course(taken_further=True, contacts={RECEIVER: Contact("d", because, NOW)})
    assert told(of_match(step("contact-granted", 3), elsewhere)) == {(OWNER, "answer", "contact-granted")}


@pytest.mark.parametrize(
    "because",
    ["candidate-changed", "candidate-withdrawn", "candidate-erased", "candidate-withdrew", "consent-withdrawn"],
)
def test_whatever_a_candidate_did_is_told_in_one_word_and_only_after_somebody_had_gone_further(because: str) -> None:
    (alert,) = of_match(withdrawn(4, because))
    assert alert.content == {"title": "Verkeerskundige", "needId": alert.content["needId"], "news": "unavailable"}
    assert of_match(withdrawn(4, because), Course()) == []


@pytest.mark.parametrize("because", ["need-closed", "need-changed", "out-of-audience"])
def test_an_organisation_is_not_told_what_lies_with_its_own_need(because: str) -> None:
    assert of_match(withdrawn(4, because)) == []


def test_after_the_end_of_a_need_its_organisation_hears_no_more_answers() -> None:
    assert of_match(step("contact-granted", 3), Course(need_ended=True)) == []


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("lender", [None, LENDER])
def test_no_employer_ever_hears_of_a_vacancy_match(status: str, lender: str | None) -> None:
    """Not even of a placement, by the match: that one names the employer that is left."""
    named: dict[str, Any] = {"lender": lender} if lender else {}
    event = step(status, 5, **named)
    course = Course(taken_further=True, lender=lender, contacts={LENDER: Contact("d", "expired", NOW)})
    assert {each.organisation for each in of_match(event, course)} <= {OWNER}


def test_a_secondment_is_told_to_each_of_the_three_in_turn_and_to_nobody_before() -> None:
    assert of_match(proposed(1, lent=True)) == []
    assert of_match(step("contact-declined", 2, lent=True, visible_to="candidate")) == []
    asked = of_match(step("candidate-agreed", 2, lent=True, visible_to="lender", dueAt="2026-03-10T23:00:00Z"))
    assert told(asked) == {(LENDER, "employer-consent", None)}
    assert set(asked[0].content) == {"title", "needId", "dueAt"}
    assert asked[0].because_of == OWNER
    for silent in ("employer-declined", "no-answer"):
        assert of_match(step(silent, 3, lent=True, visible_to="lender")) == []
    agreed = of_match(step("employer-agreed", 3, lent=True, agreed=AGREED))
    assert told(agreed) == {(OWNER, "secondment", "agreed")}
    assert agreed[0].because_of == OWNER, "who lends is read with the name"
    assert set(agreed[0].content) == {
        "title", "needId", "news", "startDate", "endDate", "weeklyHours", "rightToReturn", "card",
    }  # fmt: skip


def test_what_was_agreed_and_comes_to_nothing_is_told_to_those_who_knew() -> None:
    taken_back = step("employer-declined", 5, lent=True, agreed=AGREED)
    assert told(of_match(taken_back)) == {(OWNER, "secondment", "employer-declined")}
    assert told(of_match(step("rejected", 5, lent=True, agreed=AGREED))) == {(LENDER, "secondment", "called-off")}
    knew = Course(taken_further=True, lender=LENDER)
    both = {(OWNER, "answer", "unavailable"), (LENDER, "secondment", "called-off")}
    assert told(of_match(withdrawn(5, "candidate-withdrew", lent=True), knew)) == both
    before_the_borrower = withdrawn(3, "candidate-withdrew", lent=True, visible_to="candidate")
    assert told(of_match(before_the_borrower, knew)) == {(LENDER, "secondment", "called-off")}
    assert of_match(withdrawn(2, "candidate-withdrawn", lent=True, visible_to="candidate"), Course()) == []


def test_a_referral_is_told_to_its_receiver_only_once_the_person_said_yes() -> None:
    assert of_referral(referral("awaiting-consent", 1)) == []
    (alert,) = of_referral(referral("sent", 2))
    assert told([alert]) == {(RECEIVER, "referral", "sent")}
    assert set(alert.content) == {"news", "card", "dueAt"}
    assert alert.because_of == OWNER


@pytest.mark.parametrize("status", ["accepted", "declined", "no-answer", "forwarded", "consent-refused"])
def test_the_sender_hears_the_answer_and_the_receiver_nothing_more(status: str) -> None:
    (alert,) = of_referral(referral(status, 3, reason="experience"))
    assert told([alert]) == {(OWNER, "referral", status)}
    assert alert.content.get("reason") == ("experience" if status == "declined" else None)
    assert "card" not in alert.content


def test_silence_of_the_person_is_not_told_as_silence_of_the_receiver() -> None:
    assert told(of_referral(referral("no-answer", 1))) == {(OWNER, "referral", "consent-unanswered")}


def test_a_receiver_hears_that_consent_for_a_referral_was_taken_back() -> None:
    over = Contact("d", "consent-withdrawn", NOW)
    assert (RECEIVER, "referral", "contact-ended") in told(of_referral(referral("accepted", 3), over))
    for_sender = (OWNER, "referral", "withdrawn")
    assert told(of_referral(referral("withdrawn", 4), over)) == {for_sender, (RECEIVER, "referral", "contact-ended")}


def test_of_a_referral_that_stops_a_receiver_hears_who_had_been_asked_and_the_sender_always() -> None:
    for_sender, for_receiver = (OWNER, "referral", "withdrawn"), (RECEIVER, "referral", "withdrawn")
    assert told(of_referral(referral("withdrawn", 4))) == {for_sender, for_receiver}
    assert told(of_referral(referral("withdrawn", 1))) == {for_sender}
    assert all(set(each.content) == {"news"} for each in of_referral(referral("withdrawn", 4)))


def test_a_move_is_told_to_where_somebody_came_and_never_to_the_employer_that_they_left() -> None:
    for contract in ("permanent", "temporary"):
        (alert,) = of_placement(placement(contract=contract))
        assert told([alert]) == {(OWNER, "placement", "arrives")}
        assert alert.because_of == LENDER
    own: dict[str, Any] = {"from": OWNER}
    within = of_placement(placement(**own))
    state = dict(placement_row(placement())["state"])
    del state["from"]
    assert told(within) == told(wanted_for_placement(state)) == {(OWNER, "placement", "arrives")}
    assert of_placement(placement(2, status="ended", endedBecause="stopped")) == []


def test_lender_and_borrower_hear_of_a_secondment_when_to_talk_about_extending_and_when_it_ended() -> None:
    recorded = {(OWNER, "placement", "arrives"), (LENDER, "placement", "lent")}
    due = lending(2, extensionDueAt="2026-10-01T07:00:00Z")
    both = {(OWNER, "secondment", "extension"), (LENDER, "secondment", "extension")}
    assert told(of_placement(due)) == both | recorded
    assert told(of_placement(lending(3))) == recorded
    ended = of_placement(lending(4, status="ended", endedBecause="converted"))
    assert told(ended) == {(OWNER, "secondment", "ended"), (LENDER, "secondment", "ended")}
    assert {each.content["reason"] for each in ended} == {"converted"}
    later = lending(5, extensionDueAt="2027-10-01T07:00:00Z")
    assert {each.marker for each in of_placement(due)} != {each.marker for each in of_placement(later)}
