"""Which alerts follow from a referral: to the receiver once the person said yes, to the sender once it is answered."""

from collections.abc import Iterator, Mapping
from typing import Any

from doorstroom_notification.domain.contact import NOT_THEIR_DOING, Contact
from doorstroom_notification.domain.news import News
from doorstroom_notification.domain.wanted import Wanted, moment_of
from doorstroom_notification.domain.wishes import Kind

Referral = Mapping[str, Any]

ANSWERS = frozenset(
    {News.ACCEPTED, News.DECLINED, News.FORWARDED, News.CONSENT_REFUSED, News.NO_ANSWER, News.WITHDRAWN}
)
MAY_HAVE_CONTACT = frozenset({"accepted", "withdrawn"})


def wanted_for_referral(referral: Referral, contact: Contact | None) -> list[Wanted]:
    """`contact` is the receiver's."""
    return [*_to_receiver(referral, contact), *_to_sender(referral)]


def _to_receiver(referral: Referral, contact: Contact | None) -> Iterator[Wanted]:
    status = referral["status"]
    if status == News.SENT:
        content = _content(referral, News.SENT)
        content |= {"card": dict(referral["card"]), "dueAt": referral["dueAt"]}
        yield _told(referral, "receiver", "sender", "", referral["sentAt"], content)
    if contact and contact.ended_because in NOT_THEIR_DOING and status in MAY_HAVE_CONTACT:
        content = _content(referral, News.CONTACT_ENDED)
        yield _told(referral, "receiver", "sender", contact.disclosure, contact.since.isoformat(), content)
    elif status == News.WITHDRAWN and "sentAt" in referral:
        yield _told(referral, "receiver", "sender", "", referral["since"], _content(referral, News.WITHDRAWN))


def _to_sender(referral: Referral) -> Iterator[Wanted]:
    """Also when it was never sent, because the person did not want it or did not answer; of the end not the reason."""
    status = referral["status"]
    if status not in ANSWERS:
        return
    unsent = status == News.NO_ANSWER and "sentAt" not in referral
    content = _content(referral, News.CONSENT_UNANSWERED if unsent else News(status))
    if status == News.DECLINED and "reason" in referral:
        content["reason"] = referral["reason"]
    yield _told(referral, "sender", "receiver", "", referral["since"], content)


def _told(referral: Referral, to: str, by: str, of: str, since: str, content: dict[str, Any]) -> Wanted:
    marker = f"{content['news']} {of}".rstrip()
    subject = referral["referralId"]
    return Wanted(referral[to], Kind.REFERRAL, subject, marker, referral[by], moment_of(since), content)


def _content(referral: Referral, news: News) -> dict[str, Any]:
    need = referral.get("need")
    return {"news": news.value, **({"title": need["title"], "needId": need["id"]} if need else {})}
