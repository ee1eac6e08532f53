"""A role is entered in the register of an organisation, or taken out of it. It opens nothing: tokens do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import asyncpg

from doorstroom_common.clock import Clock, local_date
from doorstroom_common.database import UnitOfWork
from doorstroom_common.errors import Conflict, Fault, Invalid, NotFound
from doorstroom_common.identifiers import new_id
from doorstroom_notification.application.ports import KnownCovenants, RoleRegister
from doorstroom_notification.domain.role_assignment import Clash, Role, RoleAssignment, clashes


@dataclass(frozen=True, slots=True)
class AssignRole:
    """Without `from_date` it begins today."""

    organisation: str
    email: str
    role: Role
    covenant_id: str | None
    from_date: date | None
    until_date: date | None
    granted_by: str


async def assign_role(
    command: AssignRole, uow: UnitOfWork, register: RoleRegister, known: KnownCovenants, clock: Clock
) -> tuple[RoleAssignment, Sequence[Clash]]:
    """The new assignment, and the clashes to warn of; see `commit_once` for a role that the person has already."""
    _check_covenant(command, known, local_date(clock.now()))
    made = _made(command, clock)
    held = await register.of_persons(command.organisation, [command.email], uow)
    register.add(made, uow)
    return made, clashes(made, held)


async def commit_once(uow: UnitOfWork) -> None:
    """Commit; `Conflict` when the person has the role there already, on whatever days."""
    try:
        await uow.commit()
    except asyncpg.UniqueViolationError as error:
        if error.constraint_name != "role_assignment_once":
            raise
        raise Conflict(
            "role-already-assigned", "This person has this role already. End it before it is given anew."
        ) from None


async def end_role(organisation: str, assignment_id: UUID, uow: UnitOfWork, register: RoleRegister) -> None:
    """Raises `NotFound`, also for another organisation's."""
    if not await register.remove(organisation, assignment_id, uow):
        raise NotFound("role-assignment-not-found", "There is no such role assignment.")


def _check_covenant(command: AssignRole, known: KnownCovenants, today: date) -> None:
    if command.covenant_id is None:
        return
    covenant = known.covenants.latest(command.covenant_id)
    if covenant is None or covenant.member(command.organisation, today) is None:
        words = "must be a covenant of which your organisation is a member"
        raise Invalid("invalid-input", "Every fault is listed under errors.", [Fault("/covenantId", words)])


def _made(command: AssignRole, clock: Clock) -> RoleAssignment:
    now = clock.now()
    made = RoleAssignment(
        organisation=command.organisation,
        id=new_id(),
        email=command.email,
        role=command.role,
        covenant_id=command.covenant_id,
        from_date=command.from_date or local_date(now),
        until_date=command.until_date,
        granted_by=command.granted_by,
        granted_at=now,
    )
    if made.until_date and made.until_date < made.from_date:
        words = "must not be before fromDate"
        raise Invalid("invalid-input", "Every fault is listed under errors.", [Fault("/untilDate", words)])
    return made
