"""What a route asks of its caller. Which *things* the caller may touch is a filter on the data, not decided here."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from fastapi import Depends
from starlette.requests import Request
from starlette.types import Scope

from doorstroom_common.errors import Filled, Forbidden
from doorstroom_common.http.auth import Verifier
from doorstroom_common.http.principal import KINDS, Kind, MissingToken, Principal
from doorstroom_common.mandates import Granted
from doorstroom_common.scopes import OF_THE_REGISTER

PRINCIPAL = "doorstroom.principal"
MANDATES = "doorstroom.mandates"
"""The ids of the mandates under which the caller acts; for the log."""
BEARER = b"bearer "

NO_MANDATE = "The organisation's register has no mandate in force for this caller; its privacy officer can grant one."
OUTSIDE_MANDATE = "The mandate of this caller does not cover {scopes}; the organisation's privacy officer can grant it."


class Register(Protocol):
    """Which suppliers and persons may act for an organisation, as it says itself."""

    def granted(self, caller: Principal) -> Granted | None:
        """Without a mandate in force, no scope at all; None where the register does not decide."""
        ...


class NoRegister:
    """Tokens alone count."""

    def granted(self, caller: Principal) -> Granted | None:  # noqa: ARG002 - `Register` says so
        return None


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

    async def admit(self, scope: Scope, verifier: Verifier, register: Register) -> None:
        """Verify the token, once per request, check it, and ask the register; the principal stays with the request."""
        if PRINCIPAL not in scope:
            scope[PRINCIPAL] = await verifier.verify(_bearer(scope))
        caller: Principal = scope[PRINCIPAL]
        self._check(caller)
        if not self._is_the_officers(caller):
            self._check_mandate(register.granted(caller), scope)

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

    def _is_the_officers(self, caller: Principal) -> bool:
        return caller.kind == "person" and bool(self.scopes) and self.scopes <= OF_THE_REGISTER

    def _check_mandate(self, granted: Granted | None, scope: Scope) -> None:
        if granted is None:
            return
        if not granted.mandates:
            raise NotAllowed("no-mandate", NO_MANDATE)
        if not self.scopes <= granted.scopes:
            outside = Filled.of(OUTSIDE_MANDATE, scopes=" ".join(sorted(self.scopes)))
            raise NotAllowed("outside-mandate", outside, self.scopes)
        scope[MANDATES] = granted.mandates


def require(*scopes: str, kinds: Collection[Kind] = KINDS, roles: Collection[str] = ()) -> Any:
    """What a caller needs: all scopes, one of the kinds, and for a person one of the roles, where roles are named.

    Used as the parameter of a route: `caller: Annotated[Principal, require("vacancies:write")]`.
    """
    return Depends(Requirement(frozenset(scopes), frozenset(kinds), frozenset(roles)))


async def check_again(request: Request) -> None:
    """For a route that waited: raises what `admit` would, were the request to come only now."""
    state, scope = request.app.state, request.scope
    del scope[PRINCIPAL]
    for requirement in scope["route"].requirements:
        await requirement.admit(scope, state.verifier, state.register)


def _bearer(scope: Scope) -> str:
    found = [value for name, value in scope["headers"] if name == b"authorization"]
    if len(found) != 1 or found[0][: len(BEARER)].lower() != BEARER:
        raise MissingToken
    token: bytes = found[0][len(BEARER) :]
    return token.strip().decode("latin-1")
