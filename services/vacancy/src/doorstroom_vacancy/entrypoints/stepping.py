"""How a step with an opening stage is carried out and answered, for every kind of posting."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic
from uuid import UUID

from fastapi import Response

from doorstroom_common.http import AnswerModel, Principal, answer, no_content, problems
from doorstroom_vacancy.application.board import Board
from doorstroom_vacancy.application.open_next_stage import Count
from doorstroom_vacancy.application.ports import P
from doorstroom_vacancy.application.reopen_posting import ReopenPosting, reopen_posting
from doorstroom_vacancy.application.take_stage_step import Step, TakeStageStep, take_stage_step
from doorstroom_vacancy.domain.reaction import Channel
from doorstroom_vacancy.domain.step_taker import StepTaker
from doorstroom_vacancy.entrypoints.parts import ACTING_ROLES, Parts, acting_for, behalf_of, co_ordinated_by
from doorstroom_vacancy.entrypoints.stage_forms import Reopening, StageStep

REOPENED: dict[int | str, dict[str, Any]] = problems(409)
STEPPED: dict[int | str, dict[str, Any]] = {
    204: {"description": "Taken by the co-ordinator of its covenant, who reads nothing of it."},
    **problems(409),
}


@dataclass(frozen=True, slots=True)
class Stepping(Generic[P]):
    """One request about the stage of one posting; `shown` is how its own organisation reads it."""

    parts: Parts
    caller: Principal
    posting_id: UUID
    expected: int | None
    board: Board[P]
    count: Count[P]
    shown: Callable[[P], AnswerModel]

    async def step(self, step: Step, body: StageStep, days: int = 0) -> Response:
        taker = _taker(self.caller)
        command = TakeStageStep(taker, self.posting_id, step, body.stage, body.reason, self.expected, days)
        async with self.parts.database.unit_of_work(behalf_of(self.caller)) as uow:
            posting = await take_stage_step(command, uow, self.board, self.count)
            await uow.commit()
        if taker.acts_for(posting):
            return answer(self.shown(posting), version=posting.version)
        return no_content(version=posting.version)

    async def reopen(self, body: Reopening) -> Response:
        command = ReopenPosting(acting_for(self.caller), self.posting_id, body.reason, self.expected)
        async with self.parts.database.unit_of_work(self.caller.behalf) as uow:
            posting = await reopen_posting(command, uow, self.board, self.count)
            await uow.commit()
        return answer(self.shown(posting), version=posting.version)


def _taker(caller: Principal) -> StepTaker:
    """An HR system acts with the roles of its organisation, a person with their own."""
    if caller.kind == "organisation":
        return StepTaker(caller.organisation, frozenset(ACTING_ROLES), Channel.HR_SYSTEM)
    roles = caller.roles.intersection(ACTING_ROLES)
    return StepTaker(caller.organisation, roles, Channel.PERSON, co_ordinated_by(caller))
