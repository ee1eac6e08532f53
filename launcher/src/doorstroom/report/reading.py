"""The year of a covenant, read from what the vacancy service answers."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from doorstroom.report.facts import Baseline, Count, Listing, Table, Year

Told = Mapping[str, Any]


def year_of(told: Told) -> Year:
    """`told` is the answer of `GET /vacancy/v1/covenants/{covenantId}/results`."""
    return Year(
        first_day=date.fromisoformat(told["from"]),
        last_day=date.fromisoformat(told["to"]),
        opened=told["opened"],
        vacancies=_table(told["vacancies"]),
        moves=_table(told["moves"]),
        secondments=_table(told["secondments"]),
        contracts_told=told["permanentContracts"]["told"],
        contracts_kept=told["permanentContracts"]["kept"],
        endings=_listing(told["endings"]),
        deviations=_listing(told["deviations"]),
        reactions=_listing(told["reactions"]),
        answered=told["firstAnswers"]["answered"],
        median_hours=told["firstAnswers"]["medianHours"],
        funnel=_named(told["funnel"]),
        posted_nothing=tuple(told["postedNothing"]),
        answered_nothing=tuple(told["answeredNothing"]),
        baseline=_baseline(told["baseline"]) if told["baseline"] else None,
    )


def _table(told: Told) -> Table:
    return Table(
        cells={(cell["row"], cell["column"]): cell["count"] for cell in told["cells"]},
        rows=_named(told["rows"]),
        columns=_named(told["columns"]),
        total=told["total"],
    )


def _listing(told: Told) -> Listing:
    return Listing(items=_named(told["items"]), total=told["total"])


def _named(items: Iterable[Told]) -> dict[str, Count]:
    return {item["name"]: item["count"] for item in items}


def _baseline(told: Told) -> Baseline:
    return Baseline(
        first_day=date.fromisoformat(told["fromDate"]),
        last_day=date.fromisoformat(told["untilDate"]),
        vacancies=told["vacancies"],
        filled=told["filled"],
        moves=told["moves"],
        permanent_contracts_kept=told["permanentContractsKept"],
        secondments=told["secondments"],
        first_answer_hours=told["firstAnswerHours"],
    )
