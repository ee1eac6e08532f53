"""The plain figures of a covenant in a period, as few statements as there are tables to count."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

from doorstroom_common.clock import Clock
from doorstroom_common.covenant import TierName
from doorstroom_common.database import Statement, UnitOfWork, sql
from doorstroom_vacancy.application.published import as_json
from doorstroom_vacancy.domain.progress import Step
from doorstroom_vacancy.domain.results import NO_TIER, OUTSIDE, Baseline, Counted, Period

TIERS = ", ".join(f"'{tier}'" for tier in TierName)
OPENED = sql(
    "SELECT organisation, count(*) AS many FROM (SELECT organisation FROM vacancy WHERE covenant_id = :covenant_id"
    " AND opened_at >= :begin AND opened_at < :end UNION ALL SELECT organisation FROM secondment_request"
    " WHERE covenant_id = :covenant_id AND opened_at >= :begin AND opened_at < :end) AS posted GROUP BY organisation"
)
VACANCIES = sql(
    "SELECT v.outcome, p.tier, count(*) AS many FROM vacancy v LEFT JOIN (SELECT need_id,"  # noqa: S608 - our own words
    f" min(array_position(ARRAY[{TIERS}], tier)) AS tier FROM placement WHERE covenant_id = :covenant_id"
    " GROUP BY need_id) p ON p.need_id = v.vacancy_id WHERE v.covenant_id = :covenant_id AND v.closed_at >= :begin"
    " AND v.closed_at < :end GROUP BY v.outcome, p.tier"
)
STAYS = '[{"clause": "permanent-stays-permanent"}]'
KEPT = '[{"clause": "permanent-stays-permanent", "kept": true}]'
PLACEMENTS = sql(
    "SELECT origin, organisation, contract = 'secondment' AS lent, count(*) AS many,"  # noqa: S608 - our own words
    f" count(*) FILTER (WHERE clauses @> '{STAYS}') AS told, count(*) FILTER (WHERE clauses @> '{KEPT}') AS kept"
    " FROM placement WHERE covenant_id = :covenant_id AND recorded_at >= :begin AND recorded_at < :end"
    " GROUP BY origin, organisation, contract = 'secondment'"
)
ENDINGS = sql(
    "SELECT ended_because AS name, count(*) AS many FROM placement WHERE covenant_id = :covenant_id"
    " AND ended_at >= :begin AND ended_at < :end GROUP BY ended_because"
)
DEVIATIONS = sql(
    "SELECT clause AS name, count(*) AS many FROM deviation WHERE covenant_id = :covenant_id"
    " AND recorded_at >= :begin AND recorded_at < :end GROUP BY clause"
)
REACTIONS = sql(
    "SELECT r.status AS name, count(*) AS many FROM reaction r JOIN vacancy v USING (organisation, vacancy_id)"
    " WHERE v.covenant_id = :covenant_id AND r.received_at >= :begin AND r.received_at < :end GROUP BY r.status"
)
MATCHES = sql(
    "SELECT organisation, furthest, count(*) AS many, count(first_answer_at) AS answered FROM match_progress"
    " WHERE covenant_id = :covenant_id AND shown_at >= :begin AND shown_at < :end GROUP BY organisation, furthest"
)
MEDIAN = sql(
    "SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM first_answer_at - shown_at) / 3600)"
    " FROM match_progress WHERE covenant_id = :covenant_id AND shown_at >= :begin AND shown_at < :end"
    " AND first_answer_at IS NOT NULL"
)
BASELINE = sql("SELECT figures FROM baseline WHERE covenant_id = :covenant_id")
ENTER = sql(
    "INSERT INTO baseline AS stood (covenant_id, version, entered_at, figures) VALUES (:covenant_id, 1, :now, :figures)"
    " ON CONFLICT (covenant_id) DO UPDATE SET version = stood.version + 1, entered_at = excluded.entered_at,"
    " figures = excluded.figures"
)


class StoredResults:
    """Counts and nothing else: no row of anybody leaves the database."""

    async def counted(self, covenant_id: str, period: Period, uow: UnitOfWork) -> Counted:
        asked = {"covenant_id": covenant_id, "begin": period.begin, "end": period.end}

        async def rows(statement: Statement) -> list[Any]:
            return list(await uow.fetch(statement, **asked))

        placements, matches = await rows(PLACEMENTS), await rows(MATCHES)
        moves = [row for row in placements if not row["lent"]]
        furthest: Counter[Step] = Counter()
        progress: dict[str, tuple[int, int]] = {}
        for row in matches:
            furthest[Step(row["furthest"])] += row["many"]
            shown, answered = progress.get(row["organisation"], (0, 0))
            progress[row["organisation"]] = (shown + row["many"], answered + row["answered"])
        return Counted(
            opened={row["organisation"]: row["many"] for row in await rows(OPENED)},
            vacancies={(row["outcome"], _tier(row["tier"])): row["many"] for row in await rows(VACANCIES)},
            moves=_from_to(moves),
            secondments=_from_to(row for row in placements if row["lent"]),
            permanent=(sum(row["told"] for row in moves), sum(row["kept"] for row in moves)),
            endings=_by_name(await rows(ENDINGS)),
            deviations=_by_name(await rows(DEVIATIONS)),
            reactions=_by_name(await rows(REACTIONS)),
            furthest=furthest,
            progress=progress,
            median_answer_hours=await uow.fetch_value(MEDIAN, **asked),
        )

    async def baseline(self, covenant_id: str, uow: UnitOfWork) -> Baseline | None:
        figures = await uow.fetch_value(BASELINE, covenant_id=covenant_id)
        if figures is None:
            return None
        days = {name: date.fromisoformat(figures[name]) for name in ("from_date", "until_date")}
        return Baseline(**{**figures, **days})

    async def enter_baseline(self, covenant_id: str, baseline: Baseline, clock: Clock, uow: UnitOfWork) -> None:
        figures = {name: as_json(getattr(baseline, name)) for name in Baseline.__slots__}
        uow.write(ENTER, covenant_id=covenant_id, now=clock.now(), figures=figures)


def _tier(place: int | None) -> str:
    return NO_TIER if place is None else list(TierName)[place - 1]


def _from_to(rows: Iterable[Any]) -> dict[tuple[str, str], int]:
    return {(row["origin"] or OUTSIDE, row["organisation"]): row["many"] for row in rows}


def _by_name(rows: Iterable[Any]) -> dict[str, int]:
    return {row["name"]: row["many"] for row in rows}
