"""What stands before a match in its need's list, records of who went past it, and how often that was."""

from datetime import datetime
from uuid import UUID

from doorstroom_common.database import UnitOfWork, sql
from doorstroom_matching.adapters import rows
from doorstroom_matching.adapters.statements import add_many
from doorstroom_matching.adapters.tables import DecisionRow
from doorstroom_matching.application.order import Waiting
from doorstroom_matching.application.ports import Sealed
from doorstroom_matching.application.reading import need_from_vacancy
from doorstroom_matching.domain.decision import Decision
from doorstroom_matching.domain.match import Match
from doorstroom_matching.domain.need import Need
from doorstroom_matching.domain.overruled import Counted, Overruling

_BETTER = (
    "FROM match_view AS better JOIN match_view AS own USING (organisation, need_id)"
    " WHERE own.organisation = {organisation} AND own.match_id = {match_id} AND better.tier_rank < own.tier_rank"
    " AND own.status IN ('proposed', 'employer-agreed')"
    " AND better.status IN ('proposed', 'employer-agreed') AND better.overdue_since IS NULL"
    " AND (better.due_at IS NULL OR better.due_at > :now)"
)
_OVERRULED = (
    "EXISTS (SELECT FROM match_step AS step WHERE step.organisation = {organisation} AND step.match_id = {match_id}"
    " AND step.taken = 'order-overruled' AND step.number > coalesce((SELECT max(number) FROM match_step AS proposing"
    " WHERE proposing.organisation = {organisation} AND proposing.match_id = {match_id}"
    " AND proposing.taken = 'proposed'), 0))"
)


def barred(organisation: str, match_id: str) -> str:
    """Whether others of a better tier still wait and the order was not overruled; of what an organisation sees."""
    names = {"organisation": organisation, "match_id": match_id}
    return f"(EXISTS (SELECT {_BETTER.format(**names)}) AND NOT {_OVERRULED.format(**names)}) AS barred"


_ASKED = {"organisation": ":organisation", "match_id": ":match_id"}
WAITING_BEFORE = sql(f"SELECT count(*) AS waiting, max(better.due_at) AS until {_BETTER.format(**_ASKED)}")
IS_OVERRULED = sql(f"SELECT {_OVERRULED.format(**_ASKED)}")
LAST = sql("SELECT * FROM last_decision(:match_id)")
ADD = add_many(DecisionRow)
COUNT = sql(
    "SELECT count(DISTINCT about) AS decided, count(DISTINCT actor) AS people,"
    " count(DISTINCT about) FILTER (WHERE taken = 'order-overruled') AS overruled FROM ("
    "SELECT match_id AS about, actor, taken FROM match_step WHERE organisation = :organisation"
    " AND side = 'organisation' AND taken_at >= :since UNION ALL "
    "SELECT overruling_id, actor, 'order-overruled' FROM need_overruling WHERE organisation = :organisation"
    " AND overruled_at >= :since) AS decided"
)
OWN_VACANCY = sql(
    "SELECT data FROM need WHERE organisation = :organisation AND need_id = :need_id AND kind = 'vacancy'"
)
WAITING_ABOVE = sql(
    "SELECT count(*) FROM match_view WHERE organisation = :organisation AND need_id = :need_id AND tier_rank < :rank"
    " AND status = 'proposed' AND overdue_since IS NULL AND (due_at IS NULL OR due_at > :now)"
)
LOOK_OUTSIDE = sql(
    "INSERT INTO need_overruling (organisation, need_id, overruling_id, reason, actor, overruled_at)"
    " VALUES (:organisation, :need_id, :overruling_id, :reason, :actor, :at) ON CONFLICT DO NOTHING RETURNING 1"
)


class StoredOrder:
    """The ports `Order` and `Outside`, as `app`."""

    async def waiting_before(self, match: Match, now: datetime, uow: UnitOfWork) -> Waiting:
        row = await uow.fetch_row(WAITING_BEFORE, organisation=match.organisation, match_id=match.id, now=now)
        return Waiting(row["waiting"], row["until"]) if row else Waiting(0, None)

    async def is_overruled(self, match: Match, uow: UnitOfWork) -> bool:
        return bool(await uow.fetch_value(IS_OVERRULED, organisation=match.organisation, match_id=match.id))

    async def last(self, match_id: UUID, uow: UnitOfWork) -> Sealed:
        (row,) = await uow.fetch(LAST, match_id=match_id)
        return rows.decision_from(dict(row)), row["seal"] or b""

    async def record(self, decision: Decision, seal: bytes, uow: UnitOfWork) -> None:
        await uow.execute(ADD, rows=[rows.decision_row(decision, seal)])

    async def counted(self, organisation: str, since: datetime, uow: UnitOfWork) -> Counted:
        row = await uow.fetch_row(COUNT, organisation=organisation, since=since)
        return Counted(row["decided"], row["overruled"], row["people"]) if row else Counted(0, 0, 0)

    async def own_vacancy(self, organisation: str, need_id: UUID, uow: UnitOfWork) -> Need | None:
        data = await uow.fetch_value(OWN_VACANCY, organisation=organisation, need_id=need_id)
        return need_from_vacancy(data) if data else None

    async def waiting_above(self, need: Need, rank: int, now: datetime, uow: UnitOfWork) -> int:
        asked = {"organisation": need.organisation, "need_id": need.id, "rank": rank, "now": now}
        return int(await uow.fetch_value(WAITING_ABOVE, **asked))

    async def look_outside(self, need_id: UUID, overruling: Overruling, actor: str, uow: UnitOfWork) -> bool:
        row = await uow.fetch_row(
            LOOK_OUTSIDE, organisation=overruling.organisation, need_id=need_id, overruling_id=overruling.id,
            reason=overruling.reason, actor=actor, at=overruling.at,
        )  # fmt: skip
        return row is not None
