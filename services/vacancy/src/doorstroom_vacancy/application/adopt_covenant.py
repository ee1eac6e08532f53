"""A covenant, or a new version of one, is adopted: checked, stored, and told to all services with its text."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from doorstroom_common.clock import Clock
from doorstroom_common.cloudevent import MAX_BYTES, CloudEvent, new_event
from doorstroom_common.covenant import Covenant, CovenantRefused, Fault, check_adoption, is_adopted, parse_covenant
from doorstroom_common.covenant_store import ADOPTED, KEEP
from doorstroom_common.database import UnitOfWork, sql
from doorstroom_vacancy.application.ports import KnownCovenants, Postings
from doorstroom_vacancy.application.review_audience import schedule_next_change

ONE_AT_A_TIME = sql("SELECT pg_advisory_xact_lock(7031101)")


@dataclass(frozen=True, slots=True)
class AdoptCovenant:
    """`filename` is only cited when the text is refused."""

    text: str
    filename: str


@dataclass(frozen=True, slots=True)
class Adopted:
    """`new` is False when this very text had been adopted before, and nothing was done."""

    covenant: Covenant
    new: bool


async def adopt_covenant(
    command: AdoptCovenant,
    uow: UnitOfWork,
    known: KnownCovenants,
    clock: Clock,
    source: str,
    everything: Sequence[Postings[Any]],
) -> Adopted:
    """Raises `CovenantRefused` with every fault; the version in force then stays."""
    text = command.text.replace("\r\n", "\n").replace("\r", "\n")
    covenant = parse_covenant(text, command.filename)
    await uow.execute(ONE_AT_A_TIME)
    await known.refresh()
    latest, now = known.covenants.latest(covenant.id), clock.now()
    if is_adopted(covenant, latest):
        return Adopted(covenant, new=False)
    check_adoption(covenant, latest, now)
    event = _adopted(covenant, text, clock, source)
    if len(event.to_bytes()) > MAX_BYTES:
        raise CovenantRefused([Fault(command.filename, 1, "", "is too long to be sent to the services")])
    uow.write(KEEP, covenant_id=covenant.id, version=covenant.version, hash=covenant.hash, text=text, adopted_at=now)
    uow.publish(event)
    schedule_next_change(known.covenants.including(covenant), now, uow)
    if covenant.starts_at <= now:
        for postings in everything:
            postings.review_all(uow)
    return Adopted(covenant, new=True)


def _adopted(covenant: Covenant, text: str, clock: Clock, source: str) -> CloudEvent:
    now = clock.now()
    data: dict[str, Any] = {
        "covenantId": covenant.id,
        "version": covenant.version,
        "hash": covenant.hash,
        "text": text,
        "validFrom": covenant.valid_from,
        "adoptedAt": now,
    }
    if covenant.valid_until:
        data["validUntil"] = covenant.valid_until
    return new_event(source=source, type=ADOPTED, subject=covenant.id, time=now, version=covenant.version, data=data)
