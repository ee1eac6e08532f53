"""The timers of retention: set when a person says something, and gone with the person."""

from datetime import datetime
from uuid import UUID

from doorstroom_candidate.domain.retention import ask_at, erase_at
from doorstroom_common.database import UnitOfWork

ASK, ERASE = "retention-ask", "retention-erase"
GO = "placement-erase"
"""When a new job begins; set by what was agreed, never by what the person says."""


def keep_from(uow: UnitOfWork, candidate_id: UUID, last_word: datetime) -> None:
    """Ask again and erase, counted from the last time that the person said something."""
    uow.schedule(ASK, str(candidate_id), ask_at(last_word))
    uow.schedule(ERASE, str(candidate_id), erase_at(last_word))


def keep_asleep_from(uow: UnitOfWork, candidate_id: UUID, registered_at: datetime) -> None:
    """A registration that nobody confirms goes after the same time; there is nobody to ask again."""
    uow.schedule(ERASE, str(candidate_id), erase_at(registered_at))


def keep_no_longer(uow: UnitOfWork, candidate_id: UUID) -> None:
    uow.unschedule(ASK, str(candidate_id))
    uow.unschedule(ERASE, str(candidate_id))
    uow.unschedule(GO, str(candidate_id))
