"""A candidate as the index asks for needs: what organisations, covenants and terms make of this one person."""

from dataclasses import dataclass
from datetime import datetime

import numpy as np

from doorstroom_common.clock import local_date
from doorstroom_common.covenant import Membership, RegisteredBy, Work
from doorstroom_matching.adapters.index.audiences import Audiences, Table
from doorstroom_matching.adapters.index.clauses import Clauses, RulesOf, clauses_of
from doorstroom_matching.adapters.index.coded import MOVE_BIT, NO_SCALE, Contract
from doorstroom_matching.adapters.index.codes import Codes
from doorstroom_matching.adapters.index.losses import (
    EVERY,
    Numbers,
    Pairs,
    accepted_by,
    endangered_in,
    named_by,
    stated,
    where_named,
)
from doorstroom_matching.adapters.index.offers import FOR_GOOD, LENT, TEMPORARY, OfferWords
from doorstroom_matching.adapters.index.points import Points, hours_points, share, weighed
from doorstroom_matching.adapters.index.sight import Flags, Sight, Sights
from doorstroom_matching.adapters.index.terms import Kept, Offer, offer_of
from doorstroom_matching.domain.candidate import Candidate
from doorstroom_matching.domain.scale import order_of
from doorstroom_matching.domain.score import occupation_points


@dataclass(frozen=True, slots=True)
class Wanted:
    """Tables of needs come in as they are asked about; what is worked out per need stands at the same place."""

    candidate: Candidate
    first: bool
    sight: Sight
    clauses: Clauses
    asking: "Wanting"
    members: Membership
    now: datetime

    def passing(self, table: Table) -> Flags:
        """Where every rule passes but those on skills, stage and tier."""
        one, organisation = self.candidate, table["organisation"]
        passes: Flags = (table["move"] & sum(MOVE_BIT[move] for move in one.moves)) != 0
        passes &= (table["hours_min"] <= one.hours.max) & (table["hours_max"] >= one.hours.min)
        passes &= table["starts_by"] >= (one.available_from.toordinal() if one.available_from else 0)
        blocked = [self.asking.words.organisations.find(name) for name in one.blocked]
        passes &= ~np.isin(organisation, [code for code in blocked if code is not None])
        if one.hidden_from_employer:
            passes &= ~self.sight.own_place[organisation]
        if one.employment and one.employment.permanent:
            passes &= self._keeps_permanent(table)
        offer = self._offer(table)
        lowest = order_of(one.lowest_scale) if one.lowest_scale else None
        passes &= offer.tops >= (NO_SCALE if lowest is None else lowest)
        required = self.clauses.required[table["rules"]] & ~np.int32(accepted_by(one))
        passes &= self._loses(table, offer) & required == 0
        return passes

    def admitted(self, table: Table, admissions: Table) -> Flags:
        relation, home = self.sight.relation[table["organisation"]], self.asking.home(self.candidate)
        return self.asking.audiences.admitted(table, admissions, relation, home, self.members, self.now)

    def tier(self, table: Table) -> Points:
        by_employer = int(self.candidate.registered_by is RegisteredBy.EMPLOYER)
        relation = self.sight.relation[table["organisation"]]
        ranks: Points = self.clauses.ranks[table["rules"], relation, int(self.first), by_employer]
        return ranks

    def demoted(self, table: Table) -> Flags:
        demoted: Flags = self._loses(table, self._offer(table)) & self.clauses.ranked[table["rules"]] != 0
        return demoted

    def scores(self, table: Table, required: Points, wished: Points) -> Points:
        """As `score.score_of`; the counts are of skills that the candidate has."""
        uris, which = np.unique(table["occupation"], return_inverse=True)
        names = (self.asking.words.occupations.keys[uri] for uri in uris)
        occupation = np.array([occupation_points(name, self.candidate.occupations) for name in names], np.int64)
        points = (
            share(required, table["required"]),
            share(wished, table["wished"]),
            occupation[which],
            self._offer(table).points,
            hours_points(table["hours_max"], self.candidate.hours.max),
        )
        return weighed(self.clauses.weights[table["rules"]].T, points, len(table))

    def _keeps_permanent(self, table: Table) -> Flags:
        """As `preservation.permanent_stays_permanent`."""
        flags, organisation = table["flags"], table["organisation"]
        promised = self.clauses.permanent_promised[table["rules"]] & self.sight.obliged[organisation]
        stays = (flags & FOR_GOOD != 0) | self.sight.stays[organisation] | promised
        kept: Flags = (flags & LENT != 0) | (stays & (flags & TEMPORARY == 0))
        return kept

    def _loses(self, table: Table, offer: Offer) -> Numbers:
        """Which clauses: of whoever is lent or has no employment, none."""
        held, organisation = self.candidate.employment, table["organisation"]
        if held is None:
            return np.zeros(len(table), np.int32)
        obliged = self.sight.obliged[organisation]
        pairs = Pairs(
            person=self._endangered(organisation),
            offer=table["endangered"].astype(np.int32),
            promised=np.where(obliged, self.clauses.promised[table["rules"]], np.int32(0)),
            stays=self.sight.stays[organisation],
            scale_lost=np.where(obliged, offer.lost[1], offer.lost[0]),
            scale_kept=np.where(obliged, offer.kept[1], offer.kept[0]),
            allowances=(np.int32(stated(held.passport.allowances_monthly)), table["allowances"]),
            travel=(np.int32(stated(held.passport.travel_yearly)), table["travel"]),
        )
        lent = table["flags"] & LENT != 0
        return np.where(lent, np.int32(0), pairs.lost(EVERY))

    def _endangered(self, organisation: Numbers) -> Numbers:
        """As `losses.endangered_in`, with each of these organisations."""
        endangered = np.full(len(organisation), endangered_in(self.candidate), np.int32)
        for name, clauses in named_by(self.candidate).items():
            if (code := self.asking.words.organisations.find(name)) is not None:
                named = organisation == code
                endangered[named] = where_named(endangered[named], clauses)
        return endangered

    def _offer(self, table: Table) -> Offer:
        """Of each need, for the contract that the candidate has."""
        terms, which = np.unique(table["terms"], return_inverse=True)
        offers = [self.asking.offer(int(code), self.candidate, self.clauses) for code in terms]
        return Offer(
            np.array([one.tops[0] for one in offers], np.int32)[which],
            np.array([one.points[0] for one in offers], np.int64)[which],
            np.array([one.lost[:, 0] for one in offers], np.bool_).reshape(-1, 2)[which].T,
            np.array([one.kept[:, 0] for one in offers], np.bool_).reshape(-1, 2)[which].T,
        )


