"""`/vacancy/v1/covenants/{covenantId}/results` and `/baseline`"""

from typing import Annotated, Self

from fastapi import Path, Query, Request, Response
from pydantic import Field, model_validator

from doorstroom_common.http import Principal, QueryModel, Router, answer, require
from doorstroom_common.http.fields import LocalDate, Slug, refuse
from doorstroom_vacancy.application.read_results import Asker, ReadResults, enter_baseline, read_results
from doorstroom_vacancy.domain.results import Baseline
from doorstroom_vacancy.entrypoints.parts import CO_ORDINATOR, Given, behalf_of, co_ordinated_by
from doorstroom_vacancy.entrypoints.result_answers import (
    BaselineAnswer,
    BaselineForm,
    ResultsAnswer,
    baseline_answer,
    results_answer,
)
from doorstroom_vacancy.entrypoints.results_csv import results_csv

router = Router(tags=["results"])
CSV = "text/csv"
FORMS = (CSV, "application/json", "application/*", "*/*")
FIRST_YEAR, LAST_YEAR = 1900, 9000
RECRUITER = "recruiter"
CovenantId = Annotated[Slug, Path(alias="covenantId")]
ResultReader = Annotated[Principal, require("vacancies:read", roles=(CO_ORDINATOR, RECRUITER))]
CoOrdinator = Annotated[Principal, require("covenants:write", kinds=("person",), roles=(CO_ORDINATOR,))]


class ResultsQuery(QueryModel):
    """The first and the last day; whole calendar months around them are counted."""

    first: Annotated[LocalDate, Field(alias="from")]
    last: Annotated[LocalDate, Field(alias="to")]

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not (self.first <= self.last and self.first.year >= FIRST_YEAR and self.last.year <= LAST_YEAR):
            raise refuse("ends-before-it-starts", "`to` must not be before `from`, nor in another age")
        return self


@router.get(
    "/covenants/{covenantId}/results",
    response_model=ResultsAnswer,
    responses={200: {"content": {CSV: {"schema": {"type": "string"}}}}},
)
async def read_results_of_covenant(
    request: Request,
    covenant_id: CovenantId,
    query: Annotated[ResultsQuery, Query()],
    caller: ResultReader,
    parts: Given,
) -> Response:
    """What came of a covenant, as JSON or, with `Accept: text/csv`, as CSV.

    For its co-ordinator, and for the HR systems and recruiters of its members.
    Counts under five are left out, and what would give them away by a sum.
    """
    command = ReadResults(covenant_id, _asker(caller), query.first, query.last)
    async with parts.database.unit_of_work(behalf_of(caller, covenant_id)) as uow:
        read = await read_results(command, uow, parts.results, parts.covenants, parts.clock)
    shown = results_answer(covenant_id, read)
    if _wants_csv(request):
        named = {"content-disposition": f'attachment; filename="results-{covenant_id}.csv"'}
        return Response(results_csv(shown), headers=named, media_type=CSV)
    return answer(shown)


@router.put("/covenants/{covenantId}/baseline", response_model=BaselineAnswer)
async def enter_baseline_of_covenant(
    covenant_id: CovenantId, body: BaselineForm, caller: CoOrdinator, parts: Given
) -> Response:
    """Enter the figures of an earlier period, beside which results are shown; they take the place of those before.

    For the co-ordinator of that covenant.
    """
    baseline = Baseline(**{name: getattr(body, name) for name in BaselineForm.model_fields})
    async with parts.database.unit_of_work(behalf_of(caller, covenant_id)) as uow:
        await enter_baseline(covenant_id, _asker(caller), baseline, uow, parts.results, parts.covenants, parts.clock)
        await uow.commit()
    return answer(baseline_answer(baseline))


def _asker(caller: Principal) -> Asker:
    """A person acts for their organisation as its recruiter only, and for a covenant as its co-ordinator only."""
    acts = caller.kind == "organisation" or RECRUITER in caller.roles
    return Asker(co_ordinated_by(caller), caller.organisation if acts else None)


def _wants_csv(request: Request) -> bool:
    """CSV where it is named first, or nothing else that we have is."""
    asked = [part.partition(";")[0].strip().lower() for part in request.headers.get("accept", "").split(",")]
    ours = [form for form in asked if form in FORMS]
    return bool(ours) and ours[0] == CSV
