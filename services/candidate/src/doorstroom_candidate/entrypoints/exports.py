"""`/candidate/v1/exports`: what an organisation gave of its own employees, as a file."""

from typing import Annotated, Any

from fastapi import Query, Request, Response

from doorstroom_candidate.application.ports import After
from doorstroom_candidate.application.ports import Given as Registered
from doorstroom_candidate.entrypoints.answers import employer_answer
from doorstroom_candidate.entrypoints.callers import EmployerReader, organisation_of
from doorstroom_candidate.entrypoints.http import OnDesk
from doorstroom_candidate.entrypoints.import_jobs import Kind
from doorstroom_candidate.entrypoints.sheets import CANDIDATES
from doorstroom_common.exports import ANSWERS, AT_ONCE, ExportQuery, exported, pages
from doorstroom_common.http import Router
from doorstroom_common.sheets import Column, Sheet
from doorstroom_common.sheets.cells import Choice, Text

router = Router(tags=["exports"])
STATUS = Choice({"asleep": ("asleep", "slaapt"), "confirmed": ("confirmed", "bevestigd")})
REGISTERED = Sheet(
    CANDIDATES.kind,
    CANDIDATES.title,
    (
        Column("candidateId", ("Candidate", "Kandidaat"), Text(), None, ("Our own id.", "Ons eigen kenmerk.")),
        *(column for column in CANDIDATES.columns if column.field != "externalId"),
        Column("status", ("Status", "Status"), STATUS, "asleep", ("Whether it was confirmed.", "Of het bevestigd is.")),
    ),
)
"""Without personnel numbers, which are kept as hashes alone."""


@router.get("/exports/{kind}", response_class=Response, responses=ANSWERS)
async def export_registrations(
    request: Request,
    kind: Kind,  # noqa: ARG001 - there is one
    query: Annotated[ExportQuery, Query()],
    caller: EmployerReader,
    desk: OnDesk,
) -> Response:
    """What the caller's organisation gave of its employees, as it gave it, newest first: as CSV, XLSX or JSON Lines.

    It has nothing of what those people did with it, but for whether they confirmed it once.
    """
    organisation = organisation_of(caller)

    async def read(last: Registered | None) -> Any:
        after = last and After(last[0].registered_at, last[0].candidate_id)
        return await desk.listing.all_given_by(organisation, after, AT_ONCE)

    def show(given: Registered) -> Any:
        return employer_answer(request, desk.parts, *given).model_dump(mode="json", by_alias=True)

    return exported(request, REGISTERED, query, pages(read, show))
