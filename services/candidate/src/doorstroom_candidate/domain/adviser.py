"""The adviser whom a person chose: by address, until somebody with that address, verified, accepts."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from doorstroom_candidate.domain.addresses import address_key


@dataclass(slots=True, kw_only=True)
class Adviser:
    """`organisation` is where the adviser works, as their token said when they accepted.

    `also_recruits` tells that they held a recruiting role there too: two duties that clash at the person's employer.
    """

    person_ref: UUID
    candidate_id: UUID
    email: str
    chosen_at: datetime
    accepted_at: datetime | None = None
    organisation: str | None = None
    also_recruits: bool = False

    def is_at(self, address: str) -> bool:
        return address_key(self.email) == address_key(address)

    def accept(self, organisation: str | None, now: datetime, *, also_recruits: bool) -> None:
        self.accepted_at, self.organisation, self.also_recruits = now, organisation, also_recruits
