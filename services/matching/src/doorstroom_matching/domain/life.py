"""The life of a match as one table: which step follows from which status, and whose it is to take."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from doorstroom_matching.domain.need import NeedKind


class Status(StrEnum):
    """`considered` is a pair that has never been published."""

    CONSIDERED = "considered"
    PROPOSED = "proposed"
    CONTACT_REQUESTED = "contact-requested"
    CONTACT_GRANTED = "contact-granted"
    CONTACT_DECLINED = "contact-declined"
    CANDIDATE_AGREED = "candidate-agreed"
    EMPLOYER_AGREED = "employer-agreed"
    EMPLOYER_DECLINED = "employer-declined"
    INVITED = "invited"
    OFFERED = "offered"
    PLACED = "placed"
    REJECTED = "rejected"
    NO_ANSWER = "no-answer"
    WITHDRAWN = "withdrawn"


class Side(StrEnum):
    """Who takes a step: the need's organisation, the person, their present employer, or the clock and the rules."""

    ORGANISATION = "organisation"
    CANDIDATE = "candidate"
    LENDER = "lender"
    SYSTEM = "system"


class Noun(StrEnum):
    """The steps that people take, as they stand in the path."""

    CONTACT_REQUEST = "contact-request"
    CONTACT_GRANT = "contact-grant"
    CONTACT_REFUSAL = "contact-refusal"
    AGREEMENT = "agreement"
    EMPLOYER_CONSENT = "employer-consent"
    EMPLOYER_REFUSAL = "employer-refusal"
    INVITATION = "invitation"
    OFFER = "offer"
    PLACEMENT = "placement"
    REJECTION = "rejection"
    WITHDRAWAL = "withdrawal"


@dataclass(frozen=True, slots=True)
class Step:
    """One row of the table."""

    noun: Noun
    side: Side
    kind: NeedKind
    after: frozenset[Status]
    to: Status


OPEN = frozenset(
    {
        Status.PROPOSED, Status.CONTACT_REQUESTED, Status.CONTACT_GRANTED, Status.CANDIDATE_AGREED,
        Status.EMPLOYER_AGREED, Status.INVITED, Status.OFFERED,
    }
)  # fmt: skip
"""Statuses from which something may still come."""

OF_THE_RULES = frozenset({Status.PROPOSED, Status.CONTACT_REQUESTED})
"""Until a person has said yes, the rules decide whether a match stands."""

QUESTIONS = frozenset({Status.CONTACT_REQUESTED, Status.CANDIDATE_AGREED})
"""Somebody was asked and has a term; silence ends the match."""

AWAITING_ANSWER = frozenset({Status.PROPOSED, Status.EMPLOYER_AGREED})
"""Where its organisation sees the match and has said nothing yet."""

REFERABLE = frozenset({Status.CONTACT_GRANTED, Status.EMPLOYER_AGREED, Status.INVITED, Status.OFFERED, Status.REJECTED})
"""Where contact was granted, its candidate may be handed on, with their yes for that receiver."""


def _vacancy(noun: Noun, side: Side, to: Status, *after: Status) -> Step:
    return Step(noun, side, NeedKind.VACANCY, frozenset(after), to)


def _secondment(noun: Noun, side: Side, to: Status, *after: Status) -> Step:
    return Step(noun, side, NeedKind.SECONDMENT_REQUEST, frozenset(after), to)


STEPS: tuple[Step, ...] = (
    _vacancy(Noun.CONTACT_REQUEST, Side.ORGANISATION, Status.CONTACT_REQUESTED, Status.PROPOSED),
    _vacancy(Noun.CONTACT_GRANT, Side.CANDIDATE, Status.CONTACT_GRANTED, Status.CONTACT_REQUESTED),
    _vacancy(Noun.CONTACT_REFUSAL, Side.CANDIDATE, Status.CONTACT_DECLINED, Status.CONTACT_REQUESTED),
    _vacancy(Noun.INVITATION, Side.ORGANISATION, Status.INVITED, Status.CONTACT_GRANTED),
    _vacancy(Noun.OFFER, Side.ORGANISATION, Status.OFFERED, Status.INVITED),
    _vacancy(Noun.PLACEMENT, Side.ORGANISATION, Status.PLACED, Status.OFFERED),
    _vacancy(
        Noun.REJECTION, Side.ORGANISATION, Status.REJECTED, Status.PROPOSED, Status.CONTACT_REQUESTED,
        Status.CONTACT_GRANTED, Status.INVITED, Status.OFFERED,
    ),
    _vacancy(
        Noun.WITHDRAWAL, Side.CANDIDATE, Status.WITHDRAWN, Status.PROPOSED, Status.CONTACT_REQUESTED,
        Status.CONTACT_GRANTED, Status.INVITED, Status.OFFERED,
    ),
    _secondment(Noun.AGREEMENT, Side.CANDIDATE, Status.CANDIDATE_AGREED, Status.PROPOSED),
    _secondment(Noun.CONTACT_REFUSAL, Side.CANDIDATE, Status.CONTACT_DECLINED, Status.PROPOSED),
    _secondment(Noun.EMPLOYER_CONSENT, Side.LENDER, Status.EMPLOYER_AGREED, Status.CANDIDATE_AGREED),
    _secondment(
        Noun.EMPLOYER_REFUSAL, Side.LENDER, Status.EMPLOYER_DECLINED, Status.CANDIDATE_AGREED, Status.EMPLOYER_AGREED,
        Status.INVITED, Status.OFFERED,
    ),
    _secondment(Noun.INVITATION, Side.ORGANISATION, Status.INVITED, Status.EMPLOYER_AGREED),
    _secondment(Noun.OFFER, Side.ORGANISATION, Status.OFFERED, Status.INVITED),
    _secondment(Noun.PLACEMENT, Side.ORGANISATION, Status.PLACED, Status.OFFERED),
    _secondment(
        Noun.REJECTION, Side.ORGANISATION, Status.REJECTED, Status.EMPLOYER_AGREED, Status.INVITED, Status.OFFERED
    ),
    _secondment(
        Noun.WITHDRAWAL, Side.CANDIDATE, Status.WITHDRAWN, Status.CANDIDATE_AGREED, Status.EMPLOYER_AGREED,
        Status.INVITED, Status.OFFERED,
    ),
)  # fmt: skip
"""Each of the three in a secondment can stop it until somebody is placed."""

SIDES = {noun: {step.side for step in STEPS if step.noun is noun}.pop() for noun in Noun}
"""Whose each step is; the same for both kinds of need."""


def step_of(noun: Noun, kind: NeedKind) -> Step | None:
    """None where this kind of need has no such step."""
    return next((step for step in STEPS if step.noun is noun and step.kind is kind), None)


def following(kind: NeedKind, status: Status, sides: Iterable[Side] = tuple(Side)) -> list[Noun]:
    """What may come next, by any of these sides."""
    wanted = set(sides)
    return [step.noun for step in STEPS if step.kind is kind and status in step.after and step.side in wanted]


def goes_on(step: Step) -> bool:
    """Whether by this step an organisation goes on with a proposal that it has not answered yet."""
    return step.side is Side.ORGANISATION and bool(step.after & AWAITING_ANSWER) and step.to is not Status.REJECTED


def answers(step: Step) -> bool:
    """Whether it answers a question that has a term, and so comes too late after it."""
    return (
        bool(step.after & QUESTIONS) and step.side in (Side.CANDIDATE, Side.LENDER) and step.to is not Status.WITHDRAWN
    )
