"""A person says whether an organisation may see a match that it sees only after their yes."""

from dataclasses import dataclass
from uuid import UUID

from doorstroom_common.clock import Clock
from doorstroom_common.database import UnitOfWork
from doorstroom_matching.application.crowd_ports import OwnMatches
from doorstroom_matching.application.on_candidate import MATCH_CANDIDATE
from doorstroom_matching.application.ports import Data, Partaker
from doorstroom_matching.domain import errors
from doorstroom_matching.domain.life import Status


@dataclass(frozen=True, slots=True)
class AnswerShowing:
    """`expected` is the version of the match that the person looked at, if they said so."""

    match_id: UUID
    by: Partaker
    agreed: bool
    expected: int | None


async def answer_showing(command: AnswerShowing, own: OwnMatches, uow: UnitOfWork, clock: Clock) -> None:
    """The last answer counts. The candidate's worker then shows the match, or hides it again.

    It is given its work first: as long as that is not committed it does nothing, an erasure neither, so that what is
    read after it still holds when the answer is kept.
    """
    await uow.enqueue_now(MATCH_CANDIDATE, [str((await _asked(command, own, uow))["candidate_id"])])
    await _asked(command, own, uow)
    await own.answer(command.match_id, command.by, command.agreed, clock.now(), uow)


async def _asked(command: AnswerShowing, own: OwnMatches, uow: UnitOfWork) -> Data:
    row = await own.match(command.match_id, command.by, uow)
    if row is None:
        raise errors.unknown()
    if command.expected is not None and command.expected != row["version"]:
        raise errors.stale(command.expected, row["version"])
    if row["status"] != Status.PROPOSED or (row["agreed"] is None and not row["asked_first"]):
        raise errors.nothing_asked()
    return row
