"""Which pair of the story an id of the region stands for, and to whom there is something to read.

No organisation may know the first, and nobody need ask everybody for the second, so both are read from the database;
what is answered and decided is read over HTTP.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from doorstroom.demo import cast
from doorstroom.demo.running import Play
from doorstroom_common.database import Role, sql

PAIRS = sql("SELECT match_id AS id, need_id, candidate_id, tier_rank, demoted, missing FROM match")
REFERRED = sql(
    "SELECT referral_id AS id, need_id, candidate_id, 0 AS tier_rank, false AS demoted, 0 AS missing FROM referral"
    " WHERE need_id IS NOT NULL"
)
ADDRESSED = sql(
    "SELECT candidate_id FROM match WHERE status IN ('contact-requested', 'offered')"
    " OR (status = 'proposed' AND need_kind = 'secondment-request')"
    " UNION SELECT candidate_id FROM referral WHERE status = 'awaiting-consent'"
)


@dataclass(frozen=True, slots=True)
class Pair:
    """A need and a person by their keys. `place` is that of the rules without the lot, which falls anew in each run."""

    need: str
    person: str
    place: tuple[int, bool, int]

    @property
    def key(self) -> tuple[str, str]:
        return self.need, self.person

    @property
    def is_led(self) -> bool:
        return not cast.LEADS.isdisjoint(self.key)


@dataclass(frozen=True, slots=True)
class Known:
    """`pairs` by the id of a match or a referral; `addressed` are the keys of people who were asked something."""

    pairs: Mapping[str, Pair]
    addressed: Sequence[str]


async def look_up(play: Play) -> Known:
    keys = {identifier: key for key, identifier in play.driver.ids.items()}
    async with play.region.services["matching"].database.unit_of_work(Role.WORKER) as uow:
        rows = [*await uow.fetch(PAIRS), *await uow.fetch(REFERRED)]
        addressed = [str(row["candidate_id"]) for row in await uow.fetch(ADDRESSED)]
    return Known(
        pairs={str(row["id"]): _pair(dict(row), keys) for row in rows},
        addressed=sorted(keys[identifier] for identifier in addressed),
    )


def _pair(row: Mapping[str, Any], keys: Mapping[str, str]) -> Pair:
    place = (row["tier_rank"] or 0, bool(row["demoted"]), row["missing"] or 0)
    return Pair(keys[str(row["need_id"])], keys[str(row["candidate_id"])], place)
