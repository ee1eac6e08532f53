"""Who a route's caller is to this service: a person with an opaque reference, or an organisation."""

from typing import Annotated
from uuid import UUID

from fastapi import Path

from doorstroom_common.http import Principal, require

Reader = Annotated[Principal, require("candidates:read")]
Writer = Annotated[Principal, require("candidates:write")]
PersonWriter = Annotated[Principal, require("candidates:write", kinds=["person"])]
EmployerWriter = Annotated[Principal, require("candidates:write", kinds=["organisation"])]

CandidateId = Annotated[UUID, Path(alias="candidateId")]


def person_of(caller: Principal) -> UUID | None:
    """The reference of a person; None for an organisation. Where a person works as a recruiter plays no part here."""
    return caller.person_id if caller.kind == "person" else None


def organisation_of(caller: Principal) -> str:
    if caller.kind != "organisation" or caller.organisation is None:
        raise TypeError("not an organisation")
    return caller.organisation
