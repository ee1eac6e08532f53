"""What the routes get to work with, and who calls them."""

from dataclasses import dataclass, replace
from typing import Annotated
from uuid import UUID

from fastapi import Path

from doorstroom_common.clock import Clock
from doorstroom_common.covenant_store import CovenantStore
from doorstroom_common.database import Behalf, Database
from doorstroom_common.errors import Forbidden
from doorstroom_common.http import Principal, provided, require
from doorstroom_common.http.fields import ExternalId
from doorstroom_common.imports import Imports
from doorstroom_vacancy.adapters.advertising import Advertising
from doorstroom_vacancy.adapters.history import StoredHistory
from doorstroom_vacancy.adapters.listing import Listing
from doorstroom_vacancy.adapters.placements import StoredPlacements
from doorstroom_vacancy.adapters.progress import StoredProgress
from doorstroom_vacancy.adapters.reactions import References, StoredReactions
from doorstroom_vacancy.adapters.results import StoredResults
from doorstroom_vacancy.application.board import Board
from doorstroom_vacancy.application.fill_gap import Boards
from doorstroom_vacancy.application.place import Registry
from doorstroom_vacancy.application.placing import Placing
from doorstroom_vacancy.application.viewer import Viewer
from doorstroom_vacancy.domain.secondment_request import SecondmentRequest
from doorstroom_vacancy.domain.vacancy import Vacancy
from doorstroom_vacancy.entrypoints.feeds.entry import Site

ACTING_ROLES = ("recruiter", "vacancy-holder")
"""Who may act for their organisation, beside its HR system."""
CO_ORDINATOR = "co-ordinator"


@dataclass(frozen=True, slots=True)
class Parts:
    """Given to every route."""

    database: Database
    clock: Clock
    covenants: CovenantStore
    vacancies: Board[Vacancy]
    vacancy_list: Listing[Vacancy]
    vacancy_history: StoredHistory
    secondments: Board[SecondmentRequest]
    secondment_list: Listing[SecondmentRequest]
    secondment_history: StoredHistory
    reactions: StoredReactions
    references: References
    placing: Placing
    placements: StoredPlacements
    registry: Registry
    progress: StoredProgress
    results: StoredResults
    advertising: Advertising
    imports: Imports
    site: Site

    @property
    def boards(self) -> Boards:
        return Boards(self.vacancies, self.secondments)


Given = Annotated[Parts, provided]
Reader = Annotated[Principal, require("vacancies:read")]
PlacementReader = Annotated[Principal, require("vacancies:read", roles=ACTING_ROLES)]
Writer = Annotated[Principal, require("vacancies:write", roles=ACTING_ROLES)]
StepTaking = Annotated[Principal, require("vacancies:write", roles=(*ACTING_ROLES, CO_ORDINATOR))]
Reactor = Annotated[Principal, require("reactions:write")]
AnyCaller = Annotated[Principal, require()]
VacancyId = Annotated[UUID, Path(alias="vacancyId")]
ReactionId = Annotated[UUID, Path(alias="reactionId")]
PlacementId = Annotated[UUID, Path(alias="placementId")]
NamedByOwner = Annotated[ExternalId, Path(alias="externalId")]
SecondmentRequestId = Annotated[UUID, Path(alias="secondmentRequestId")]


def viewer_of(caller: Principal) -> Viewer:
    """An HR system, a recruiter and a vacancy holder see all of their own organisation; others what is open to them."""
    acts = caller.kind == "organisation" or bool(caller.roles.intersection(ACTING_ROLES))
    return Viewer(caller.organisation, acts)


def co_ordinated_by(caller: Principal) -> frozenset[str]:
    """The covenants for which the caller is a co-ordinator; the role alone opens none."""
    return caller.covenants if CO_ORDINATOR in caller.roles else frozenset()


def behalf_of(caller: Principal, *covenants: str) -> Behalf:
    """Of the caller, for the covenants that they co-ordinate too, and for these."""
    return replace(caller.behalf, covenants=co_ordinated_by(caller).union(covenants))


def acting_for(caller: Principal) -> str:
    """The organisation whose things the caller may change."""
    if caller.organisation is None:
        raise Forbidden("no-organisation", "The token names no organisation for which this could be done.")
    return caller.organisation
