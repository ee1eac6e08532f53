"""Every copy made anew from the bus, in tables beside them, and put in their place.

Nothing is told, sent or published: alerts are not touched, and no work is given.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import asyncpg

from doorstroom_common.bus.protocols import Bus, Delivery
from doorstroom_common.bus.replay import Replay
from doorstroom_common.cloudevent import CloudEvent, MalformedEvent
from doorstroom_common.database.foundation import grant
from doorstroom_common.database.isolation import open_to_owner, protect
from doorstroom_common.database.pool import prepare_connection
from doorstroom_common.database.statements import Statement
from doorstroom_common.database.swapping import swap_tables
from doorstroom_notification.adapters.copied import (
    Row,
    disclosure_row,
    match_row,
    need_row,
    placement_row,
    referral_row,
    taken_row,
)
from doorstroom_notification.adapters.copies import (
    KEEP_DISCLOSURE,
    KEEP_ERASED,
    KEEP_MATCH,
    KEEP_NEED,
    KEEP_PLACEMENT,
    KEEP_REFERRAL,
    NOTE_TAKEN,
)

KEPT: Mapping[str, Sequence[tuple[Statement, Callable[[CloudEvent], Row]]]] = {
    "vacancies": [(KEEP_NEED, need_row)],
    "secondments": [(KEEP_NEED, need_row)],
    "matches": [(KEEP_MATCH, match_row), (NOTE_TAKEN, taken_row)],
    "referrals": [(KEEP_REFERRAL, referral_row)],
    "disclosures": [(KEEP_DISCLOSURE, disclosure_row)],
    "placements": [(KEEP_PLACEMENT, placement_row)],
}
TOPICS = (*KEPT, "candidates")
PROTECTED = ("need_copy", "match_copy", "referral_copy", "disclosure_copy", "placement_copy")
TABLES = (*PROTECTED, "erased_candidate")
ERASED = "nl.candidates.candidate-erased."
PLACED = "nl.placements.placement-recorded."

LOCK = 7_031_012
PREPARE = (
    f"SELECT pg_advisory_lock({LOCK})",
    "DROP SCHEMA IF EXISTS next CASCADE",
    "CREATE SCHEMA next",
    *(f"CREATE TABLE next.{table} (LIKE public.{table} INCLUDING ALL)" for table in TABLES),
    "SET search_path = next",
)
STOP_WRITERS = f"LOCK TABLE {', '.join(f'public.{table}' for table in TABLES)} IN EXCLUSIVE MODE"
KEEP_TAKEN = (
    "UPDATE next.match_copy AS made SET proposed_version = greatest(made.proposed_version, known.proposed_version),"
    " lender = CASE WHEN made.taken_version < known.taken_version THEN known.lender ELSE made.lender END,"
    " taken_version = greatest(made.taken_version, known.taken_version)"
    " FROM public.match_copy AS known WHERE known.match_id = made.match_id"
)
"""What an older fact said, which a compacted log has dropped."""

SWAP = (
    "INSERT INTO next.erased_candidate SELECT * FROM public.erased_candidate ON CONFLICT DO NOTHING",
    (
        "UPDATE next.match_copy SET state = NULL, proposed = false, candidate_id = NULL"
        " WHERE candidate_id IN (SELECT candidate_id FROM next.erased_candidate)"
    ),
    (
        "UPDATE next.referral_copy SET state = NULL, candidate_id = NULL"
        " WHERE candidate_id IN (SELECT candidate_id FROM next.erased_candidate)"
    ),
    KEEP_TAKEN,
    *(f"DROP TABLE public.{table}" for table in TABLES),
    *(f"ALTER TABLE next.{table} SET SCHEMA public" for table in TABLES),
    "DROP SCHEMA next",
    "SET search_path = public",
    *(line for table in TABLES for line in grant(table, worker="SELECT, INSERT, UPDATE, DELETE")),
    *(line for table in PROTECTED for line in (*protect(table), open_to_owner(table))),
)
COUNT = "SELECT (SELECT count(*) FROM need_copy) AS needs, (SELECT count(*) FROM match_copy) AS matches"


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """How many copies there are now, and how many messages were read and could not be."""

    needs: int
    matches: int
    messages: int
    unreadable: int


class Rebuilding:
    """One rebuild, on a connection as the database's owner. The statements are those of every day, on other tables."""

    def __init__(self, owner: "asyncpg.Connection[asyncpg.Record]", bus: Bus) -> None:
        self._owner = owner
        self._bus = bus
        self._messages = 0
        self._unreadable = 0

    async def run(self) -> Rebuilt:
        """Consumers wait only while the last messages are read and the tables change places; a second rebuild waits."""
        await prepare_connection(self._owner)
        for statement in PREPARE:
            await self._owner.execute(statement)
        async with Replay(self._bus, TOPICS, "notification.rebuild") as replay:
            async for deliveries in replay.to_end():
                await self._keep(deliveries)
            async with self._owner.transaction():
                await self._owner.execute(STOP_WRITERS)
                async for deliveries in replay.to_end():
                    await self._keep(deliveries)
                await swap_tables(self._owner, SWAP)
        row = await self._owner.fetchrow(COUNT)
        needs, matches = (row["needs"], row["matches"]) if row else (0, 0)
        return Rebuilt(needs, matches, self._messages, self._unreadable)

    async def _keep(self, deliveries: Sequence[Delivery]) -> None:
        for delivery in deliveries:
            self._messages += 1
            if delivery.value is None:
                continue
            try:
                await self._put(CloudEvent.from_bytes(delivery.value), delivery.topic)
            except (MalformedEvent, KeyError, ValueError, TypeError):
                self._unreadable += 1

    async def _put(self, event: CloudEvent, topic: str) -> None:
        if topic == "candidates":
            if event.type.startswith(ERASED):
                await self._run(KEEP_ERASED, candidate_id=UUID(event.subject))
        elif topic != "placements" or event.type.startswith(PLACED):
            for statement, row in KEPT[topic]:
                await self._run(statement, **row(event))

    async def _run(self, statement: Statement, **parameters: object) -> None:
        await self._owner.execute(statement.sql, *statement.arguments(parameters))
