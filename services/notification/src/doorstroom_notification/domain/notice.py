"""What the systems of an organisation are told: that there is something for it, by id, and where to read it.

A notice follows from the same decision as an alert, or says that something is no longer open. Its texts never say
anything of a candidate, an answer's outcome included: that is read where each look is authorised and logged.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from doorstroom_notification.domain.news import News
from doorstroom_notification.domain.wanted import Wanted
from doorstroom_notification.domain.wishes import Kind


class NoticeType(StrEnum):
    """The public event types; their schemas stand in `contracts/public`."""

    VACANCY_AVAILABLE = "nl.vacancies.vacancy-available.v1"
    VACANCY_UNAVAILABLE = "nl.vacancies.vacancy-unavailable.v1"
    REQUEST_AVAILABLE = "nl.secondments.request-available.v1"
    REQUEST_UNAVAILABLE = "nl.secondments.request-unavailable.v1"
    MATCH_AVAILABLE = "nl.matches.match-available.v1"
    CONTACT_ANSWERED = "nl.matches.contact-answered.v1"
    REFERRAL_RECEIVED = "nl.referrals.referral-received.v1"
    ANSWER_RECEIVED = "nl.referrals.answer-received.v1"


UNAVAILABLE: Mapping[NoticeType, NoticeType] = {
    NoticeType.VACANCY_AVAILABLE: NoticeType.VACANCY_UNAVAILABLE,
    NoticeType.REQUEST_AVAILABLE: NoticeType.REQUEST_UNAVAILABLE,
}
"""What is told when something is no longer open. Of the others nothing ends: they happened."""

BY_KIND: Mapping[Kind, NoticeType] = {
    Kind.VACANCY: NoticeType.VACANCY_AVAILABLE,
    Kind.SECONDMENT_REQUEST: NoticeType.REQUEST_AVAILABLE,
    Kind.MATCH: NoticeType.MATCH_AVAILABLE,
}
CONTACT = frozenset({News.CONTACT_GRANTED, News.CONTACT_DECLINED, News.NO_ANSWER})
REFERRAL = frozenset(
    {
        News.ACCEPTED, News.DECLINED, News.FORWARDED, News.NO_ANSWER, News.CONSENT_REFUSED, News.CONSENT_UNANSWERED,
    }
)  # fmt: skip
"""Without `withdrawn`, which an erasure brings too: after it no id of what was about the person is told again."""

PLACES: Mapping[str, str] = {
    "vacancyId": "/vacancy/v1/vacancies/",
    "secondmentRequestId": "/vacancy/v1/secondment-requests/",
    "matchId": "/matching/v1/matches/",
    "referralId": "/matching/v1/referrals/",
}
SUBJECTS: Mapping[NoticeType, str] = {
    NoticeType.VACANCY_AVAILABLE: "vacancyId",
    NoticeType.VACANCY_UNAVAILABLE: "vacancyId",
    NoticeType.REQUEST_AVAILABLE: "secondmentRequestId",
    NoticeType.REQUEST_UNAVAILABLE: "secondmentRequestId",
    NoticeType.MATCH_AVAILABLE: "matchId",
    NoticeType.CONTACT_ANSWERED: "matchId",
    NoticeType.REFERRAL_RECEIVED: "referralId",
    NoticeType.ANSWER_RECEIVED: "referralId",
}


@dataclass(frozen=True, slots=True)
class Told:
    """What an organisation was told of a subject; `marker` tells a repetition from something new."""

    organisation: str
    type: NoticeType
    marker: str


@dataclass(frozen=True, slots=True)
class Notice:
    """For the systems of one organisation. `ends` is what it takes back."""

    told: Told
    data: Mapping[str, str]
    ends: Told | None = None


def notices(subject: str, wanted: Iterable[Wanted], open_to: Collection[str], told: Collection[Told]) -> list[Notice]:
    """What is still to be told, ordered by organisation, given what was told and was not taken back."""
    new = [notice for each in wanted if (notice := _of(each)) and notice.told not in told]
    ended = _ended(subject, open_to, told)
    return sorted([*new, *ended], key=lambda notice: notice.told.organisation)


def _of(wanted: Wanted) -> Notice | None:
    kind = _type(wanted)
    if kind is None:
        return None
    need = (
        {"needId": wanted.content["needId"]}
        if kind in (NoticeType.MATCH_AVAILABLE, NoticeType.CONTACT_ANSWERED)
        else {}
    )
    return Notice(Told(wanted.organisation, kind, wanted.marker), _data(kind, wanted.subject) | need)


def _type(wanted: Wanted) -> NoticeType | None:
    news = wanted.content.get("news")
    if wanted.kind is Kind.ANSWER:
        return NoticeType.CONTACT_ANSWERED if news in CONTACT else None
    if wanted.kind is Kind.REFERRAL:
        received = NoticeType.REFERRAL_RECEIVED if news == News.SENT else None
        return NoticeType.ANSWER_RECEIVED if news in REFERRAL else received
    return BY_KIND.get(wanted.kind)


def _ended(subject: str, open_to: Collection[str], told: Iterable[Told]) -> Iterator[Notice]:
    for each in told:
        if each.type in UNAVAILABLE and each.organisation not in open_to:
            kind = UNAVAILABLE[each.type]
            yield Notice(Told(each.organisation, kind, each.marker), _data(kind, subject), ends=each)


def _data(kind: NoticeType, subject: str) -> dict[str, str]:
    """The link is a path: the same at every address under which a region is reached."""
    field = SUBJECTS[kind]
    return {field: subject, "link": PLACES[field] + subject}
