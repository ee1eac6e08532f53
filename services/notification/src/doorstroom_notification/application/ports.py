"""What the use cases need from outside, as small promises."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from doorstroom_common.database import UnitOfWork
from doorstroom_notification.domain.recruiter import Language, Recruiter
from doorstroom_notification.domain.wanted import Wanted


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

    async def of_organisations(self, organisations: Sequence[str], uow: UnitOfWork) -> Sequence[Recruiter]: ...


@dataclass(frozen=True, slots=True)
class KnownMatch:
    """A match as known now. `state` is None once it was withdrawn or its person erased."""

    organisation: str
    need_id: UUID
    state: Mapping[str, Any] | None
    need_ended: bool
    erased: bool


@dataclass(frozen=True, slots=True)
class KnownNeed:
    """A vacancy or secondment request as known now. `state` is None once it was closed."""

    organisation: str
    state: Mapping[str, Any] | None


class Copies(Protocol):
    """Copies by version of what alerts are about; what ended stays as a tombstone, so that late facts are dropped."""

    async def keep_need(self, need_id: UUID, data: Mapping[str, Any], uow: UnitOfWork) -> bool:
        """True when this state is newer than what was known. Of a closed need only its end is kept."""
        ...

    async def keep_match(self, match_id: UUID, data: Mapping[str, Any], uow: UnitOfWork) -> bool:
        """True when this state is newer than what was known. Of a withdrawn match only its end is kept."""
        ...

    async def need(self, need_id: UUID, uow: UnitOfWork) -> KnownNeed | None: ...

    async def match(self, match_id: UUID, uow: UnitOfWork) -> KnownMatch | None: ...

    async def matches_of_need(self, need_id: UUID, uow: UnitOfWork) -> Sequence[UUID]: ...

    async def proposed(self, need_id: UUID, uow: UnitOfWork) -> int:
        """How many matches of a need are proposed now."""
        ...

    async def erase(self, candidate_id: UUID, uow: UnitOfWork) -> Sequence[UUID]:
        """Forget a person and drop late facts about them; returns the matches that were theirs."""
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
    need_id: UUID
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

    async def tell(self, recruiter: Recruiter, wanted: Wanted, because_of: str, uow: UnitOfWork) -> UUID | None:
        """Write the alert; its id when it is the first of its kind, subject and marker for this recruiter."""
        ...

    def await_delivery(self, organisation: str, alert_id: UUID, uow: UnitOfWork) -> None: ...

    def forget_content(self, subject: UUID, uow: UnitOfWork) -> None:
        """Empty what the alerts about a subject show."""
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


class MailRefused(Exception):
    """The server will never take it (5xx): trying again is of no use."""


class MailDelayed(Exception):
    """The server is away or says to try later (4xx)."""


class Post(Protocol):
    """Renders an alert and hands it to the mail server, within ten seconds."""

    async def send(self, delivery: Delivery, matches: str) -> None:
        """`matches`: the shown count for the same need. Raises `MailRefused` or `MailDelayed`, in codes, no address."""
        ...
