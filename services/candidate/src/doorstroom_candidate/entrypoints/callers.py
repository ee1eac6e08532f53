"""Who a route's caller is to this service: a person with an opaque reference, or an organisation."""

from dataclasses import replace
from typing import Annotated, Literal
from uuid import UUID

from fastapi import Path

from doorstroom_candidate.domain.addresses import address_key
from doorstroom_candidate.domain.look import Viewer
from doorstroom_common.database import Behalf
from doorstroom_common.errors import Forbidden
from doorstroom_common.http import Principal, require

RECRUITER, VACANCY_HOLDER, ADVISER, PRIVACY_OFFICER = "recruiter", "vacancy-holder", "adviser", "privacy-officer"
ACTING_ROLES = (RECRUITER, VACANCY_HOLDER)
"""In which a person acts for their organisation, as its HR system does."""

Reader = Annotated[Principal, require("candidates:read")]
Writer = Annotated[Principal, require("candidates:write")]
PersonReader = Annotated[Principal, require("candidates:read", kinds=["person"])]
PersonWriter = Annotated[Principal, require("candidates:write", kinds=["person"])]
EmployerReader = Annotated[Principal, require("candidates:read", kinds=["organisation"])]
EmployerWriter = Annotated[Principal, require("candidates:write", kinds=["organisation"])]
AdviserWriter = Annotated[Principal, require("candidates:write", kinds=["person"], roles=[ADVISER])]
PersonnelReader = Annotated[Principal, require("candidates:read", roles=[RECRUITER])]
PersonnelWriter = Annotated[Principal, require("candidates:write", roles=[RECRUITER])]
PrivacyOfficer = Annotated[Principal, require("candidates:read", kinds=["person"], roles=[PRIVACY_OFFICER])]

CandidateId = Annotated[UUID, Path(alias="candidateId")]
SeenAs = Literal["organisation", "candidate"]


def person_of(caller: Principal) -> UUID | None:
    """The reference of a person; None for an organisation. Where a person works as a recruiter plays no part here."""
    return caller.person_id if caller.kind == "person" else None


def behalf_of(caller: Principal) -> Behalf:
    """A person is also recognised by their verified address: by what an employer gave, and by whom they may advise."""
    return replace(caller.behalf, known_as=caller.email and address_key(caller.email))


def the_person(caller: Principal) -> UUID:
    """For routes that are for persons alone."""
    if caller.person_id is None:
        raise Forbidden("no-person", "The token is an organisation's; what is a person's own is theirs alone.")
    return caller.person_id


def adviser_of(caller: Principal) -> UUID:
    """The reference of somebody who advises."""
    if ADVISER not in caller.roles:
        raise Forbidden("missing-role", f"This needs the role {ADVISER}.")
    return the_person(caller)


def organisation_of(caller: Principal) -> str:
    if caller.kind != "organisation" or caller.organisation is None:
        raise TypeError("not an organisation")
    return caller.organisation


def own_organisation(caller: Principal) -> str:
    """The organisation for which somebody acts in a role that the route asked for."""
    if caller.organisation is None:
        raise Forbidden("no-organisation", "The token does not act for an organisation.")
    return caller.organisation


def looking_for(caller: Principal, seen_as: SeenAs | None) -> str | None:
    """The organisation through whose eyes to look; None for the person's own."""
    acts = caller.kind == "organisation" or not caller.roles.isdisjoint(ACTING_ROLES)
    if seen_as == "candidate" or (seen_as is None and not (acts and caller.organisation)):
        the_person(caller)
        return None
    if not acts:
        raise Forbidden("no-organisation", "The token does not act for an organisation as a recruiter or HR system.")
    return own_organisation(caller)


def viewer_of(caller: Principal, *roles: str) -> Viewer:
    """As the access log names whoever looks: a person by the first of these roles that they hold, else the system."""
    role = next((role for role in roles if role in caller.roles), None)
    return Viewer(caller.organisation, role, caller.supplier, caller.person_id)
