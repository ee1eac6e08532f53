"""What the systems of an organisation are told: that there is something for it, by id, and where to read it.

A notice says that something is there for it, changed, or no longer is. Its texts never say anything of a candidate, an
answer's outcome included: that is read where each look is authorised and logged.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum


class NoticeType(StrEnum):
    """The public event types; their schemas stand in `contracts/public`."""

    VACANCY_AVAILABLE = "nl.vacancies.vacancy-available.v1"
    VACANCY_UNAVAILABLE = "nl.vacancies.vacancy-unavailable.v1"
    STAGE_OPENED = "nl.vacancies.stage-opened.v1"
    REQUEST_AVAILABLE = "nl.secondments.request-available.v1"
    REQUEST_UNAVAILABLE = "nl.secondments.request-unavailable.v1"
    MATCH_AVAILABLE = "nl.matches.match-available.v1"
    MATCH_CHANGED = "nl.matches.match-changed.v1"
    MATCH_UNAVAILABLE = "nl.matches.match-unavailable.v1"
    CONTACT_ANSWERED = "nl.matches.contact-answered.v1"
    REFERRAL_RECEIVED = "nl.referrals.referral-received.v1"
    REFERRAL_UNAVAILABLE = "nl.referrals.referral-unavailable.v1"
    ANSWER_RECEIVED = "nl.referrals.answer-received.v1"
    PLACEMENT_AVAILABLE = "nl.placements.placement-available.v1"
    PLACEMENT_CHANGED = "nl.placements.placement-changed.v1"


UNAVAILABLE: Mapping[NoticeType, NoticeType] = {
    NoticeType.VACANCY_AVAILABLE: NoticeType.VACANCY_UNAVAILABLE,
    NoticeType.REQUEST_AVAILABLE: NoticeType.REQUEST_UNAVAILABLE,
    NoticeType.MATCH_AVAILABLE: NoticeType.MATCH_UNAVAILABLE,
    NoticeType.REFERRAL_RECEIVED: NoticeType.REFERRAL_UNAVAILABLE,
    NoticeType.ANSWER_RECEIVED: NoticeType.REFERRAL_UNAVAILABLE,
}
"""What is told when something is no longer there for those who were told of it. Of the others nothing ends."""

PLACES: Mapping[str, str] = {
    "vacancyId": "/vacancy/v1/vacancies/",
    "secondmentRequestId": "/vacancy/v1/secondment-requests/",
    "matchId": "/matching/v1/matches/",
    "referralId": "/matching/v1/referrals/",
    "placementId": "/vacancy/v1/placements/",
}
SUBJECTS: Mapping[str, str] = {
    "vacancies": "vacancyId",
    "secondments": "secondmentRequestId",
    "matches": "matchId",
    "referrals": "referralId",
    "placements": "placementId",
}
"""By the domain in the name of a type."""


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
    ends: tuple[Told, ...] = ()


def notice(told: Told, subject: str, need: str | None = None) -> Notice:
    return Notice(told, _data(told.type, subject) | ({"needId": need} if need else {}))


def notices(subject: str, new: Iterable[Notice], there_for: Collection[str], told: Collection[Told]) -> list[Notice]:
    """What is still to be told, ordered by organisation, given what was told and was not taken back.

    `there_for` are those for whom the subject is there.
    """
    untold = [each for each in new if each.told not in told]
    return sorted([*untold, *_ended(subject, there_for, told)], key=lambda each: each.told.organisation)


def _ended(subject: str, there_for: Collection[str], told: Iterable[Told]) -> Iterator[Notice]:
    """Once for each organisation, however often it was told that there is something."""
    over: dict[tuple[str, NoticeType], list[Told]] = {}
    for each in told:
        if each.type in UNAVAILABLE and each.organisation not in there_for:
            over.setdefault((each.organisation, UNAVAILABLE[each.type]), []).append(each)
    for (organisation, kind), ends in over.items():
        yield Notice(Told(organisation, kind, ends[-1].marker), _data(kind, subject), tuple(ends))


def _data(kind: NoticeType, subject: str) -> dict[str, str]:
    """The link is a path: the same at every address under which a region is reached."""
    field = SUBJECTS[kind.split(".")[1]]
    return {field: subject, "link": PLACES[field] + subject}
