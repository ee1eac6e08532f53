"""The issuers of tokens as an operator configures them, refused in words when they make no sense."""

from collections.abc import Iterator
from ipaddress import ip_address
from itertools import permutations
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

TAKEN = frozenset({"iss", "aud", "exp", "nbf", "iat", "jti", "email", "email_verified"})
"""Claims whose meaning is fixed."""


def _claim(path: str) -> str:
    names = path.split(".")
    if not all(names) or any(character.isspace() for character in path):
        raise ValueError(f"'{path}' names no claim; write its name, or names joined by dots: realm_access.roles")
    if names[0] in TAKEN:
        raise ValueError(f"'{names[0]}' has a meaning of its own in every token and can hold nothing else")
    return path


def over_https(url: str) -> str:
    """The address of a set of keys: https, or http on this machine alone."""
    parts = urlsplit(url)
    if parts.hostname and (parts.scheme == "https" or (parts.scheme == "http" and _is_loopback(parts.hostname))):
        return url
    raise ValueError("the keys of an issuer are read over https only; plain http counts on the loopback address alone")


class ClaimMapping(BaseModel):
    """In which claim an issuer says what. A dot descends: `realm_access.roles` is `roles` in the claim `realm_access`.

    With `organisation_is: oin` the organisation's claim holds its OIN, which the adopted covenants translate.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Annotated[str, AfterValidator(_claim)] = "kind"
    organisation: Annotated[str, AfterValidator(_claim)] = "organisation"
    organisation_is: Literal["slug", "oin"] = "slug"
    roles: Annotated[str, AfterValidator(_claim)] = "roles"
    covenants: Annotated[str, AfterValidator(_claim)] = "covenants"
    supplier: Annotated[str, AfterValidator(_claim)] = "azp"
    scopes: Annotated[str, AfterValidator(_claim)] = "scope"

    def paths(self) -> Iterator[tuple[str, str]]:
        """Each meaning with its claim."""
        for meaning in ("kind", "organisation", "roles", "covenants", "supplier", "scopes"):
            yield meaning, getattr(self, meaning)

    @model_validator(mode="after")
    def _each_claim_has_one_meaning(self) -> Self:
        for (one, outer), (other, inner) in permutations(self.paths(), 2):
            if f"{inner}.".startswith(f"{outer}."):
                raise ValueError(f"'{inner}' cannot be {other} while '{outer}' is {one}: each claim has one meaning")
        return self


class IssuerSettings(BaseModel):
    """An issuer of tokens: its exact `iss`, the audience we are, its keys by URL or by file, and its claims."""

    model_config = ConfigDict(extra="forbid")

    issuer: str
    audience: str = "doorstroom"
    jwks_url: Annotated[str, AfterValidator(over_https)] | None = None
    jwks_file: str | None = None
    claims: ClaimMapping = ClaimMapping()

    @model_validator(mode="after")
    def _keys_are_in_one_place(self) -> Self:
        if bool(self.jwks_url) == bool(self.jwks_file):
            said = "both a jwks_url and a jwks_file" if self.jwks_url else "neither a jwks_url nor a jwks_file"
            raise ValueError(f"the issuer {self.issuer} has {said}; give one of the two")
        return self


class AuthSettings(BaseModel):
    issuers: list[IssuerSettings] = Field(default_factory=list)

    @model_validator(mode="after")
    def _each_issuer_once(self) -> Self:
        named = [one.issuer for one in self.issuers]
        if twice := sorted({issuer for issuer in named if named.count(issuer) > 1}):
            raise ValueError(f"the issuer {twice[0]} is named twice")
        return self


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
