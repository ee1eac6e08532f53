"""What was agreed in the life of a match, and the steps that led there, as answered."""

from datetime import date
from typing import Literal

from doorstroom_common.http import AnswerModel
from doorstroom_common.http.fields import DateTime
from doorstroom_matching.domain.life import Side


class DaysAnswer(AnswerModel):
    """The first and the last day of the work."""

    start_date: date
    end_date: date


class WishAnswer(AnswerModel):
    """From when and for how many hours a week somebody would be lent."""

    available_from_date: date | None = None
    hours: float | None = None


class AgreedAnswer(DaysAnswer):
    """What the present employer agreed to."""

    hours: float
    right_to_return: bool
    replacement: Literal["none", "vacancy", "secondment-request", "colleagues"]


class OfferAnswer(AnswerModel):
    contract: str | None = None
    start_date: date | None = None


class ClauseAnswer(AnswerModel):
    clause: str
    finding: str
    kept: bool
    reason: str | None = None


class PlacementAnswer(AnswerModel):
    start_date: date
    end_date: date | None = None
    contract: str
    hours: float | None = None
    clauses: list[ClauseAnswer]


class StepAnswer(AnswerModel):
    """What came of it, on which side, when; the reason only to those who may know it."""

    taken: str
    by: Side
    at: DateTime
    reason: str | None
