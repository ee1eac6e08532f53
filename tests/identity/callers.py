"""How an HR system and a person come to their tokens, as their own software does it."""

import base64
import hashlib
import re
import secrets
import time
from dataclasses import dataclass
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import httpx
import orjson
from joserfc import jwt
from joserfc.jwk import RSAKey

REDIRECT = "https://doorstroom.region.example/signed-in"
ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
FORM = re.compile(r'<form[^>]+id="kc-form-login"[^>]+action="([^"]+)"')


@dataclass(frozen=True)
class HrSystem:
    """A confidential client that signs its own assertions (`private_key_jwt`)."""

    client_id: str
    key: RSAKey
    issuer: str
    http: httpx.AsyncClient

    def assertion(self, key: RSAKey | None = None) -> str:
        now = int(time.time())
        claims = {"iss": self.client_id, "sub": self.client_id, "aud": self.issuer, "jti": str(uuid4())}
        header = {"alg": "PS256", "kid": self.key.kid}
        return jwt.encode(header, {**claims, "iat": now, "exp": now + 60}, key or self.key, algorithms=["PS256"])

    async def asks(self, *scopes: str, assertion: str | None = None) -> httpx.Response:
        """What the token endpoint answers."""
        form = {
            "grant_type": "client_credentials",
            "client_assertion_type": ASSERTION,
            "client_assertion": assertion or self.assertion(),
            "scope": " ".join(scopes),
        }
        return await self.http.post(f"{self.issuer}/protocol/openid-connect/token", data=form)

    async def token(self, *scopes: str) -> str:
        answer = await self.asks(*scopes)
        assert answer.status_code == 200, answer.text
        token: str = answer.json()["access_token"]
        return token


@dataclass(frozen=True)
class Person:
    """Signs in with a browser; the client is public and has no secret."""

    name: str
    password: str
    issuer: str
    http: httpx.AsyncClient

    async def signs_in(self, *scopes: str) -> dict[str, str]:
        """The tokens of a code flow with PKCE: the form is fetched and posted, the code exchanged."""
        verifier = secrets.token_urlsafe(48)
        code = await self._code(_challenge(verifier), *scopes)
        answer = await self.exchanges(code, verifier)
        assert answer.status_code == 200, answer.text
        tokens: dict[str, str] = answer.json()
        return tokens

    async def token(self, *scopes: str) -> str:
        return (await self.signs_in(*scopes))["access_token"]

    async def code_for(self, verifier: str) -> str:
        return await self._code(_challenge(verifier), "vacancies:read")

    async def exchanges(self, code: str, verifier: str) -> httpx.Response:
        form = {"grant_type": "authorization_code", "client_id": "doorstroom-people", "redirect_uri": REDIRECT}
        endpoint = f"{self.issuer}/protocol/openid-connect/token"
        return await self.http.post(endpoint, data={**form, "code": code, "code_verifier": verifier})

    async def begins(self, browser: httpx.AsyncClient, *scopes: str, **parameters: str) -> httpx.Response:
        """The page to which the web application sends the browser."""
        asked = {
            "response_type": "code",
            "client_id": "doorstroom-people",
            "redirect_uri": REDIRECT,
            "scope": " ".join(("openid", *scopes)),
            "state": secrets.token_urlsafe(16),
        }
        return await browser.get(f"{self.issuer}/protocol/openid-connect/auth", params=asked | parameters)

    async def _code(self, challenge: str, *scopes: str) -> str:
        async with httpx.AsyncClient(timeout=30, trust_env=False) as browser:
            page = await self.begins(browser, *scopes, code_challenge=challenge, code_challenge_method="S256")
            found = FORM.search(page.text)
            assert found, page.text
            credentials = {"username": self.name, "password": self.password}
            answer = await browser.post(unescape(found[1]), data=credentials, headers=_cookies(browser))
        assert answer.headers.get("location", "").startswith(REDIRECT), answer.text
        (code,) = parse_qs(urlsplit(answer.headers["location"]).query)["code"]
        return code


def _cookies(browser: httpx.AsyncClient) -> dict[str, str]:
    """All of them: browsers take the loopback address for safe and send `Secure` cookies there over plain http."""
    return {"cookie": "; ".join(f"{one.name}={one.value}" for one in browser.cookies.jar)}


def kid_of(token: str) -> str:
    kid: str = _part(token, 0)["kid"]
    return kid


def claims_of(token: str) -> dict[str, Any]:
    return _part(token, 1)


def changed(token: str, **claims: object) -> str:
    """The token with other claims under its old signature."""
    head, body, signature = token.split(".")
    forged = orjson.dumps(_part(f"{head}.{body}.", 1) | claims)
    return f"{head}.{_encoded(forged)}.{signature}"


def _part(token: str, number: int) -> dict[str, Any]:
    part = token.split(".")[number]
    found: dict[str, Any] = orjson.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    return found


def _challenge(verifier: str) -> str:
    return _encoded(hashlib.sha256(verifier.encode()).digest())


def _encoded(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()
