"""What is shown of a covenant's results; null is a count that is left out."""

from datetime import date
from typing import Annotated, Self

from pydantic import Field, model_validator

from doorstroom_common.http import AnswerModel, RequestModel, example
from doorstroom_common.http.fields import LocalDate, refuse
from doorstroom_vacancy.application.read_results import ResultsRead
from doorstroom_vacancy.domain.progress import Step
from doorstroom_vacancy.domain.results import Baseline
from doorstroom_vacancy.domain.tables import PublishedList, PublishedTable

Count = Annotated[int | None, Field(description="Null is left out: under five, or needed to hide another.")]
Figure = Annotated[int | None, Field(ge=0, le=1_000_000)]


class CellAnswer(AnswerModel):
    row: str
    column: str
    count: Count


class NamedCount(AnswerModel):
    name: str
    count: Count


class TableAnswer(AnswerModel):
    """Cells above nought with every sum."""

    cells: list[CellAnswer]
    rows: list[NamedCount]
    columns: list[NamedCount]
    total: Count


class ListAnswer(AnswerModel):
    items: list[NamedCount]
    total: Count


class PermanentContractsAnswer(AnswerModel):
    """Of how many moves it was said whether a permanent contract stayed one, and of how many it did."""

    told: Count
    kept: Count


class FirstAnswersAnswer(AnswerModel):
    """Of the proposals in the period: how many were answered, and half of them within how many hours."""

    answered: Count
    median_hours: float | None


class BaselineForm(
    RequestModel,
    json_schema_extra=example(
        fromDate="2025-01-01", untilDate="2025-12-31", vacancies=227, filled=190, firstAnswerHours=90.5
    ),
):
    """Figures of an earlier period; what is not known is left out."""

    from_date: LocalDate
    until_date: LocalDate
    vacancies: Figure = None
    filled: Figure = None
    moves: Figure = None
    permanent_contracts_kept: Figure = None
    secondments: Figure = None
    first_answer_hours: Annotated[float | None, Field(ge=0, le=100_000)] = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.until_date < self.from_date:
            raise refuse("ends-before-it-starts", "untilDate must not be before fromDate")
        return self


class BaselineAnswer(AnswerModel):
    """What the co-ordinator entered of an earlier period; small counts are left out here too."""

    from_date: date
    until_date: date
    vacancies: Count = None
    filled: Count = None
    moves: Count = None
    permanent_contracts_kept: Count = None
    secondments: Count = None
    first_answer_hours: float | None = None


class ResultsAnswer(AnswerModel):
    """What came of a covenant, in whole calendar months around the period that was asked for."""

    covenant_id: str
    from_date: date = Field(alias="from")
    until_date: date = Field(alias="to")
    opened: Count
    vacancies: TableAnswer = Field(description="That closed, by outcome and the best tier somebody came from.")
    moves: TableAnswer = Field(description="From where (row) to where (column), secondments aside.")
    secondments: TableAnswer = Field(description="From lender (row) to borrower (column).")
    permanent_contracts: PermanentContractsAnswer
    endings: ListAnswer = Field(description="Secondments that ended in the period.")
    deviations: ListAnswer = Field(description="By clause that was promised and not kept.")
    reactions: ListAnswer
    first_answers: FirstAnswersAnswer
    funnel: list[NamedCount] = Field(description="How many proposals came at least as far as each step.")
    posted_nothing: list[str]
    answered_nothing: list[str] = Field(description="Of five proposals or more.")
    baseline: BaselineAnswer | None


def results_answer(covenant_id: str, read: ResultsRead) -> ResultsAnswer:
    results, period = read.results, read.period
    return ResultsAnswer.model_validate(
        {
            "covenant_id": covenant_id,
            "from": period.first_day,
            "to": period.last_day,
            "opened": results.opened,
            "vacancies": _table(results.vacancies),
            "moves": _table(results.moves),
            "secondments": _table(results.secondments),
            "permanent_contracts": PermanentContractsAnswer.model_validate(results.permanent_contracts),
            "endings": _list(results.endings),
            "deviations": _list(results.deviations),
            "reactions": _list(results.reactions),
            "first_answers": FirstAnswersAnswer.model_validate(results.first_answers),
            "funnel": [NamedCount(name=step.name.lower(), count=results.funnel[step]) for step in Step],
            "posted_nothing": results.posted_nothing,
            "answered_nothing": results.answered_nothing,
            "baseline": read.baseline and baseline_answer(read.baseline),
        }
    )


def baseline_answer(baseline: Baseline) -> BaselineAnswer:
    return BaselineAnswer.model_validate(baseline)


def _table(table: PublishedTable) -> TableAnswer:
    cells = sorted(table.cells.items())
    return TableAnswer(
        cells=[CellAnswer(row=row, column=column, count=count) for (row, column), count in cells],
        rows=[NamedCount(name=name, count=count) for name, count in sorted(table.row_totals.items())],
        columns=[NamedCount(name=name, count=count) for name, count in sorted(table.column_totals.items())],
        total=table.total,
    )


def _list(published: PublishedList) -> ListAnswer:
    items = [NamedCount(name=name, count=count) for name, count in sorted(published.counts.items())]
    return ListAnswer(items=items, total=published.total)
