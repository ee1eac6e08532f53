"""Decide again what was decided: from the stored versions of the inputs, and compare."""

from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol
from uuid import UUID

from doorstroom_common.clock import local_date
from doorstroom_common.covenant import Covenant, Covenants, Membership
from doorstroom_matching.application.ports import KnownCovenants
from doorstroom_matching.application.reading import UNREADABLE, candidate_from, need_from
from doorstroom_matching.domain.decision import ORDER_OVERRULED, Decision, Inputs, membership_key
from doorstroom_matching.domain.earlier import JUDGES
from doorstroom_matching.domain.life import OF_THE_RULES, Status
from doorstroom_matching.domain.verdict import RULES_VERSION, Verdict
from doorstroom_matching.domain.withdrawal import Because, why_withdrawn

Data = Mapping[str, Any]


class Recomputed(StrEnum):
    """What became of a record. Whatever is not the first three is something to look into."""

    EQUAL = "equal"
    INPUTS_ERASED = "inputs-erased"
    OTHER_RULES = "other-rules"
    UNEQUAL = "unequal"
    TAMPERED = "tampered"
    MISSING = "missing"


IN_ORDER = frozenset({Recomputed.EQUAL, Recomputed.INPUTS_ERASED, Recomputed.OTHER_RULES})


@dataclass(frozen=True, slots=True)
class Stored:
    """A record with its seal and all that it rests on; None for what is not there (any more).

    `follows` says whether the record is there that it names as the one before it, `erasure_known` whether somebody was
    erased at the moment that it says.
    """

    decision: Decision
    seal: bytes | None
    need: Data | None
    candidate: Data | None
    key: bytes | None
    covenants: Sequence[str] | None
    follows: bool
    erasure_known: bool


@dataclass(frozen=True, slots=True)
class Result:
    """What was found of one record, and why; `at` is the moment of the decision, or of the erasure."""

    decision_id: UUID | None
    organisation: str
    need_id: UUID | None
    at: datetime
    found: Recomputed
    why: tuple[str, ...] = ()


class Records(Protocol):
    """The stored records."""

    async def count(self) -> int: ...

    def every(self, decision_id: UUID | None = None) -> AsyncIterator[Sequence[Stored]]:
        """In portions; or the one with this id."""
        ...

    async def missing(self) -> Sequence[Result]:
        """Steps that the rules took in a match, of which no record tells."""
        ...


async def recompute_all(
    records: Records, known: KnownCovenants, key: bytes, decision_id: UUID | None, tell: Callable[[int], None]
) -> list[Result]:
    """Each record, or the one; `tell` hears how many are done. What is adopted meanwhile is read with each portion."""
    results: list[Result] = []
    async for portion in records.every(decision_id):
        await known.refresh()
        results += [recompute(stored, known.covenants, key) for stored in portion]
        tell(len(results))
    return results if decision_id else [*results, *await records.missing()]


def recompute(stored: Stored, covenants: Covenants, key: bytes) -> Result:
    """Seals first: what was changed is not worth deciding again."""
    decision = stored.decision
    if changed := tuple(_broken(stored, key)):
        return _result(decision, Recomputed.TAMPERED, *changed)
    if decision.inputs_erased_at:
        return replace(_result(decision, Recomputed.INPUTS_ERASED), at=decision.inputs_erased_at)
    if changed := tuple(_broken_inputs(stored, covenants)):
        return _result(decision, Recomputed.TAMPERED, *changed)
    if decision.outcome == ORDER_OVERRULED:
        return _result(decision, Recomputed.EQUAL)
    if decision.rules_version not in JUDGES:
        return _result(decision, Recomputed.OTHER_RULES, f"rules {decision.rules_version}, here {RULES_VERSION}")
    try:
        differences = tuple(_differences(decision, _judged(stored, covenants)))
    except UNREADABLE as error:
        differences = (f"the inputs cannot be read: {type(error).__name__}",)
    return _result(decision, Recomputed.UNEQUAL if differences else Recomputed.EQUAL, *differences)


