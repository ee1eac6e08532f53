"""What the rule of five needs from outside, as small promises."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID

from doorstroom_common.database import UnitOfWork
from doorstroom_matching.application.ports import Data, Partaker
from doorstroom_matching.domain.card import Card
from doorstroom_matching.domain.crowd import CountedCard


class Crowds(Protocol):
    """Who shares a card, which cards are shown, and who left since."""

    async def alike(
        self, cards: Collection[tuple[UUID, Card]], level: int, most: int, uow: UnitOfWork
    ) -> list[tuple[UUID, UUID]]:
        """Need and candidate of active profiles, `most` for each card, that say the same at this level.

        But for what has to be judged: whether they go first and whether the contract is kept.
        """
        ...

    async def safe(self, cards: Collection[tuple[UUID, Card]], level: int, uow: UnitOfWork) -> set[tuple[UUID, Card]]:
        """Those that are shown at this level, and that five share whoever left since they were counted."""
        ...

    def keep(self, cards: Sequence[CountedCard], departures: int, uow: UnitOfWork) -> None:
        """Remember that these are shown, with how many at least share them, and after how many departures.

        At the commit, as `keep_only`.
        """
        ...

    def keep_only(self, need_id: UUID, cards: Sequence[CountedCard], departures: int, uow: UnitOfWork) -> None:
        """The same of all cards of a need, each counted; no other card of it is shown any more."""
        ...

    async def departures(self, uow: UnitOfWork) -> int:
        """How many profiles have left the crowds they were in, by changing or going; it only grows."""
        ...

    async def hold(self, uow: UnitOfWork) -> int:
        """The same, and nobody leaves until this transaction has ended."""
        ...

    async def leave(self, candidate_id: UUID, version: int | None, uow: UnitOfWork) -> None:
        """Before a profile is replaced by this version, or emptied: keep what it says on cards."""
        ...

    async def count_departure(self, candidate_id: UUID, uow: UnitOfWork) -> None:
        """Have the candidate looked at, and count; the last thing that a consumer does before it commits."""
        ...

    async def take_thinned(self, candidate_id: UUID, uow: UnitOfWork) -> list[UUID]:
        """The needs on whose cards fewer than five may be left without the candidate as they were.

        And those that waited for a fifth profile. What was kept of a profile that left is gone after this.
        """
        ...


class OwnMatches(Protocol):
    """A person's own matches, theirs alone."""

    async def match(self, match_id: UUID, by: Partaker, uow: UnitOfWork) -> Data | None: ...

    async def answer(self, match_id: UUID, by: Partaker, agreed: bool, at: datetime, uow: UnitOfWork) -> None:
        """Remember whether the organisation may see it; the last answer counts."""
        ...
