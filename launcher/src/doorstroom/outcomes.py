"""A covenant's results as tables for people; a count that is left out is a star."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from rich.markup import escape
from rich.table import Table

from doorstroom_common.locales import Translate

LEFT_OUT = "*"
Told = Mapping[str, Any]


def tables(told: Told, words: Translate) -> Iterator[Table]:
    """What is nought everywhere has no table."""
    yield from overview(told, words)
    for title, row, column, part in (
        ("Vacancies by outcome and tier", "outcome", "tier", told["vacancies"]),
        ("Moves, from and to", "from", "to", told["moves"]),
        ("Secondments, from lender to borrower", "lender", "borrower", told["secondments"]),
    ):
        if part["cells"]:
            yield _matrix(words(title), f"{words(row)} / {words(column)}", part, words)
    for title, column, part in (
        ("How secondments ended", "ending", told["endings"]),
        ("Promises that were not kept", "clause", told["deviations"]),
        ("Reactions", "status", told["reactions"]),
    ):
        if part["items"]:
            yield _counts(words(title), words(column), part["items"], words)
    yield _named(told, words)


def overview(told: Told, words: Translate) -> Iterator[Table]:
    """The figures beside the baseline, and how far proposals came."""
    yield _figures_beside_baseline(told, words)
    yield _counts(words("From proposal to placement"), words("step"), told["funnel"], words)


def _figures_beside_baseline(told: Told, words: Translate) -> Table:
    table = Table(title=f"{escape(told['covenantId'])}, {told['from']} – {told['to']}")
    table.caption = words("* left out: fewer than five, or needed to hide such a number. Whole months are counted.")
    baseline = told["baseline"]
    table.add_column(words("figure"))
    table.add_column(words("this period"), justify="right")
    before = f"{baseline['fromDate']} – {baseline['untilDate']}" if baseline else words("no baseline entered")
    table.add_column(f"{words('baseline')}: {before}", justify="right")
    for name, now, known in _figures(told):
        then = "" if baseline is None or known is None else _number(baseline[known])
        table.add_row(words(name), _number(now), then)
    return table


def _figures(told: Told) -> Iterable[tuple[str, float | None, str | None]]:
    """The name of each figure, what it is now, and what it is called in the baseline."""
    filled = [row["count"] for row in told["vacancies"]["rows"] if row["name"] == "filled"]
    return (
        ("opened", told["opened"], None),
        ("closed vacancies", told["vacancies"]["total"], "vacancies"),
        ("filled vacancies", filled[0] if filled else 0, "filled"),
        ("moves", told["moves"]["total"], "moves"),
        ("permanent contracts that could be kept", told["permanentContracts"]["told"], None),
        ("permanent contracts kept", told["permanentContracts"]["kept"], "permanentContractsKept"),
        ("secondments", told["secondments"]["total"], "secondments"),
        ("answered proposals", told["firstAnswers"]["answered"], None),
        ("hours until the first answer (median)", told["firstAnswers"]["medianHours"], "firstAnswerHours"),
    )


def _matrix(title: str, corner: str, part: Told, words: Translate) -> Table:
    rows, columns = _names(part["rows"]), _names(part["columns"])
    cells = {(cell["row"], cell["column"]): cell["count"] for cell in part["cells"]}
    table = Table(title=title)
    table.add_column(corner)
    for column in (*(_word(name, words) for name in columns), words("total")):
        table.add_column(column, justify="right")
    for row in rows:
        shown = (_number(cells.get((row, column), 0)) for column in columns)
        table.add_row(_word(row, words), *shown, _number(_count(part["rows"], row)))
    sums = (_number(_count(part["columns"], column)) for column in columns)
    table.add_row(words("total"), *sums, _number(part["total"]), style="bold")
    return table


def _counts(title: str, column: str, items: Sequence[Told], words: Translate) -> Table:
    table = Table(title=title)
    table.add_column(column)
    table.add_column(words("number"), justify="right")
    for item in items:
        table.add_row(_word(item["name"], words), _number(item["count"]))
    return table


def _named(told: Told, words: Translate) -> Table:
    table = Table(title=words("Members that took no part"), show_header=False)
    for name, organisations in (("posted nothing", "postedNothing"), ("answered nothing", "answeredNothing")):
        table.add_row(words(name), escape(", ".join(told[organisations])) or "–")
    return table


def _names(items: Sequence[Told]) -> list[str]:
    return [item["name"] for item in items]


def _count(items: Sequence[Told], name: str) -> int | None:
    found: int | None = next(item["count"] for item in items if item["name"] == name)
    return found


def _number(count: float | None) -> str:
    return LEFT_OUT if count is None else f"{count:g}"


def _word(code: str, words: Translate) -> str:
    """A code in words; the id of an organisation is none, and stays as it is."""
    try:
        return words(code)
    except KeyError:
        return escape(code)
