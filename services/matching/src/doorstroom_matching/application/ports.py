"""What the use cases need from outside, as small promises."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from doorstroom_common.covenant import Covenant, Covenants, Membership
from doorstroom_common.database import Behalf, UnitOfWork
from doorstroom_matching.domain.candidate import Candidate
from doorstroom_matching.domain.decision import Decision
from doorstroom_matching.domain.life import Side
from doorstroom_matching.domain.match import Match, Taken
from doorstroom_matching.domain.need import Need
from doorstroom_matching.domain.referral import Referral, ReferralSide

Data = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class KeptNeed:
    """Our copy of a need, as it was published and as the rules read it."""

    need: Need
    data: Data


@dataclass(frozen=True, slots=True)
class KeptCandidate:
    """Our copy of a profile; `key` is the person's own, for the seals on decisions about them."""

    candidate: Candidate
    data: Data
    key: bytes


Sealed = tuple[Decision, bytes]
"""A decision, and the seal over it."""


class KnownCovenants(Protocol):
    """The adopted covenants, in memory."""

    @property
    def covenants(self) -> Covenants: ...

    def by_hash(self, covenant_hash: str) -> Covenant:
        """The very version that a need cites; raises `NotYet` while it has not arrived."""
        ...

    async def refresh(self) -> None:
        """Read what another process has stored meanwhile."""
        ...


class Copies(Protocol):
    """Our copies by version. An older one is not applied, and nothing comes after an erasure."""

    async def keep_need(self, need: Need, data: Data, uow: UnitOfWork) -> bool:
        """Whether it was no older than ours."""
        ...

    async def keep_candidate(self, candidate: Candidate, data: Data, uow: UnitOfWork) -> bool:
        """Whether it was no older than ours."""
        ...

    async def empty_candidate(self, candidate_id: UUID, uow: UnitOfWork) -> bool:
        """Leave nothing of a profile but the fact that it was erased; False when that was done before."""
        ...

    async def is_erased(self, candidate_id: UUID, uow: UnitOfWork) -> bool: ...

    async def needs(self, ids: Collection[UUID], uow: UnitOfWork) -> dict[UUID, KeptNeed]:
        """Whatever covenant they cite, and is in force, is known after this."""
        ...

    async def candidates(self, ids: Collection[UUID], uow: UnitOfWork) -> dict[UUID, KeptCandidate]: ...

    async def review_needs(self, uow: UnitOfWork) -> None:
        """Have every open need looked at afresh."""
        ...


class Pairs(Protocol):
    """Who fits whom, and whose turn it is to decide.

    A worker has the turn of its own need or candidate alone, and shares the turns of all on the other side that it
    decides about, so that nobody decides about them at the same time and everybody reads afresh after waiting. Needs
    are taken before candidates, each in id order: so two workers never wait for each other.
    """

    async def candidates_for(self, need_id: UUID, uow: UnitOfWork) -> set[UUID]:
        """Everybody who passes every rule now, by all that is committed; some others may be among them."""
        ...

    async def needs_for(self, candidate_id: UUID, uow: UnitOfWork) -> set[UUID]:
        """The same, from the other side."""
        ...

    async def take_turn(self, subject: UUID, uow: UnitOfWork) -> None: ...

    async def share_turns(self, subjects: Collection[UUID], uow: UnitOfWork) -> None: ...


class Matches(Protocol):
    """Matches, the decisions behind them, and what others see of them."""

    async def candidates_of(self, need_id: UUID, uow: UnitOfWork) -> set[UUID]:
        """With whom something may still come of the need."""
        ...

    async def needs_of(self, candidate_id: UUID, uow: UnitOfWork) -> set[UUID]:
        """From which needs something may still come for the candidate."""
        ...

    async def load(
        self, needs: Collection[UUID], candidates: Collection[UUID], uow: UnitOfWork
    ) -> dict[tuple[UUID, UUID], Match]:
        """Those that exist of these pairs, locked in id order."""
        ...

    async def store(self, matches: Sequence[Match], uow: UnitOfWork) -> None: ...

    async def store_ranked(self, matches: Sequence[Match], uow: UnitOfWork) -> dict[UUID, int]:
        """The same; and, as `ranks` says it, where each of them stands that is a proposal."""
        ...

    def record(
        self, decisions: Sequence[Sealed], needs: Sequence[KeptNeed], candidates: Sequence[KeptCandidate],
        members: Mapping[str, Membership], uow: UnitOfWork,
    ) -> None:  # fmt: skip
        """Store decisions at the commit, and the versions of the inputs that they rest on.

        `members` by the key they are cited by.
        """
        ...

    async def last_seals(self, matches: Sequence[UUID], uow: UnitOfWork) -> dict[UUID, bytes]:
        """The seal of the last decision about each, where there is one."""
        ...

    async def show(self, matches: Sequence[Match], people: Mapping[UUID, UUID | None], uow: UnitOfWork) -> None:
        """Write what each may see whose turn it is; `people` says who a candidate is, where that is known."""
        ...

    def show_at_commit(self, matches: Sequence[Match], people: Mapping[UUID, UUID | None], uow: UnitOfWork) -> None:
        """The same, of matches of which nothing else is shown in this transaction."""
        ...

    async def ranks(self, matches: Sequence[Match], uow: UnitOfWork) -> dict[UUID, int]:
        """Where each stands now among the proposals of its need; 1 is the first to be looked at.

        Those that the organisation does not see stand after those that it sees.
        """
        ...

    async def of_candidate(self, candidate_id: UUID, uow: UnitOfWork) -> list[Match]:
        """All matches of the candidate, locked in id order."""
        ...

    async def erase(self, candidate_id: UUID, at: datetime, uow: UnitOfWork) -> bool:
        """Matches, steps, referrals, views, input versions, key, unsent and set-aside messages go.

        What is unsent of a placement is sent. Decisions lose whom they were about. False when it was confirmed before.
        """
        ...


