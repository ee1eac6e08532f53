"""Which alerts follow from what people make of a match: answers, and who hears when of a secondment.

A secondment is told to the lender once its candidate agreed, to the borrower once the lender did, and to nobody before;
`visibleTo` says how far it may be told. Nobody else than these two ever hears of a match.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from doorstroom_notification.domain.contact import Contact
from doorstroom_notification.domain.news import News
from doorstroom_notification.domain.wanted import Wanted, moment_of
from doorstroom_notification.domain.wishes import Kind

Match = Mapping[str, Any]

ANSWERED = frozenset({News.CONTACT_GRANTED, News.CONTACT_DECLINED, News.NO_ANSWER})
OWED = frozenset({"proposed", "contact-granted", "employer-agreed", "invited", "offered"})
"""Statuses in which the next word is the organisation's."""

WITH_CONTACT = OWED - {"proposed"}
BY_THE_CANDIDATE = frozenset(
    {"candidate-changed", "candidate-withdrawn", "candidate-erased", "candidate-withdrew", "consent-withdrawn"}
)
"""Told in one word, so that nobody learns what it was."""


@dataclass(frozen=True, slots=True)
class Course:
    """What is known of a match beside its newest state, whatever the order in which it became known.

    `taken_further` is said of the last proposal: somebody asked or agreed, and did not leave it at the proposal.
    """

    need_ended: bool = False
    taken_further: bool = False
    lender: str | None = None
    contacts: Mapping[str, Contact] = field(default_factory=dict)


def wanted_for_life(match: Match, course: Course) -> list[Wanted]:
    """Without the proposal itself; see `wanted_for_match`."""
    wanted = [*_to_lender(match, course)] if is_secondment(match) else []
    if match["visibleTo"] == "organisation" and not course.need_ended:
        wanted += _to_organisation(match, course)
    return wanted


def _to_organisation(match: Match, course: Course) -> Iterator[Wanted]:
    owner, status = match["organisation"], match["status"]
    contact = course.contacts.get(owner)
    if status in ANSWERED and not (status == News.CONTACT_GRANTED and _is_settled(match, contact)):
        yield _answer(match, News(status), match["proposedAt"], match["step"]["at"])
    if (since := _overdue_since(match)) and status in OWED:
        yield _answer(match, News.ANSWER_OVERDUE, since, since)
    if contact and contact.ended_because == "expired" and status in WITH_CONTACT:
        yield _answer(match, News.CONTACT_ENDED, contact.disclosure, contact.since.isoformat())
    if status == "withdrawn" and match["withdrawnBecause"] in BY_THE_CANDIDATE and course.taken_further:
        yield _answer(match, News.UNAVAILABLE, str(match["version"]), match["since"])
    if is_secondment(match) and status in (News.EMPLOYER_DECLINED, "employer-agreed"):
        yield from _of_the_lender(match, contact)


def _of_the_lender(match: Match, contact: Contact | None) -> Iterator[Wanted]:
    """The borrower hears the lender's answer. Of a refusal it hears only what it had been told would come."""
    news = News.AGREED if match["status"] == "employer-agreed" else News.EMPLOYER_DECLINED
    if news is News.AGREED and _is_settled(match, contact):
        return
    owner, step = match["organisation"], match["step"]
    content = _content(match, news)
    if news is News.AGREED:
        agreed = match["agreed"]
        content |= {name: agreed[name] for name in ("startDate", "endDate", "rightToReturn")}
        content |= {"weeklyHours": agreed["hours"], "card": dict(match["card"])}
    marker = f"{news} {match['proposedAt']}"
    yield Wanted(owner, Kind.SECONDMENT, match["matchId"], marker, owner, moment_of(step["at"]), content)


def _to_lender(match: Match, course: Course) -> Iterator[Wanted]:
    """Asked for consent once the candidate agreed, and told when nothing comes of it after that."""
    status, owner, subject = match["status"], match["organisation"], match["matchId"]
    lender = match.get("lender") or course.lender
    if lender is None:
        return
    if status == "candidate-agreed" and not _is_settled(match, course.contacts.get(lender)):
        content = _content(match) | ({"dueAt": match["dueAt"]} if "dueAt" in match else {})
        at = moment_of(match["step"]["at"])
        yield Wanted(lender, Kind.EMPLOYER_CONSENT, subject, match["proposedAt"], owner, at, content)
    if status == "rejected" or (status == "withdrawn" and course.taken_further):
        marker = f"{News.CALLED_OFF} {match['version']}"
        content = _content(match, News.CALLED_OFF)
        yield Wanted(lender, Kind.SECONDMENT, subject, marker, owner, moment_of(match["since"]), content)


def _answer(match: Match, news: News, of: str, since: str) -> Wanted:
    owner = match["organisation"]
    content = _content(match, news)
    return Wanted(owner, Kind.ANSWER, match["matchId"], f"{news} {of}", owner, moment_of(since), content)


def _content(match: Match, news: News | None = None) -> dict[str, Any]:
    content = {"title": match["need"]["title"], "needId": match["need"]["id"]}
    return content | ({"news": news.value} if news else {})


def _overdue_since(match: Match) -> str | None:
    step = match.get("step", {})
    since: str | None = match.get("overdueSince") or (step["at"] if step.get("taken") == "answer-overdue" else None)
    return since


def _is_settled(match: Match, contact: Contact | None) -> bool:
    """Contact is over already; or the organisation gave it itself, by accepting a referral."""
    return "throughReferral" in match or (contact is not None and contact.ended_because is not None)


def is_secondment(match: Match) -> bool:
    return bool(match["need"]["kind"] == "secondment-request")
