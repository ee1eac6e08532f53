"""How far the erasure of one candidate has come over the services. It holds nothing that leads to the person."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

HERE = "candidate"
ELSEWHERE = ("vacancy", "matching", "notification")


class Reason(StrEnum):
    REQUESTED = "requested"
    REFUSED = "registration-refused"
    TAKEN_BACK = "registration-taken-back"
    RETENTION = "retention"
    PLACEMENT = "placement"


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasure:
    """`confirmations` has every service that may hold something, with the moment it said that it no longer does."""

    erasure_id: UUID
    candidate_id: UUID
    reason: Reason
    requester: str | None
    erased_at: datetime
    confirmations: dict[str, datetime | None]

    @classmethod
    def begin(
        cls, erasure_id: UUID, candidate_id: UUID, reason: Reason, caller: str | None, now: datetime, *, published: bool
    ) -> "Erasure":
        """Here it is done by the same transaction; the others have something to erase only if it was published."""
        return cls(
            erasure_id=erasure_id,
            candidate_id=candidate_id,
            reason=reason,
            requester=requester_mark(erasure_id, caller) if caller else None,
            erased_at=now,
            confirmations={HERE: now, **(dict.fromkeys(ELSEWHERE) if published else {})},
        )

    @property
    def completed_at(self) -> datetime | None:
        """When the last service confirmed; None while one has not."""
        moments = [moment for moment in self.confirmations.values() if moment is not None]
        return max(moments) if len(moments) == len(self.confirmations) else None


def requester_mark(erasure_id: UUID, caller: str) -> str:
    """By which whoever asked is known again, and nobody can be looked up: another one for each erasure."""
    return hashlib.sha256(f"{erasure_id} {caller}".encode()).hexdigest()
