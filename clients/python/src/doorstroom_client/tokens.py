"""Where the bearer token of each request comes from."""

import json
import threading
import time
from collections.abc import Sequence
from typing import Protocol
from uuid import uuid4

import httpx
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import RSAKey, import_key

ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
ASSERTION_SECONDS = 60
EARLY_SECONDS = 30
SECONDS = 10.0
ALGORITHM = "PS256"


class TokenRefused(Exception):
    """The identity provider gave no token; the text is its error code, never the assertion."""


class TokenSource(Protocol):
    """Gives a token that holds now; with `renew` a new one, because the last was refused."""

    def __call__(self, *, renew: bool = False) -> str: ...


class ClientCredentials:
    """Client credentials with `private_key_jwt` (RFC 7523), as NL GOV OAuth asks of systems; one token for all threads.

    `key` is the private RSA key, as PEM or as a JWK in JSON; where the JWK has no `kid` its thumbprint (RFC 7638) is.
    `audience` is what the assertion is for: the token endpoint, or the issuer's address where it wants that. A token is
    asked anew half a minute before it ends. `ValueError` when the key is no RSA key.
    """

    def __init__(
        self, token_url: str, client_id: str, key: str, *, scopes: Sequence[str] = (), audience: str | None = None,
        transport: httpx.BaseTransport | None = None,
    ) -> None:  # fmt: skip
        self._token_url = token_url
        self._client_id = client_id
        self._key = _private_key(key)
        self._scopes = " ".join(scopes)
        self._audience = audience or token_url
        self._transport = transport
        self._lock = threading.Lock()
        self._token = ""
        self._until = 0.0

    def __call__(self, *, renew: bool = False) -> str:
        with self._lock:
            if renew or time.monotonic() >= self._until:
                self._token, self._until = self._asked()
            return self._token

    def _asked(self) -> tuple[str, float]:
        form = {
            "grant_type": "client_credentials",
            "client_id": self._client_id,
            "client_assertion_type": ASSERTION,
            "client_assertion": self._assertion(),
        }
        if self._scopes:
            form["scope"] = self._scopes
        with httpx.Client(timeout=SECONDS, transport=self._transport) as http:
            answer = http.post(self._token_url, data=form)
        told = answer.json() if "json" in answer.headers.get("content-type", "") else {}
        if answer.is_error or "access_token" not in told:
            raise TokenRefused(f"{answer.status_code} {told.get('error', 'no token')}")
        return told["access_token"], time.monotonic() + float(told.get("expires_in", 60)) - EARLY_SECONDS

    def _assertion(self) -> str:
        now = int(time.time())
        claims = {
            "iss": self._client_id, "sub": self._client_id, "aud": self._audience, "jti": uuid4().hex, "iat": now,
            "exp": now + ASSERTION_SECONDS,
        }  # fmt: skip
        header = {"alg": ALGORITHM, "kid": self._key.kid or self._key.thumbprint()}
        return jwt.encode(header, claims, self._key, algorithms=[ALGORITHM])


class Fixed:
    """One token, as it came from elsewhere, such as `doorstroom token`; when it ends a new client is needed."""

    def __init__(self, token: str) -> None:
        self._token = token

    def __call__(self, *, renew: bool = False) -> str:  # noqa: ARG002 - there is no other
        return self._token


def _private_key(text: str) -> RSAKey:
    try:
        key = import_key(json.loads(text)) if text.lstrip().startswith("{") else RSAKey.import_key(text)
    except (ValueError, JoseError):
        raise ValueError("the key is neither PEM nor a JWK of an RSA key") from None
    if not isinstance(key, RSAKey) or not key.is_private:
        raise ValueError("the key must be a private RSA key")
    return key
