"""Decision records as they are stored, each with all that it rests on."""

from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from doorstroom_common.database import Database, Role, sql
from doorstroom_matching.adapters import rows
from doorstroom_matching.application.recompute import Recomputed, Result, Stored

PORTION = 500
FIRST = UUID(int=0)
COUNT = sql("SELECT count(*) FROM decision")
WITH_INPUTS = (
    "SELECT decision.*, need_version.data AS need, candidate_version.data AS candidate, candidate_key.key,"
    " membership.covenants,"
    " (decision.previous IS NULL OR EXISTS (SELECT FROM decision AS one_before"
    " WHERE one_before.seal = decision.previous AND one_before.match_version < decision.match_version)) AS follows,"
    " EXISTS (SELECT FROM erasure WHERE confirmed_at = decision.inputs_erased_at) AS erasure_known"
    " FROM decision LEFT JOIN need_version ON need_version.organisation = decision.organisation"
    " AND need_version.need_id = decision.need_id AND need_version.version = decision.need_version"
    " LEFT JOIN candidate_version ON candidate_version.candidate_id = decision.candidate_id"
    " AND candidate_version.version = decision.candidate_version"
    " LEFT JOIN candidate_key ON candidate_key.candidate_id = decision.candidate_id"
    " LEFT JOIN membership ON membership.membership = decision.membership"
)
ONE = sql(f"{WITH_INPUTS} WHERE decision_id = :decision_id")
AFTER = sql(
    f"{WITH_INPUTS} WHERE (decision.organisation, decision_id) > (:organisation::text, :decision_id::uuid)"
    " ORDER BY decision.organisation, decision_id LIMIT :portion"
)
MISSING = sql(
    "SELECT step.organisation, step.taken_at, match.need_id, step.taken FROM match_step AS step"
    " JOIN match ON match.match_id = step.match_id WHERE (step.actor = 'rules' OR step.taken = 'order-overruled')"
    " AND NOT EXISTS ("
    "SELECT FROM decision WHERE decision.match_id = step.match_id AND decision.match_version = step.number)"
    " ORDER BY step.organisation, step.taken_at"
)


class StoredDecisions:
    """The port `Records`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def count(self) -> int:
        async with self._database.unit_of_work(Role.WORKER) as uow:
            return int(await uow.fetch_value(COUNT))

    async def every(self, decision_id: UUID | None = None) -> AsyncIterator[Sequence[Stored]]:
        """Each portion in a transaction of its own: what is decided meanwhile may be among them or not."""
        if decision_id:
            async with self._database.unit_of_work(Role.WORKER) as uow:
                yield [stored(dict(row)) for row in await uow.fetch(ONE, decision_id=decision_id)]
            return
        organisation, last = "", FIRST
        while True:
            async with self._database.unit_of_work(Role.WORKER) as uow:
                found = await uow.fetch(AFTER, organisation=organisation, decision_id=last, portion=PORTION)
            if not found:
                return
            yield [stored(dict(row)) for row in found]
            organisation, last = found[-1]["organisation"], found[-1]["decision_id"]

    async def missing(self) -> Sequence[Result]:
        async with self._database.unit_of_work(Role.WORKER) as uow:
            found = await uow.fetch(MISSING)
        return [
            Result(
                None, row["organisation"], row["need_id"], row["taken_at"], Recomputed.MISSING,
                (f"a match became {row['taken']}, and no record tells why",),
            )
            for row in found
        ]  # fmt: skip


def stored(row: Mapping[str, Any]) -> Stored:
    return Stored(
        decision=rows.decision_from(row),
        seal=row["seal"],
        need=row["need"],
        candidate=row["candidate"],
        key=row["key"],
        covenants=row["covenants"],
        follows=row["follows"],
        erasure_known=row["erasure_known"],
    )