def _broken(stored: Stored, key: bytes) -> Iterator[str]:
    """What is not as it was sealed, whether its inputs are still there or not."""
    if stored.seal is None:
        yield "no seal: from before records were sealed, or taken away"
    elif stored.seal != stored.decision.seal(key):
        yield "the record is not what was sealed"
    if not stored.follows:
        yield "the record before it is gone"
    if stored.decision.inputs_erased_at and not stored.erasure_known:
        yield "it says that its inputs were erased, and nobody was erased then"


def _broken_inputs(stored: Stored, covenants: Covenants) -> Iterator[str]:
    decision = stored.decision
    if stored.need is None or stored.candidate is None or stored.key is None:
        yield "a version of its inputs is gone"
    elif decision.outcome == ORDER_OVERRULED:
        if decision.inputs_seal != decision.previous:
            yield "it was not made of the record before it"
    elif decision.inputs_seal != _inputs(decision, stored.need, stored.candidate).seal(stored.key):
        yield "the inputs are not what was sealed"
    if covenants.by_hash(decision.covenant_hash) is None:
        yield "its covenant is gone"
    members = _members(stored, covenants)
    if members is None or membership_key(members) != decision.membership:
        yield "the covenants in force are not what was cited"


def _inputs(decision: Decision, need: Data, candidate: Data) -> Inputs:
    return Inputs(
        need=need,
        candidate=candidate,
        covenant_hash=decision.covenant_hash,
        membership=decision.membership,
        rules_version=decision.rules_version,
        prior_status=decision.prior_status,
        prior_candidate_version=decision.prior_candidate_version,
        matching_off=decision.matching_off,
        at=decision.decided_at,
    )


def _members(stored: Stored, covenants: Covenants) -> Membership | None:
    """Of the covenants that were in force then, and of no other that has come since."""
    found = [covenants.by_hash(cited) for cited in stored.covenants or ()]
    cited = [covenant for covenant in found if covenant is not None]
    return Membership(cited, local_date(stored.decision.decided_at)) if len(cited) == len(found) else None


def _judged(stored: Stored, covenants: Covenants) -> Verdict:
    decision = stored.decision
    rules, members = covenants.by_hash(decision.covenant_hash), _members(stored, covenants)
    assert isinstance(rules, Covenant) and members is not None  # noqa: S101, PT018 - looked at before
    need = replace(need_from(stored.need or {}), is_matched=not decision.matching_off)
    candidate = candidate_from(stored.candidate or {})
    return JUDGES[decision.rules_version](need, candidate, rules, members, decision.decided_at)


def _differences(decision: Decision, verdict: Verdict) -> Iterator[str]:
    tier = verdict.standing.tier
    pairs = {
        "relation": (decision.relation, verdict.standing.relation),
        "tier": (decision.tier, tier.name if tier else None),
        "score": (decision.score, verdict.score.total),
        "need version": (decision.need_version, verdict.need.version),
        "candidate version": (decision.candidate_version, verdict.candidate.version),
    }
    yield from (f"{name}: {then} then, {now} now" for name, (then, now) in pairs.items() if then != now)
    then, now = ({each["rule"]: each["finding"] for each in codes} for codes in (decision.verdict, verdict.codes))
    for rule in then | now:
        if then.get(rule) != now.get(rule):
            yield f"{rule}: {then.get(rule, 'nothing')} then, {now.get(rule, 'nothing')} now"
    if decision.because not in (possible := _endings(decision, verdict)):
        told = " or ".join(sorted(because or decision.prior_status for because in possible))
        yield f"outcome: {decision.because or decision.outcome} then, {told} now"


def _endings(decision: Decision, verdict: Verdict) -> set[str | None]:
    """Why the match may have ended by this verdict; None where it goes on.

    After the person's yes it may also end because their employer, who was to lend them, has changed.
    """
    ending = why_withdrawn(decision.prior_candidate_version, verdict)
    if decision.prior_status in {Status.CONSIDERED, Status.WITHDRAWN, *OF_THE_RULES}:
        return {None} if verdict.passes else {ending}
    goes_on = verdict.need.is_open and verdict.candidate.is_active and verdict.standing.admitted
    return {None, Because.CANDIDATE_CHANGED} if goes_on else {ending, Because.CANDIDATE_CHANGED}


def _result(decision: Decision, found: Recomputed, *why: str) -> Result:
    return Result(decision.id, decision.organisation, decision.need_id, decision.decided_at, found, why)
