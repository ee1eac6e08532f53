"""`/vacancy/v1/exports`: an organisation's own vacancies and secondment requests as a file."""

from functools import partial
from typing import Annotated, Any

from fastapi import Query, Request, Response

from doorstroom_common.exports import ANSWERS, AT_ONCE, ExportQuery, exported, pages
from doorstroom_common.http import Router
from doorstroom_common.sheets import Column, Sheet
from doorstroom_common.sheets.cells import Choice, Text
from doorstroom_vacancy.adapters.listing import Listing
from doorstroom_vacancy.application.published import as_json, details_json
from doorstroom_vacancy.domain.posting import Posting
from doorstroom_vacancy.domain.values import Status
from doorstroom_vacancy.entrypoints.import_jobs import Kind, SheetKind
from doorstroom_vacancy.entrypoints.parts import Given, PlacementReader, acting_for
from doorstroom_vacancy.entrypoints.sheets import SECONDMENT_REQUESTS, VACANCIES

router = Router(tags=["exports"])
TEXT = Text()
STATUS = Choice(
    {
        Status.DRAFT: ("draft", "concept"),
        Status.SCHEDULED: ("scheduled", "gepland"),
        Status.OPEN: ("open", "open"),
        Status.CLOSED: ("closed", "gesloten"),
    }
)
STANDS = (
    Column("status", ("Status", "Status"), STATUS, "open", ("How it stands.", "Hoe het ervoor staat.")),
    Column("stage", ("Stage", "Openstellingsfase"), TEXT, None, ("The stage that is open.", "De fase die open is.")),
    Column("outcome", ("Outcome", "Uitkomst"), TEXT, None, ("How it closed.", "Hoe het is gesloten.")),
)


def _sheet(sheet: Sheet, key: str, name: tuple[str, str]) -> Sheet:
    own = Column(key, name, TEXT, None, ("Our own id.", "Ons eigen kenmerk."))
    return Sheet(sheet.kind, sheet.title, (own, *(one for one in sheet.columns if one.field != "status"), *STANDS))


SHEETS = {
    SheetKind.VACANCIES: _sheet(VACANCIES, "vacancyId", ("Vacancy", "Vacature")),
    SheetKind.SECONDMENT_REQUESTS: _sheet(
        SECONDMENT_REQUESTS, "secondmentRequestId", ("Secondment request", "Aanvraag tijdelijke inzet")
    ),
}


@router.get("/exports/{kind}", response_class=Response, responses=ANSWERS)
async def export_postings(
    request: Request, kind: Kind, query: Annotated[ExportQuery, Query()], caller: PlacementReader, parts: Given
) -> Response:
    """All of the caller's own, drafts and closed ones too, as CSV, XLSX or JSON Lines."""
    sheet, organisation = SHEETS[kind], acting_for(caller)
    listing: Listing[Any] = parts.vacancy_list if kind is SheetKind.VACANCIES else parts.secondment_list

    async def read(last: Posting[Any] | None) -> Any:
        return await listing.own(organisation, last.id if last else None, AT_ONCE)

    return exported(request, sheet, query, pages(read, partial(_body, sheet.columns[0].field)))


def _body(key: str, posting: Posting[Any]) -> dict[str, Any]:
    return {
        **details_json(posting.details),
        key: str(posting.id),
        "externalId": posting.external_id,
        "text": posting.advert.text,
        "contactPerson": as_json(posting.advert.contact_person),
        "status": posting.status,
        "stage": posting.opening and posting.opening.stage,
        "outcome": posting.outcome,
    }
