"""The mandates of the region as this process knows them: read from its own database, held in memory for each request.

Notification keeps the register itself; the other services have a copy, read from the bus. While the database cannot be
reached, what was read last goes on to hold.
"""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date, datetime
from typing import Any
from uuid import UUID

import asyncpg

from doorstroom_common.clock import Clock, local_date
from doorstroom_common.cloudevent import CloudEvent
from doorstroom_common.components import pause
from doorstroom_common.consumer import Effect, Subscriptions
from doorstroom_common.consumer.handling import PermanentFailure
from doorstroom_common.database.failures import PASSING
from doorstroom_common.database.foundation import WORKER
from doorstroom_common.database.isolation import protect
from doorstroom_common.database.pool import Database, Role
from doorstroom_common.database.statements import sql
from doorstroom_common.database.unit_of_work import UnitOfWork
from doorstroom_common.http.principal import Principal
from doorstroom_common.mandates import Granted, HolderKind, Mandate, Mandates
from doorstroom_common.settings import ServiceSettings

LOOK_SECONDS = 0.5
"""Between two looks at the table: what one replica stored counts in the others within a second."""

EVENTS = ("nl.mandates.mandate-granted.v1", "nl.mandates.mandate-ended.v1")

HELD = (
    "organisation text NOT NULL, mandate_id uuid NOT NULL UNIQUE,"
    " kind text NOT NULL CHECK (kind IN ('supplier', 'person')), holder text NOT NULL, scopes text[] NOT NULL,"
    " from_date date NOT NULL, until_date date, ended_at timestamptz, version int NOT NULL,"
    " PRIMARY KEY (organisation, mandate_id)"
)
"""The columns of a mandate that a service's answers rest on."""

CHANGES = sql("SELECT count(*) AS mandates, coalesce(sum(version), 0) AS versions FROM mandate")
"""A mandate never goes and its version only grows, so these two are others after any change."""

ALL = sql("SELECT mandate_id, organisation, kind, holder, scopes, from_date, until_date, ended_at FROM mandate")

KEEP = sql(
    "INSERT INTO mandate (organisation, mandate_id, kind, holder, scopes, from_date, until_date, ended_at, version)"
    " VALUES (:organisation, :mandate_id, :kind, :holder, :scopes, :from_date, :until_date, :ended_at, :version)"
    " ON CONFLICT (organisation, mandate_id) DO UPDATE SET ended_at = excluded.ended_at, version = excluded.version"
    " WHERE mandate.version < excluded.version RETURNING 1"
)


def create_mandate_copy(execute: Callable[[str], object]) -> None:
    """The table of a service that reads the register from the bus; HTTP sees nothing of it."""
    execute(f"CREATE TABLE mandate ({HELD})")
    execute(f"GRANT SELECT, INSERT, UPDATE ON mandate TO {WORKER}")
    for statement in protect("mandate"):
        execute(statement)


class MandateStore:
    """Also a component: it reads now and then what another process has stored."""

    name = "mandates"

    def __init__(self, database: Database, clock: Clock, settings: ServiceSettings) -> None:
        self._database = database
        self._clock = clock
        self._compulsory = settings.mandates == "compulsory"
        self._changes: tuple[int, int] | None = None
        self.mandates = Mandates(compulsory=self._compulsory)

    @property
    def problem(self) -> str | None:
        return None

    def granted(self, caller: Principal) -> Granted | None:
        """What the register gives a caller who acts for an organisation; None where it does not decide."""
        if caller.organisation is None:
            return None
        kind, holder = HolderKind.SUPPLIER, caller.supplier
        if caller.kind == "person":
            kind, holder = HolderKind.PERSON, str(caller.person_id)
        return self.mandates.granted(caller.organisation, kind, holder or "", local_date(self._clock.now()))

    async def refresh(self) -> None:
        """Read what changed, as a worker: it must see the mandates of every organisation.

        Were some hidden from it, their organisations would seem not to have begun, and tokens alone would count.
        """
        async with self._database.unit_of_work(Role.WORKER) as uow:
            row = await uow.fetch_row(CHANGES)
            changes = (row["mandates"], row["versions"]) if row else None
            if changes != self._changes:
                self.mandates = Mandates(map(_read, await uow.fetch(ALL)), compulsory=self._compulsory)
                self._changes = changes

    async def run(self, stop: asyncio.Event) -> None:
        while not stop.is_set():
            with suppress(*PASSING):
                await self.refresh()
            await pause(LOOK_SECONDS, stop)

    def subscriptions(self, service: str) -> Subscriptions:
        """What keeps the copy of a service that has no register of its own."""
        return Subscriptions(f"{service}.mandates", ("mandates",), dict.fromkeys(EVENTS, on_mandate))


async def on_mandate(event: CloudEvent, uow: UnitOfWork) -> Effect:
    """Keep the newest state of a mandate."""
    data = event.data
    try:
        kind = HolderKind(data["kind"])
        kept = {
            "organisation": data["organisation"],
            "mandate_id": UUID(data["mandateId"]),
            "kind": kind.value,
            "holder": data["supplier"] if kind is HolderKind.SUPPLIER else data["personRef"],
            "scopes": data["scopes"],
            **_times(data),
        }
    except (KeyError, ValueError) as error:
        raise PermanentFailure(f"not a mandate: {type(error).__name__}") from error
    stored = await uow.fetch_value(KEEP, **kept, version=event.version)
    return Effect.APPLIED if stored else Effect.SUPERSEDED


def _times(data: Mapping[str, Any]) -> dict[str, Any]:
    until, ended = data.get("untilDate"), data.get("endedAt")
    return {
        "from_date": date.fromisoformat(data["fromDate"]),
        "until_date": date.fromisoformat(until) if until else None,
        "ended_at": datetime.fromisoformat(ended) if ended else None,
    }


def _read(row: asyncpg.Record) -> Mandate:
    fields = dict(row)
    kind, scopes = HolderKind(fields.pop("kind")), frozenset(fields.pop("scopes"))
    return Mandate(id=fields.pop("mandate_id"), kind=kind, scopes=scopes, **fields)
