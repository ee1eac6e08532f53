"""Two versions compared as data: in which group anybody competes, and how long a vacancy stays where."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from doorstroom_common.covenant import Covenant, RegisteredBy, Relation, StageName, Tier, tier_of

_KINDS = tuple(product((False, True), RegisteredBy))


@dataclass(frozen=True, slots=True)
class TierChange:
    """Of whom: `goes_first` and `registered_by` are None where they make no difference."""

    relation: Relation
    goes_first: bool | None
    registered_by: RegisteredBy | None
    before: Tier | None
    after: Tier | None


@dataclass(frozen=True, slots=True)
class LengthChange:
    """`None` is a stage that is not there, and a last stage has no length."""

    stage: StageName
    before: int | str | None
    after: int | str | None


UNTIL_CLOSED = "until-closed"


def tier_changes(old: Covenant, new: Covenant) -> Iterator[TierChange]:
    """Every relation, going first or not, registered by either, in as few lines as that takes."""
    for relation in Relation:
        found = {kind: (tier_of(old, relation, *kind), tier_of(new, relation, *kind)) for kind in _KINDS}
        if len(set(found.values())) == 1:
            before, after = found[_KINDS[0]]
            yield from _changed(TierChange(relation, None, None, before, after))
            continue
        for first in (False, True):
            pairs = {by: found[first, by] for by in RegisteredBy}
            same = len(set(pairs.values())) == 1
            for by, (before, after) in list(pairs.items())[: 1 if same else None]:
                yield from _changed(TierChange(relation, first, None if same else by, before, after))


def length_changes(old: Covenant, new: Covenant) -> Iterator[LengthChange]:
    for stage in StageName:
        before, after = _length(old, stage), _length(new, stage)
        if before != after:
            yield LengthChange(stage, before, after)


def _changed(change: TierChange) -> Iterator[TierChange]:
    if change.before != change.after:
        yield change


def _length(covenant: Covenant, name: StageName) -> int | str | None:
    stage = covenant.stage(name)
    if stage is None:
        return None
    return UNTIL_CLOSED if stage.days is None else stage.days
