"""How far a match came, for the totals of a covenant: counted, never traced to anybody."""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from uuid import UUID

from doorstroom_vacancy.domain.placement import NeedOf


class Step(IntEnum):
    """The funnel, from its wide end to its narrow one."""

    PROPOSED = 0
    CONTACT = 1
    INVITED = 2
    OFFERED = 3
    PLACED = 4


REACHED = {
    "contact-granted": Step.CONTACT,
    "employer-agreed": Step.CONTACT,
    "invited": Step.INVITED,
    "offered": Step.OFFERED,
    "placed": Step.PLACED,
}
"""How far each status of a match is; one that is not here adds nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """What one event of a match says. `shown_at` is since when the organisation of the need sees it; None when the
    event does not say so. `answered_at` is when that organisation took this step, where it did.
    """

    organisation: str
    match_id: UUID
    need_kind: NeedOf
    need_id: UUID
    version: int
    shown_at: datetime | None
    answered_at: datetime | None
    step: Step
