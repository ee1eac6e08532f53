"""A person says whether an organisation may see a match that it sees only after their yes."""

from dataclasses import dataclass
from uuid import UUID

from doorstroom_common.clock import Clock
from doorstroom_common.database import UnitOfWork
from doorstroom_common.errors import Conflict, Stale
from doorstroom_matching.application.explain import unknown
from doorstroom_matching.application.on_candidate import MATCH_CANDIDATE
from doorstroom_matching.application.ports import Data, OwnMatches


@dataclass(frozen=True, slots=True)
class AnswerShowing:
    """`expected` is the version of the match that the person looked at, if they said so."""

    match_id: UUID
    person: UUID
    agreed: bool
    expected: int | None


async def answer_showing(command: AnswerShowing, own: OwnMatches, uow: UnitOfWork, clock: Clock) -> Data:
    """The last answer counts. The candidate's worker then shows the match, or hides it again."""
    row = await own.match(command.match_id, command.person, uow)
    if row is None:
        raise unknown()
    if command.expected is not None and command.expected != row["version"]:
        raise Stale("stale", "This match has changed since you read it; read it again.")
    if row["status"] != "proposed" or (row["agreed"] is None and not row["asked_first"]):
        raise Conflict("wrong-status", "Nothing is asked about this match: the organisation sees it, or it has ended.")
    own.answer(command.match_id, command.person, command.agreed, clock.now(), uow)
    uow.enqueue(MATCH_CANDIDATE, str(row["candidate_id"]))
    return {**row, "agreed": command.agreed}