class Wanting:
    """Makes `Wanted`, and keeps what the next candidate can use again."""

    def __init__(self, words: OfferWords) -> None:
        self.words = words
        self.audiences = Audiences(words.organisations)
        self._sights: Sights[Work | None, str] = Sights(words.organisations, lambda home, one: (one, home))
        self._clauses, self._offers = Kept(), Kept(65_536)

    def of(self, candidate: Candidate, rules_of: RulesOf, members: Membership, now: datetime) -> Wanted:
        return Wanted(
            candidate=candidate,
            first=candidate.goes_first_on(local_date(now)),
            sight=self._sights.of(self.home(candidate), members),
            clauses=self._clauses.get("", len(self.words.rules), lambda: clauses_of(self.words.rules, rules_of)),
            asking=self,
            members=members,
            now=now,
        )

    def home(self, candidate: Candidate) -> Work | None:
        return candidate.employment.work if candidate.employment else None

    def offer(self, terms: int, candidate: Candidate, clauses: Clauses) -> Offer:
        held = candidate.employment
        contract: Contract | None = (held.agreement, held.scale) if held else None

        def made() -> Offer:
            need = self.words.examples[terms]
            code = self.words.rules.code(need.covenant_hash)
            return offer_of(need, clauses.rules[code], Codes(contract))

        return self._offers.get((terms, contract), 0, made)
