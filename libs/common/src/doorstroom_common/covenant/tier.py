"""In which group a candidate competes for a vacancy, by the vacancy's one governing covenant."""

from dataclasses import dataclass
from enum import StrEnum

from doorstroom_common.covenant.model import Covenant
from doorstroom_common.covenant.relation import Relation
from doorstroom_common.covenant.vocabulary import TierName


class RegisteredBy(StrEnum):
    PERSON = "person"
    EMPLOYER = "employer"


@dataclass(frozen=True, slots=True)
class Tier:
    """The candidate's group, its rank (1 goes before all others), and what competes in it as one."""

    name: TierName
    rank: int
    merged: tuple[TierName, ...]


_PLAIN = {
    Relation.OWN: TierName.OWN,
    Relation.PARTNER: TierName.PARTNER,
    Relation.LINKED: TierName.LINKED,
    Relation.EXTERNAL: TierName.EXTERNAL,
}
_FIRST = {Relation.OWN: TierName.OWN_FIRST, Relation.PARTNER: TierName.PARTNER_FIRST}


def tier_of(
    covenant: Covenant, relation: Relation, goes_first: bool, registered_by: RegisteredBy = RegisteredBy.PERSON
) -> Tier | None:
    """None when the candidate takes no part in this vacancy.

    Somebody who goes first falls back to the plain relation where the covenant leaves the priority tier out; a
    relation that it leaves out takes no part. With `voluntaryOnly`, going first counts at the own employer only:
    elsewhere somebody who registered themselves competes as any other, and somebody whom their employer registered
    takes no part, because forced mobility stays outside.
    """
    if goes_first and relation is not Relation.OWN and covenant.going_first.voluntary_only:
        if registered_by is RegisteredBy.EMPLOYER:
            return None
        goes_first = False
    priority = _FIRST.get(relation) if goes_first else None
    return (_ranked(covenant, priority) if priority else None) or _ranked(covenant, _PLAIN[relation])


def _ranked(covenant: Covenant, name: TierName) -> Tier | None:
    for rank, group in enumerate(covenant.tiers.order, 1):
        if name in group:
            return Tier(name, rank, group)
    return None
