"""How far an erasure has come, as it is answered."""

from uuid import UUID

from doorstroom_candidate.domain.erasure import Erasure, Reason
from doorstroom_common.http import AnswerModel
from doorstroom_common.http.fields import DateTime


class ConfirmationAnswer(AnswerModel):
    service: str
    confirmed_at: DateTime | None


class ErasureAnswer(AnswerModel):
    """Here it is done; `completedAt` is there once every service that knew the candidate has confirmed."""

    erasure_id: UUID
    reason: Reason
    erased_at: DateTime
    completed_at: DateTime | None
    services: list[ConfirmationAnswer]


def erasure_answer(erasure: Erasure) -> ErasureAnswer:
    return ErasureAnswer(
        erasure_id=erasure.erasure_id,
        reason=erasure.reason,
        erased_at=erasure.erased_at,
        completed_at=erasure.completed_at,
        services=[
            ConfirmationAnswer(service=service, confirmed_at=at)
            for service, at in sorted(erasure.confirmations.items())
        ],
    )
