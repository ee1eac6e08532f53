"""The embedded edition's own issuer of tokens, for a region that has no identity provider yet."""

import os
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import orjson
from joserfc import jwt
from joserfc.jwk import RSAKey

from doorstroom_common.http.auth import TrustedIssuer
from doorstroom_common.http.keys import GivenKeys

ISSUER = "urn:doorstroom:embedded"
AUDIENCE = "doorstroom"
KEY_FILE = "issuer-key.json"
KEY_BITS = 2048
LIFETIME = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class LocalIssuer:
    """Signs tokens with a key that lives in the data folder. Whoever can read that file can be anybody."""

    key: RSAKey

    @classmethod
    def open(cls, folder: Path) -> "LocalIssuer":
        """Read the key, or make one at the first start, readable by its owner only."""
        file = folder / KEY_FILE
        if not file.exists():
            _write_once(file, RSAKey.generate_key(KEY_BITS))
        key = RSAKey.import_key(orjson.loads(file.read_bytes()))
        return cls(RSAKey.import_key({**key.as_dict(private=True), "kid": key.thumbprint()}))

    def jwks(self) -> dict[str, Any]:
        """What services need to verify: the public key."""
        return {"keys": [{**self.key.as_dict(private=False), "use": "sig", "alg": "RS256"}]}

    def trusted(self) -> TrustedIssuer:
        """This issuer, for a verifier in the same process."""
        return TrustedIssuer(ISSUER, AUDIENCE, GivenKeys(self.jwks()))

    def token(
        self,
        *,
        organisation: str | None = None,
        person: str | None = None,
        supplier: str = "doorstroom-token",
        email: str | None = None,
        roles: Iterable[str] = (),
        covenants: Iterable[str] = (),
        scopes: Iterable[str] = (),
        lifetime: timedelta = LIFETIME,
    ) -> str:
        """A signed token: of `person` where one is given (acting for `organisation`, if any), else of `organisation`.

        The e-mail address counts as verified. Real time, whatever the business clock says.
        """
        if person is None and organisation is None:
            raise ValueError("a token is of an organisation or of a person")
        now = int(time.time())
        claims: dict[str, Any] = {
            "iss": ISSUER,
            "aud": AUDIENCE,
            "iat": now,
            "nbf": now,
            "exp": now + int(lifetime.total_seconds()),
            "jti": str(uuid4()),
            "azp": supplier,
            "scope": " ".join(scopes),
        }
        if organisation is not None:
            claims["organisation"] = organisation
        if person is None:
            claims |= {"kind": "organisation", "sub": supplier}
        else:
            claims |= {"kind": "person", "sub": person, "roles": list(roles), "covenants": list(covenants)}
            if email is not None:
                claims |= {"email": email, "email_verified": True}
        header = {"alg": "RS256", "typ": "at+jwt", "kid": self.key.kid}
        return jwt.encode(header, claims, self.key, algorithms=["RS256"])


def _write_once(file: Path, key: RSAKey) -> None:
    """Two processes that start together end up with one key: the first link wins."""
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f".{KEY_FILE}.{uuid4()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as target:
        target.write(orjson.dumps(key.as_dict(private=True)))
        target.flush()
        os.fsync(target.fileno())
    try:
        os.link(draft, file)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
