"""Which notices follow from what is known now: as with alerts, from the newest states alone.

Most follow from the same decision as an alert, whether or not anybody is alerted. Beside these a match is told of to
everybody for whom it is there, its steps included, and a stage to the organisation whose vacancy it is.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from doorstroom_notification.domain.news import News
from doorstroom_notification.domain.notice import Notice, NoticeType, Told, notice
from doorstroom_notification.domain.wanted import Wanted, wants_stage
from doorstroom_notification.domain.wanted_for_life import Course, Match, is_secondment
from doorstroom_notification.domain.wishes import Kind

BY_KIND: Mapping[Kind, NoticeType] = {
    Kind.VACANCY: NoticeType.VACANCY_AVAILABLE,
    Kind.STAGE: NoticeType.STAGE_OPENED,
    Kind.SECONDMENT_REQUEST: NoticeType.REQUEST_AVAILABLE,
    Kind.PLACEMENT: NoticeType.PLACEMENT_AVAILABLE,
}
BY_NEWS: Mapping[tuple[Kind, str], NoticeType] = {
    **{
        (Kind.ANSWER, news): NoticeType.CONTACT_ANSWERED
        for news in (News.CONTACT_GRANTED, News.CONTACT_DECLINED, News.NO_ANSWER)
    },
    (Kind.ANSWER, News.ANSWER_OVERDUE): NoticeType.MATCH_CHANGED,
    (Kind.ANSWER, News.CONTACT_ENDED): NoticeType.MATCH_CHANGED,
    (Kind.REFERRAL, News.SENT): NoticeType.REFERRAL_RECEIVED,
    **{
        (Kind.REFERRAL, news): NoticeType.ANSWER_RECEIVED
        for news in (
            News.ACCEPTED, News.DECLINED, News.FORWARDED, News.NO_ANSWER, News.CONSENT_REFUSED, News.CONSENT_UNANSWERED,
        )
    },
    (Kind.SECONDMENT, News.EXTENSION): NoticeType.PLACEMENT_CHANGED,
    (Kind.SECONDMENT, News.ENDED): NoticeType.PLACEMENT_CHANGED,
}  # fmt: skip

THERE_FOR_ORGANISATION = frozenset(
    {
        "proposed", "contact-requested", "contact-granted", "contact-declined", "no-answer", "employer-agreed",
        "invited", "offered",
    }
)  # fmt: skip
"""A candidate's no is not told as an end: nobody may tell it from a yes by what is told."""

THERE_FOR_LENDER = frozenset({"candidate-agreed", "employer-agreed", "invited", "offered"})
TOLD_OTHERWISE = frozenset({"contact-granted", "contact-declined", "no-answer", "candidate-agreed", "answer-overdue"})
"""Steps that are told as an answer, as something new, or as overdue."""


def noticed(wanted: Iterable[Wanted]) -> Iterator[Notice]:
    """From the same decision as an alert."""
    for each in wanted:
        kind = BY_KIND.get(each.kind) or BY_NEWS.get((each.kind, each.content.get("news", "")))
        if kind:
            need = each.content["needId"] if kind.startswith("nl.matches.") else None
            yield notice(Told(each.organisation, kind, each.marker), each.subject, need)


def noticed_of_need(need: Mapping[str, Any]) -> list[Notice]:
    """That its vacancy went on to another stage is no alert to an organisation, but its systems follow it."""
    if need["status"] != "open" or "vacancyId" not in need or not wants_stage(need, need["openedAt"]):
        return []
    return [notice(Told(need["organisation"], NoticeType.STAGE_OPENED, need["stage"]), need["vacancyId"])]


def noticed_of_match(match: Match, course: Course) -> Iterator[Notice]:
    """That it is there, and the step that was taken last."""
    step = match.get("step", {})
    for organisation in sorted(match_there_for(match, course)):
        is_new = step.get("taken") == "employer-agreed" and organisation == match["organisation"]
        yield _of_match(match, organisation, NoticeType.MATCH_AVAILABLE, match["proposedAt"])
        if step and step["taken"] not in TOLD_OTHERWISE and not is_new:
            yield _of_match(match, organisation, NoticeType.MATCH_CHANGED, f"{step['taken']} {step['at']}")


def match_there_for(match: Match, course: Course) -> frozenset[str]:
    """Those who may see a match that is not over: a secondment's lender in its turn, no other employer ever."""
    status = match["status"]
    if course.need_ended:
        return frozenset()
    found = set()
    if match["visibleTo"] == "organisation" and status in THERE_FOR_ORGANISATION:
        found.add(match["organisation"])
    lender = match.get("lender") or course.lender
    if lender and is_secondment(match) and status in THERE_FOR_LENDER:
        found.add(lender)
    return frozenset(found)


def _of_match(match: Match, organisation: str, kind: NoticeType, marker: str) -> Notice:
    return notice(Told(organisation, kind, marker), match["matchId"], match["need"]["id"])
