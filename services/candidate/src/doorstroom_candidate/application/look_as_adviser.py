"""The adviser whom a person chose, and who accepted, looks at them."""

from dataclasses import dataclass
from uuid import UUID

from doorstroom_candidate.application.ports import Parts
from doorstroom_candidate.domain import errors
from doorstroom_candidate.domain.candidate import Candidate
from doorstroom_candidate.domain.look import REACHABLE, Look, LookPurpose, Seen, Viewer
from doorstroom_candidate.domain.values import Identity
from doorstroom_common.database import UnitOfWork
from doorstroom_common.identifiers import new_id


@dataclass(frozen=True, slots=True)
class LookAsAdviser:
    adviser_ref: UUID
    candidate_id: UUID
    viewer: Viewer


async def look_as_adviser(command: LookAsAdviser, uow: UnitOfWork, parts: Parts) -> tuple[Candidate, Identity]:
    """To be shown only after the unit has committed: what is not logged is not seen."""
    candidate = await parts.candidates.of_adviser(uow, command.adviser_ref, command.candidate_id)
    if candidate is None:
        raise errors.unknown()
    look = Look(
        person_ref=candidate.person_ref,
        look_id=new_id(),
        candidate_id=candidate.candidate_id,
        looked_at=parts.clock.now(),
        viewer=command.viewer,
        purpose=LookPurpose.ADVICE,
        seen=(*REACHABLE, Seen.EMPLOYMENT, Seen.PROFILE),
    )
    parts.log.add(uow, [look])
    return candidate, await parts.candidates.identity(uow, candidate.person_ref, candidate.candidate_id)
