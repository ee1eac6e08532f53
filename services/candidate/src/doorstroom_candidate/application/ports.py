"""What the use cases need of the outside, as small protocols, and the bundle of them that every use case gets."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol
from uuid import UUID

from doorstroom_candidate.application.published import Facts
from doorstroom_candidate.domain.adviser import Adviser
from doorstroom_candidate.domain.candidate import Candidate
from doorstroom_candidate.domain.disclosure import Disclosure
from doorstroom_candidate.domain.employment_confirmation import EmployersAnswer, EmploymentConfirmation
from doorstroom_candidate.domain.erasure import Erasure
from doorstroom_candidate.domain.look import Look
from doorstroom_candidate.domain.procedure import Kind, Procedure
from doorstroom_candidate.domain.registration import Registration
from doorstroom_candidate.domain.values import Employment, Identity
from doorstroom_common.clock import Clock
from doorstroom_common.database import UnitOfWork

Given = tuple[Registration, Identity]
"""What an employer gave, and for whom."""


class Candidates(Protocol):
    """The persons' own data. Reads lock the candidate; `add` and `save` write at the unit's commit."""

    async def of_person(self, uow: UnitOfWork, person_ref: UUID, candidate_id: UUID) -> Candidate | None: ...

    async def by_id(self, uow: UnitOfWork, candidate_id: UUID) -> Candidate | None:
        """For the background: does not wait for a lock, so that it can never hold up a person."""
        ...

    async def of_adviser(self, uow: UnitOfWork, adviser_ref: UUID, candidate_id: UUID) -> Candidate | None:
        """The one whom this adviser, having accepted, advises; locked against a dismissal, and shared by readers."""
        ...

    async def hold(self, uow: UnitOfWork, candidate_id: UUID) -> bool:
        """Keep an erasure from happening until this unit is over; False when there is nobody, or no longer."""
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

    def put_all(self, uow: UnitOfWork, given: Sequence[Given]) -> None:
        """New ones and changed ones with their identities, in as many statements for none as for a thousand."""
        ...

    def remove_all(self, uow: UnitOfWork, candidate_ids: Sequence[UUID]) -> None:
        """With the identities that the employer gave."""
        ...


class Imports(Protocol):
    """What organisations' own systems sent."""

    def key_of(self, organisation: str, external_id: str) -> str:
        """The hash of an id under the installation's key, another for each organisation. `Conflict` without a key."""
        ...

    async def rows_before(self, uow: UnitOfWork, organisation: str) -> int:
        """As `remember` has it. Whoever else imports for the organisation waits until this unit ends."""
        ...

    async def of_system(
        self, uow: UnitOfWork, organisation: str, keys: Sequence[str], *, whole: bool
    ) -> Sequence[Given]:
        """What its system made with one of these keys, or all that it made; locked."""
        ...

    async def asleep_beside(self, uow: UnitOfWork, organisation: str, keys: Iterable[str]) -> Sequence[UUID]:
        """What its system made with none of these keys and nobody confirmed; locked."""
        ...

    def remember(self, uow: UnitOfWork, organisation: str, rows: int) -> None: ...


class Erasures(Protocol):
    """The progress of erasures, and the traces of a candidate outside their own tables."""

    async def by_id(self, uow: UnitOfWork, erasure_id: UUID) -> Erasure | None: ...

    def add(self, uow: UnitOfWork, *erasures: Erasure) -> None: ...

    def forget_answers(self, uow: UnitOfWork, candidate_ids: Sequence[UUID]) -> None:
        """Answers to idempotency keys that hold registrations of which nothing was ever published."""
        ...

    def forget_traces(
        self, uow: UnitOfWork, candidate_id: UUID, person_ref: UUID | None, disclosures: Iterable[UUID]
    ) -> None:
        """Answers to idempotency keys, dead letters, events that wait to be published."""
        ...

    def confirmed(self, uow: UnitOfWork, candidate_id: UUID, service: str, at: datetime) -> None: ...


class Procedures(Protocol):
    """Copies of matches and referrals, for the background alone."""

    async def keep(self, uow: UnitOfWork, procedure: Procedure) -> bool:
        """False when this version, or a newer one, is there. The person's last yes stays with the copy."""
        ...

    async def by_id(self, uow: UnitOfWork, kind: Kind, procedure_id: UUID) -> Procedure | None: ...

    async def first_start(self, uow: UnitOfWork, candidate_id: UUID) -> date | None:
        """The first day of the first job that was agreed for a candidate."""
        ...


