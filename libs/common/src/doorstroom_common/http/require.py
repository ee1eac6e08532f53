"""What a route asks of its caller. Which *things* the caller may touch is a filter on the data, not decided here."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import Depends
from starlette.requests import Request
from starlette.types import Scope

from doorstroom_common.errors import Filled, Forbidden
from doorstroom_common.http.auth import Verifier
from doorstroom_common.http.principal import KINDS, Kind, MissingToken, Principal

PRINCIPAL = "doorstroom.principal"
BEARER = b"bearer "


class NotAllowed(Forbidden):
    """A token that holds, without what this operation asks."""

    def __init__(self, slug: str, detail: str, scopes: Collection[str] = ()) -> None:
        super().__init__(slug, detail)
        asked = f', scope="{" ".join(sorted(scopes))}"' if scopes else ""
        self.headers: Mapping[str, str] = {
            "www-authenticate": f'Bearer realm="doorstroom", error="insufficient_scope"{asked}'
        }


@dataclass(frozen=True, slots=True)
class Requirement:
    """Checked before anything else of the request is read, its body included."""

    scopes: frozenset[str]
    kinds: frozenset[Kind]
    roles: frozenset[str]

    async def admit(self, scope: Scope, verifier: Verifier) -> None:
        """Verify the token, once per request, and check it; the principal stays with the request."""
        if PRINCIPAL not in scope:
            scope[PRINCIPAL] = await verifier.verify(_bearer(scope))
        self._check(scope[PRINCIPAL])

    async def __call__(self, request: Request) -> Principal:
        principal: Principal = request.scope[PRINCIPAL]
        return principal

    def _check(self, principal: Principal) -> None:
        if principal.kind not in self.kinds:
            of_kind = Filled.of("This is for a caller of the kind {kinds}.", kinds=" or ".join(self.kinds))
            raise NotAllowed("wrong-kind-of-caller", of_kind)
        if not self.scopes <= principal.scopes:
            needed = Filled.of("The token needs the scope {scopes}.", scopes=" ".join(sorted(self.scopes)))
            raise NotAllowed("insufficient-scope", needed, self.scopes)
        if self.roles and principal.kind == "person" and not self.roles & principal.roles:
            roles = Filled.of("This needs the role {roles}.", roles=" or ".join(sorted(self.roles)))
            raise NotAllowed("missing-role", roles)


def require(*scopes: str, kinds: Collection[Kind] = KINDS, roles: Collection[str] = ()) -> Any:
    """What a caller needs: all scopes, one of the kinds, and for a person one of the roles, where roles are named.

    Used as the parameter of a route: `caller: Annotated[Principal, require("vacancies:write")]`.
    """
    return Depends(Requirement(frozenset(scopes), frozenset(kinds), frozenset(roles)))


def _bearer(scope: Scope) -> str:
    found = [value for name, value in scope["headers"] if name == b"authorization"]
    if len(found) != 1 or found[0][: len(BEARER)].lower() != BEARER:
        raise MissingToken
    token: bytes = found[0][len(BEARER) :]
    return token.strip().decode("latin-1")
