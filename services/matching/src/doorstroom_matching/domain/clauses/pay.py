"""Clause 3: pay kept over a year: scale and fixed allowances over twelve months, and the choice budget (IKB).

The amounts of salary tables are in no source here, so a salary is compared by its scale; the IKB is a share of it that
the agreement sets, and stays what it is where the agreement does.
"""

from doorstroom_common.covenant import ClauseCode, Promise
from doorstroom_matching.domain.candidate import Employment
from doorstroom_matching.domain.clauses.moving import SUPPLEMENTS, Moving
from doorstroom_matching.domain.finding import Code, Figure, Finding, Rule
from doorstroom_matching.domain.need import Need
from doorstroom_matching.domain.passport import in_euros
from doorstroom_matching.domain.scale import Equivalence, in_agreement, is_special, order_of

MONTHS = 12


def pay_is_kept(moving: Moving) -> Finding:
    """The scale first; where that is kept, the allowances."""
    need, held = moving.need, moving.employment
    promise = moving.promise(ClauseCode.PAY)
    scale = pay_found(need, held, promise, moving.table)
    code = allowances_found(held.passport.allowances_monthly, need.offer.allowances_monthly, promise)
    by_scale = scale is not Code.PRESERVED or code is Code.PRESERVED
    code = scale if by_scale else code
    figures: dict[str, Figure] = {
        "held": held.scale,
        "held_in": held.agreement,
        "offered_from": need.scales.min,
        "offered_to": need.scales.max,
        "offered_in": need.scales.agreement,
        "same_choice_budget": held.agreement == need.scales.agreement,
        **_known("step", held.step),
        **_known("allowances_held", _over_a_year(held.passport.allowances_monthly)),
        **_known("allowances_offered", _over_a_year(need.offer.allowances_monthly)),
    }
    if code is Code.SUPPLEMENTED:
        figures["phased_out"] = promise is Promise.SUPPLEMENT_PHASED_OUT
    return moving.finding(Rule.PAY, ClauseCode.PAY, code, figures | ({} if by_scale else {"because": "allowances"}))


def pay_found(need: Need, employment: Employment, promise: Promise, table: Equivalence) -> Code:
    """By scale alone: compared in one agreement or by a table of the covenant; else unknown, never the nearest.

    Of the employment it reads agreement and scale.
    """
    scale = in_agreement(employment.scale, employment.agreement, need.scales.agreement, table)
    held, top = order_of(scale) if scale else None, order_of(need.scales.max)
    if scale is None or held is None or top is None:
        return Code.UNKNOWN
    if is_special(scale) and scale not in (need.scales.min, need.scales.max):
        return Code.SUPPLEMENTED if promise in SUPPLEMENTS else Code.UNKNOWN
    return Code.PRESERVED if held <= top else less_than_held(promise)


def allowances_found(held: int | None, offered: int | None, promise: Promise) -> Code:
    """Fixed allowances a month. Who told of none keeps all; an offer that tells of none is unknown or made up for."""
    if not held or (offered is not None and offered >= held):
        return Code.PRESERVED
    if offered is None and promise is Promise.NONE:
        return Code.UNKNOWN
    return less_than_held(promise)


def less_than_held(promise: Promise) -> Code:
    """What a promise in money makes of an offer below what is held."""
    if promise in SUPPLEMENTS:
        return Code.SUPPLEMENTED
    return Code.PRESERVED_BY_COVENANT if promise is Promise.KEPT else Code.LOST


def _over_a_year(cents_a_month: int | None) -> int | float | None:
    return None if cents_a_month is None else in_euros(cents_a_month * MONTHS)


def _known(name: str, value: Figure) -> dict[str, Figure]:
    return {} if value is None else {name: value}
