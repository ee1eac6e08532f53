"""What the use cases need from outside, as small promises."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from doorstroom_common.cloudevent import CloudEvent
from doorstroom_common.covenant import Covenants
from doorstroom_common.database import UnitOfWork
from doorstroom_common.mandates import HolderKind
from doorstroom_notification.domain.contact import Contact
from doorstroom_notification.domain.notice import Notice, Told
from doorstroom_notification.domain.recruiter import Language, Recruiter
from doorstroom_notification.domain.registered_mandate import RegisteredMandate
from doorstroom_notification.domain.role_assignment import Role, RoleAssignment
from doorstroom_notification.domain.wanted import Wanted
from doorstroom_notification.domain.wanted_for_life import Course


class Recruiters(Protocol):
    """Recruiters, always asked for by the organisation they belong to."""

    def add(self, recruiter: Recruiter, uow: UnitOfWork) -> None:
        """Store a new one; reads nothing."""
        ...

    def save(self, recruiter: Recruiter, uow: UnitOfWork) -> None: ...

    def remove(self, recruiter: Recruiter, uow: UnitOfWork) -> None:
        """With their alerts and waiting mails."""
        ...

    async def load(self, organisation: str, recruiter_id: UUID, uow: UnitOfWork) -> Recruiter | None:
        """Locked for a change; None when unknown or another organisation's."""
        ...

    async def with_addresses(self, organisation: str, emails: Sequence[str], uow: UnitOfWork) -> Sequence[Recruiter]:
        """Those who have one of these, whatever its case; locked for a change."""
        ...

    async def of_organisations(self, organisations: Sequence[str], uow: UnitOfWork) -> Sequence[Recruiter]: ...


@dataclass(frozen=True, slots=True)
class KnownNeed:
    """A vacancy or secondment request as known now. `state` is None once it was closed."""

    state: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class KnownMatch:
    """A match as known now. `state` is None once its person was erased."""

    state: Mapping[str, Any] | None
    course: Course


@dataclass(frozen=True, slots=True)
class KnownReferral:
    """A referral as known now, with the receiver's contact. `state` is None once its person was erased."""

    state: Mapping[str, Any] | None
    contact: Contact | None


@dataclass(frozen=True, slots=True)
class Subjects:
    """What was about one person."""

    matches: Sequence[UUID]
    referrals: Sequence[UUID]


class KnownCovenants(Protocol):
    """The covenants that were adopted, as far as they have arrived."""

    @property
    def covenants(self) -> Covenants: ...


class RoleRegister(Protocol):
    """Who has which role, always asked for by the organisation that keeps it; persons by address, whatever its case."""

    async def of_persons(
        self, organisation: str, emails: Sequence[str], uow: UnitOfWork
    ) -> Sequence[RoleAssignment]: ...

    async def page(
        self, organisation: str, role: Role | None, after: tuple[datetime, UUID] | None, most: int, uow: UnitOfWork
    ) -> Sequence[RoleAssignment]: ...

    def add(self, assignment: RoleAssignment, uow: UnitOfWork) -> None: ...

    async def remove(self, organisation: str, assignment_id: UUID, uow: UnitOfWork) -> bool:
        """False where there is none, or it is another organisation's."""
        ...


class MandateRegister(Protocol):
    """Mandates, always asked for by the organisation that granted them; none is ever removed."""

    async def of_organisation(self, organisation: str, uow: UnitOfWork) -> Sequence[RegisteredMandate]:
        """All of them, the ended ones too, in the order in which they were granted."""
        ...

    async def load(self, organisation: str, mandate_id: UUID, uow: UnitOfWork) -> RegisteredMandate | None:
        """Locked for a change; None when unknown or another organisation's."""
        ...

    async def page(
        self,
        organisation: str,
        kind: HolderKind | None,
        after: tuple[datetime, UUID] | None,
        most: int,
        uow: UnitOfWork,
    ) -> Sequence[RegisteredMandate]: ...

    def add(self, mandate: RegisteredMandate, uow: UnitOfWork) -> None: ...

    def save(self, mandate: RegisteredMandate, uow: UnitOfWork) -> None:
        """That it ended; nothing else of a mandate ever changes."""
        ...


