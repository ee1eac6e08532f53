"""A need as the index asks for people: everything about it that does not depend on the single person."""

from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from doorstroom_common.clock import local_date
from doorstroom_common.covenant import ClauseCode, Covenant, Membership, Promise, Strictness
from doorstroom_matching.adapters.index.coded import BY_EMPLOYER, HIDDEN, MOVE_BIT, PERMANENT, Contract
from doorstroom_matching.adapters.index.codes import Codes
from doorstroom_matching.adapters.index.losses import (
    Numbers,
    Pairs,
    clauses_promised,
    clauses_with,
    endangered_by,
    stated,
)
from doorstroom_matching.adapters.index.profiles import Vocabulary
from doorstroom_matching.adapters.index.sight import Flags, Homes, Sight
from doorstroom_matching.adapters.index.terms import Kept, Offer, offer_of, ranks_of
from doorstroom_matching.domain.need import Need, NeedKind, OutsiderContract
from doorstroom_matching.domain.verdict import NO_TIER

Table = NDArray[np.void]
_NEVER_TOO_LATE = np.iinfo(np.int32).max


@dataclass(frozen=True, slots=True)
class Asked:
    """`ranks` as in `terms.ranks_of`; `admitted` are the homes to which the need is open."""

    need: Need
    rules: Covenant
    today: int
    sight: Sight
    offer: Offer
    ranks: NDArray[np.int64]
    admitted: Flags
    keeps_permanent: Flags

    def tiers(self) -> list[int]:
        """Those in which anybody can be, the best first."""
        relations = np.flatnonzero(np.bincount(self.sight.relation[self.admitted], minlength=len(self.ranks)))
        return sorted({int(rank) for rank in self.ranks[relations].flat} - {NO_TIER})

    def homes_in(self, tier: int, *, first: bool) -> NDArray[np.int64]:
        """Where people are at home who may be in the tier, when they go first or when they do not."""
        relations = (self.ranks[:, int(first)] == tier).any(axis=1)
        return np.flatnonzero(relations[self.sight.relation] & self.admitted)

    def passing(self, table: Table, tier: int) -> Flags:
        """Who is in the tier and passes every rule but those on stage, skills and blocked organisations."""
        need, home, flags = self.need, table["home"], table["flags"]
        first = (table["first_from"] <= self.today) & (self.today <= table["first_until"])
        by_employer = (flags & BY_EMPLOYER != 0).astype(np.int8)
        starts_by = need.starts_by.toordinal() if need.starts_by else _NEVER_TOO_LATE
        passes: Flags = self.ranks[self.sight.relation[home], first.astype(np.int8), by_employer] == tier
        passes &= table["moves"] & MOVE_BIT[need.move] != 0
        passes &= (table["hours_min"] <= need.hours.max) & (table["hours_max"] >= need.hours.min)
        passes &= table["lowest"] <= self.offer.tops[table["contract"]]
        passes &= table["available"] <= starts_by
        passes &= ~((flags & HIDDEN != 0) & self.sight.own_place[home])
        passes &= ~((flags & PERMANENT != 0) & ~self.keeps_permanent[home])
        if required := clauses_with(self.rules, Strictness.REQUIRED):
            passes &= self._loses(table, required) & ~table["accepts"] == 0
        return passes

    def demoted(self, table: Table) -> Flags:
        """Who goes last in the tier."""
        ranked = clauses_with(self.rules, Strictness.RANKED)
        demoted: Flags = self._loses(table, ranked) != 0 if ranked else np.zeros(len(table), np.bool_)
        return demoted

    def _loses(self, table: Table, among: int) -> Numbers:
        """Which of these clauses: of whoever is lent, none."""
        if self.need.kind is NeedKind.SECONDMENT_REQUEST:
            return np.zeros(len(table), np.int32)
        home, contract, offer = table["home"], table["contract"], self.need.offer
        obliged = self.sight.obliged[home]
        pairs = Pairs(
            person=table["endangered"].astype(np.int32),
            offer=np.int32(endangered_by(self.need)),
            promised=np.where(obliged, np.int32(clauses_promised(self.rules)), np.int32(0)),
            stays=self.sight.stays[home],
            scale_lost=self.offer.lost[obliged.astype(np.int8), contract],
            scale_kept=self.offer.kept[obliged.astype(np.int8), contract],
            allowances=(table["allowances"], np.int32(stated(offer.allowances_monthly))),
            travel=(table["travel"], np.int32(stated(offer.travel_yearly))),
        )
        return pairs.lost(among)


class Asking:
    """Makes `Asked`, and keeps what the next need can use again."""

    def __init__(self, words: Vocabulary) -> None:
        self._contracts: Codes[Contract | None] = words.contracts
        self._homes = Homes(words.homes)
        self._offers, self._ranks = Kept(), Kept()

    def of(self, need: Need, rules: Covenant, members: Membership, now: datetime) -> Asked:
        sight = self._homes.seen_by(need.organisation, members)
        contracts = self._contracts
        return Asked(
            need=need,
            rules=rules,
            today=local_date(now).toordinal(),
            sight=sight,
            offer=self._offers.get(
                (rules.hash, need.kind, need.scales), len(contracts), lambda: offer_of(need, rules, contracts)
            ),
            ranks=self._ranks.get(rules.hash, 0, lambda: ranks_of(rules)),
            admitted=self._homes.admitted(need, sight, members, now),
            keeps_permanent=_keeps_permanent(need, rules, sight),
        )


def _keeps_permanent(need: Need, rules: Covenant, sight: Sight) -> Flags:
    """As `preservation.permanent_stays_permanent`, for every home."""
    everywhere = np.ones(len(sight.relation), np.bool_)
    if need.kind is NeedKind.SECONDMENT_REQUEST:
        return everywhere
    if need.until is not None:
        return ~everywhere
    if need.contract is OutsiderContract.PERMANENT:
        return everywhere
    promise = rules.contract_preservation.clause(ClauseCode.PERMANENT_STAYS_PERMANENT).promise
    return sight.stays | sight.obliged if promise is not Promise.NONE else sight.stays