ANSWER_DUE = "match-answer-due"
"""The timer for the term of an answer; its key is the match and its version when the term began."""


@dataclass(frozen=True, slots=True)
class Partaker:
    """Who wants something with a match: the organisation acted for, the person, and the reference that is kept."""

    actor: str
    organisation: str | None
    person: UUID | None

    @property
    def behalf(self) -> Behalf:
        """As one of both alone."""
        return Behalf.of(self.organisation, self.person)


@dataclass(frozen=True, slots=True)
class Seen:
    """A match, locked; on which sides the partaker stands, and who its candidate is, where that is known."""

    match: Match
    sides: frozenset[Side]
    person: UUID | None


class Lives(Protocol):
    """The life of matches."""

    async def seen_by(self, partaker: Partaker, match_id: UUID, uow: UnitOfWork) -> Seen | None:
        """None for whoever may not see it, or not yet."""
        ...

    async def by_id(self, match_id: UUID, uow: UnitOfWork) -> Seen | None: ...

    async def by_pair(self, need_id: UUID, candidate_id: UUID, uow: UnitOfWork) -> Seen | None: ...

    async def through(self, referral_id: UUID, uow: UnitOfWork) -> UUID | None:
        """The match that a referral led to."""
        ...

    async def add(self, steps: Sequence[tuple[Match, Taken]], uow: UnitOfWork) -> None:
        """Keep steps for good."""
        ...

    def add_at_commit(self, steps: Sequence[tuple[Match, Taken]], uow: UnitOfWork) -> None: ...

    async def last(self, matches: Sequence[Match], uow: UnitOfWork) -> dict[UUID, Taken]:
        """The step that each has come to."""
        ...

    def set_terms(self, matches: Sequence[Match], uow: UnitOfWork) -> None:
        """Be woken when the term of each has passed; each has one, and there is at least one."""
        ...

    async def employment(self, match_id: UUID, uow: UnitOfWork) -> Data | None:
        """The candidate's present employment as published; None for somebody who has none."""
        ...

    async def need(self, need_id: UUID, uow: UnitOfWork) -> Data: ...


REFERRAL_DUE = "referral-answer-due"
"""The timer for the term of an answer to a referral; its key is the referral and its version when the term began."""


class Referrals(Protocol):
    """Referrals, each locked when it is found, unless it says otherwise."""

    async def seen_by(
        self, partaker: Partaker, referral_id: UUID, uow: UnitOfWork, *, lock: bool = True
    ) -> tuple[Referral, frozenset[ReferralSide]] | None:
        """With the sides on which the partaker stands; None for whoever may not see it, or not yet."""
        ...

    async def by_id(self, referral_id: UUID, uow: UnitOfWork) -> Referral | None: ...

    async def to_need(self, need_id: UUID, uow: UnitOfWork) -> list[Referral]: ...

    async def of_candidate(self, candidate_id: UUID, uow: UnitOfWork) -> list[Referral]: ...

    async def card_for(self, need_id: UUID, candidate_id: UUID, uow: UnitOfWork) -> dict[str, Any] | None:
        """Of the pair, where the rules propose it and its organisation may see that."""
        ...

    def add(self, referral: Referral, uow: UnitOfWork) -> None:
        """At the commit, which fails where this sender referred the candidate to this very receiver before."""
        ...

    async def store(self, referral: Referral, uow: UnitOfWork) -> None: ...

    def set_term(self, referral: Referral, uow: UnitOfWork) -> None: ...


class Profiles(Protocol):
    """What an answer to "why not" is made of."""

    async def need(self, need_id: UUID, among: Iterable[str]) -> KeptNeed | None:
        """One that is open, or one of these organisations, for the rules to say to whom."""
        ...

    async def own_profile(self, candidate_id: UUID, person: UUID) -> Candidate | None:
        """None unless the profile is this person's own."""
        ...

    async def advised_profile(self, candidate_id: UUID, adviser: UUID) -> Candidate | None:
        """None unless its person has chosen this adviser now."""
        ...
