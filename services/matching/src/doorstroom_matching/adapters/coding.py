"""Profiles as the index reads them at its start: those that are coded as they stand, the others by parsing them."""

import asyncio
from typing import TYPE_CHECKING, Any
from uuid import UUID

import asyncpg
import structlog

from doorstroom_common.database import Database, Role, sql
from doorstroom_matching.adapters.copies import codes_of
from doorstroom_matching.adapters.index.coded import SCHEME
from doorstroom_matching.adapters.index.following import every
from doorstroom_matching.adapters.index.profiles import Batch
from doorstroom_matching.application.reading import candidate_from

if TYPE_CHECKING:
    Connection = asyncpg.Connection[asyncpg.Record]

PORTION = 500
TELL_AFTER = 10_000
FIRST = UUID(int=0)
PAGES = 2_000
"""Pages of the table that are read with one statement: ten thousand profiles, more or less."""

IS_CODED = f"(coded_by = '{SCHEME}' AND coded_version = version) IS TRUE"
"""A release that knows nothing of codes leaves those of an older version."""
SIZE = "SELECT pg_relation_size('candidate') / current_setting('block_size')::int"
SOME = (
    f"SELECT string_agg(coded_row, ''::bytea) FILTER (WHERE {IS_CODED}) AS row,"  # noqa: S608 - our own text
    f" string_agg(coded_terms, ''::bytea) FILTER (WHERE {IS_CODED}) AS terms,"
    f" count(*) FILTER (WHERE NOT {IS_CODED}) AS uncoded FROM candidate"
    " WHERE ctid >= $1::text::tid AND ctid < $2::text::tid AND state = 'active'"
)
UNCODED = f"SELECT data FROM candidate WHERE state = 'active' AND NOT {IS_CODED}"  # noqa: S608 - our own text
TELLING = "SELECT data FROM candidate WHERE candidate_id = ANY($1::uuid[])"

LEFT = sql(f"SELECT count(*) FROM candidate WHERE state = 'active' AND NOT {IS_CODED}")  # noqa: S608 - our own text
NEXT = sql(
    f"SELECT data FROM candidate WHERE state = 'active' AND NOT {IS_CODED}"  # noqa: S608 - our own text
    " AND candidate_id > :after ORDER BY candidate_id LIMIT :portion FOR UPDATE SKIP LOCKED"
)
CODE = sql(
    "UPDATE candidate SET coded_by = own.coded_by, coded_version = own.coded_version, coded_row = own.coded_row,"
    " coded_terms = own.coded_terms FROM jsonb_populate_recordset(NULL::candidate, :rows::jsonb) AS own"
    " WHERE candidate.candidate_id = own.candidate_id AND candidate.version = own.coded_version"
)
FORGET = sql(
    "UPDATE candidate SET coded_by = NULL, coded_version = NULL, coded_row = NULL, coded_terms = NULL"
    " WHERE state <> 'active' AND coded_by IS NOT NULL"
)


async def read_people(connection: "Connection", pages: int = PAGES) -> Batch:
    """Everybody who takes part, as the snapshot of this transaction has it."""
    batch, uncoded = Batch(), 0
    for first in range(0, await connection.fetchval(SIZE), pages):
        some: Any = await connection.fetchrow(SOME, f"({first},0)", f"({first + pages},0)")
        uncoded += some["uncoded"]
        batch.extend(some["row"] or b"", some["terms"] or b"")
        for told in await connection.fetch(TELLING, batch.unknown()):
            batch.words.learn(candidate_from(told["data"]))
        batch.settle()
    if uncoded:
        async for one in every(UNCODED, connection):
            batch.add(candidate_from(one["data"]))
    return batch


class Coding:
    """Codes whatever has no codes yet, or those of another release; until then a start parses it.

    Also a component: it ends once nothing is left, because whoever keeps a profile codes it.
    """

    name = "coding"
    problem = None

    def __init__(self, database: Database) -> None:
        self._database = database
        self._log: Any = structlog.get_logger().bind(component=self.name)

    async def run(self, stop: asyncio.Event) -> None:
        async with self._database.unit_of_work(Role.WORKER) as uow:
            await uow.execute(FORGET)
            left = await uow.fetch_value(LEFT)
            await uow.commit()
        if left:
            self._log.info("codes profiles for the index", left=left)
        done, last = 0, FIRST
        while left and not stop.is_set():
            coded = await self._code(last)
            done += len(coded)
            if not coded or done // TELL_AFTER > (done - len(coded)) // TELL_AFTER:
                self._log.info("coded profiles for the index", so_far=done)
            if not coded:
                return
            last = coded[-1]

    async def _code(self, after: UUID) -> list[UUID]:
        """Who was coded. Somebody who is being changed is left out: whoever changes them codes them too."""
        async with self._database.unit_of_work(Role.WORKER) as uow:
            found = await uow.fetch(NEXT, after=after, portion=PORTION)
            people = [candidate_from(row["data"]) for row in found]
            await uow.execute(CODE, rows=[{"candidate_id": one.id, **codes_of(one)} for one in people])
            await uow.commit()
        return [one.id for one in people]
