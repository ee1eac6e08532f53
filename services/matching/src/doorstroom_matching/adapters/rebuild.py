"""The copies of needs, profiles and reactions made anew from the bus, in tables beside them, and put in their place.

Nothing is published, no work is given and no match or decision is touched: a copy that was right stays the same.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import asyncpg

from doorstroom_common.bus.protocols import Bus, Delivery
from doorstroom_common.bus.replay import Replay
from doorstroom_common.cloudevent import CloudEvent, MalformedEvent
from doorstroom_common.database.foundation import grant
from doorstroom_common.database.isolation import OF_ORGANISATION, open_to_owner, protect
from doorstroom_common.database.pool import prepare_connection
from doorstroom_common.database.statements import Statement, sql
from doorstroom_common.database.swapping import swap_tables
from doorstroom_matching.adapters.competition import COLUMNS, UNLESS_OLDER
from doorstroom_matching.adapters.copies import EMPTIED, ERASED, candidate_row, need_row
from doorstroom_matching.adapters.crowds import AS_IT_WAS
from doorstroom_matching.adapters.statements import put_unless_older
from doorstroom_matching.adapters.tables import CandidateRow, NeedRow
from doorstroom_matching.application.on_reaction import reaction_from
from doorstroom_matching.application.ports import KnownCovenants
from doorstroom_matching.application.reading import UNREADABLE, candidate_from, need_from_secondment, need_from_vacancy
from doorstroom_matching.domain.verdict import equivalence_of

TOPICS = ("vacancies", "secondments", "candidates", "reactions")
WORKER_RIGHTS = "SELECT, INSERT, UPDATE, DELETE"
READ_NEED = {"vacancies": need_from_vacancy, "secondments": need_from_secondment}

LOCK = 7_031_011
PREPARE = (
    f"SELECT pg_advisory_lock({LOCK})",
    "DROP TABLE IF EXISTS need_next, candidate_next, reaction_next",
    "CREATE TABLE need_next (LIKE need INCLUDING ALL)",
    "CREATE TABLE candidate_next (LIKE candidate INCLUDING ALL)",
    "CREATE TABLE reaction_next (LIKE reaction INCLUDING ALL)",
    *(
        f"CREATE TRIGGER changed_by BEFORE INSERT OR UPDATE {what} FOR EACH ROW EXECUTE FUNCTION changed_by_this()"
        for what in ("ON need_next", "OF version, state, data ON candidate_next")
    ),
    *grant("need_next", app="SELECT", worker=WORKER_RIGHTS),
    *grant("candidate_next", worker=WORKER_RIGHTS),
    *grant("reaction_next", app="SELECT", worker="SELECT, INSERT, UPDATE"),
)
STOP_WRITERS = "LOCK TABLE need, candidate, reaction IN EXCLUSIVE MODE"
KEEP_ERASED = (
    "INSERT INTO candidate_next (candidate_id, version, state) SELECT candidate_id, 0, 'erased'"  # noqa: S608 - our own text
    f" FROM candidate WHERE state = 'erased' ON CONFLICT (candidate_id) DO UPDATE SET {EMPTIED}"
)
ADD_TURNS = (
    "INSERT INTO turn SELECT need_id FROM need_next UNION ALL SELECT candidate_id FROM candidate_next"
    " ON CONFLICT DO NOTHING"
)
ADD_KEYS = (
    "INSERT INTO candidate_key SELECT candidate_id, uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())"
    " FROM candidate_next WHERE state <> 'erased' ON CONFLICT DO NOTHING"
)
KEEP_DEPARTED = (
    f"INSERT INTO departed ({AS_IT_WAS}) SELECT {AS_IT_WAS} FROM candidate WHERE state = 'active' AND EXISTS ("  # noqa: S608 - our own text
    "SELECT FROM candidate_next AS next WHERE next.candidate_id = candidate.candidate_id"
    " AND (next.version > candidate.version OR next.state = 'erased')) ON CONFLICT DO NOTHING"
)
"""What a profile said before. Its cards are looked for when the event is handled that the rebuild ran ahead of."""
OPEN_OR_TAKEN_PART_IN = "is_open OR EXISTS (SELECT FROM match m WHERE m.need_id = need.need_id)"
SWAP = (
    KEEP_ERASED,
    KEEP_DEPARTED,
    ADD_TURNS,
    ADD_KEYS,
    "DROP TABLE need, candidate, reaction",
    "ALTER TABLE need_next RENAME TO need",
    "ALTER TABLE candidate_next RENAME TO candidate",
    "ALTER TABLE reaction_next RENAME TO reaction",
    *protect("need", OF_ORGANISATION, select=OPEN_OR_TAKEN_PART_IN),
    *protect("candidate"),
    *protect("reaction", OF_ORGANISATION),
    *(open_to_owner(table) for table in ("need", "candidate", "reaction")),
)
PUT_NEEDS = put_unless_older(NeedRow, into="need_next")
PUT_CANDIDATES = put_unless_older(CandidateRow, final=ERASED, into="candidate_next")
PUT_REACTIONS = sql(
    f"INSERT INTO reaction_next AS known ({COLUMNS})"  # noqa: S608 - our own text
    f" SELECT {COLUMNS} FROM jsonb_populate_recordset(NULL::reaction_next, :rows::jsonb) {UNLESS_OLDER}"
)
PUT_ERASED = sql(
    "INSERT INTO candidate_next (candidate_id, version, state) SELECT id, 0, 'erased'"  # noqa: S608 - our own text
    f" FROM unnest(:ids::uuid[]) AS id ON CONFLICT (candidate_id) DO UPDATE SET {EMPTIED}"
)
COUNT = (
    "SELECT (SELECT count(*) FROM need) AS needs, (SELECT count(*) FROM candidate) AS candidates,"
    " (SELECT count(*) FROM reaction) AS reactions"
)


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """How many copies there are now, and how many messages were read and could not be."""

    needs: int
    candidates: int
    reactions: int
    messages: int
    unreadable: int


@dataclass(slots=True)
class _Batch:
    """Rows to put, the newest per key, because one statement may not touch a row twice."""

    needs: dict[str, dict[str, Any]] = field(default_factory=dict)
    candidates: dict[str, dict[str, Any]] = field(default_factory=dict)
    reactions: dict[str, dict[str, Any]] = field(default_factory=dict)
    erased: set[str] = field(default_factory=set)


class Rebuilding:
    """One rebuild, on a connection as the database's owner: tables are made and dropped."""

    def __init__(self, owner: "asyncpg.Connection[asyncpg.Record]", bus: Bus, known: KnownCovenants) -> None:
        self._owner = owner
        self._bus = bus
        self._known = known
        self._messages = 0
        self._unreadable = 0

    async def run(self) -> Rebuilt:
        """Consumers wait only while the last messages are read and the tables change places; a second rebuild waits."""
        await prepare_connection(self._owner)
        for statement in PREPARE:
            await self._owner.execute(statement)
        async with Replay(self._bus, TOPICS, "matching.rebuild") as replay:
            async for deliveries in replay.to_end():
                await self._keep(deliveries)
            async with self._owner.transaction():
                await self._owner.execute(STOP_WRITERS)
                async for deliveries in replay.to_end():
                    await self._keep(deliveries)
                await swap_tables(self._owner, SWAP)
        return Rebuilt(**dict(await self._counted()), messages=self._messages, unreadable=self._unreadable)

    async def _counted(self) -> asyncpg.Record:
        (row,) = await self._owner.fetch(COUNT)
        return row

    async def _keep(self, deliveries: Sequence[Delivery]) -> None:
        batch = _Batch()
        for delivery in deliveries:
            self._messages += 1
            try:
                self._add(delivery, batch)
            except (MalformedEvent, *UNREADABLE):
                self._unreadable += 1
        alive = (row for key, row in batch.candidates.items() if key not in batch.erased)
        await self._put(PUT_NEEDS, batch.needs.values())
        await self._put(PUT_CANDIDATES, alive)
        await self._put(PUT_REACTIONS, batch.reactions.values())
        await self._owner.execute(PUT_ERASED.sql, list(batch.erased))

    def _add(self, delivery: Delivery, batch: _Batch) -> None:
        if delivery.value is None:
            batch.erased.update({delivery.key} if delivery.topic == "candidates" else ())
            return
        event = CloudEvent.from_bytes(delivery.value)
        if delivery.topic in READ_NEED:
            need = READ_NEED[delivery.topic](event.data)
            table = equivalence_of(self._known.by_hash(need.covenant_hash))
            _newest(batch.needs, event, need_row(need, event.data, table))
        elif delivery.topic == "reactions":
            _newest(batch.reactions, event, asdict(reaction_from(event.data)))
        elif event.type.startswith("nl.candidates.candidate-erased."):
            batch.erased.add(event.subject)
        else:
            _newest(batch.candidates, event, candidate_row(candidate_from(event.data), event.data))

    async def _put(self, statement: Statement, rows: Iterable[dict[str, Any]]) -> None:
        if several := list(rows):
            await self._owner.execute(statement.sql, several)


def _newest(rows: dict[str, dict[str, Any]], event: CloudEvent, row: Any) -> None:
    known = rows.get(event.subject)
    if known is None or known["version"] < row["version"]:
        rows[event.subject] = dict(row)
