"""What a mail says about each kind of alert: its headline, one sentence, and the facts. The English text is the key."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date
from babel.numbers import format_decimal

from doorstroom_common.locales import Translate
from doorstroom_notification.application.ports import Delivery

AMSTERDAM = ZoneInfo("Europe/Amsterdam")

HEADLINES = {
    "match": "A candidate for your vacancy",
    "vacancy": "A partner opened a vacancy to you",
    "stage": "A vacancy reached its next stage",
    "secondment-request": "A partner asks for temporary help",
    "answer contact-granted": "A candidate said yes to contact",
    "answer contact-declined": "A candidate said no to contact",
    "answer no-answer": "A candidate did not answer",
    "answer answer-overdue": "A candidate waits for your answer",
    "answer unavailable": "A candidate is no longer available",
    "answer contact-ended": "The consent of a candidate has ended",
    "employer-consent": "One of your staff would like to be lent out",
    "secondment agreed": "An employer agreed to lend somebody to you",
    "secondment employer-declined": "An employer withdrew its consent to lend",
    "secondment called-off": "A secondment will not go ahead",
    "secondment extension": "It is time to talk about extending a secondment",
    "secondment ended": "A secondment has ended",
    "referral sent": "Somebody is referred to you",
    "referral accepted": "Your referral was accepted",
    "referral declined": "Your referral was declined",
    "referral forwarded": "Your referral was passed on to another organisation",
    "referral no-answer": "Your referral was not answered",
    "referral consent-refused": "Somebody does not want to be referred",
    "referral consent-unanswered": "Somebody did not answer whether they want to be referred",
    "referral withdrawn": "A referral does not go ahead",
    "referral contact-ended": "The consent of somebody referred to you has ended",
    "placement arrives": "A move to your organisation is recorded",
    "placement lent": "One of your staff is lent out",
}
"""Subjects hold no text that a user wrote."""

NO_NAME_YET = "One card stands for one person. Names follow only after that person's yes."
READ_IT_THERE = "Name and contact details can be read after you sign in."
NO_MORE_CONTACT = "Name and contact details can be read no longer. Please remove what you noted of them elsewhere."
SENTENCES = {
    "match": NO_NAME_YET,
    "answer contact-granted": READ_IT_THERE,
    "answer contact-declined": "Who it is stays unknown.",
    "answer no-answer": "The term for an answer has passed.",
    "answer answer-overdue": "The term of your network has passed. Take the next step, or say no with a reason.",
    "answer unavailable": "Nothing more is to be done about this candidate.",
    "answer contact-ended": NO_MORE_CONTACT,
    "employer-consent": "Who it is can be read after you sign in. Answer there; nothing happens without your yes.",
    "secondment agreed": READ_IT_THERE,
    "secondment employer-declined": "Nothing more is to be done about this candidate.",
    "secondment called-off": "It ended after you were asked; your employee is not lent out.",
    "secondment extension": "It ends in about three months. Talk about it together: extend, end, or stay for good.",
    "referral sent": NO_NAME_YET,
    "referral contact-ended": NO_MORE_CONTACT,
    "referral withdrawn": "There is nothing more to do.",
    "placement lent": "Do you want to fill the place? A vacancy or request can be opened from it at once.",
}
REASONS = {
    "other-candidate": "another candidate was chosen",
    "skills": "the skills do not fit",
    "experience": "the experience does not fit",
    "terms": "the terms do not fit",
    "availability": "the availability does not fit",
    "need-changed": "the need has changed",
    "ended": "as agreed",
    "stopped": "stopped early",
    "converted": "turned into a permanent job",
}
CONTRACTS = ("permanent", "temporary", "secondment")
OF_NEEDS = frozenset({"vacancy", "stage", "secondment-request"})

Facts = Iterator[tuple[str, str]]


def headline_of(delivery: Delivery) -> str:
    return HEADLINES[_matter(delivery)]


def sentence_of(delivery: Delivery) -> str | None:
    return SENTENCES.get(_matter(delivery))


def facts_of(delivery: Delivery, say: Translate) -> list[tuple[str, str]] | None:
    """Name and value; None for an alert about a need, whose facts are the template's own."""
    if delivery.kind in OF_NEEDS:
        return None
    content, language = delivery.content, delivery.language.value
    return [
        *_organisations(delivery, say),
        *_terms(content, say, language),
        *_days(content, say, language),
    ]


def _matter(delivery: Delivery) -> str:
    """The kind, with what happened where a kind tells more than one thing."""
    news = delivery.content.get("news")
    return f"{delivery.kind} {news}" if news else delivery.kind


def _organisations(delivery: Delivery, say: Translate) -> Facts:
    content = delivery.content
    if "contract" in content:
        if "from" in content:
            yield say("From"), content["from"]
        yield say("To"), content["organisation"]
    elif delivery.because_of != delivery.organisation:
        yield say("Organisation"), delivery.because_of


def _terms(content: Mapping[str, Any], say: Translate, language: str) -> Facts:
    if "contract" in content:
        yield say("Contract"), say(content["contract"])
    if "weeklyHours" in content:
        yield say("Hours per week"), format_decimal(content["weeklyHours"], locale=language)
    if "rightToReturn" in content:
        yield say("Right to return"), say("yes" if content["rightToReturn"] else "no")
    if "reason" in content:
        reason = content["reason"]
        yield say("Reason"), say(REASONS[reason]) if reason in REASONS else reason


def _days(content: Mapping[str, Any], say: Translate, language: str) -> Facts:
    if "startDate" in content:
        yield say("Starts on"), format_date(date.fromisoformat(content["startDate"]), "long", language)
    if "endDate" in content:
        yield say("Ends on"), format_date(date.fromisoformat(content["endDate"]), "long", language)
    if "dueAt" in content:
        due = datetime.fromisoformat(content["dueAt"]).astimezone(AMSTERDAM)
        yield say("Answer before"), format_date(due.date(), "long", language)
