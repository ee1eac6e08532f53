"""Reads a region for a comparison, in one read-only snapshot a database; nothing can be written on the way."""

import json
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg

from doorstroom.comparing.impact import Impact
from doorstroom.comparing.view import OpenNeed, View
from doorstroom.folder import Addresses
from doorstroom_common.clock import local_date
from doorstroom_common.covenant import Covenant, StageName, parse_covenant
from doorstroom_common.database import sql
from doorstroom_matching.adapters.pairs import CANDIDATES_FOR
from doorstroom_matching.application.reading import READ_NEED, candidate_from
from doorstroom_matching.domain.candidate import Candidate
from doorstroom_matching.domain.need import NeedKind
from doorstroom_matching.domain.verdict import equivalence_of

COVENANTS = sql("SELECT text FROM covenant ORDER BY covenant_id, version")
NEEDS = sql(
    "SELECT kind, data FROM need WHERE is_open AND data -> 'governingCovenant' ->> 'covenantId' = :covenant_id"
    " ORDER BY need_id"
)
CANDIDATES = sql("SELECT data FROM candidate WHERE state = 'active' ORDER BY candidate_id")
REACTIONS = sql(
    "SELECT vacancy_id, coalesce((decision ->> 'reactions')::int, (SELECT count(*) FROM reaction"
    " WHERE reaction.organisation = vacancy.organisation AND reaction.vacancy_id = vacancy.vacancy_id"
    " AND reaction.status NOT IN ('withdrawn', 'unsuitable'))) AS standing FROM vacancy WHERE status = 'open'"
)
"""Those that counted when it was last decided about the public stage; before that, those that count now."""

Step = Callable[[int, int], None]
"""Told after each need: how many are done, of how many."""


@dataclass(frozen=True, slots=True)
class Compared:
    """The impact, and what it was found in."""

    impact: Impact
    people: int
    other_version: int


async def compare(
    addresses: Addresses, old: Covenant, new: Covenant, now: datetime, most_examples: int, step: Step
) -> Compared:
    """What `new` instead of `old` would change, at `now`, with the members of the day on which `new` starts."""
    async with _snapshot(addresses, "vacancy") as connection:
        reactions = {row["vacancy_id"]: row["standing"] for row in await connection.fetch(REACTIONS.sql)}
    async with _snapshot(addresses, "matching") as connection:
        known = [parse_covenant(row["text"], "adopted covenant") for row in await connection.fetch(COVENANTS.sql)]
        needs = [_open_need(row, reactions) for row in await connection.fetch(NEEDS.sql, old.id)]
        people = {each.id: each async for each in _people(connection)}
        others = [covenant for covenant in known if covenant.id != old.id]
        day = max(local_date(now), new.valid_from)
        before, after = (View.of(rules, others, day, now) for rules in (old, new))
        same_tables = _same_tables([old, new, *(each for each in known if each.id == old.id)])
        impact = Impact(most_examples)
        for number, given in enumerate(needs, 1):
            ids = await _fitting(connection, given.need.id) if same_tables else people.keys()
            impact.add(given, [people[one] for one in ids if one in people], before, after)
            step(number, len(needs))
    return Compared(impact, len(people), sum(given.need.covenant_hash != old.hash for given in needs))


@asynccontextmanager
async def _snapshot(addresses: Addresses, service: str) -> AsyncIterator[asyncpg.Connection]:
    dsn = addresses.services[service].worker_dsn
    connection = await asyncpg.connect(dsn, timeout=5, server_settings={"default_transaction_read_only": "on"})
    try:
        await connection.set_type_codec("jsonb", encoder=json.dumps, decoder=json.loads, schema="pg_catalog")
        async with connection.transaction(isolation="repeatable_read", readonly=True):
            yield connection
    finally:
        await connection.close()


async def _people(connection: asyncpg.Connection) -> AsyncIterator[Candidate]:
    async for row in connection.cursor(CANDIDATES.sql):
        yield candidate_from(row["data"])


async def _fitting(connection: asyncpg.Connection, need_id: UUID) -> Collection[UUID]:
    """Those for whom matching finds that the rules of fit pass; no covenant has a say in these but by its scales."""
    rows = await connection.fetch(CANDIDATES_FOR.sql, *CANDIDATES_FOR.arguments({"need_id": need_id}))
    return [row["candidate_id"] for row in rows]


def _open_need(row: asyncpg.Record, reactions: dict[UUID, int]) -> OpenNeed:
    data: dict[str, Any] = row["data"]
    need = READ_NEED[NeedKind(row["kind"])](data)
    opened_at = datetime.fromisoformat(data["openedAt"])
    return OpenNeed(need, opened_at, StageName(data["stage"]), reactions.get(need.id, 0))


def _same_tables(covenants: Collection[Covenant]) -> bool:
    first, *rest = (equivalence_of(covenant) for covenant in covenants)
    return all(other == first for other in rest)
