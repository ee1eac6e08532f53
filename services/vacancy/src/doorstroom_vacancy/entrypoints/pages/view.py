"""One public vacancy as its page shows it: every part of it plain text, which the template escapes."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from babel.numbers import format_decimal

from doorstroom_vacancy.domain.advertised import Advertised
from doorstroom_vacancy.domain.values import ContactPerson, Term
from doorstroom_vacancy.entrypoints.feeds.entry import Entry, fit
from doorstroom_vacancy.entrypoints.feeds.words import Words
from doorstroom_vacancy.entrypoints.pages.texts import CONDITIONS, TEXTS

Facts = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class VacancyView:
    """`facts` and `skills` are pairs of a label in the reader's language and what the vacancy says."""

    entry: Entry
    facts: Facts
    skills: Sequence[tuple[str, Sequence[str]]]
    paragraphs: Sequence[str]
    contact: ContactPerson | None

    @property
    def mail(self) -> str:
        return quote(self.contact.email or "", safe="@") if self.contact else ""

    @property
    def dial(self) -> str:
        return re.sub(r"[^+0-9]", "", self.contact.phone or "") if self.contact else ""


def vacancy_view(advertised: Advertised, entry: Entry, words: Words) -> VacancyView:
    details = advertised.details
    skills = (("required", _labels(details.required_skills)), ("wished", _labels(details.wished_skills)))
    return VacancyView(
        entry=entry,
        facts=[(words.say(TEXTS[name]), fit(value)) for name, value in _facts(advertised, entry, words) if value],
        skills=[(words.say(TEXTS[name]), labels) for name, labels in skills if labels],
        paragraphs=[part for part in (entry.text or "").replace("\r\n", "\n").split("\n\n") if part.strip()],
        contact=advertised.contact,
    )


def _facts(advertised: Advertised, entry: Entry, words: Words) -> Iterator[tuple[str, str | None]]:
    details = advertised.details
    yield "employer", entry.organisation
    yield "department", details.department
    yield "place", entry.place
    yield "function", details.function
    yield "occupation", details.occupation.label
    yield "hours", words.hours(details.hours)
    yield "pay", words.scales(details.scales)
    yield "contract", words.contract(details.contract_for_outsiders)
    yield "work", _work(advertised, words)
    yield "posts", format_decimal(details.posts, locale=words.language) if details.posts > 1 else None
    yield "office", None if details.office_days is None else str(details.office_days)
    yield "start", words.day(details.latest_start_date) if details.latest_start_date else None
    yield (
        "before",
        ", ".join(words.say(CONDITIONS[code]) if code in CONDITIONS else code for code in details.conditions),
    )
    yield "closes", words.day(details.closing_date)


def _work(advertised: Advertised, words: Words) -> str:
    until = advertised.details.need.until
    return words.say(TEXTS["until"]).format(day=words.day(until)) if until else words.say(TEXTS["structural"])


def _labels(terms: Sequence[Term]) -> Sequence[str]:
    """Without those that only have an address, which tells a reader nothing."""
    return [fit(term.label) for term in terms if term.label]
