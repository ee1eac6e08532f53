"""The published keys of an issuer: given, in a file, or at a URL that is fetched now and then."""

import asyncio
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol

import httpx
import orjson
import structlog
from joserfc.errors import JoseError
from joserfc.jwk import RSAKey
from joserfc.util import urlsafe_b64decode

from doorstroom_common.errors import Unavailable
from doorstroom_common.issuers import over_https

FRESH_SECONDS = 300.0
"""After this time keys are fetched again, while the present ones stay in use."""
UNKNOWN_SECONDS = 60.0
"""Unknown `kid`s, which anybody can make up, cause at most one fetch in this time, beside the regular ones."""
FIRST_SECONDS = 5.0
"""While no key is known at all, an issuer that was away is asked again after this time."""
RETIRED_SECONDS = 600.0
"""So long a key stays good after the issuer stopped publishing it, for tokens it signed just before."""
FETCH_TIMEOUT_SECONDS = 5.0
LARGEST_SET = 256 * 1024
SMALLEST_KEY_BITS = 2048

KeySet = dict[str, RSAKey]


class Keys(Protocol):
    """Finds a key by `kid`. An issuer that cannot be reached takes nothing away from keys known before."""

    async def find(self, kid: str) -> RSAKey | None:
        """The key, or None when the issuer does not publish it; `Unavailable` when nothing is known at all yet."""
        ...

    async def close(self) -> None: ...


def imported(jwks: Mapping[str, Any]) -> KeySet:
    """The RSA signing keys of a JWK set, by `kid`; whatever else is in it is left alone."""
    keys: KeySet = {}
    for entry in jwks.get("keys", ()):
        if entry.get("kty") != "RSA" or entry.get("use", "sig") != "sig" or not isinstance(entry.get("kid"), str):
            continue
        with suppress(JoseError, ValueError, TypeError, KeyError, AttributeError):
            if len(urlsafe_b64decode(entry["n"].encode())) * 8 >= SMALLEST_KEY_BITS:
                public = {name: entry[name] for name in ("kty", "n", "e", "kid", "alg") if name in entry}
                keys[entry["kid"]] = RSAKey.import_key(public)
    return keys


class GivenKeys:
    """Keys that do not change while the process runs."""

    def __init__(self, jwks: Mapping[str, Any]) -> None:
        self._keys = imported(jwks)

    async def find(self, kid: str) -> RSAKey | None:
        return self._keys.get(kid)

    async def close(self) -> None:
        return


class FetchedKeys:
    """Keys read anew every five minutes beside the running requests, and at once for a `kid` nobody knows yet."""

    def __init__(self, read: "Read", now: Callable[[], float] = time.monotonic) -> None:
        self._read = read
        self._now = now
        self._keys: KeySet = {}
        self._seen_at: dict[str, float] = {}
        self._tried_at = self._unknown_at = float("-inf")
        self._fetching: asyncio.Task[None] | None = None

    async def find(self, kid: str) -> RSAKey | None:
        key = self._keys.get(kid)
        now = self._now()
        if key is not None:
            if now - self._tried_at > FRESH_SECONDS:
                self._fetch()
            return key
        if not self._keys:
            if now - self._tried_at > FIRST_SECONDS:
                self._fetch()
        elif now - self._unknown_at > UNKNOWN_SECONDS:
            self._unknown_at = now
            self._fetch()
        if self._fetching is not None:
            await asyncio.shield(self._fetching)
        if not self._keys:
            raise Unavailable("issuer-unavailable", "The keys of the token's issuer cannot be read at the moment.")
        return self._keys.get(kid)

    async def close(self) -> None:
        if self._fetching is not None:
            self._fetching.cancel()
            await asyncio.gather(self._fetching, return_exceptions=True)

    def _fetch(self) -> None:
        if self._fetching is None:
            self._tried_at = self._now()
            self._fetching = asyncio.create_task(self._refresh())

    async def _refresh(self) -> None:
        try:
            found = imported(await self._read())
        except (OSError, ValueError, httpx.HTTPError, AttributeError) as error:
            structlog.get_logger().warning("issuer-keys-not-read", error=type(error).__name__)
            return
        finally:
            self._fetching = None
        now = self._now()
        self._seen_at.update(dict.fromkeys(found, now))
        retired = {kid for kid, seen in self._seen_at.items() if now - seen > RETIRED_SECONDS}
        self._keys = {kid: key for kid, key in (self._keys | found).items() if kid not in retired}
        for kid in retired:
            del self._seen_at[kid]


class Read(Protocol):
    """Reads a JWK set from where the issuer publishes it."""

    async def __call__(self) -> Mapping[str, Any]: ...


def from_file(path: Path) -> Read:
    """A JWK set in a file, for instance a mounted secret that is replaced on rotation."""

    async def read() -> Mapping[str, Any]:
        found: Mapping[str, Any] = orjson.loads(await asyncio.to_thread(path.read_bytes))
        return found

    return read


def from_url(url: str) -> Read:
    """A JWK set over https (http on loopback only); no redirect is followed and the answer is bounded."""
    over_https(url)

    async def read() -> Mapping[str, Any]:
        async with (
            httpx.AsyncClient(timeout=FETCH_TIMEOUT_SECONDS, follow_redirects=False) as client,
            client.stream("GET", url, headers={"accept": "application/json"}) as answer,
        ):
            answer.raise_for_status()
            content = bytearray()
            async for part in answer.aiter_bytes():
                content += part
                if len(content) > LARGEST_SET:
                    raise ValueError("key set too large")
            found: Mapping[str, Any] = orjson.loads(bytes(content))
            return found

    return read
