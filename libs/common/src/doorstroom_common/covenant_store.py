"""A service's copy of the adopted covenants: read from the bus, kept in its own table, held in memory for the rules.

Services never read files. Until a first covenant has arrived a service is not ready and says so.
"""

import asyncio

from doorstroom_common.cloudevent import CloudEvent
from doorstroom_common.components import pause
from doorstroom_common.consumer.handling import Effect, NotYet, PermanentFailure
from doorstroom_common.covenant import Covenant, CovenantRefused, Covenants, parse_covenant
from doorstroom_common.database.failures import PASSING
from doorstroom_common.database.pool import Database, Role
from doorstroom_common.database.statements import sql
from doorstroom_common.database.unit_of_work import UnitOfWork

REFRESH_SECONDS = 2.0
ADOPTED = "nl.covenants.covenant-adopted.v1"

KEEP = sql(
    "INSERT INTO covenant (covenant_id, version, hash, text, adopted_at)"
    " VALUES (:covenant_id, :version, :hash, :text, :adopted_at) ON CONFLICT DO NOTHING"
)
ALL = sql(
    "SELECT covenant_id, version, hash, text FROM covenant WHERE NOT (hash = ANY(:known::text[]))"
    " ORDER BY covenant_id, version"
)


class CovenantStore:
    """Also a component: it reads now and then what another replica has stored."""

    name = "covenants"

    def __init__(self, database: Database) -> None:
        self._database = database
        self._by_hash: dict[str, Covenant] = {}
        self._unreadable: tuple[str, ...] = ()
        self.covenants = Covenants(())

    @property
    def problem(self) -> str | None:
        if self._unreadable:
            return f"cannot read {' and '.join(self._unreadable)}, which a newer version has stored; upgrade this one"
        return None if self._by_hash else "no covenant has been adopted yet; see `doorstroom covenants adopt`"

    def by_hash(self, covenant_hash: str) -> Covenant:
        """The very version that a fact cites; raises `NotYet` while it has not arrived."""
        try:
            return self._by_hash[covenant_hash]
        except KeyError:
            raise NotYet("the cited covenant has not arrived") from None

    def organisation_of(self, oin: str) -> str | None:
        """Whose OIN this is, for tokens that name one."""
        return self.covenants.organisation_of(oin)

    async def on_adopted(self, event: CloudEvent, uow: UnitOfWork) -> Effect:
        """Consumer of `covenant-adopted`. One hash is one text for ever; one that is no covenant here is set aside."""
        data = event.data
        try:
            self._add(data["text"])
        except CovenantRefused as refused:
            raise PermanentFailure(f"{_named(data['covenantId'], data['version'])}: {refused}") from refused
        uow.write(
            KEEP,
            covenant_id=data["covenantId"],
            version=data["version"],
            hash=data["hash"],
            text=data["text"],
            adopted_at=event.time,
        )
        return Effect.APPLIED

    async def refresh(self) -> None:
        """Read what the table has and memory has not; one that cannot be read is named by `problem`."""
        async with self._database.unit_of_work(Role.WORKER) as uow:
            rows = await uow.fetch(ALL, known=list(self._by_hash))
        unreadable = []
        for row in rows:
            try:
                self._add(row["text"])
            except CovenantRefused:
                unreadable.append(_named(row["covenant_id"], row["version"]))
        self._unreadable = tuple(unreadable)

    async def run(self, stop: asyncio.Event) -> None:
        while not stop.is_set():
            try:
                await self.refresh()
            except PASSING:
                await pause(REFRESH_SECONDS, stop)
                continue
            await pause(REFRESH_SECONDS, stop)

    def _add(self, text: str) -> None:
        covenant = parse_covenant(text, "adopted covenant")
        self._by_hash[covenant.hash] = covenant
        self.covenants = Covenants(tuple(self._by_hash.values()))


def _named(covenant_id: str, version: int) -> str:
    return f"covenant {covenant_id} version {version}"
