"""What the use cases need of the outside, as small protocols, and the bundle of them that every use case gets."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from doorstroom_candidate.application.published import Facts
from doorstroom_candidate.domain.candidate import Candidate
from doorstroom_candidate.domain.erasure import Erasure
from doorstroom_candidate.domain.registration import Registration
from doorstroom_candidate.domain.values import Identity
from doorstroom_common.clock import Clock
from doorstroom_common.database import UnitOfWork


class Candidates(Protocol):
    """The persons' own data. Reads lock the candidate; `add` and `save` write at the unit's commit."""

    async def of_person(self, uow: UnitOfWork, person_ref: UUID, candidate_id: UUID) -> Candidate | None: ...

    async def by_id(self, uow: UnitOfWork, candidate_id: UUID) -> Candidate | None:
        """For the background: does not wait for a lock, so that it can never hold up a person."""
        ...

    async def identity(self, uow: UnitOfWork, person_ref: UUID, candidate_id: UUID) -> Identity: ...

    def add(self, uow: UnitOfWork, candidate: Candidate, identity: Identity) -> None: ...

    def save(self, uow: UnitOfWork, candidate: Candidate) -> None: ...

    def save_identity(self, uow: UnitOfWork, candidate: Candidate, identity: Identity) -> None: ...

    def remove(self, uow: UnitOfWork, candidate: Candidate) -> None:
        """With identity and employment, which go by themselves. Write this first: it decides."""
        ...


class Registrations(Protocol):
    """What employers gave. Reads lock the registration."""

    async def of_organisation(
        self, uow: UnitOfWork, organisation: str, candidate_id: UUID
    ) -> tuple[Registration, Identity] | None: ...

    async def addressed_to(
        self, uow: UnitOfWork, address: str | None, candidate_id: UUID
    ) -> tuple[Registration, Identity] | None:
        """The one with this id, if it was given for this verified address; None without an address."""
        ...

    async def by_id(self, uow: UnitOfWork, candidate_id: UUID) -> Registration | None:
        """For the background: without identity and without a lock."""
        ...

    def add(self, uow: UnitOfWork, registration: Registration, identity: Identity) -> None: ...

    def save(self, uow: UnitOfWork, registration: Registration) -> None: ...

    def save_identity(self, uow: UnitOfWork, registration: Registration, identity: Identity) -> None: ...

    def remove(self, uow: UnitOfWork, candidate_id: UUID) -> None:
        """With the identity that the employer gave."""
        ...


class Erasures(Protocol):
    """The progress of erasures, and the traces of a candidate outside their own tables."""

    async def by_id(self, uow: UnitOfWork, erasure_id: UUID) -> Erasure | None: ...

    def add(self, uow: UnitOfWork, erasure: Erasure) -> None: ...

    def forget_traces(self, uow: UnitOfWork, candidate_id: UUID, person_ref: UUID | None) -> None:
        """Answers to idempotency keys, dead letters, events that wait to be published."""
        ...

    def confirmed(self, uow: UnitOfWork, candidate_id: UUID, service: str, at: datetime) -> None: ...


class Network(Protocol):
    """Who is a member of a covenant in force."""

    def is_member(self, organisation: str, at: datetime) -> bool:
        """Raises `Unavailable` while no covenant has arrived."""
        ...


@dataclass(frozen=True, slots=True)
class Parts:
    """Made once by `bootstrap`."""

    candidates: Candidates
    registrations: Registrations
    erasures: Erasures
    facts: Facts
    network: Network
    clock: Clock
    mail_domains: frozenset[str] = frozenset()


Changes = Mapping[str, Any]
"""Fields of a value with what they become; what is left out stays."""
