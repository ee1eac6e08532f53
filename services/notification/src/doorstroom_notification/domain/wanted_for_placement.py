"""Which alerts follow from a realised move: to where somebody came, and of a secondment to its lender too."""

from collections.abc import Iterator, Mapping
from typing import Any

from doorstroom_notification.domain.news import News
from doorstroom_notification.domain.wanted import Wanted, moment_of
from doorstroom_notification.domain.wishes import Kind

Placement = Mapping[str, Any]

SHOWN = ("startDate", "endDate", "contract", "organisation", "from")


def wanted_for_placement(placement: Placement) -> list[Wanted]:
    """The employer that somebody left hears of a move from nobody here.

    A person may be hidden from that employer, and no placement says whether they are; a lender agreed to the move.
    """
    wanted = [*_recorded(placement)] if placement["status"] == "agreed" else []
    return [*wanted, *_of_secondment(placement)] if placement["contract"] == "secondment" else wanted


def _recorded(placement: Placement) -> Iterator[Wanted]:
    content, at = _content(placement), placement["recordedAt"]
    for to, by in _sides(placement):
        news = News.ARRIVES if to == placement["organisation"] else News.LENT
        yield _told(placement, to, by, Kind.PLACEMENT, "", at, {**content, "news": news.value})


def _of_secondment(placement: Placement) -> Iterator[Wanted]:
    content = _content(placement)
    if placement["status"] == "ended":
        marker, since = News.ENDED.value, placement["since"]
        content |= {"news": News.ENDED.value, "reason": placement.get("endedBecause", "ended")}
    elif "extensionDueAt" in placement:
        since = placement["extensionDueAt"]
        marker = f"{News.EXTENSION} {since}"
        content["news"] = News.EXTENSION.value
    else:
        return
    for to, by in _sides(placement):
        yield _told(placement, to, by, Kind.SECONDMENT, marker, since, content)


def _sides(placement: Placement) -> Iterator[tuple[str, str]]:
    """Whom to tell, and because of whom."""
    receiver, origin = placement["organisation"], placement.get("from")
    yield receiver, origin or receiver
    if placement["contract"] == "secondment" and origin and origin != receiver:
        yield origin, receiver


def _told(
    placement: Placement, to: str, by: str, kind: Kind, marker: str, since: str, content: dict[str, Any]
) -> Wanted:
    return Wanted(to, kind, placement["placementId"], marker, by, moment_of(since), content)


def _content(placement: Placement) -> dict[str, Any]:
    shown = {name: placement[name] for name in SHOWN if name in placement}
    return {"needId": placement["needId"], **shown}
