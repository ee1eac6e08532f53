"""The timers of retention: set when a person says something, and gone with the person."""

from collections.abc import Iterable
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


def keep_all_asleep_from(uow: UnitOfWork, candidate_ids: Iterable[UUID], registered_at: datetime) -> None:
    uow.schedule_all(ERASE, map(str, candidate_ids), erase_at(registered_at))


def keep_no_longer(uow: UnitOfWork, candidate_id: UUID) -> None:
    keep_none_longer(uow, [candidate_id])


def keep_none_longer(uow: UnitOfWork, candidate_ids: Iterable[UUID]) -> None:
    uow.unschedule_all((ASK, ERASE, GO), map(str, candidate_ids))
