"""Who a verified token stands for: an organisation through its HR system, or a person."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from doorstroom_common.database.behalf import Behalf
from doorstroom_common.errors import Unauthenticated
from doorstroom_common.identifiers import person_reference

Kind = Literal["organisation", "person"]
KINDS: tuple[Kind, ...] = ("organisation", "person")

_SLUG = re.compile(r"[a-z0-9-]{2,40}")


class InvalidToken(Unauthenticated):
    """A token that does not hold. The answer does not say why; `reason` does, for the log."""

    headers: Mapping[str, str] = {"www-authenticate": 'Bearer realm="doorstroom", error="invalid_token"'}

    def __init__(self, reason: str) -> None:
        super().__init__("invalid-token", "The bearer token is not valid here.")
        self.reason = reason


class MissingToken(Unauthenticated):
    """No bearer token in the Authorization header."""

    headers: Mapping[str, str] = {"www-authenticate": 'Bearer realm="doorstroom"'}

    def __init__(self) -> None:
        super().__init__("unauthenticated", "A bearer token in the Authorization header is needed.")


@dataclass(frozen=True, slots=True)
class Principal:
    """The caller. `organisation` is whose things it may touch; for a person only where they act for an employer.

    `covenants` are those for which a co-ordinator acts; the role alone opens none. `issuer` signed a person's token.
    """

    kind: Kind
    organisation: str | None
    person_id: UUID | None
    email: str | None
    roles: frozenset[str]
    scopes: frozenset[str]
    supplier: str | None
    covenants: frozenset[str] = frozenset()
    issuer: str | None = None

    @property
    def caller(self) -> str:
        """Whose idempotency keys these are: keys of two callers never meet."""
        return f"person:{self.person_id}" if self.kind == "person" else f"organisation:{self.organisation}"

    @property
    def behalf(self) -> Behalf:
        """On whose behalf what this caller asks is read and written."""
        return Behalf.of(self.organisation, self.person_id, caller=self.caller)


def principal_of(claims: Mapping[str, Any]) -> Principal:
    """The principal in claims that were verified; refuses claims that contradict each other."""
    kind = claims.get("kind")
    if kind == "person":
        return _person(claims)
    if kind == "organisation":
        return _organisation(claims)
    raise InvalidToken("kind")


def _organisation(claims: Mapping[str, Any]) -> Principal:
    organisation = _slug(claims)
    supplier = claims.get("azp")
    if organisation is None or not isinstance(supplier, str) or not supplier:
        raise InvalidToken("organisation or azp")
    return Principal("organisation", organisation, None, None, frozenset(), _scopes(claims), supplier)


def _person(claims: Mapping[str, Any]) -> Principal:
    if not claims["sub"]:
        raise InvalidToken("sub")
    email = claims.get("email") if claims.get("email_verified") is True else None
    roles = claims.get("roles", [])
    if not isinstance(roles, list) or not all(isinstance(role, str) for role in roles):
        raise InvalidToken("roles")
    return Principal(
        kind="person",
        organisation=_slug(claims),
        person_id=person_reference(claims["iss"], claims["sub"]),
        email=email if isinstance(email, str) and email else None,
        roles=frozenset(roles),
        scopes=_scopes(claims),
        supplier=None,
        covenants=_slugs(claims.get("covenants", [])),
        issuer=claims["iss"],
    )


def _slug(claims: Mapping[str, Any]) -> str | None:
    organisation = claims.get("organisation")
    if organisation is None:
        return None
    if not isinstance(organisation, str) or not _SLUG.fullmatch(organisation):
        raise InvalidToken("organisation")
    return organisation


def _slugs(claimed: Any) -> frozenset[str]:
    if not isinstance(claimed, list) or not all(isinstance(one, str) and _SLUG.fullmatch(one) for one in claimed):
        raise InvalidToken("covenants")
    return frozenset(claimed)


def _scopes(claims: Mapping[str, Any]) -> frozenset[str]:
    scope = claims.get("scope", "")
    if not isinstance(scope, str):
        raise InvalidToken("scope")
    return frozenset(scope.split())
