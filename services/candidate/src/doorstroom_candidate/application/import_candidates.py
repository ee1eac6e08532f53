"""The employees who want to move, as an organisation's own system has them: every row at once, or none.

What is answered follows from what was sent, now and before, and from nothing that is stored of a person. Whether one of
them sleeps, confirmed, withdrew or was erased makes no difference to it, nor to the statements that it costs.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from doorstroom_candidate.application.erase_candidate import erase_all_asleep
from doorstroom_candidate.application.keeping import keep_all_asleep_from
from doorstroom_candidate.application.on_registration_changed import REGISTRATION_CHANGED
from doorstroom_candidate.application.ports import Given, Parts
from doorstroom_candidate.application.register_employee import RegisterEmployee, made
from doorstroom_candidate.domain import errors
from doorstroom_candidate.domain.erasure import Reason
from doorstroom_common.database import UnitOfWork
from doorstroom_common.errors import Fault, Invalid

MOST_TAKEN_BACK = 0.2
"""The share of the rows of before that may be missing without being confirmed: more looks like half an export."""
TWICE = "stands in a row before this one"


class Mode(StrEnum):
    """`replace` takes back what the system no longer has and nobody confirmed; `add` leaves it."""

    ADD = "add"
    REPLACE = "replace"


@dataclass(frozen=True, slots=True)
class ImportCandidates:
    """Each row with its external id, and of this organisation."""

    organisation: str
    mode: Mode
    rows: tuple[RegisterEmployee, ...]
    confirmed: bool
    dry_run: bool
    caller: str


@dataclass(frozen=True, slots=True)
class Imported:
    """`rows_before`: how many the organisation's system had here, by what it sent; `to_confirm`: too many are gone."""

    rows: int
    rows_before: int
    to_confirm: bool


@dataclass(slots=True)
class Changes:
    """What is to be stored. All of it is written in the same statements, also where there is nothing to write."""

    new: list[Given] = field(default_factory=list)
    changed: list[Given] = field(default_factory=list)
    gone: list[UUID] = field(default_factory=list)


async def import_candidates(command: ImportCandidates, uow: UnitOfWork, parts: Parts) -> Imported:
    """Sent again, it changes nothing. A dry run finds every fault and stores nothing."""
    now = parts.clock.now()
    given = _checked(command.rows, now)
    if not parts.network.is_member(command.organisation, now):
        raise errors.not_in_a_covenant()
    keyed = {parts.imports.key_of(command.organisation, external_id): each for external_id, each in given.items()}
    whole = command.mode is Mode.REPLACE
    before = await parts.imports.rows_before(uow, command.organisation)
    to_confirm = whole and too_few(len(keyed), before) and not command.confirmed
    if to_confirm and not command.dry_run:
        raise errors.takes_back_too_many(len(keyed), before)
    if not command.dry_run:
        known = await parts.imports.of_system(uow, command.organisation, list(keyed), whole=whole)
        store(changes_of(keyed, known), now, command.caller, uow, parts)
        parts.imports.remember(uow, command.organisation, len(keyed) if whole else max(before, len(keyed)))
    return Imported(len(keyed), before, to_confirm)


def too_few(rows: int, before: int) -> bool:
    """Whether so many rows are gone that it looks like half an export."""
    return before - rows > MOST_TAKEN_BACK * before


def _checked(rows: Sequence[RegisterEmployee], now: datetime) -> dict[str, Given]:
    """By external id; every fault of every row at once."""
    given: dict[str, Given] = {}
    faults: list[Fault] = []
    seen: set[str] = set()
    for number, row in enumerate(rows):
        external_id = row.external_id or ""
        if external_id in seen:
            faults.append(Fault(f"/rows/{number}/externalId", TWICE))
        seen.add(external_id)
        try:
            given[external_id] = made(row, now)
        except Invalid as refusal:
            faults += _placed(number, refusal)
    if faults:
        raise errors.rows_refused(faults)
    return given


def _placed(number: int, refusal: Invalid) -> Iterator[Fault]:
    for fault in refusal.faults:
        yield Fault(f"/rows/{number}{fault.place}", fault.message)


def changes_of(sent: dict[str, Given], known: Sequence[Given]) -> Changes:
    """A confirmed registration that is missing is the person's own, and stays."""
    changes, by_key = Changes(), {registration.external_key: (registration, held) for registration, held in known}
    for key, (wanted, identity) in sent.items():
        if key not in by_key:
            wanted.external_key = key
            changes.new.append((wanted, identity))
            continue
        registration, held = by_key.pop(key)
        if registration.take(wanted.employment, wanted.goes_first, wanted.profile, identity_changed=identity != held):
            changes.changed.append((registration, identity if registration.is_asleep else held))
    changes.gone = [registration.candidate_id for registration, _ in by_key.values() if registration.is_asleep]
    return changes


def store(changes: Changes, now: datetime, caller: str, uow: UnitOfWork, parts: Parts) -> None:
    parts.registrations.put_all(uow, [*changes.new, *changes.changed])
    keep_all_asleep_from(uow, [registration.candidate_id for registration, _ in changes.new], now)
    uow.enqueue_all(REGISTRATION_CHANGED, [str(registration.candidate_id) for registration, _ in changes.changed])
    erase_all_asleep(uow, parts, changes.gone, Reason.TAKEN_BACK, caller)
