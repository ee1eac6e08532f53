"""Which clauses of contract preservation a move would lose, for many pairs at once: what `domain.clauses` finds.

A clause that cannot be lost where somebody is proposed at all has no place here: hours, pension, permanent contracts.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from doorstroom_common.covenant import ClauseCode, Covenant, Promise, Strictness
from doorstroom_matching.adapters.index.sight import Flags
from doorstroom_matching.domain.candidate import Candidate
from doorstroom_matching.domain.clauses.chain import chain_ends
from doorstroom_matching.domain.clauses.service import notice_service_ends
from doorstroom_matching.domain.clauses.trial import trial_binds
from doorstroom_matching.domain.need import Need, OutsiderContract
from doorstroom_matching.domain.passport import Promotion

CLAUSES = (
    ClauseCode.PAY,
    ClauseCode.NO_NEW_TRIAL_PERIOD,
    ClauseCode.SERVICE,
    ClauseCode.CHAIN,
    ClauseCode.TRAVEL_AND_LEAVE,
    ClauseCode.PROMOTION,
)
"""Those that can be lost; a set of them is one number, with a bit for each in this order."""
BIT = {clause: 1 << number for number, clause in enumerate(CLAUSES)}

EVERY = (1 << len(CLAUSES)) - 1
BY_SUCCESSION = BIT[ClauseCode.NO_NEW_TRIAL_PERIOD] | BIT[ClauseCode.SERVICE] | BIT[ClauseCode.CHAIN]
"""Those that rest on whether the employers are successive."""

UNSTATED = -1
"""An amount that nobody has told."""

Numbers = NDArray[np.int32]
OneOrEach = Numbers | np.int32


def accepted_by(candidate: Candidate) -> int:
    return sum(bit for clause, bit in BIT.items() if clause in candidate.accepts_loss)


def endangered_in(candidate: Candidate, organisation: str | None = None) -> int:
    """The clauses that are lost with this other employer, or with any that the passport does not name, where the offer
    has it so and nothing is promised.
    """
    held = candidate.employment
    if held is None:
        return 0
    return (
        BIT[ClauseCode.NO_NEW_TRIAL_PERIOD] * trial_binds(held, organisation)
        | BIT[ClauseCode.SERVICE] * notice_service_ends(candidate, held, organisation)
        | BIT[ClauseCode.CHAIN] * chain_ends(candidate, held, organisation)
        | BIT[ClauseCode.PROMOTION] * (held.passport.next_step is not None)
    )


def named_by(candidate: Candidate) -> Mapping[str, int]:
    """Each organisation that the passport names, and of `BY_SUCCESSION` the clauses that are lost with it."""
    held = candidate.employment
    return {name: endangered_in(candidate, name) & BY_SUCCESSION for name in held.passport.successors} if held else {}


def where_named(endangered: Numbers, clauses: int) -> Numbers:
    """What is endangered with an organisation that was named, of people of whom that is so with any other."""
    return endangered & (EVERY ^ BY_SUCCESSION) | clauses


def endangered_by(need: Need) -> int:
    """The clauses that an offer does not keep by itself."""
    for_good = need.contract is OutsiderContract.PERMANENT and need.until is None
    return (
        BIT[ClauseCode.NO_NEW_TRIAL_PERIOD] * bool(need.offer.trial_period)
        | BIT[ClauseCode.SERVICE]
        | BIT[ClauseCode.CHAIN] * (not for_good)
        | BIT[ClauseCode.PROMOTION] * (need.offer.promotion is Promotion.STARTS_ANEW)
    )


def stated(amount: int | None) -> int:
    return UNSTATED if amount is None else amount


def clauses_with(rules: Covenant, strictness: Strictness) -> int:
    kept = rules.contract_preservation
    return sum(bit for clause, bit in BIT.items() if kept.clause(clause).strictness is strictness)


def clauses_promised(rules: Covenant) -> int:
    """Those that the covenant promises anything for, to whom its promises count."""
    kept = rules.contract_preservation
    return sum(bit for clause, bit in BIT.items() if kept.clause(clause).promise is not Promise.NONE)


@dataclass(frozen=True, slots=True)
class Pairs:
    """Arrays of pairs, or one value for all: both sides' clauses and amounts, and what stands between them.

    `scale_lost` and `scale_kept` are what `clauses.pay.pay_found` says of the scale.
    """

    person: OneOrEach
    offer: OneOrEach
    promised: Numbers
    stays: Flags
    scale_lost: Flags
    scale_kept: Flags
    allowances: tuple[OneOrEach, OneOrEach]
    travel: tuple[OneOrEach, OneOrEach]

    def lost(self, among: int) -> Numbers:
        """Of these clauses, those that are lost."""
        found = np.zeros(np.shape(self.scale_lost), np.int32)
        for clause, bit in BIT.items():
            if among & bit:
                found |= np.where(self._loses(clause, bit), np.int32(bit), np.int32(0))
        return found

    def _loses(self, clause: ClauseCode, bit: int) -> Flags:
        unpromised: Flags = self.promised & bit == 0
        if clause is ClauseCode.PAY:
            lost = self.scale_lost | (self.scale_kept & _less(*self.allowances) & unpromised)
        elif clause is ClauseCode.TRAVEL_AND_LEAVE:
            lost = _less(*self.travel) & unpromised
        else:
            lost = (self.person & self.offer & bit != 0) & unpromised & ~self.stays
        return lost


def _less(held: OneOrEach, offered: OneOrEach) -> Flags:
    """Whether less is offered than is held, both known."""
    less: Flags = (offered != UNSTATED) & (held != UNSTATED) & (offered < held)
    return less
