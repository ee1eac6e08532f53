"""Tables and heads of the log, made by whoever comes first."""

from importlib.resources import files

import asyncpg

from doorstroom_common.bus.topics import TOPICS

_LOCK = 0x646F6F7273747230


async def prepare(dsn: str, *, timeout: float = 30.0) -> None:
    """Make or complete the schema and the heads of every topic of the catalogue; safe to run again and at once."""
    connection = await asyncpg.connect(dsn, timeout=timeout, command_timeout=timeout)
    try:
        async with connection.transaction():
            await connection.execute("SELECT pg_advisory_xact_lock($1)", _LOCK)
            await connection.execute(files(__package__).joinpath("schema.sql").read_text(encoding="utf-8"))
            heads = [(topic.name, number) for topic in TOPICS.values() for number in range(topic.partitions)]
            await connection.execute(
                "INSERT INTO bus_heads (topic, partition) SELECT * FROM unnest($1::text[], $2::smallint[])"
                " ON CONFLICT DO NOTHING",
                [topic for topic, _ in heads],
                [number for _, number in heads],
            )
    finally:
        await connection.close(timeout=5)
