"""What the routes get to work with, and who calls them."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import Path

from doorstroom_common.clock import Clock
from doorstroom_common.covenant_store import CovenantStore
from doorstroom_common.database import Database
from doorstroom_common.http import Principal, provided, require
from doorstroom_matching.adapters.listing import Listing
from doorstroom_matching.application.ports import OwnMatches

ACTING_ROLE = "recruiter"
"""Who may look for their organisation, beside its HR system."""


@dataclass(frozen=True, slots=True)
class Parts:
    """Given to every route."""

    listing: Listing
    covenants: CovenantStore
    clock: Clock
    database: Database
    own_matches: OwnMatches


Given = Annotated[Parts, provided]
Reader = Annotated[Principal, require("matches:read")]
PersonReader = Annotated[Principal, require("matches:read", kinds=["person"])]
PersonWriter = Annotated[Principal, require("matches:write", kinds=["person"])]
MatchId = Annotated[UUID, Path(alias="matchId")]


def acting_organisation(caller: Principal) -> str | None:
    """The organisation whose matches the caller may see: its HR system's own, or the recruiter's."""
    acts = caller.kind == "organisation" or ACTING_ROLE in caller.roles
    return caller.organisation if acts else None
