"""Which alerts follow from what is known now.

The answer is a function of the newest known states alone, never of the order in which they came, so that a reader who
got the facts in another order ends with the same alerts.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from doorstroom_notification.domain.wishes import Kind


@dataclass(frozen=True, slots=True)
class Wanted:
    """An alert for the recruiters of one organisation.

    `marker` tells a repetition from something new, `because_of` is the organisation where the fact arose as far as the
    recipient may know, `moment` since when it can be told.
    """

    organisation: str
    kind: Kind
    subject: str
    marker: str
    because_of: str
    moment: datetime
    content: Mapping[str, Any]


def wanted_for_need(need: Mapping[str, Any]) -> list[Wanted]:
    """Alerts about a vacancy or secondment request, for the partners it is open to; never for its own organisation."""
    if need["status"] != "open":
        return []
    kind = Kind.SECONDMENT_REQUEST if "secondmentRequestId" in need else Kind.VACANCY
    return list(_for_audience(need, kind))


def open_to(need: Mapping[str, Any]) -> frozenset[str]:
    """The partners that may see a vacancy or secondment request now."""
    if need["status"] != "open":
        return frozenset()
    return frozenset(entry["organisation"] for entry in need["audience"] if not entry.get("until"))


def _for_audience(need: Mapping[str, Any], kind: Kind) -> Iterator[Wanted]:
    subject = need.get("vacancyId") or need["secondmentRequestId"]
    owner = need["organisation"]
    content = _content(need)
    for entry in need["audience"]:
        organisation = entry["organisation"]
        if organisation == owner or entry.get("until"):
            continue
        since = moment_of(entry["from"])
        if _is_news(need, since):
            yield Wanted(organisation, kind, subject, "", owner, since, {**content, "relation": entry["relation"]})
        if kind is Kind.VACANCY and wants_stage(need, entry["from"]):
            yield Wanted(organisation, Kind.STAGE, subject, need["stage"], owner, _stage_opened(need), content)


def wants_stage(need: Mapping[str, Any], open_since: str) -> bool:
    """Whether its stage is news to those whom it was open to since then."""
    opened = _stage_opened(need)
    return moment_of(open_since) < opened and _is_news(need, opened)


def _stage_opened(need: Mapping[str, Any]) -> datetime:
    return moment_of(need.get("stageOpenedAt") or need["openedAt"])


def _is_news(need: Mapping[str, Any], at: datetime) -> bool:
    """What was open when it was loaded from another system is known there."""
    return "unannouncedUntil" not in need or at > moment_of(need["unannouncedUntil"])


def wanted_for_match(match: Mapping[str, Any], *, need_ended: bool) -> list[Wanted]:
    """The alert about a proposed match, for the organisation of the vacancy; once for each proposal.

    A match whose score or card changes while it stays proposed is no news; withdrawn and proposed again it is.

    A match on a secondment request goes to the candidate first and to nobody else (DOMAIN.md, rule 5), so it alerts
    no recruiter.
    """
    if match["status"] != "proposed" or match["visibleTo"] != "organisation" or need_ended:
        return []
    content = {"title": match["need"]["title"], "needId": match["need"]["id"], "card": dict(match["card"])}
    owner, proposed_at = match["organisation"], match["proposedAt"]
    return [Wanted(owner, Kind.MATCH, match["matchId"], proposed_at, owner, moment_of(proposed_at), content)]


def _content(need: Mapping[str, Any]) -> dict[str, Any]:
    """What the alert shows of it: facts that the whole audience may see."""
    kept = ("title", "organisation", "url", "hours", "scales", "stage", "closingDate", "startDate", "endDate", "place")
    content = {field: need[field] for field in kept if field in need}
    content["needId"] = need.get("vacancyId") or need["secondmentRequestId"]
    return content


def moment_of(text: str) -> datetime:
    """A moment as events write it."""
    return datetime.fromisoformat(text)
