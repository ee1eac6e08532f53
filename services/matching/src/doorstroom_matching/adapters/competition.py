"""How many compete for a need: proposals by tier, and reactions to it."""

from dataclasses import dataclass
from uuid import UUID

from doorstroom_common.database import UnitOfWork, sql
from doorstroom_matching.adapters.matches import STILL_OPEN
from doorstroom_matching.application.ports import KeptNeed

KEEP = sql(
    "INSERT INTO reaction AS known (organisation, need_id, reaction_id, version, stands)"
    " VALUES (:organisation, :need_id, :reaction_id, :version, :stands) ON CONFLICT (reaction_id)"
    " DO UPDATE SET version = excluded.version, stands = excluded.stands WHERE known.version < excluded.version"
    " RETURNING 1"
)
PROPOSED = sql(
    f"SELECT tier_rank, count(*) AS proposed FROM match WHERE need_id = :need_id AND {STILL_OPEN} GROUP BY tier_rank"  # noqa: S608 - our own text
)
REACTIONS = sql("SELECT count(*) FROM reaction WHERE need_id = :need_id AND stands")


@dataclass(frozen=True, slots=True)
class Competing:
    """The number of proposals from which something may still come, by the rank of the tier, and of reactions."""

    proposed: dict[int, int]
    reactions: int


class StoredCompetition:
    """The port `Reactions`, and what is counted for those who compete."""

    async def keep(
        self, organisation: str, need_id: UUID, reaction_id: UUID, version: int, uow: UnitOfWork, *, stands: bool
    ) -> bool:
        row = await uow.fetch_row(
            KEEP, organisation=organisation, need_id=need_id, reaction_id=reaction_id, version=version, stands=stands
        )
        return row is not None

    async def count(self, kept: KeptNeed, uow: UnitOfWork) -> Competing:
        rows = await uow.fetch(PROPOSED, need_id=kept.need.id)
        reactions = int(await uow.fetch_value(REACTIONS, need_id=kept.need.id))
        return Competing({row["tier_rank"]: row["proposed"] for row in rows}, reactions)
