"""What feeds say beside the vacancies' own texts, in Dutch and English."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from babel.dates import format_date
from babel.numbers import format_decimal

from doorstroom_common.locales import translator
from doorstroom_vacancy.domain.values import ContactPerson, ContractForOutsiders, Hours, Scales

PACKAGE = "doorstroom_vacancy"
TO_ALL, TO_READER = "Vacancies open to everybody", "Vacancies and secondment requests open to you"
HOURS, SCALE, SCALES = "{hours} hours a week", "Scale {min} ({agreement})", "Scale {min} to {max} ({agreement})"
CLOSES, CLOSING, CONTACT = "Apply until {day}", "Last day: {title}", "Contact: {who}"
REQUEST, PERIOD, STARTING = "Secondment request", "Secondment from {start} to {end}", "First day: {title}"
CONTRACTS: Mapping[ContractForOutsiders, str] = {
    ContractForOutsiders.PERMANENT: "Permanent contract",
    ContractForOutsiders.TEMPORARY_WITH_PROSPECT: "Temporary contract with a permanent one in prospect",
    ContractForOutsiders.TEMPORARY: "Temporary contract",
}
TEXTS = frozenset(
    {
        TO_ALL, TO_READER, HOURS, SCALE, SCALES, CLOSES, CLOSING, CONTACT, REQUEST, PERIOD, STARTING,
        *CONTRACTS.values(),
    }
)  # fmt: skip
"""In English; the catalogue has the Dutch."""


class Words:
    """One language's way to say things."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.say = translator(PACKAGE, language)

    def hours(self, hours: Hours) -> str:
        least, most = (_number(number, self.language) for number in (hours.min, hours.max))
        return self.say(HOURS).format(hours=least if least == most else f"{least}–{most}")

    def scales(self, scales: Scales) -> str:
        text = SCALE if scales.min == scales.max else SCALES
        return self.say(text).format(min=scales.min, max=scales.max, agreement=scales.agreement)

    def contract(self, contract: ContractForOutsiders) -> str:
        return self.say(CONTRACTS[contract])

    def closes(self, day: date) -> str:
        return self.say(CLOSES).format(day=self.day(day))

    def period(self, start: date, end: date) -> str:
        return self.say(PERIOD).format(start=self.day(start), end=self.day(end))

    def day(self, day: date) -> str:
        return _day(day, self.language)

    def closing(self, title: str) -> str:
        return self.say(CLOSING).format(title=title)

    def starting(self, title: str) -> str:
        return self.say(STARTING).format(title=title)

    def contact(self, contact: ContactPerson) -> str:
        known = (contact.name, contact.email, contact.phone)
        return self.say(CONTACT).format(who=", ".join(one for one in known if one))


@lru_cache(maxsize=512)
def _number(number: float, language: str) -> str:
    written: str = format_decimal(number, locale=language)
    return written


@lru_cache(maxsize=512)
def _day(day: date, language: str) -> str:
    return format_date(day, "long", language)
