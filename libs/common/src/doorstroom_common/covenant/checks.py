"""What the domain asks of a covenant beyond the shape of its file; each check is one sentence of the agreement."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from itertools import pairwise

from doorstroom_common.covenant.draft import Draft
from doorstroom_common.covenant.faults import Path
from doorstroom_common.covenant.member_checks import member_complaints
from doorstroom_common.covenant.vocabulary import ClauseCode, Promise, PublicRule, StageName, TierName

Complaints = Iterator[tuple[Path, str]]

LONGEST_CLOSURE = 60
"""Days; a longer closed period is a slip of the pen."""

_IN_MONEY = (Promise.SUPPLEMENT, Promise.SUPPLEMENT_PHASED_OUT)
_MAY_BE_SUPPLEMENTED = (ClauseCode.PAY, ClauseCode.TRAVEL_AND_LEAVE)


def every_complaint(draft: Draft) -> Complaints:
    """Of what reads well so far; the order is that of the checks."""
    for check in _CHECKS:
        yield from check(draft)


def _period(
    path: Path, first: date | None, last: date | None, names: tuple[str, str] = ("from", "until")
) -> Complaints:
    if first and last and last < first:
        yield (*path, names[1]), f"{last} lies before {names[0]} {first}"


def _validity(draft: Draft) -> Complaints:
    yield from _period((), draft.valid_from, draft.valid_until, ("validFrom", "validUntil"))


def _own_first_is_first_and_alone(draft: Draft) -> Complaints:
    if not draft.tiers:
        return
    order = draft.tiers.order
    if not order or order[0] != (TierName.OWN_FIRST,):
        yield (
            ("tiers", "order", 0) if order else ("tiers", "order"),
            "own_first must be first and alone: own staff who go first are re-placed before others (art. 7:669 BW)",
        )


def _each_tier_stands_once(draft: Draft) -> Complaints:
    if not draft.tiers:
        return
    ranked = [tier for group in draft.tiers.order for tier in group]
    for tier, count in Counter((*ranked, *draft.tiers.left_out)).items():
        if count > 1 and tier in ranked:
            at = next(index for index, group in reversed(list(enumerate(draft.tiers.order))) if tier in group)
            yield (
                ("tiers", "order", at),
                f"{tier} stands in the order and leftOut together {count} times; once is enough",
            )
    for tier in TierName:
        if tier not in ranked and tier not in draft.tiers.left_out:
            yield ("tiers", "order"), f"{tier} is missing; rank it, or name it under leftOut"


def _stages_follow_their_order(draft: Draft) -> Complaints:
    usual = list(StageName)
    stages = draft.stages
    for (_, before), (index, stage) in pairwise(stages):
        if usual.index(stage.stage) <= usual.index(before.stage):
            yield (
                ("stages", index, "stage"),
                f"{stage.stage} cannot follow {before.stage}; the order is {', '.join(usual)}",
            )
    if stages and _whole(draft) and all(stage.stage is not StageName.PARTNERS for _, stage in stages):
        yield ("stages",), "partners is missing; without it the members share nothing"


def _stages_have_lengths(draft: Draft) -> Complaints:
    last = len(draft.listed("stages")) - 1
    for index, stage in draft.stages:
        path: Path = ("stages", index)
        if index < last and stage.days is None:
            yield (*path, "days"), "is missing; only the last stage has no length"
        if index == last:
            for key, value in (("days", stage.days), ("shorten", stage.shorten), ("extend", stage.extend)):
                if value is not None:
                    yield (*path, key), "the last stage has no length: it lasts until the vacancy closes"
        if stage.shorten and stage.days is not None and stage.shorten.to_days >= stage.days:
            yield (*path, "shorten", "toDays"), f"must be less than the {stage.days} days of the stage"


def _whole(draft: Draft) -> bool:
    return len(draft.stages) == len(draft.listed("stages"))


def _public_stage_has_its_rule(draft: Draft) -> Complaints:
    public = any(stage.stage is StageName.PUBLIC for _, stage in draft.stages)
    if public and "publicWhen" not in draft.data:
        yield ("publicWhen",), "is missing; say always or too_few, because there is a public stage"
    if not public and _whole(draft) and draft.stages and "publicWhen" in draft.data:
        yield ("publicWhen",), "there is no public stage; leave this out, or add the stage"
    if rule := draft.public_when:
        if rule.rule is PublicRule.TOO_FEW and rule.reactions is None:
            yield ("publicWhen", "reactions"), "is missing; too_few needs the number of reactions that is enough"
        if rule.rule is PublicRule.ALWAYS and rule.reactions is not None:
            yield ("publicWhen", "reactions"), "always opens the public stage; leave the number out, or write too_few"


def _linked_covenants_are_others(draft: Draft) -> Complaints:
    seen: set[str] = set()
    for index, link in draft.links:
        if link.covenant == draft.id:
            yield ("links", index, "covenant"), f"{link.covenant} is this covenant itself"
        if link.covenant in seen:
            yield ("links", index, "covenant"), f"{link.covenant} is linked twice"
        seen.add(link.covenant)
        yield from _period(("links", index), link.from_date, link.until_date)


def _closed_periods_are_apart(draft: Draft) -> Complaints:
    periods = draft.closed_periods
    for index, period in periods:
        yield from _period(("closedPeriods", index), period.from_date, period.until_date)
        if (period.until_date - period.from_date).days >= LONGEST_CLOSURE:
            yield ("closedPeriods", index), f"is longer than {LONGEST_CLOSURE} days; nothing would ever open"
        for earlier, other in periods:
            if earlier < index and other.from_date <= period.until_date and period.from_date <= other.until_date:
                yield ("closedPeriods", index), f"overlaps {other.name}"


def _promises_fit_their_clause(draft: Draft) -> Complaints:
    if not draft.preservation:
        return
    for code in ClauseCode:
        if draft.preservation.clause(code).promise in _IN_MONEY and code not in _MAY_BE_SUPPLEMENTED:
            path = ("contractPreservation", "clauses", code.value, "promise")
            yield path, "cannot be supplemented with money; only pay and travel-and-leave can"


def _weights_make_100(draft: Draft) -> Complaints:
    if draft.score and draft.score.total != 100:
        yield ("score",), f"the weights make {draft.score.total} together; they must make 100"


def _each_topic_stands_once(draft: Draft) -> Complaints:
    seen: set[str] = set()
    for index, practice in draft.practices:
        if practice.topic in seen:
            yield ("practices", index, "topic"), f"{practice.topic} stands here twice; put it into one text"
        seen.add(practice.topic)


def _controllers_are_members(draft: Draft) -> Complaints:
    if not draft.controllers or draft.controllers.organisations is None:
        return
    known = {member.id for _, member in draft.members}
    complete = len(draft.members) == len(draft.listed("members"))
    for index, organisation in enumerate(draft.controllers.organisations):
        if complete and organisation not in known:
            yield ("jointControllers", "organisations", index), f"{organisation} is no member of this covenant"


def _scales_are_of_two_agreements(draft: Draft) -> Complaints:
    seen: set[tuple[str, str]] = set()
    for index, table in draft.equivalences:
        pair = (table.from_agreement, table.to_agreement)
        if pair in seen:
            yield ("scaleEquivalence", index), f"{pair[0]} is compared with {pair[1]} twice; put it into one table"
        seen.add(pair)
        if not table.scales:
            yield ("scaleEquivalence", index, "scales"), "is empty; without a table scales are unknown to one another"
        if table.from_agreement == table.to_agreement:
            yield ("scaleEquivalence", index, "toAgreement"), f"{table.to_agreement} is compared with itself"


_CHECKS: tuple[Callable[[Draft], Complaints], ...] = (
    _validity,
    member_complaints,
    _own_first_is_first_and_alone,
    _each_tier_stands_once,
    _stages_follow_their_order,
    _stages_have_lengths,
    _public_stage_has_its_rule,
    _linked_covenants_are_others,
    _closed_periods_are_apart,
    _promises_fit_their_clause,
    _weights_make_100,
    _each_topic_stands_once,
    _controllers_are_members,
    _scales_are_of_two_agreements,
)
