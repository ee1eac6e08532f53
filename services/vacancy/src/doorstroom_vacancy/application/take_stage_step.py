"""An opening stage is skipped, shortened or extended, or one that was held back opens: within the covenant."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from doorstroom_common.covenant import StageName
from doorstroom_common.database import UnitOfWork
from doorstroom_vacancy.application.board import Board
from doorstroom_vacancy.application.open_next_stage import Count
from doorstroom_vacancy.application.ports import P
from doorstroom_vacancy.domain import errors
from doorstroom_vacancy.domain.posting import ChangeKind
from doorstroom_vacancy.domain.staged import StageOrder
from doorstroom_vacancy.domain.step_taker import StepTaker
from doorstroom_vacancy.domain.vacancy import Vacancy
from doorstroom_vacancy.domain.values import StageReason


class Step(StrEnum):
    SKIP = "skip"
    SHORTEN = "shorten"
    EXTEND = "extend"
    RELEASE = "release"


TAKEN = {
    Step.SKIP: ChangeKind.STAGE_SKIPPED,
    Step.SHORTEN: ChangeKind.STAGE_SHORTENED,
    Step.EXTEND: ChangeKind.STAGE_EXTENDED,
    Step.RELEASE: ChangeKind.PUBLIC_RELEASED,
}


@dataclass(frozen=True, slots=True)
class TakeStageStep:
    """`days` is the whole length when shortening, what is added when extending, and nothing else."""

    taker: StepTaker
    posting_id: UUID
    step: Step
    stage: StageName
    reason: StageReason
    expected_version: int | None
    days: int = 0

    def known_by(self, order: StageOrder) -> Mapping[str, Any]:
        """What the history says of the step; an extension says how much longer."""
        return order.facts() | ({"asked": self.days} if self.days else {})


async def take_stage_step(command: TakeStageStep, uow: UnitOfWork, board: Board[P], count: Count[P]) -> P:
    """The posting is locked before reactions are counted, as by a timer that is due. The same step again does nothing:
    each is taken once in a stage.
    """
    posting = await board.postings.load(command.posting_id, uow)
    order = command.taker.order(posting, command.stage, command.reason)
    await uow.act_for(organisations=[posting.organisation])
    if await board.postings.has_taken(posting, TAKEN[command.step], command.known_by(order), uow):
        return posting
    posting.expect(command.expected_version)
    covenant = board.governing(posting)
    if covenant is None:
        raise errors.wrong_status("what is open has a stage", posting.status)
    reactions, now, covenants = await count(posting, uow), board.now(), board.known.covenants
    match command.step:
        case Step.SKIP:
            posting.skip_stage(order, covenant, covenants, reactions, now)
        case Step.SHORTEN:
            posting.shorten_stage(order, command.days, covenant, covenants, reactions, now)
        case Step.EXTEND:
            posting.extend_stage(order, command.days, covenant, now)
        case Step.RELEASE:
            if not isinstance(posting, Vacancy):
                raise errors.nothing_held_back(posting.may_follow(covenant))
            posting.release(order, covenant, covenants, reactions, now)
    board.keep(posting, uow, reactions if isinstance(posting, Vacancy) else None)
    return posting
