"""What one who takes part in a match may do next, and which steps of it they may know."""

from collections.abc import Iterable
from datetime import datetime

from doorstroom_matching.domain.decision import ORDER_OVERRULED
from doorstroom_matching.domain.life import QUESTIONS, Noun, Side, Status, answers, following, goes_on, step_of
from doorstroom_matching.domain.match import Taken
from doorstroom_matching.domain.need import NeedKind
from doorstroom_matching.entrypoints.agreed import StepAnswer

SHOWING = "showing"
"""To say whether the organisation may see a match whose card too few share."""

OVERRULING = "overruling"
"""To go on with a match although others of a better tier wait."""

_NOT_THE_LENDERS = frozenset({Status.PROPOSED, Status.CONTACT_DECLINED})
_NOT_THE_BORROWERS = _NOT_THE_LENDERS | {Status.CANDIDATE_AGREED, Status.NO_ANSWER}


def may_do(kind: NeedKind, status: Status, side: Side, due_at: datetime | None, now: datetime) -> list[str]:
    """An answer that comes too late is no longer to be given, also before anybody noticed."""
    late = status in QUESTIONS and due_at is not None and now >= due_at
    nouns = following(kind, status, [side])
    return [noun.value for noun in nouns if not (late and (step := step_of(noun, kind)) and answers(step))]


def held_to_the_order(nouns: Iterable[str], kind: NeedKind, *, barred: bool) -> list[str]:
    """What is left while others of a better tier wait: everything but to go on, and to overrule the order."""
    if not barred:
        return list(nouns)
    left = [noun for noun in nouns if not ((step := step_of(Noun(noun), kind)) and goes_on(step))]
    return [*left, OVERRULING]


def shown_steps(steps: Iterable[Taken], side: Side, kind: str) -> list[StepAnswer]:
    """Nobody learns of a step before their turn, nor why another did not want to; the candidate knows every reason."""
    hidden = _hidden_from(side, kind)
    return [_shown(taken, side) for taken in steps if taken.what not in hidden]


def _hidden_from(side: Side, kind: str) -> frozenset[Status]:
    if kind == NeedKind.VACANCY or side is Side.CANDIDATE:
        return frozenset()
    return _NOT_THE_LENDERS if side is Side.LENDER else _NOT_THE_BORROWERS


def _shown(taken: Taken, side: Side) -> StepAnswer:
    """Why others were passed by is not the candidate's to know."""
    knows = side is taken.by or (side is Side.CANDIDATE and taken.what != ORDER_OVERRULED)
    by = Side.SYSTEM if taken.what == Status.WITHDRAWN and side is not Side.CANDIDATE else taken.by
    return StepAnswer(taken=taken.what, by=by, at=taken.at, reason=taken.reason if knows else None)
