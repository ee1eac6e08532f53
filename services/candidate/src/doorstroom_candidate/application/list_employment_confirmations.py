"""An employer sees who asked it to confirm their employment: each name that is shown is a look."""

from collections.abc import Sequence
from dataclasses import dataclass

from doorstroom_candidate.application.ports import After, Asked, Parts
from doorstroom_candidate.domain.look import Look, LookPurpose, Seen, Viewer
from doorstroom_common.database import UnitOfWork
from doorstroom_common.identifiers import new_id


@dataclass(frozen=True, slots=True)
class ListEmploymentConfirmations:
    organisation: str
    viewer: Viewer
    after: After | None
    most: int


async def list_employment_confirmations(
    command: ListEmploymentConfirmations, uow: UnitOfWork, parts: Parts
) -> tuple[Sequence[Asked], bool]:
    """Newest first, and whether there are more. To be shown only after the unit has committed."""
    found = await parts.confirmations.waiting_at(uow, command.organisation, command.after, command.most + 1)
    shown, now = found[: command.most], parts.clock.now()
    looks = [
        Look(
            person_ref=asked.confirmation.person_ref,
            look_id=new_id(),
            candidate_id=asked.confirmation.candidate_id,
            looked_at=now,
            viewer=command.viewer,
            purpose=LookPurpose.EMPLOYMENT_CONFIRMATION,
            seen=(Seen.NAME, Seen.EMPLOYMENT),
        )
        for asked in shown
    ]
    if looks:
        parts.log.add(uow, looks)
    return shown, len(found) > command.most
