"""How many compete for a need: proposals by tier, and reactions to it."""

from dataclasses import asdict, dataclass

from doorstroom_common.database import UnitOfWork, sql
from doorstroom_matching.adapters.matches import STILL_OPEN
from doorstroom_matching.application.on_reaction import Reaction
from doorstroom_matching.application.ports import KeptNeed

COLUMNS = "organisation, need_id, reaction_id, version, stands"
UNLESS_OLDER = (
    "ON CONFLICT (reaction_id) DO UPDATE SET version = excluded.version, stands = excluded.stands"
    " WHERE known.version < excluded.version"
)
KEEP = sql(
    f"INSERT INTO reaction AS known ({COLUMNS}) VALUES (:organisation, :need_id, :reaction_id, :version, :stands)"  # noqa: S608 - our own text
    f" {UNLESS_OLDER} RETURNING 1"
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

    async def keep(self, reaction: Reaction, uow: UnitOfWork) -> bool:
        return await uow.fetch_row(KEEP, **asdict(reaction)) is not None

    async def count(self, kept: KeptNeed, uow: UnitOfWork) -> Competing:
        rows = await uow.fetch(PROPOSED, need_id=kept.need.id)
        reactions = int(await uow.fetch_value(REACTIONS, need_id=kept.need.id))
        return Competing({row["tier_rank"]: row["proposed"] for row in rows}, reactions)