class Disclosures(Protocol):
    """To whom persons are made known. Reads lock, and those for the background do not wait."""

    async def of_procedure(self, uow: UnitOfWork, procedure: Procedure) -> Sequence[Disclosure]: ...

    async def by_id(self, uow: UnitOfWork, disclosure_id: UUID) -> Disclosure | None:
        """For the background."""
        ...

    async def of_candidate(self, uow: UnitOfWork, candidate: Candidate) -> Sequence[Disclosure]:
        """All that there ever were."""
        ...

    async def of_one_consent(self, uow: UnitOfWork, person_ref: UUID, disclosure_id: UUID) -> Sequence[Disclosure]:
        """This one of the person, and every other to the same organisation for the same need."""
        ...

    async def taken_back(self, uow: UnitOfWork, procedure: Procedure) -> Sequence[Disclosure]:
        """What its candidate took back for the same need, in another procedure too."""
        ...

    async def in_force(
        self, uow: UnitOfWork, organisation: str, disclosure_id: UUID, now: datetime
    ) -> tuple[Disclosure, Identity] | None:
        """With who it is, if it is this organisation's and holds at this moment."""
        ...

    def add(self, uow: UnitOfWork, disclosure: Disclosure) -> None: ...

    def save(self, uow: UnitOfWork, disclosure: Disclosure) -> None: ...


class AccessLog(Protocol):
    """Append-only: it goes with its candidate and in no other way."""

    def add(self, uow: UnitOfWork, looks: Sequence[Look]) -> None: ...


class Advisers(Protocol):
    """Whom persons chose. Reads lock, but for `asked_at`."""

    async def of_candidate(self, uow: UnitOfWork, candidate: Candidate) -> Adviser | None: ...

    async def asked_at(self, uow: UnitOfWork, address: str | None, candidate_id: UUID) -> Adviser | None:
        """The one whom this verified address was chosen for; None without an address."""
        ...

    def put(self, uow: UnitOfWork, adviser: Adviser) -> None: ...

    def remove(self, uow: UnitOfWork, candidate: Candidate) -> None: ...


@dataclass(frozen=True, slots=True)
class After:
    """The last one shown before, in a list that has the newest first."""

    at: datetime
    id: UUID


@dataclass(frozen=True, slots=True)
class Asked:
    """What an employer is shown of who asked it to confirm their employment."""

    confirmation: EmploymentConfirmation
    name: str
    employment: Employment


class EmploymentConfirmations(Protocol):
    """What persons asked of their employers; `of_candidate` locks."""

    async def of_candidate(self, uow: UnitOfWork, candidate: Candidate) -> EmploymentConfirmation | None: ...

    async def asked_of(self, uow: UnitOfWork, employer: str, confirmation_id: UUID) -> EmploymentConfirmation | None:
        """One that waits for the answer of this employer."""
        ...

    async def waiting_at(self, uow: UnitOfWork, employer: str, after: After | None, most: int) -> Sequence[Asked]:
        """All that wait, locked against being taken back, and shared by readers."""
        ...

    def put(self, uow: UnitOfWork, confirmation: EmploymentConfirmation) -> None: ...

    async def answer_of(self, uow: UnitOfWork, employer: str, confirmation_id: UUID) -> EmployersAnswer | None: ...

    def add_answer(self, uow: UnitOfWork, answer: EmployersAnswer) -> None: ...

    def take_back(self, uow: UnitOfWork, candidate: Candidate) -> None:
        """What was not answered yet."""
        ...

    def remove(self, uow: UnitOfWork, candidate: Candidate) -> None: ...


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
    imports: Imports
    erasures: Erasures
    procedures: Procedures
    disclosures: Disclosures
    log: AccessLog
    advisers: Advisers
    confirmations: EmploymentConfirmations
    facts: Facts
    network: Network
    clock: Clock
    mail_domains: Mapping[str, Sequence[str]] = field(default_factory=dict)


Changes = Mapping[str, Any]
"""Fields of a value with what they become; what is left out stays."""
