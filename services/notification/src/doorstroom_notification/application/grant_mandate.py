"""An organisation's privacy officer grants a mandate, or ends one; every service hears of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from doorstroom_common.clock import Clock, local_date
from doorstroom_common.cloudevent import CloudEvent, new_event
from doorstroom_common.database import UnitOfWork
from doorstroom_common.errors import Conflict, Fault, Invalid, NotFound
from doorstroom_common.identifiers import new_id, person_reference
from doorstroom_common.mandates import HolderKind, Mandate
from doorstroom_notification.application.ports import MandateRegister
from doorstroom_notification.domain.registered_mandate import RegisteredMandate, Warned, begins, leaves_nobody

GRANTED = "nl.mandates.mandate-granted.v1"
ENDED = "nl.mandates.mandate-ended.v1"


@dataclass(frozen=True, slots=True)
class GrantMandate:
    """`holder` is a supplier's `azp`, or a person's `sub` at the `issuer`. Without `from_date` it begins today."""

    organisation: str
    kind: HolderKind
    holder: str
    issuer: str
    scopes: frozenset[str]
    from_date: date | None
    until_date: date | None
    granted_by: UUID


async def grant_mandate(
    command: GrantMandate, uow: UnitOfWork, register: MandateRegister, clock: Clock, source: str
) -> tuple[RegisteredMandate, list[Warned]]:
    """The new mandate, and what to warn of; raises `Invalid` for days that are not in order."""
    made = _made(command, clock)
    others = await register.of_organisation(command.organisation, uow)
    register.add(made, uow)
    uow.publish(_event(GRANTED, made, source, clock))
    return made, [Warned.REGISTER_BEGINS] if begins(made.mandate, _mandates(others)) else []


async def end_mandate(
    mandate_id: UUID, organisation: str, by: UUID, uow: UnitOfWork, register: MandateRegister, clock: Clock, source: str
) -> tuple[RegisteredMandate, list[Warned]]:
    """It holds no longer. Raises `NotFound`, also for another organisation's, and `Conflict` when it had ended."""
    held = await register.load(organisation, mandate_id, uow)
    if held is None:
        raise NotFound("mandate-not-found", "There is no such mandate.")
    if held.mandate.ended_at is not None:
        raise Conflict("mandate-ended", "This mandate has been ended already.")
    now = clock.now()
    ended = held.ended(by, now)
    others = await register.of_organisation(organisation, uow)
    register.save(ended, uow)
    uow.publish(_event(ENDED, ended, source, clock))
    left = [one for one in _mandates(others) if one.id != mandate_id]
    return ended, [Warned.NOBODY_LEFT] if leaves_nobody(ended.mandate, left, local_date(now)) else []


def _mandates(held: Iterable[RegisteredMandate]) -> list[Mandate]:
    return [one.mandate for one in held]


def _made(command: GrantMandate, clock: Clock) -> RegisteredMandate:
    now, today = clock.now(), local_date(clock.now())
    is_person = command.kind is HolderKind.PERSON
    first = command.from_date or today
    faults = [Fault("/fromDate", "must not be before today")] if first < today else []
    if command.until_date and command.until_date < first:
        faults.append(Fault("/untilDate", "must not be before fromDate"))
    if faults:
        raise Invalid("invalid-input", "Every fault is listed under errors.", faults)
    mandate = Mandate(
        id=new_id(),
        organisation=command.organisation,
        kind=command.kind,
        holder=str(person_reference(command.issuer, command.holder)) if is_person else command.holder,
        scopes=command.scopes,
        from_date=first,
        until_date=command.until_date,
    )
    issuer, subject = (command.issuer, command.holder) if is_person else (None, None)
    return RegisteredMandate(mandate, issuer, subject, command.granted_by, now)


def _event(event_type: str, held: RegisteredMandate, source: str, clock: Clock) -> CloudEvent:
    """Of a person only the opaque reference travels."""
    mandate = held.mandate
    holder = "personRef" if mandate.kind is HolderKind.PERSON else "supplier"
    data: dict[str, Any] = {
        "mandateId": str(mandate.id),
        "organisation": mandate.organisation,
        "kind": mandate.kind.value,
        holder: mandate.holder,
        "scopes": sorted(mandate.scopes),
        "fromDate": mandate.from_date.isoformat(),
        "version": held.version,
    }
    if mandate.until_date:
        data["untilDate"] = mandate.until_date.isoformat()
    if mandate.ended_at:
        data["endedAt"] = mandate.ended_at
    return new_event(
        source=source, type=event_type, subject=str(mandate.id), time=clock.now(), version=held.version, data=data
    )
