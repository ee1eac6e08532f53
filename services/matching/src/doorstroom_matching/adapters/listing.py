"""What HTTP reads: the views that were written for one organisation, lender or person, needs, and one's own profile."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from doorstroom_common.database import NOBODY, Behalf, Database, Statement, UnitOfWork, sql
from doorstroom_matching.adapters.copies import kept_need
from doorstroom_matching.adapters.order import barred
from doorstroom_matching.adapters.rows import taken_from
from doorstroom_matching.adapters.switches import IS_OFF
from doorstroom_matching.application.ports import Data, KeptNeed, Partaker
from doorstroom_matching.application.reading import candidate_from
from doorstroom_matching.domain.candidate import Candidate
from doorstroom_matching.domain.life import Side
from doorstroom_matching.domain.match import Taken

Row = Mapping[str, Any]

PLACE = "tier_rank, demoted, missing, lot"
RANK = (
    "CASE WHEN status = 'proposed' THEN (SELECT count(*) + 1 FROM match_view AS better"
    " WHERE better.organisation = seen.organisation AND better.need_id = seen.need_id AND better.status = 'proposed'"
    " AND (better.tier_rank, better.demoted, better.missing, better.lot)"
    " < (seen.tier_rank, seen.demoted, seen.missing, seen.lot)) END AS rank"
)
BARRED = barred("seen.organisation", "seen.match_id")
SEEN = f"SELECT seen.*, {RANK}, {BARRED} FROM match_view AS seen WHERE organisation = :organisation"  # noqa: S608 - our own text
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
    f" + count(*) FILTER (WHERE status = 'proposed') OVER (ORDER BY {PLACE}) END AS rank,"
    f" {barred(':organisation', 'page.match_id')} FROM page ORDER BY {PLACE}"
)
"""Nobody stands between two rows of a page, so who is better is counted for the first one alone."""
LENT = "SELECT * FROM lender_match_view WHERE organisation = :organisation"
OF_PEOPLE = (
    "SELECT own.*, showing.agreed FROM person_match_view AS own LEFT JOIN showing USING (person_ref, match_id) WHERE "
)
OWN = f"{OF_PEOPLE}person_ref = :person"
ADVISED = f"{OF_PEOPLE}candidate_id IN (SELECT advised_by(:person))"
OF_LENDER = sql(f"{LENT}{FILTER}{NEWEST.replace('proposed_at', 'asked_at')}")
OF_PERSON = sql(f"{OWN}{FILTER}{NEWEST}")
OF_ADVISER = sql(f"{ADVISED}{FILTER}{NEWEST}")
ONE = " AND match_id = :match_id"
ONE_OF_ORGANISATION = sql(f"{SEEN}{ONE}")
ONE_OF_LENDER = sql(f"{LENT}{ONE}")
ONE_OF_PERSON = sql(f"{OWN}{ONE}")
ONE_OF_ADVISER = sql(f"{ADVISED}{ONE}")
STEPS = sql("SELECT * FROM match_step WHERE match_id = :match_id AND number <= :version ORDER BY number")
NEED = sql(f"SELECT kind, data, {IS_OFF} FROM need WHERE need_id = :need_id")  # noqa: S608 - our own text
OWN_PROFILE = sql("SELECT own_profile(:candidate_id, :person)")
ADVISED_PROFILE = sql("SELECT advised_profile(:candidate_id, :person)")


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

    async def of_organisation(self, organisation: str, wanted: Wanted, now: datetime) -> Sequence[Row]:
        """Of one need the first to be looked at first, otherwise the newest first."""
        by = Behalf.of(organisation)
        if wanted.need_id is None:
            return await self._rows(by, OF_ORGANISATION, organisation=organisation, now=now, **_newest(wanted))
        return await self._rows(by, OF_NEED, organisation=organisation, now=now, **_filter(wanted), after=wanted.after)

    async def of_lender(self, organisation: str, wanted: Wanted) -> Sequence[Row]:
        """The newest first."""
        return await self._rows(Behalf.of(organisation), OF_LENDER, organisation=organisation, **_newest(wanted))

    async def of_person(self, person: UUID, wanted: Wanted) -> Sequence[Row]:
        """The newest first."""
        return await self._rows(Behalf.of(person=person), OF_PERSON, person=person, **_newest(wanted))

    async def of_adviser(self, adviser: UUID, wanted: Wanted) -> Sequence[Row]:
        """Of everybody who has chosen this adviser now; the newest first."""
        return await self._rows(Behalf.of(person=adviser), OF_ADVISER, person=adviser, **_newest(wanted))

    async def one(self, side: Side, by: Partaker, match_id: UUID, now: datetime, uow: UnitOfWork) -> Row | None:
        """As this side sees it; None where it does not, or not yet."""
        if side is Side.CANDIDATE:
            return await _first(uow, ONE_OF_PERSON, person=by.person, match_id=match_id)
        if side is Side.LENDER:
            return await _first(uow, ONE_OF_LENDER, organisation=by.organisation, match_id=match_id)
        return await _first(uow, ONE_OF_ORGANISATION, organisation=by.organisation, match_id=match_id, now=now)

    async def one_of_person(self, person: UUID, match_id: UUID, uow: UnitOfWork) -> Row | None:
        return await _first(uow, ONE_OF_PERSON, person=person, match_id=match_id)

    async def one_of_adviser(self, adviser: UUID, match_id: UUID, uow: UnitOfWork) -> Row | None:
        return await _first(uow, ONE_OF_ADVISER, person=adviser, match_id=match_id)

    async def steps(self, row: Row, uow: UnitOfWork) -> Sequence[Taken]:
        """The steps behind what a view shows, and none after it."""
        found = await uow.fetch(STEPS, match_id=row["match_id"], version=row["version"])
        return [taken_from(dict(step)) for step in found]

    async def need(self, need_id: UUID, among: Iterable[str]) -> KeptNeed | None:
        async with self._database.unit_of_work(NOBODY.and_of(among)) as uow:
            return await self.need_in(need_id, uow)

    async def need_in(self, need_id: UUID, uow: UnitOfWork) -> KeptNeed | None:
        """Within a unit of work that goes on."""
        row = await _first(uow, NEED, need_id=need_id)
        return kept_need(row) if row else None

    async def own_profile(self, candidate_id: UUID, person: UUID) -> Candidate | None:
        """None unless the profile is this person's own."""
        return await self._profile(OWN_PROFILE, candidate_id, person)

    async def advised_profile(self, candidate_id: UUID, adviser: UUID) -> Candidate | None:
        """None unless its person has chosen this adviser now."""
        return await self._profile(ADVISED_PROFILE, candidate_id, adviser)

    async def _profile(self, statement: Statement, candidate_id: UUID, person: UUID) -> Candidate | None:
        async with self._database.unit_of_work(Behalf.of(person=person)) as uow:
            data: Data | None = await uow.fetch_value(statement, candidate_id=candidate_id, person=person)
        return candidate_from(data) if data else None

    async def _rows(self, by: Behalf, statement: Statement, **parameters: Any) -> Sequence[Row]:
        async with self._database.unit_of_work(by) as uow:
            return [dict(row) for row in await uow.fetch(statement, **parameters)]


async def _first(uow: UnitOfWork, statement: Statement, **parameters: Any) -> Row | None:
    row = await uow.fetch_row(statement, **parameters)
    return dict(row) if row else None


def _filter(wanted: Wanted) -> dict[str, Any]:
    return {"need_id": wanted.need_id, "status": wanted.status, "most": wanted.most}


def _newest(wanted: Wanted) -> dict[str, Any]:
    return {**_filter(wanted), "moment": wanted.moment, "after": wanted.after}
