"""An organisation looks at somebody who is disclosed to it: name and how to reach them, and a line in the log."""

from dataclasses import dataclass
from uuid import UUID

from doorstroom_candidate.application.ports import Parts
from doorstroom_candidate.domain import errors
from doorstroom_candidate.domain.disclosure import Disclosure
from doorstroom_candidate.domain.look import Look, Viewer
from doorstroom_candidate.domain.values import Identity
from doorstroom_common.database import UnitOfWork
from doorstroom_common.identifiers import new_id


@dataclass(frozen=True, slots=True)
class LookAtDisclosed:
    organisation: str
    disclosure_id: UUID
    viewer: Viewer


async def look_at_disclosed(command: LookAtDisclosed, uow: UnitOfWork, parts: Parts) -> tuple[Disclosure, Identity]:
    """To be shown only after the unit has committed: what is not logged is not seen.

    What has ended, or is another organisation's, is unknown here; so is what a late timer has not ended yet.
    """
    now = parts.clock.now()
    found = await parts.disclosures.in_force(uow, command.organisation, command.disclosure_id, now)
    if found is None:
        raise errors.unknown()
    disclosure, identity = found
    parts.log.add(uow, [Look.at_disclosed(disclosure, new_id(), command.viewer, now)])
    return disclosure, identity
