"""An organisation looks at people from outside before those of a better tier have had an answer, and says why."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

import structlog

from doorstroom_common.covenant import Relation, tier_of
from doorstroom_common.database import UnitOfWork
from doorstroom_common.identifiers import new_id
from doorstroom_matching.application.desk import Desk
from doorstroom_matching.application.look_first import LOOK_FIRST
from doorstroom_matching.application.ports import Partaker
from doorstroom_matching.application.published import need_told, overruled_event
from doorstroom_matching.application.what_is_agreed import covenant_of
from doorstroom_matching.domain import errors
from doorstroom_matching.domain.need import Need
from doorstroom_matching.domain.overruled import Overruling


@dataclass(frozen=True, slots=True)
class LookOutside:
    """`reason` is a code."""

    need_id: UUID
    by: Partaker
    reason: str


class Outside(Protocol):
    """An organisation's own vacancies, and which of them look at people from outside at once."""

    async def own_vacancy(self, organisation: str, need_id: UUID, uow: UnitOfWork) -> Need | None: ...

    async def waiting_above(self, need: Need, rank: int, now: datetime, uow: UnitOfWork) -> int:
        """How many proposals of a better tier the organisation sees and has not answered within their term."""
        ...

    async def look_outside(self, need_id: UUID, overruling: Overruling, actor: str, uow: UnitOfWork) -> bool:
        """False where that was done before."""
        ...


async def look_outside(command: LookOutside, outside: Outside, uow: UnitOfWork, desk: Desk) -> Overruling:
    """Who was held back is shown by a worker. To ask one of them for contact is another step past the order."""
    organisation, now = command.by.organisation or "", desk.now()
    need = await outside.own_vacancy(organisation, command.need_id, uow)
    if need is None:
        raise errors.unknown()
    if not (need.is_open and need.public):
        raise errors.not_public()
    tier = tier_of(covenant_of(need.covenant_hash, desk), Relation.EXTERNAL, goes_first=False)
    waiting = await outside.waiting_above(need, tier.rank, now, uow) if tier else 0
    if tier is None or not waiting:
        raise errors.nothing_to_look_past()
    told = need_told(need.kind, need.id, need.version, need.title)
    overruling = Overruling(new_id(), organisation, told, tier.name, command.reason, now, waiting)
    if not await outside.look_outside(need.id, overruling, command.by.actor, uow):
        raise errors.looks_outside_already()
    uow.enqueue(LOOK_FIRST, f"{need.id} {overruling.id}")
    uow.publish(overruled_event(overruling, desk.source))
    structlog.get_logger().info(
        "order_overruled", component="matching", overruling=str(overruling.id), organisation=organisation,
        need=str(need.id), reason=command.reason,
    )  # fmt: skip
    return overruling
