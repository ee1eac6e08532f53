"""What the use cases need from outside, as small promises."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol, TypeVar
from uuid import UUID

from doorstroom_common.covenant import Covenant, Covenants
from doorstroom_common.database import UnitOfWork
from doorstroom_vacancy.domain.clauses import Deviation
from doorstroom_vacancy.domain.placement import Placement
from doorstroom_vacancy.domain.posting import ChangeKind
from doorstroom_vacancy.domain.progress import Progress
from doorstroom_vacancy.domain.reaction import Reaction
from doorstroom_vacancy.domain.staged import StagedPosting
from doorstroom_vacancy.domain.vacancy import Vacancy

P = TypeVar("P", bound=StagedPosting[Any])


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

    async def called(self, external_id: str, organisation: str, uow: UnitOfWork) -> P | None:
        """Lock and read the one that the organisation's own system calls so. Whoever asks after another id of the
        organisation waits until this unit ends, so that what is not there can be made.
        """
        ...

    async def of_system(
        self, external_ids: Sequence[str], organisation: str, uow: UnitOfWork, *, and_open: bool
    ) -> Sequence[P]:
        """As `called`, of all these ids; with `and_open` also whatever else the system made and is open or will be."""
        ...

    async def open_names(self, organisation: str, uow: UnitOfWork) -> Sequence[str]:
        """The external ids of what is open or will be."""
        ...

    def save(self, posting: P, uow: UnitOfWork) -> None:
        """Store what changed since it was loaded, with its history."""
        ...

    async def has_taken(
        self, posting: P, kind: ChangeKind, facts: Mapping[str, Any], uow: UnitOfWork, since_version: int = 1
    ) -> bool:
        """Whether its history has such a line with these facts, from that version on."""
        ...

    def review_all(self, uow: UnitOfWork) -> None:
        """Have the audience of everything that is open looked at afresh."""
        ...


class Reactions(Protocol):
    """Where reactions are kept. Lock the vacancy first wherever their number decides something."""

    async def standing(self, vacancy: Vacancy, uow: UnitOfWork, without: UUID | None = None) -> int:
        """How many stand, as committed by now; `without` leaves one out that is being withdrawn."""
        ...

    async def controller(self, vacancy_id: UUID, reaction_id: UUID, uow: UnitOfWork) -> str | None:
        """Whose vacancy it is to, for whoever may know of the reaction."""
        ...

    async def of(self, vacancy: Vacancy, reactor: str, uow: UnitOfWork) -> Reaction | None:
        """The reaction of one reactor, locked."""
        ...

    async def load(self, vacancy: Vacancy, reaction_id: UUID, uow: UnitOfWork) -> Reaction | None:
        """One reaction, locked."""
        ...

    def add(self, reaction: Reaction, uow: UnitOfWork) -> None: ...

    def save(self, reaction: Reaction, uow: UnitOfWork) -> None: ...


class Placements(Protocol):
    """Where placements and deviations are kept."""

    def add(self, placement: Placement, uow: UnitOfWork) -> None: ...

    def save(self, placement: Placement, uow: UnitOfWork) -> None: ...

    def add_deviations(self, placement: Placement, found: Sequence[Deviation], uow: UnitOfWork) -> None: ...

    async def load(self, placement_id: UUID, uow: UnitOfWork, organisation: str | None = None) -> Placement:
        """Locked; `NotFound` when unknown, or where the named organisation is neither where to nor the lender."""
        ...

    async def of_need(self, need_id: UUID, uow: UnitOfWork) -> int:
        """How many are recorded for a vacancy or request; lock that first where their number decides something."""
        ...

    async def of_candidate(self, candidate_id: UUID, uow: UnitOfWork) -> Sequence[Placement]:
        """Locked: those that still lead to this candidate."""
        ...


class MatchProgress(Protocol):
    """How far matches came, each under a keyed hash; and which candidates were erased."""

    async def advance(self, progress: Progress, uow: UnitOfWork) -> bool:
        """False when a newer version is known, or it is one that was never shown to the organisation."""
        ...

    async def place(self, match_id: UUID, organisation: str, uow: UnitOfWork) -> bool:
        """Note that the match has become a placement; False when it had already."""
        ...

    async def is_placed(self, match_id: UUID, organisation: str, need_id: UUID, uow: UnitOfWork) -> bool:
        """Whether the match is known as placed for this need."""
        ...

    async def erase(self, candidate_id: UUID, uow: UnitOfWork) -> None:
        """Remember that the candidate was erased, so that a late fact does not bring them back."""
        ...

    async def is_erased(self, candidate_id: UUID, uow: UnitOfWork) -> bool: ...
