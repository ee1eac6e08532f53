"""Which alerts follow from a realised move: to the organisation that is left, and to both sides of a secondment."""

from collections.abc import Iterator, Mapping
from typing import Any

from doorstroom_notification.domain.news import News
from doorstroom_notification.domain.wanted import Wanted, moment_of
from doorstroom_notification.domain.wishes import Kind

Placement = Mapping[str, Any]

SHOWN = ("startDate", "endDate", "contract", "organisation", "from")


def wanted_for_placement(placement: Placement) -> list[Wanted]:
    """An employer hears of a move when it is agreed, never before; of one within its own walls it knows."""
    wanted = [*_of_secondment(placement)] if placement["contract"] == "secondment" else []
    employer = placement.get("from")
    if employer and employer != placement["organisation"] and placement["status"] == "agreed":
        at = placement["recordedAt"]
        wanted.append(
            _told(placement, employer, placement["organisation"], Kind.PLACEMENT, "", at, _content(placement))
        )
    return wanted


def _of_secondment(placement: Placement) -> Iterator[Wanted]:
    borrower, lender = placement["organisation"], placement.get("from")
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
    yield _told(placement, borrower, lender or borrower, Kind.SECONDMENT, marker, since, content)
    if lender and lender != borrower:
        yield _told(placement, lender, borrower, Kind.SECONDMENT, marker, since, content)


def _told(
    placement: Placement, to: str, by: str, kind: Kind, marker: str, since: str, content: dict[str, Any]
) -> Wanted:
    return Wanted(to, kind, placement["placementId"], marker, by, moment_of(since), content)


def _content(placement: Placement) -> dict[str, Any]:
    shown = {name: placement[name] for name in SHOWN if name in placement}
    return {"needId": placement["needId"], **shown}
