"""Run a service's Alembic migrations as the database's owner, one process at a time, before its event loop starts."""

import asyncio
from pathlib import Path
from typing import Any

from alembic import command, context
from alembic.config import Config
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

LOCK = 7_031_001


def migrate(owner_dsn: str, folder: Path) -> None:
    """Bring the database to the newest revision in `folder`. Not from inside an event loop.

    Several replicas may start at once: an advisory lock lets one migrate, the others then find nothing to do.
    """
    asyncio.run(migrate_async(owner_dsn, folder))


async def migrate_async(owner_dsn: str, folder: Path) -> None:
    """As `migrate`, for whoever is in an event loop already (tests, the launcher)."""
    engine = create_async_engine(owner_dsn.replace("postgresql://", "postgresql+asyncpg://", 1), poolclass=NullPool)
    try:
        async with engine.connect() as connection:
            await connection.run_sync(_upgrade, folder)
    finally:
        await engine.dispose()


def run_environment() -> None:
    """The whole of every service's `migrations/env.py`: the connection comes from `migrate`."""
    connection: Connection = context.config.attributes["connection"]
    context.configure(connection=connection, transaction_per_migration=False)
    with context.begin_transaction():
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
        context.run_migrations()


def _upgrade(connection: Connection, folder: Path) -> None:
    configuration = Config()
    configuration.set_main_option("script_location", str(folder).replace("%", "%%"))
    attributes: dict[str, Any] = configuration.attributes
    attributes["connection"] = connection
    command.upgrade(configuration, "head")
    connection.commit()
