"""An organisation switches matching off, or on again: for itself, or for one of its vacancies or requests."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

import structlog

from doorstroom_common.database import UnitOfWork
from doorstroom_matching.application.on_need import MATCH_NEED
from doorstroom_matching.application.ports import Partaker
from doorstroom_matching.domain import errors


@dataclass(frozen=True, slots=True)
class SwitchMatching:
    """Without `need_id` for all needs of the organisation, those that are still to come included."""

    by: Partaker
    on: bool
    need_id: UUID | None = None


class Switches(Protocol):
    """What is switched off."""

    async def needs(self, organisation: str, need_id: UUID | None, uow: UnitOfWork) -> Sequence[UUID]:
        """The organisation's open needs, or the one, open or not."""
        ...

    async def turn(self, command: SwitchMatching, at: datetime, uow: UnitOfWork) -> None: ...


async def switch_matching(command: SwitchMatching, switches: Switches, uow: UnitOfWork, at: datetime) -> None:
    """The workers have their work before the switch is turned: what they read after it is how it stands now."""
    organisation = command.by.organisation or ""
    needs = await switches.needs(organisation, command.need_id, uow)
    if command.need_id and not needs:
        raise errors.unknown()
    await uow.enqueue_now(MATCH_NEED, map(str, needs))
    await switches.turn(command, at, uow)
    structlog.get_logger().info(
        "matching_switched", component="matching", organisation=organisation, on=command.on, by=command.by.actor,
        need_id=str(command.need_id) if command.need_id else None,
    )  # fmt: skip
