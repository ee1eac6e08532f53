"""What the use cases need of the outside, in memory."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import product
from typing import Any
from uuid import UUID

from doorstroom_candidate.application.ports import Given, Parts
from doorstroom_candidate.application.published import Facts
from doorstroom_candidate.domain.addresses import address_key
from doorstroom_candidate.domain.candidate import Candidate
from doorstroom_candidate.domain.erasure import Erasure
from doorstroom_candidate.domain.registration import Registration
from doorstroom_candidate.domain.values import Identity
from doorstroom_common.clock import SimulatedClock
from doorstroom_common.cloudevent import CloudEvent
from doorstroom_common.database import UnitOfWork
from doorstroom_common.database.signals import Signals
from services.candidate.tests.story import NOW
from services.candidate.tests.unit.contact_fakes import (
    FakeAccessLog,
    FakeAdvisers,
    FakeConfirmations,
    FakeDisclosures,
    FakeProcedures,
)


class FakeUnitOfWork(UnitOfWork):
    """Remembers what would be published, scheduled and enqueued; reaches no database."""

    def __init__(self) -> None:
        super().__init__(self._nowhere, Signals())
        self.events: list[CloudEvent] = []
        self.emptied: list[tuple[str, str]] = []
        self.timers: dict[tuple[str, str], datetime] = {}
        self.work: set[tuple[str, str]] = set()

    def _nowhere(self) -> Any:
        raise AssertionError("a fake reaches no database")

    def publish(self, event: CloudEvent) -> None:
        self.events.append(event)

    def publish_tombstone(self, topic: str, key: str) -> None:
        self.emptied.append((topic, key))

    def schedule(self, kind: str, key: str, due_at: datetime) -> None:
        self.timers[kind, key] = due_at

    def unschedule(self, kind: str, key: str) -> None:
        self.timers.pop((kind, key), None)

    def schedule_all(self, kind: str, keys: Iterable[str], due_at: datetime) -> None:
        self.timers.update({(kind, key): due_at for key in keys})

    def unschedule_all(self, kinds: Iterable[str], keys: Iterable[str]) -> None:
        gone = set(product(kinds, keys))
        self.timers = {timer: due_at for timer, due_at in self.timers.items() if timer not in gone}

    def enqueue_all(self, kind: str, keys: Iterable[str]) -> None:
        self.work.update((kind, key) for key in keys)

    def enqueue(self, kind: str, key: str) -> None:
        self.work.add((kind, key))

    @property
    def published(self) -> list[str]:
        return [event.type.split(".")[2].removeprefix("candidate-") for event in self.events]


@dataclass
class FakeCandidates:
    """As stored: what is read is a copy."""

    stored: dict[UUID, tuple[Candidate, Identity]] = field(default_factory=dict)

    async def of_person(self, uow: UnitOfWork, person_ref: UUID, candidate_id: UUID) -> Candidate | None:
        found = await self.by_id(uow, candidate_id)
        return found if found and found.person_ref == person_ref else None

    async def by_id(self, uow: UnitOfWork, candidate_id: UUID) -> Candidate | None:
        found = self.stored.get(candidate_id)
        return replace(found[0]) if found else None

    async def of_adviser(self, uow: UnitOfWork, adviser_ref: UUID, candidate_id: UUID) -> Candidate | None:
        found = await self.by_id(uow, candidate_id)
        return found if found and found.adviser_ref == adviser_ref else None

    async def hold(self, uow: UnitOfWork, candidate_id: UUID) -> bool:
        return candidate_id in self.stored

    async def identity(self, uow: UnitOfWork, person_ref: UUID, candidate_id: UUID) -> Identity:
        return self.stored[candidate_id][1]

    def add(self, uow: UnitOfWork, candidate: Candidate, identity: Identity) -> None:
        self.stored[candidate.candidate_id] = (replace(candidate), identity)

    def save(self, uow: UnitOfWork, candidate: Candidate) -> None:
        self.stored[candidate.candidate_id] = (replace(candidate), self.stored[candidate.candidate_id][1])

    def save_identity(self, uow: UnitOfWork, candidate: Candidate, identity: Identity) -> None:
        self.stored[candidate.candidate_id] = (self.stored[candidate.candidate_id][0], identity)

    def remove(self, uow: UnitOfWork, candidate: Candidate) -> None:
        del self.stored[candidate.candidate_id]


@dataclass
class FakeRegistrations:
    stored: dict[UUID, tuple[Registration, Identity]] = field(default_factory=dict)

    async def of_organisation(
        self, uow: UnitOfWork, organisation: str, candidate_id: UUID
    ) -> tuple[Registration, Identity] | None:
        found = self.stored.get(candidate_id)
        return (replace(found[0]), found[1]) if found and found[0].organisation == organisation else None

    async def addressed_to(
        self, uow: UnitOfWork, address: str | None, candidate_id: UUID
    ) -> tuple[Registration, Identity] | None:
        found = self.stored.get(candidate_id)
        if found is None or address is None or not found[0].is_asleep:
            return None
        return (replace(found[0]), found[1]) if address_key(found[1].email) == address_key(address) else None

    async def by_id(self, uow: UnitOfWork, candidate_id: UUID) -> Registration | None:
        found = self.stored.get(candidate_id)
        return replace(found[0]) if found else None

    def add(self, uow: UnitOfWork, registration: Registration, identity: Identity) -> None:
        self.stored[registration.candidate_id] = (replace(registration), identity)

    def save(self, uow: UnitOfWork, registration: Registration) -> None:
        self.stored[registration.candidate_id] = (replace(registration), self.stored[registration.candidate_id][1])

    def save_identity(self, uow: UnitOfWork, registration: Registration, identity: Identity) -> None:
        self.stored[registration.candidate_id] = (self.stored[registration.candidate_id][0], identity)

    def put_all(self, uow: UnitOfWork, given: Sequence[Given]) -> None:
        for registration, identity in given:
            self.add(uow, registration, identity)

    def remove_all(self, uow: UnitOfWork, candidate_ids: Sequence[UUID]) -> None:
        for candidate_id in candidate_ids:
            self.stored.pop(candidate_id, None)


@dataclass
class FakeImports:
    registrations: FakeRegistrations
    rows: dict[str, int] = field(default_factory=dict)

    def key_of(self, organisation: str, external_id: str) -> str:
        return f"{organisation} {external_id}"

    async def rows_before(self, uow: UnitOfWork, organisation: str) -> int:
        return self.rows.get(organisation, 0)

    async def of_system(
        self, uow: UnitOfWork, organisation: str, keys: Sequence[str], *, whole: bool
    ) -> Sequence[Given]:
        return [
            (replace(registration), identity)
            for registration, identity in self.registrations.stored.values()
            if registration.organisation == organisation
            and (registration.external_key in keys or (whole and registration.external_key is not None))
        ]

    async def asleep_beside(self, uow: UnitOfWork, organisation: str, keys: Iterable[str]) -> Sequence[UUID]:
        return [
            registration.candidate_id
            for registration, _ in self.registrations.stored.values()
            if registration.organisation == organisation
            and registration.is_asleep
            and registration.external_key is not None
            and registration.external_key not in keys
        ]

    def remember(self, uow: UnitOfWork, organisation: str, rows: int) -> None:
        self.rows[organisation] = rows


@dataclass
class FakeErasures:
    stored: dict[UUID, Erasure] = field(default_factory=dict)
    forgotten: list[tuple[UUID, UUID | None]] = field(default_factory=list)

    async def by_id(self, uow: UnitOfWork, erasure_id: UUID) -> Erasure | None:
        return self.stored.get(erasure_id)

    def add(self, uow: UnitOfWork, *erasures: Erasure) -> None:
        self.stored.update({erasure.erasure_id: erasure for erasure in erasures})

    def forget_answers(self, uow: UnitOfWork, candidate_ids: Sequence[UUID]) -> None:
        self.forgotten += [(candidate_id, None) for candidate_id in candidate_ids]

    def forget_traces(
        self, uow: UnitOfWork, candidate_id: UUID, person_ref: UUID | None, disclosures: Iterable[UUID]
    ) -> None:
        self.forgotten.append((candidate_id, person_ref))

    def confirmed(self, uow: UnitOfWork, candidate_id: UUID, service: str, at: datetime) -> None:
        for erasure in self.stored.values():
            if erasure.candidate_id == candidate_id and erasure.confirmations.get(service, at) is None:
                erasure.confirmations[service] = at


@dataclass
class FakeNetwork:
    members: frozenset[str] = frozenset({"waterrijk", "duinmeer"})

    def is_member(self, organisation: str, at: datetime) -> bool:
        return organisation in self.members


@dataclass
class World:
    """The parts with their fakes at hand, and a unit of work for one request."""

    candidates: FakeCandidates = field(default_factory=FakeCandidates)
    registrations: FakeRegistrations = field(default_factory=FakeRegistrations)
    imports: FakeImports = field(init=False)
    erasures: FakeErasures = field(default_factory=FakeErasures)
    procedures: FakeProcedures = field(default_factory=FakeProcedures)
    disclosures: FakeDisclosures = field(default_factory=FakeDisclosures)
    log: FakeAccessLog = field(default_factory=FakeAccessLog)
    advisers: FakeAdvisers = field(default_factory=FakeAdvisers)
    confirmations: FakeConfirmations = field(default_factory=FakeConfirmations)
    network: FakeNetwork = field(default_factory=FakeNetwork)
    clock: SimulatedClock = field(default_factory=lambda: SimulatedClock(NOW))
    uow: FakeUnitOfWork = field(default_factory=FakeUnitOfWork)

    def __post_init__(self) -> None:
        self.imports = FakeImports(self.registrations)

    @property
    def parts(self) -> Parts:
        return Parts(
            candidates=self.candidates,
            registrations=self.registrations,
            imports=self.imports,
            erasures=self.erasures,
            procedures=self.procedures,
            disclosures=self.disclosures,
            log=self.log,
            advisers=self.advisers,
            confirmations=self.confirmations,
            facts=Facts("urn:nld:oin:00000009999999990000:systeem:candidate"),
            network=self.network,
            clock=self.clock,
        )
