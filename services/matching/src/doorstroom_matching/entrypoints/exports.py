"""`/matching/v1/exports`: the matches of an organisation's own needs, as cards without identity, in a file."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any

from fastapi import Path, Query, Request, Response

from doorstroom_common.exports import ANSWERS, AT_ONCE, ExportQuery, exported, pages
from doorstroom_common.http import Router
from doorstroom_common.sheets import Column, Sheet
from doorstroom_common.sheets.cells import Choice, Number, Several, Term, Text, YesNo
from doorstroom_matching.adapters.listing import Wanted
from doorstroom_matching.entrypoints import showing
from doorstroom_matching.entrypoints.parts import Given, Reader, for_organisation

router = Router(tags=["exports"])
TEXT, NUMBER, YES_NO = Text(), Number(), YesNo()
KEPT = Choice({"yes": ("yes", "ja"), "with-supplement": ("with a supplement", "met toelage"), "no": ("no", "nee")})
NOTHING = ("", "")

MATCHES = Sheet(
    "matches",
    ("Matches", "Matches"),
    (
        Column("matchId", ("Match", "Match"), TEXT, None, NOTHING),
        Column("need/title", ("Vacancy or request", "Vacature of aanvraag"), TEXT, None, NOTHING),
        Column("need/kind", ("Kind", "Soort"), TEXT, None, NOTHING),
        Column("need/id", ("Id of it", "Kenmerk ervan"), TEXT, None, NOTHING),
        Column("status", ("Status", "Status"), TEXT, None, NOTHING),
        Column("rank", ("Rank", "Volgorde"), NUMBER, None, NOTHING),
        Column("score", ("Score", "Score"), NUMBER, None, NOTHING),
        Column("proposedAt", ("Proposed", "Voorgesteld"), TEXT, None, NOTHING),
        Column("card/occupationGroup", ("Occupation group", "Beroepsgroep"), TEXT, None, NOTHING),
        Column("card/skillsPresent", ("Skills present", "Aanwezige vaardigheden"), Several(Term("esco-skill")), None,
               NOTHING),
        Column("card/skillsCount", ("Skills", "Aantal vaardigheden"), NUMBER, None, NOTHING),
        Column("card/skillsAsked", ("Skills asked", "Gevraagde vaardigheden"), NUMBER, None, NOTHING),
        Column("card/hoursBand", ("Hours", "Uren"), TEXT, None, NOTHING),
        Column("card/startMonth", ("Start", "Start"), TEXT, None, NOTHING),
        Column("card/scaleFits", ("Scale fits", "Schaal past"), YES_NO, None, NOTHING),
        Column("card/goesFirst", ("Goes first", "Voorrang"), YES_NO, None, NOTHING),
        Column("card/contractKept", ("Contract kept", "Contract behouden"), KEPT, None, NOTHING),
        Column("card/withheld", ("Withheld", "Weggelaten"), Several(TEXT), None, NOTHING),
    ),
)  # fmt: skip


class SheetKind(StrEnum):
    """What the file holds."""

    MATCHES = "matches"


@router.get("/exports/{kind}", response_class=Response, responses=ANSWERS)
async def export_matches(
    request: Request,
    kind: Annotated[SheetKind, Path()],  # noqa: ARG001 - there is one
    query: Annotated[ExportQuery, Query()],
    caller: Reader,
    parts: Given,
) -> Response:
    """The matches of the organisation's own needs as `GET /matches` shows them: as CSV, XLSX or JSON Lines."""
    organisation = for_organisation(caller).organisation or ""

    async def read(last: Mapping[str, Any] | None) -> Any:
        moment, match_id = (last["proposed_at"], last["match_id"]) if last else (None, None)
        wanted = Wanted(None, None, AT_ONCE, moment, match_id)
        return await parts.listing.of_organisation(organisation, wanted, parts.clock.now())

    def show(row: Mapping[str, Any]) -> Any:
        return showing.organisation_summary(row, parts.clock.now()).model_dump(mode="json", by_alias=True)

    return exported(request, MATCHES, query, pages(read, show))
