"""What the use cases need from outside, as small promises."""

from typing import Any, Protocol, TypeVar
from uuid import UUID

from doorstroom_common.covenant import Covenant, Covenants
from doorstroom_common.database import UnitOfWork
from doorstroom_vacancy.domain.posting import Posting
from doorstroom_vacancy.domain.reaction import Reaction
from doorstroom_vacancy.domain.vacancy import Vacancy

P = TypeVar("P", bound=Posting[Any])


class KnownCovenants(Protocol):
    """The adopted covenants, in memory."""

    @property
    def covenants(self) -> Covenants: ...

    def by_hash(self, covenant_hash: str) -> Covenant:
        """The very version that something was opened under."""
        ...

    async def refresh(self) -> None:
        """Read what another process has adopted meanwhile."""
        ...


class Postings(Protocol[P]):
    """Where vacancies, or secondment requests, are kept."""

    def add(self, posting: P, uow: UnitOfWork) -> None:
        """Store a new one with its audience and history; reads nothing."""
        ...

    async def load(self, posting_id: UUID, uow: UnitOfWork, organisation: str | None = None) -> P:
        """Lock and read it with its audience; `NotFound` when unknown, or another organisation's than the named one."""
        ...

    def save(self, posting: P, uow: UnitOfWork) -> None:
        """Store what changed since it was loaded, with its history."""
        ...

    def review_all(self, uow: UnitOfWork) -> None:
        """Have the audience of everything that is open looked at afresh."""
        ...


class Reactions(Protocol):
    """Where reactions are kept. Lock the vacancy first wherever their number decides something."""

    async def standing(self, vacancy: Vacancy, uow: UnitOfWork, without: UUID | None = None) -> int:
        """How many stand, as committed by now; `without` leaves one out that is being withdrawn."""
        ...

    async def of(self, vacancy: Vacancy, reactor: str, uow: UnitOfWork) -> Reaction | None:
        """The reaction of one reactor, locked."""
        ...

    async def load(self, vacancy: Vacancy, reaction_id: UUID, uow: UnitOfWork) -> Reaction | None:
        """One reaction, locked."""
        ...

    def add(self, reaction: Reaction, uow: UnitOfWork) -> None: ...

    def save(self, reaction: Reaction, uow: UnitOfWork) -> None: ...
