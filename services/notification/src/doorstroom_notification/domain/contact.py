"""Whether an organisation may still know who somebody is: the newest disclosure to it for one match or referral."""

from dataclasses import dataclass
from datetime import datetime

NOT_THEIR_DOING = frozenset({"expired", "consent-withdrawn", "candidate-withdrawn", "candidate-erased"})
"""Ends that are news to the organisation; whom it rejected or placed it knows itself."""


@dataclass(frozen=True, slots=True)
class Contact:
    """`since` is when its newest state arose."""

    disclosure: str
    ended_because: str | None
    since: datetime
