"""What is kept of an event, as the columns of its copy."""

from datetime import datetime
from typing import Any
from uuid import UUID

from doorstroom_common.cloudevent import CloudEvent

Row = dict[str, Any]

OF_AN_END = ("matchId", "version", "status", "organisation", "need", "visibleTo", "withdrawnBecause")
NOBODY_LEFT = frozenset({"withdrawn", "placed"})
"""Of these no card is kept; a move is told of by its placement."""


def need_row(event: CloudEvent) -> Row:
    """Of a closed need only its end is kept."""
    data = event.data
    ended = data["status"] != "open"
    return {
        "need_id": UUID(event.subject),
        "organisation": data["organisation"],
        "version": data["version"],
        "ended": ended,
        "state": None if ended else dict(data),
    }


def match_row(event: CloudEvent) -> Row:
    """A withdrawal is of nobody, so that it is told after an erasure, too."""
    data, status = event.data, event.data["status"]
    over = status in NOBODY_LEFT
    state = {name: data[name] for name in OF_AN_END if name in data} if over else dict(data)
    return {
        "match_id": UUID(event.subject),
        "organisation": data["organisation"],
        "version": data["version"],
        "need_id": UUID(data["need"]["id"]),
        "candidate_id": None if status == "withdrawn" else _uuid(data.get("candidateId")),
        "proposed": status == "proposed",
        "state": {**state, "since": event.time.isoformat()},
    }


def taken_row(event: CloudEvent) -> Row:
    """By which version it was proposed, or carried further and to which lender; a withdrawal says neither."""
    data, status = event.data, event.data["status"]
    version = data["version"]
    return {
        "match_id": UUID(event.subject),
        "proposed_version": version if status == "proposed" else 0,
        "taken_version": version if status not in ("proposed", "withdrawn") else 0,
        "lender": data.get("lender"),
    }


def referral_row(event: CloudEvent) -> Row:
    data = event.data
    return {
        "receiver": data["receiver"],
        "referral_id": UUID(event.subject),
        "version": data["version"],
        "candidate_id": _uuid(data.get("candidateId")),
        "state": {**data, "since": event.time.isoformat()},
    }


def disclosure_row(event: CloudEvent) -> Row:
    """Without its candidate: that an organisation may know whom a match or referral is about, or no longer."""
    data = event.data
    return {
        "organisation": data["organisation"],
        "disclosure_id": UUID(event.subject),
        "version": data["version"],
        "subject_id": subject_of_disclosure(event),
        "granted_at": datetime.fromisoformat(data["from"]),
        "ended_because": data.get("endedBecause"),
        "since": event.time,
    }


def placement_row(event: CloudEvent) -> Row:
    data = event.data
    return {
        "organisation": data["organisation"],
        "placement_id": UUID(event.subject),
        "version": data["version"],
        "state": {**data, "since": event.time.isoformat()},
    }


def subject_of_disclosure(event: CloudEvent) -> UUID:
    """The match or the referral by which it came."""
    return UUID(event.data.get("matchId") or event.data["referralId"])


def _uuid(text: str | None) -> UUID | None:
    return UUID(text) if text else None
