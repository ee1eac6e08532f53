"""What HTTP reads: the views that were written for one organisation or one person, needs, and one's own profile."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from doorstroom_common.database import Database, Statement, sql
from doorstroom_matching.application.ports import Data, KeptNeed
from doorstroom_matching.application.reading import READ_NEED, candidate_from
from doorstroom_matching.domain.candidate import Candidate
from doorstroom_matching.domain.need import NeedKind

Row = Mapping[str, Any]

PLACE = "tier_rank, demoted, missing, lot"
RANK = (
    "CASE WHEN status = 'proposed' THEN (SELECT count(*) + 1 FROM match_view AS better"
    " WHERE better.organisation = seen.organisation AND better.need_id = seen.need_id AND better.status = 'proposed'"
    " AND (better.tier_rank, better.demoted, better.missing, better.lot)"
    " < (seen.tier_rank, seen.demoted, seen.missing, seen.lot)) END AS rank"
)
SEEN = f"SELECT seen.*, {RANK} FROM match_view AS seen WHERE organisation = :organisation"  # noqa: S608 - our own text
FILTER = (
    " AND (:need_id::uuid IS NULL OR need_id = :need_id::uuid) AND (:status::text IS NULL OR status = :status::text)"
)
NEWEST = (
    " AND (:moment::timestamptz IS NULL OR (proposed_at, match_id) < (:moment::timestamptz, :after::uuid))"
    " ORDER BY proposed_at DESC, match_id DESC LIMIT :most"
)

OF_ORGANISATION = sql(f"{SEEN}{FILTER}{NEWEST}")
BEFORE = f"SELECT {PLACE} FROM match_view WHERE organisation = :organisation AND match_id = :after::uuid"  # noqa: S608 - our own text
OF_NEED = sql(
    f"WITH page AS (SELECT * FROM match_view WHERE organisation = :organisation{FILTER}"  # noqa: S608 - our own text
    f" AND (:after::uuid IS NULL OR ({PLACE}) > ({BEFORE})) ORDER BY {PLACE} LIMIT :most)"
    " SELECT page.*, CASE WHEN status = 'proposed' THEN (SELECT count(*) FROM match_view AS better"
    " WHERE organisation = :organisation AND need_id = :need_id::uuid AND status = 'proposed'"
    f" AND ({PLACE}) < (SELECT {PLACE} FROM page ORDER BY {PLACE} LIMIT 1))"
    f" + count(*) FILTER (WHERE status = 'proposed') OVER (ORDER BY {PLACE}) END AS rank FROM page ORDER BY {PLACE}"
)
"""Nobody stands between two rows of a page, so who is better is counted for the first one alone."""
OWN = (
    "SELECT own.*, showing.agreed FROM person_match_view AS own LEFT JOIN showing USING (person_ref, match_id)"
    " WHERE person_ref = :person"
)
OF_PERSON = sql(f"{OWN}{FILTER}{NEWEST}")
ONE_OF_ORGANISATION = sql(f"{SEEN} AND match_id = :match_id")
ONE_OF_PERSON = sql(f"{OWN} AND match_id = :match_id")
NEED = sql("SELECT kind, data FROM need WHERE need_id = :need_id")
OWN_PROFILE = sql("SELECT own_profile(:candidate_id, :person)")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which matches, and after which one the page begins."""

    need_id: UUID | None
    status: str | None
    most: int
    moment: datetime | None = None
    after: UUID | None = None


class Listing:
    """Runs as `app`, which may read nothing of a profile but its own person's."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of_organisation(self, organisation: str, wanted: Wanted) -> Sequence[Row]:
        """Of one need the first to be looked at first, otherwise the newest first."""
        if wanted.need_id is None:
            return await self._rows(OF_ORGANISATION, organisation=organisation, **_newest(wanted))
        return await self._rows(OF_NEED, organisation=organisation, **_filter(wanted), after=wanted.after)

    async def of_person(self, person: UUID, wanted: Wanted) -> Sequence[Row]:
        """The newest first."""
        return await self._rows(OF_PERSON, person=person, **_newest(wanted))

    async def one_of_organisation(self, organisation: str, match_id: UUID) -> Row | None:
        return await self._row(ONE_OF_ORGANISATION, organisation=organisation, match_id=match_id)

    async def one_of_person(self, person: UUID, match_id: UUID) -> Row | None:
        return await self._row(ONE_OF_PERSON, person=person, match_id=match_id)

    async def need(self, need_id: UUID) -> KeptNeed | None:
        row = await self._row(NEED, need_id=need_id)
        return KeptNeed(READ_NEED[NeedKind(row["kind"])](row["data"]), row["data"]) if row else None

    async def own_profile(self, candidate_id: UUID, person: UUID) -> Candidate | None:
        """None unless the profile is this person's own."""
        async with self._database.unit_of_work() as uow:
            data: Data | None = await uow.fetch_value(OWN_PROFILE, candidate_id=candidate_id, person=person)
        return candidate_from(data) if data else None

    async def _rows(self, statement: Statement, **parameters: Any) -> Sequence[Row]:
        async with self._database.unit_of_work() as uow:
            return [dict(row) for row in await uow.fetch(statement, **parameters)]

    async def _row(self, statement: Statement, **parameters: Any) -> Row | None:
        async with self._database.unit_of_work() as uow:
            row = await uow.fetch_row(statement, **parameters)
        return dict(row) if row else None


def _filter(wanted: Wanted) -> dict[str, Any]:
    return {"need_id": wanted.need_id, "status": wanted.status, "most": wanted.most}


def _newest(wanted: Wanted) -> dict[str, Any]:
    return {**_filter(wanted), "moment": wanted.moment, "after": wanted.after}
