"""A database with the foundation and one table `thing`, for the suites of outbox, inbox, timers and work."""

from typing import Any
from urllib.parse import urlsplit

import asyncpg
from pydantic import SecretStr

from doorstroom_common.clock import SystemClock
from doorstroom_common.cloudevent import CloudEvent, event_source, new_event
from doorstroom_common.database import NOBODY
from doorstroom_common.database.foundation import STEP_1
from doorstroom_common.database.pool import Database
from doorstroom_common.database.provision import provision
from doorstroom_common.database.statements import sql
from doorstroom_common.settings import SYNTHETIC_OIN, DatabaseSettings
from doorstroom_common.testing.postgres import PASSWORDS, Databases, blocking

THING = "CREATE TABLE thing (id text PRIMARY KEY, version int NOT NULL)"

ADD = sql("INSERT INTO thing (id, version) VALUES (:id, :version)")
LOCK = sql("SELECT version FROM thing WHERE id = :id FOR UPDATE")
ADVANCE = sql("UPDATE thing SET version = :version WHERE id = :id AND version < :version")
THINGS = sql("SELECT id, version FROM thing ORDER BY id")
WAITING = sql("SELECT key, value FROM outbox ORDER BY id")


def fresh_foundation(databases: Databases) -> str:
    """A new database of this kind; returns the superuser's address."""
    return databases.fresh("core", _prepared)


def foundation_settings(dsn: str, **settings: Any) -> DatabaseSettings:
    return DatabaseSettings(app_dsn=SecretStr(_as(dsn, "app")), worker_dsn=SecretStr(_as(dsn, "worker")), **settings)


def thing_event(key: str, version: int = 1, type_: str = "nl.vacancies.vacancy-changed.v1") -> CloudEvent:
    """An event about a thing, on the topic `vacancies`."""
    source = event_source(SYNTHETIC_OIN, "vacancy")
    now = SystemClock().now()
    return new_event(source=source, type=type_, subject=key, time=now, version=version, data={"version": version})


async def stored(database: Database) -> tuple[dict[str, int], list[tuple[str, int]]]:
    """The things by id, and the (key, version) of every event in the outbox, in id order."""
    async with database.unit_of_work(NOBODY) as uow:
        things = {row["id"]: row["version"] for row in await uow.fetch(THINGS)}
        rows = await uow.fetch(WAITING)
    return things, [(row["key"], CloudEvent.from_bytes(row["value"]).version) for row in rows]


def _as(dsn: str, role: str) -> str:
    parts = urlsplit(dsn)
    return f"postgresql://core_{role}:{PASSWORDS[role]}@{parts.hostname}:{parts.port}{parts.path}"


def _prepared(dsn: str) -> None:
    async def prepare() -> None:
        made = await provision(dsn, urlsplit(dsn).path.lstrip("/"), passwords=PASSWORDS, login="core")
        owner = await asyncpg.connect(made.owner_dsn)
        try:
            for statement in (*STEP_1, THING, "GRANT ALL ON thing TO doorstroom_app, doorstroom_worker"):
                await owner.execute(statement)
        finally:
            await owner.close()

    blocking(prepare())
