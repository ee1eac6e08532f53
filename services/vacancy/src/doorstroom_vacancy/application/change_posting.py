"""What a vacancy or a secondment request says is changed."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from doorstroom_common.database import UnitOfWork
from doorstroom_vacancy.application.board import Board
from doorstroom_vacancy.application.ports import P


@dataclass(frozen=True, slots=True)
class ChangePosting:
    """Only the fields that are named change; the others stay."""

    organisation: str
    posting_id: UUID
    expected_version: int | None
    details: Mapping[str, Any] = field(default_factory=dict)
    advert: Mapping[str, Any] = field(default_factory=dict)


async def change_posting(command: ChangePosting, uow: UnitOfWork, board: Board[P]) -> P:
    """Nothing that differs is no new version."""
    posting = await board.postings.load(command.posting_id, uow, command.organisation)
    posting.expect(command.expected_version)
    advert = replace(posting.advert, **command.advert)
    posting.change(command.details, advert, board.governing(posting), board.now())
    board.keep(posting, uow)
    return posting
