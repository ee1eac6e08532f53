"""The facts in one language: names for ids, days and numbers as people write them, rows in the order of the page."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from babel.numbers import format_decimal

from doorstroom.report.charts import Flow, flow, largest, share
from doorstroom.report.facts import Baseline, Count, Report, Said, Table
from doorstroom.report.names import NAMES
from doorstroom.report.texts import TEXTS
from doorstroom.telling import Words

OUTSIDE = "outside"

_NO_BASELINE = Baseline(first_day=date.min, last_day=date.min)


@dataclass(frozen=True, slots=True)
class Compared:
    """One figure of the year and of the baseline, each with its length of a hundred."""

    name: str
    now: float | None
    before: float | None
    now_share: float | None
    before_share: float | None


@dataclass(frozen=True, slots=True)
class Bar:
    name: str
    count: Count
    share: float | None


@dataclass(frozen=True, slots=True)
class Matrix:
    """A table with names for codes: rows of cells, and the sums."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Count, ...], Count], ...]
    sums: tuple[Count, ...]
    total: Count

    @property
    def leaves_out(self) -> bool:
        cells = [count for _, counts, total in self.rows for count in (*counts, total)]
        return None in (*cells, *self.sums, self.total)

    def share(self, total: Count) -> float | None:
        """Of the largest row, of a hundred."""
        return share(total, largest(total for _, _, total in self.rows))


class View:
    """What the templates ask for, besides the facts themselves."""

    def __init__(self, report: Report, language: str) -> None:
        self.report = report
        self.language = language
        self.words = Words(language, TEXTS, NAMES)

    def organisation(self, identifier: str) -> str:
        if identifier == OUTSIDE:
            return self.words.name("place", OUTSIDE)
        return self.report.region.organisations[identifier]

    def organisations(self, identifiers: Iterable[str]) -> str:
        return self.words.all_of(map(self.organisation, identifiers))

    def number(self, value: float) -> str:
        return format_decimal(value, format="#,##0.#", locale=self.language)

    def said(self, said: Said) -> str:
        return said.nl if self.language == "nl" else said.en

    def compared(self) -> Iterator[Compared]:
        year = self.report.year
        before = year.baseline or _NO_BASELINE
        for key, now, then in (
            ("opened", year.opened, None),
            ("closed", year.vacancies.total, before.vacancies),
            ("filled", year.vacancies.rows.get("filled", 0), before.filled),
            ("moves", year.moves.total, before.moves),
            ("kept", year.contracts_kept, before.permanent_contracts_kept),
            ("secondments", year.secondments.total, before.secondments),
            ("hours", year.median_hours, before.first_answer_hours),
        ):
            most = largest((now, then))
            yield Compared(self.words(f"figure.{key}"), now, then, share(now, most), share(then, most))

    def bars(self, group: str, counts: Mapping[str, Count]) -> list[Bar]:
        most = largest(counts.values())
        return [Bar(self.words.name(group, name), count, share(count, most)) for name, count in counts.items()]

    def outcomes(self) -> Matrix:
        def named(group: str, counts: Mapping[str, Count]) -> dict[str, str]:
            return {code: name for code, name in NAMES[group].items() if code in counts}

        vacancies = self.report.year.vacancies
        rows, columns = named("outcome", vacancies.rows), named("column", vacancies.columns)
        return self._matrix(
            vacancies,
            {code: self.words.name("outcome", code) for code in rows},
            {code: self.words.name("column", code) for code in columns},
        )

    def between(self, table: Table) -> Matrix:
        return self._matrix(table, self._by_name(table.rows), self._by_name(table.columns))

    def flow(self) -> Flow:
        return flow(self.report.year.moves)

    def _by_name(self, counts: Mapping[str, Count]) -> dict[str, str]:
        """The organisations by name; who came from outside comes last."""
        names = {identifier: self.organisation(identifier) for identifier in counts}
        return dict(sorted(names.items(), key=lambda pair: (pair[0] == OUTSIDE, pair[1])))

    @staticmethod
    def _matrix(table: Table, rows: Mapping[str, str], columns: Mapping[str, str]) -> Matrix:
        return Matrix(
            columns=tuple(columns.values()),
            rows=tuple(
                (name, tuple(table.cells.get((code, column), 0) for column in columns), table.rows[code])
                for code, name in rows.items()
            ),
            sums=tuple(table.columns[column] for column in columns),
            total=table.total,
        )
