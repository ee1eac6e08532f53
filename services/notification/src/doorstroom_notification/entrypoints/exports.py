"""`/notification/v1/exports`: an organisation's recruiters as a file."""

from typing import Annotated, Any

from fastapi import Query, Request, Response

from doorstroom_common.exports import ANSWERS, AT_ONCE, ExportQuery, exported, pages
from doorstroom_common.http import Router
from doorstroom_notification.domain.recruiter import Recruiter
from doorstroom_notification.entrypoints.import_jobs import Kind
from doorstroom_notification.entrypoints.recruiters import Given, Reader, organisation_of, shown
from doorstroom_notification.entrypoints.sheets import RECRUITERS

router = Router(tags=["exports"])


@router.get("/exports/{kind}", response_class=Response, responses=ANSWERS)
async def export_recruiters(
    request: Request,
    kind: Kind,  # noqa: ARG001 - there is one
    query: Annotated[ExportQuery, Query()],
    caller: Reader,
    parts: Given,
) -> Response:
    """The caller's own recruiters with what they want to hear, as CSV, XLSX or JSON Lines; it can be sent back."""
    organisation = organisation_of(caller)

    async def read(last: Recruiter | None) -> Any:
        after = (last.registered_at, last.id) if last else None
        return await parts.inbox.recruiters(organisation, after, AT_ONCE)

    def show(recruiter: Recruiter) -> Any:
        return shown(recruiter).model_dump(mode="json", by_alias=True)

    return exported(request, RECRUITERS, query, pages(read, show))
