"""`doorstroom token`: a signed token for trying out, from the region's own issuer."""

from datetime import timedelta
from typing import Annotated

import typer

from doorstroom.console import give_up, results
from doorstroom.folder import DataFolder
from doorstroom.options import DEFAULT_DATA, Data
from doorstroom_common.http import LocalIssuer

_BOTH = ("vacancies:read", "reactions:write", "candidates:read", "candidates:write", "matches:read", "matches:write")
_INBOX = ("alerts:read", "alerts:write")
OF_PERSON = (*_BOTH, *_INBOX, "covenants:write", "roles:read", "mandates:read", "mandates:write")
OF_ORGANISATION = (
    *_BOTH,
    *_INBOX,
    "events:read",
    "vacancies:write",
    "recruiters:read",
    "recruiters:write",
    "roles:read",
    "roles:write",
)

Organisation = Annotated[str | None, typer.Option(help="The organisation, as its covenant names it (waterrijk).")]
Person = Annotated[str | None, typer.Option(help="A person: any word that stands for one signed-in person.")]
Email = Annotated[str | None, typer.Option(help="The person's address, taken as verified.")]
Role = Annotated[list[str] | None, typer.Option(help="A role (recruiter, co-ordinator); may be repeated.")]
CovenantId = Annotated[
    list[str] | None, typer.Option("--covenant", help="A covenant that the person co-ordinates; may be repeated.")
]
Scope = Annotated[list[str] | None, typer.Option(help="A right; may be repeated. Without: all that fit.")]
Hours = Annotated[float, typer.Option(help="How long the token holds.", min=0.01, max=24 * 31)]
Supplier = Annotated[str, typer.Option(help="The system that acts for the organisation (azp).")]


def token(  # noqa: PLR0913 - a command line is a list of options
    organisation: Organisation = None,
    person: Person = None,
    email: Email = None,
    role: Role = None,
    covenant: CovenantId = None,
    scope: Scope = None,
    hours: Hours = 1.0,
    supplier: Supplier = "doorstroom-token",
    data: Data = DEFAULT_DATA,
) -> None:
    """Print a signed token for an organisation's HR system, or for a person.

    With both, the token is of a person who acts for the organisation, such as a recruiter. It opens the region of
    this data folder and nothing else; production accepts the tokens of your identity provider instead.
    """
    if organisation is None and person is None:
        give_up("Whose token?", "Name an organisation (--organisation waterrijk), a person (--person anna), or both.")
    issuer = LocalIssuer.open(DataFolder(data).create().keys)
    signed = issuer.token(
        organisation=organisation,
        person=person,
        supplier=supplier,
        email=email,
        roles=role or (),
        covenants=covenant or (),
        scopes=scope or (OF_PERSON if person else OF_ORGANISATION),
        lifetime=timedelta(hours=hours),
    )
    results.print(signed, soft_wrap=True, markup=False)