class Copies(Protocol):
    """Copies by version of what alerts are about; what ended stays as a tombstone, so that late facts are dropped.

    Each `keep_` is True when the event's state is newer than what was known. Of a closed need only its end is kept, of
    a match that was withdrawn or placed no card, and of somebody erased nothing at all.
    """

    async def keep_need(self, event: CloudEvent, uow: UnitOfWork) -> bool: ...

    async def keep_match(self, event: CloudEvent, uow: UnitOfWork) -> bool:
        """Notes of an older state, too, whether the match was carried further and to which lender."""
        ...

    async def keep_referral(self, event: CloudEvent, uow: UnitOfWork) -> bool: ...

    async def keep_disclosure(self, event: CloudEvent, uow: UnitOfWork) -> bool: ...

    async def keep_placement(self, event: CloudEvent, uow: UnitOfWork) -> bool: ...

    async def need(self, need_id: UUID, uow: UnitOfWork) -> KnownNeed | None: ...

    async def match(self, match_id: UUID, uow: UnitOfWork) -> KnownMatch | None: ...

    async def referral(self, referral_id: UUID, uow: UnitOfWork) -> KnownReferral | None: ...

    async def placement(self, placement_id: UUID, uow: UnitOfWork) -> Mapping[str, Any] | None: ...

    async def matches_of_need(self, need_id: UUID, uow: UnitOfWork) -> Sequence[UUID]: ...

    async def proposed(self, need_id: UUID | None, uow: UnitOfWork) -> int:
        """How many matches of a need are proposed now."""
        ...

    async def erase(self, candidate_id: UUID, uow: UnitOfWork) -> Subjects:
        """Forget a person and drop late facts about them; returns what was theirs."""
        ...


@dataclass(frozen=True, slots=True)
class Delivery:
    """A mail that waits, with all that it says."""

    organisation: str
    alert_id: UUID
    recruiter_id: UUID
    kind: str
    content: Mapping[str, Any]
    because_of: str
    need_id: UUID | None
    told_at: datetime
    attempts: int
    pointless: bool
    email: str
    language: Language


class Alerts(Protocol):
    """Alerts and their deliveries: nobody gets the same alert twice, whatever is asked how often."""

    async def end(self, subject: UUID, standing: Sequence[Wanted], because: str, uow: UnitOfWork) -> None:
        """End the alerts about a subject that no longer follow."""
        ...

    async def tell(self, recruiter: Recruiter, wanted: Wanted, uow: UnitOfWork) -> UUID | None:
        """Write the alert; its id when it is the first of its kind, subject and marker for this recruiter."""
        ...

    def await_delivery(self, organisation: str, alert_id: UUID, uow: UnitOfWork) -> None: ...

    async def forget(self, subject: UUID, uow: UnitOfWork) -> None:
        """End every alert about a subject and empty it; what still follows of it is told anew in the work after."""
        ...

    async def empty_ended(self, subject: UUID, uow: UnitOfWork) -> None:
        """Empty what the ended alerts about a subject show."""
        ...

    async def delivery(self, alert_id: UUID, uow: UnitOfWork) -> Delivery | None:
        """The waiting delivery, locked; None once it was settled."""
        ...

    def settle(self, delivery: Delivery, state: str, error: str | None, uow: UnitOfWork) -> None:
        """`sent`, `dropped` (no longer true) or `given-up`."""
        ...

    def tried(self, delivery: Delivery, error: str, uow: UnitOfWork) -> None: ...

    def refuse_address(self, delivery: Delivery, uow: UnitOfWork) -> None:
        """The mail server will never take this address: send it nothing more until it is changed."""
        ...


class Notices(Protocol):
    """What the systems of organisations were told, in one order per organisation."""

    async def told(self, subject: UUID, uow: UnitOfWork) -> Sequence[Told]:
        """What was told of a subject and not taken back."""
        ...

    async def say(self, subject: UUID, notice: Notice, uow: UnitOfWork) -> None:
        """Locks the organisation's feed until the commit: say what is to be said last, in order of organisation."""
        ...

    async def take_out(self, subject: UUID, uow: UnitOfWork) -> None:
        """Nobody reads any more what was told of the subject, but that it is no longer there; the order stays."""
        ...

    async def forget(self, subject: UUID, uow: UnitOfWork) -> None:
        """Taken out, and as if nothing had been told."""
        ...


class MailRefused(Exception):
    """The server will never take it (5xx): trying again is of no use."""


class MailDelayed(Exception):
    """The server is away or says to try later (4xx)."""


class Post(Protocol):
    """Renders an alert and hands it to the mail server, within ten seconds."""

    async def send(self, delivery: Delivery, matches: str) -> None:
        """`matches`: the shown count for the same need. Raises `MailRefused` or `MailDelayed`, in codes, no address."""
        ...
