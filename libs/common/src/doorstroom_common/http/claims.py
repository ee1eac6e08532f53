"""The claims of a token under our own names, wherever its issuer puts them."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from doorstroom_common.http.principal import InvalidToken
from doorstroom_common.issuers import ClaimMapping

OURS = {"supplier": "azp", "scopes": "scope"}
"""Meanings that `principal_of` reads under the name of the standard."""
STANDARD = ("iss", "sub", "email", "email_verified")
AS_WE_NAME_THEM = ClaimMapping()
NOTHING = object()


class Organisations(Protocol):
    """Knows organisations by their OIN."""

    def organisation_of(self, oin: str) -> str | None:
        """Its id, or None where nobody, or more than one, is known under it."""
        ...


class ClaimReader:
    """Reads claims that were verified. `organisations` are asked only where the mapping says that an OIN is named."""

    def __init__(self, mapping: ClaimMapping = AS_WE_NAME_THEM, organisations: Organisations | None = None) -> None:
        self._paths = [(OURS.get(meaning, meaning), path.split(".")) for meaning, path in mapping.paths()]
        self._by_oin = mapping.organisation_is == "oin"
        self._organisations = organisations

    def read(self, claims: Mapping[str, Any]) -> dict[str, Any]:
        """What the principal is made of; a claim that is not there stays away."""
        ours = {name: claims[name] for name in STANDARD if name in claims}
        for name, path in self._paths:
            found = _found(claims, path)
            if found is not NOTHING:
                ours[name] = found
        if self._by_oin and ours.get("organisation") is not None:
            ours["organisation"] = self._known(ours["organisation"])
        return ours

    def _known(self, oin: Any) -> str:
        known = self._organisations
        organisation = known.organisation_of(oin) if known is not None and isinstance(oin, str) else None
        if organisation is None:
            raise InvalidToken("oin")
        return organisation


def _found(claims: Mapping[str, Any], path: Sequence[str]) -> Any:
    inner: Any = claims
    for name in path:
        if not isinstance(inner, Mapping) or name not in inner:
            return NOTHING
        inner = inner[name]
    return inner
