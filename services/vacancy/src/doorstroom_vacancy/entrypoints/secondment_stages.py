"""`/vacancy/v1/secondment-requests/{secondmentRequestId}`: what people may do to its stages; none is public."""

from typing import Annotated
from uuid import UUID

from fastapi import Depends, Response

from doorstroom_common.http import IfMatch, Principal, Router
from doorstroom_vacancy.application.open_next_stage import no_reactions
from doorstroom_vacancy.application.take_stage_step import Step
from doorstroom_vacancy.domain.secondment_request import SecondmentRequest
from doorstroom_vacancy.entrypoints.answers import SecondmentRequestAnswer
from doorstroom_vacancy.entrypoints.parts import Given, Parts, SecondmentRequestId, StepTaking, Writer, viewer_of
from doorstroom_vacancy.entrypoints.showing import secondment_answer
from doorstroom_vacancy.entrypoints.stage_forms import Reopening, Shortening, StageExtension, StageStep
from doorstroom_vacancy.entrypoints.stepping import REOPENED, STEPPED, Stepping

router = Router(tags=["secondment-requests"])


async def _asked(
    secondment_request_id: SecondmentRequestId, caller: StepTaking, parts: Given, expected: IfMatch = None
) -> Stepping[SecondmentRequest]:
    return _stepping(secondment_request_id, caller, parts, expected)


async def _asked_by_writer(
    secondment_request_id: SecondmentRequestId, caller: Writer, parts: Given, expected: IfMatch = None
) -> Stepping[SecondmentRequest]:
    return _stepping(secondment_request_id, caller, parts, expected)


ByTaker = Annotated[Stepping[SecondmentRequest], Depends(_asked)]
ByWriter = Annotated[Stepping[SecondmentRequest], Depends(_asked_by_writer)]


@router.post(
    "/secondment-requests/{secondmentRequestId}/skipping", response_model=SecondmentRequestAnswer, responses=STEPPED
)
async def skip_stage_of_secondment_request(body: StageStep, asked: ByTaker) -> Response:
    """End the present stage now, where the covenant lets the caller; what follows is what would have at its end.

    Where the covenant does not open requests in stages, no stage follows and this is 409 `not-in-this-stage`.
    """
    return await asked.step(Step.SKIP, body)


@router.post(
    "/secondment-requests/{secondmentRequestId}/shortening", response_model=SecondmentRequestAnswer, responses=STEPPED
)
async def shorten_stage_of_secondment_request(body: Shortening, asked: ByTaker) -> Response:
    """Shorten the present stage, once and not below what the covenant says. Where so many days have passed, the next
    stage opens now.
    """
    return await asked.step(Step.SHORTEN, body, body.days)


@router.post(
    "/secondment-requests/{secondmentRequestId}/extension", response_model=SecondmentRequestAnswer, responses=STEPPED
)
async def extend_stage_of_secondment_request(body: StageExtension, asked: ByTaker) -> Response:
    """Extend the present stage, once and by at most the days of the covenant."""
    return await asked.step(Step.EXTEND, body, body.days)


@router.post(
    "/secondment-requests/{secondmentRequestId}/reopening", response_model=SecondmentRequestAnswer, responses=REOPENED
)
async def reopen_secondment_request(body: Reopening, asked: ByWriter) -> Response:
    """Open what was closed again: in the stage that was open, with its remaining days, under the same version of its
    covenant, to whoever is a member now. What was filled stays closed.
    """
    return await asked.reopen(body)


def _stepping(posting_id: UUID, caller: Principal, parts: Parts, expected: int | None) -> Stepping[SecondmentRequest]:
    def shown(made: SecondmentRequest) -> SecondmentRequestAnswer:
        return secondment_answer(made, viewer_of(caller))

    return Stepping(parts, caller, posting_id, expected, parts.secondments, no_reactions, shown)
