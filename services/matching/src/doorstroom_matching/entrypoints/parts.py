"""What the routes get to work with, and who calls them."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import Path

from doorstroom_common.clock import Clock
from doorstroom_common.covenant_store import CovenantStore
from doorstroom_common.database import Database
from doorstroom_common.errors import Forbidden
from doorstroom_common.http import Principal, provided, require
from doorstroom_matching.adapters.competition import StoredCompetition
from doorstroom_matching.adapters.listing import Listing
from doorstroom_matching.adapters.order import StoredOrder
from doorstroom_matching.adapters.referrals import StoredReferrals
from doorstroom_matching.adapters.switches import StoredSwitches
from doorstroom_matching.application.crowd_ports import OwnMatches
from doorstroom_matching.application.desk import Desk
from doorstroom_matching.application.ports import Partaker

ACTING_ROLES = frozenset({"recruiter", "vacancy-holder"})
"""Who may look and act for their organisation, beside its HR system."""

ADVISER = "adviser"


@dataclass(frozen=True, slots=True)
class Parts:
    """Given to every route."""

    listing: Listing
    covenants: CovenantStore
    clock: Clock
    database: Database
    desk: Desk
    referrals: StoredReferrals
    own_matches: OwnMatches
    order: StoredOrder
    switches: StoredSwitches
    competition: StoredCompetition


Given = Annotated[Parts, provided]
Reader = Annotated[Principal, require("matches:read")]
OrganisationReader = Annotated[Principal, require("matches:read", roles=ACTING_ROLES)]
OrganisationWriter = Annotated[Principal, require("matches:write", roles=ACTING_ROLES)]
PersonWriter = Annotated[Principal, require("matches:write", kinds=["person"])]
MatchId = Annotated[UUID, Path(alias="matchId")]
NeedId = Annotated[UUID, Path(alias="needId")]
ReferralId = Annotated[UUID, Path(alias="referralId")]


def acting_organisation(caller: Principal) -> str | None:
    """The organisation whose matches the caller may see: its HR system's own, or the recruiter's."""
    acts = caller.kind == "organisation" or bool(caller.roles & ACTING_ROLES)
    return caller.organisation if acts else None


def for_organisation(caller: Principal) -> Partaker:
    """The caller as their organisation, and as nobody else: a recruiter's own matches are another matter."""
    organisation = acting_organisation(caller)
    if organisation is None:
        raise no_organisation()
    return Partaker(caller.caller, organisation, None)


def as_person(caller: Principal) -> Partaker:
    """The caller as themself, whoever they work for."""
    if caller.person_id is None:
        raise no_person()
    return Partaker(caller.caller, None, caller.person_id)


def no_organisation() -> Forbidden:
    return Forbidden("no-organisation", "The token does not act for an organisation as a recruiter or HR system.")


def no_person() -> Forbidden:
    return Forbidden("no-person", "The token is an organisation's; a person's own matches are theirs alone.")
