"""Bearer tokens, verified anew on every request.

Only RS256 and PS256, header `typ` `at+jwt` (RFC 9068, so that no ID token passes), a `kid` that the issuer publishes,
no key from the token itself, every registered claim present and right. Only `nbf` may be missing, as RFC 9068 has it:
`iat` says the same, and Keycloak issues no other. Real time counts, never the business clock.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson
from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jws import CompactSignature, JWSRegistry
from joserfc.jwt import ClaimsOption, JWTClaimsRegistry

from doorstroom_common.http.claims import ClaimReader, Organisations
from doorstroom_common.http.keys import FetchedKeys, Keys, from_file, from_url
from doorstroom_common.http.principal import InvalidToken, Principal, principal_of
from doorstroom_common.issuers import AuthSettings, IssuerSettings

ALGORITHMS = ("RS256", "PS256")
LEEWAY_SECONDS = 30
LONGEST_TOKEN = 8_192
REFUSED_IN_HEADER = frozenset({"jku", "jwk", "x5u", "x5c", "crit", "b64"})
TOKEN_TYPES = frozenset({"at+jwt", "application/at+jwt"})

_REGISTRY = JWSRegistry(algorithms=ALGORITHMS)


@dataclass(frozen=True, slots=True)
class TrustedIssuer:
    """An issuer whose tokens count: its exact `iss`, what it calls us, its published keys, and where it says what."""

    issuer: str
    audience: str
    keys: Keys
    claims: ClaimReader = field(default_factory=ClaimReader)

    def claims_registry(self) -> JWTClaimsRegistry:
        """What joserfc checks in the claims; its `decode` alone would check none."""
        essential: ClaimsOption = {"essential": True}
        return JWTClaimsRegistry(
            leeway=LEEWAY_SECONDS,
            iss={"essential": True, "value": self.issuer},
            aud={"essential": True, "value": self.audience},
            exp=essential,
            iat=essential,
            sub=essential,
            jti=essential,
        )


class Verifier:
    """Turns a token into the principal it stands for, or raises `InvalidToken`. Remembers nothing about tokens."""

    def __init__(self, issuers: Iterable[TrustedIssuer]) -> None:
        self._issuers = {trusted.issuer: (trusted, trusted.claims_registry()) for trusted in issuers}

    @classmethod
    def from_settings(cls, settings: AuthSettings, organisations: Organisations) -> "Verifier":
        """The issuers of the settings, which have been checked; `organisations` are asked by those that name an OIN."""
        return cls(
            TrustedIssuer(one.issuer, one.audience, _keys_of(one), ClaimReader(one.claims, organisations))
            for one in settings.issuers
        )

    async def verify(self, token: str) -> Principal:
        """The principal of a token that holds at this moment."""
        try:
            signed, claims = _opened(token)
            trusted, registry = self._issuers[claims["iss"]]
            key = await trusted.keys.find(signed.headers()["kid"])
            if key is None:
                raise InvalidToken("unknown kid")
            if not jws.validate_compact(signed, key, registry=_REGISTRY):
                raise InvalidToken("signature")
            registry.validate(claims)
        except (JoseError, KeyError, TypeError, ValueError, OverflowError) as error:
            raise InvalidToken(type(error).__name__) from None
        return principal_of(trusted.claims.read(claims))

    async def close(self) -> None:
        """Stop fetching keys."""
        for trusted, _ in self._issuers.values():
            await trusted.keys.close()


def _opened(token: str) -> tuple[CompactSignature, dict[str, Any]]:
    """Header and claims of a token whose signature has not been looked at yet: good for finding the key only."""
    if len(token) > LONGEST_TOKEN:
        raise InvalidToken("too long")
    signed = jws.extract_compact(token.encode("ascii"), registry=_REGISTRY)
    header = signed.headers()
    if REFUSED_IN_HEADER & header.keys():
        raise InvalidToken("header")
    if str(header.get("typ")).lower() not in TOKEN_TYPES:
        raise InvalidToken("typ")
    if not isinstance(header.get("kid"), str):
        raise InvalidToken("no kid")
    claims = orjson.loads(signed.payload)
    if not isinstance(claims, dict):
        raise InvalidToken("claims")
    return signed, claims


def _keys_of(settings: IssuerSettings) -> Keys:
    if settings.jwks_url:
        return FetchedKeys(from_url(settings.jwks_url))
    return FetchedKeys(from_file(Path(settings.jwks_file or "")))
