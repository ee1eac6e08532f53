"""Keys of an issuer: rotation costs nobody a request, and an outage takes nothing away."""

import asyncio
import contextlib
import json
from base64 import urlsafe_b64encode
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from joserfc.jwk import RSAKey

from doorstroom_common.errors import Unavailable
from doorstroom_common.http.keys import FetchedKeys, from_file, from_url, imported

OLD = RSAKey.generate_key(2048, {"kid": "old"})
NEW = RSAKey.generate_key(2048, {"kid": "new"})


def published(*keys: RSAKey) -> dict[str, Any]:
    return {"keys": [key.as_dict(private=False) for key in keys]}


class FakeIssuer:
    """Publishes keys, counts who asks, and can be away."""

    def __init__(self) -> None:
        self.keys = [OLD]
        self.asked = 0
        self.away = False
        self.seconds = 0.0

    async def __call__(self) -> dict[str, Any]:
        self.asked += 1
        await asyncio.sleep(0)
        if self.away:
            raise OSError("away")
        return published(*self.keys)


@pytest.fixture
def issuer() -> FakeIssuer:
    return FakeIssuer()


@pytest.fixture
async def keys(issuer: FakeIssuer) -> AsyncIterator[FetchedKeys]:
    one = FetchedKeys(issuer, now=lambda: issuer.seconds)
    yield one
    await one.close()


async def settled() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


async def test_keys_are_fetched_at_first_need_once_for_all_who_wait(issuer: FakeIssuer, keys: FetchedKeys) -> None:
    found = await asyncio.gather(*(keys.find("old") for _ in range(50)))
    assert all(found)
    assert issuer.asked == 1


async def test_a_rotated_key_is_found_at_its_first_token(issuer: FakeIssuer, keys: FetchedKeys) -> None:
    await keys.find("old")
    issuer.keys, issuer.seconds = [NEW, OLD], 0.1
    assert await keys.find("new")


async def test_a_rotation_under_load_fails_nobody(issuer: FakeIssuer, keys: FetchedKeys) -> None:
    found: list[Any] = []

    async def caller(number: int) -> None:
        for turn in range(40):
            issuer.seconds += 0.01
            if (number, turn) == (0, 20):
                issuer.keys = [NEW]
            found.append(await keys.find("new" if issuer.keys == [NEW] else "old"))
            found.append(await keys.find("old"))
            await asyncio.sleep(0)

    await asyncio.gather(*(caller(number) for number in range(25)))
    assert len(found) == 2_000
    assert all(found)
    assert issuer.asked == 2


async def test_unknown_kids_cause_one_fetch_a_minute_however_many_come(issuer: FakeIssuer, keys: FetchedKeys) -> None:
    await keys.find("old")
    assert not any([await keys.find(f"made-up-{number}") for number in range(100)])
    assert issuer.asked == 2
    issuer.seconds = 61.0
    await keys.find("made-up")
    assert issuer.asked == 3


async def test_keys_are_renewed_beside_the_requests_that_use_them(issuer: FakeIssuer, keys: FetchedKeys) -> None:
    await keys.find("old")
    issuer.seconds = 301.0
    assert await keys.find("old")
    await settled()
    assert issuer.asked == 2


async def test_an_issuer_that_is_away_takes_no_key_with_it(issuer: FakeIssuer, keys: FetchedKeys) -> None:
    await keys.find("old")
    issuer.away = True
    for minute in range(1, 30):
        issuer.seconds = 301.0 * minute
        assert await keys.find("old")
        await settled()


async def test_a_retired_key_stays_good_for_the_tokens_it_signed_last_and_then_goes(
    issuer: FakeIssuer, keys: FetchedKeys
) -> None:
    await keys.find("old")
    issuer.keys, issuer.seconds = [NEW], 301.0
    await keys.find("new")
    assert await keys.find("old")
    issuer.seconds = 610.0
    await keys.find("new")
    await settled()
    assert await keys.find("old") is None
    assert await keys.find("new")


async def test_without_any_key_yet_the_answer_is_not_that_the_token_is_wrong(
    issuer: FakeIssuer, keys: FetchedKeys
) -> None:
    issuer.away = True
    for _ in range(3):
        with pytest.raises(Unavailable):
            await keys.find("old")
    assert issuer.asked == 1
    issuer.away, issuer.seconds = False, 6.0
    assert await keys.find("old")


async def test_keys_in_a_file_are_read(tmp_path: Path) -> None:
    file = tmp_path / "jwks.json"
    file.write_text(json.dumps(published(OLD)))
    assert await FetchedKeys(from_file(file)).find("old")


@pytest.mark.parametrize(
    "url",
    [
        "http://idp.region.test/jwks",
        "http://10.0.0.4/jwks",
        "file:///etc/jwks",
        "https://",
        "http://127.0.0.1.evil.test/",
    ],
)
def test_keys_are_not_read_over_anything_but_https(url: str) -> None:
    with pytest.raises(ValueError, match="https"):
        from_url(url)


@pytest.mark.parametrize("url", ["https://idp.region.test/jwks", "http://127.0.0.1:8080/jwks", "http://localhost/jwks"])
def test_https_and_loopback_are_taken(url: str) -> None:
    from_url(url)


def test_only_rsa_signing_keys_of_enough_bits_with_a_kid_count() -> None:
    weak = OLD.as_dict(private=False) | {"kid": "weak", "n": urlsafe_b64encode(b"\xc1" * 128).decode()}
    anonymous = {name: value for name, value in NEW.as_dict(private=False).items() if name != "kid"}
    others = [
        weak,
        anonymous,
        OLD.as_dict(private=False) | {"kid": "enc", "use": "enc"},
        {"kty": "oct", "kid": "secret", "k": "c2VjcmV0"},
        {"kty": "RSA", "kid": "broken", "n": "!", "e": "AQAB"},
    ]
    assert set(imported({"keys": [*others, OLD.as_dict(private=False)]})) == {"old"}


async def test_keys_over_http_follow_no_redirect_and_stop_at_a_bound() -> None:
    answers = {
        "/jwks": b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n"
        + json.dumps(published(OLD)).encode(),
        "/moved": b"HTTP/1.1 302 Found\r\nLocation: /jwks\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
        "/endless": b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + b" " * 400_000,
    }

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        request = await reader.readuntil(b"\r\n\r\n")
        writer.write(answers[request.split()[1].decode()])
        with contextlib.suppress(ConnectionError):
            await writer.drain()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server:
        assert await FetchedKeys(from_url(f"http://127.0.0.1:{port}/jwks")).find("old")
        for path in ("moved", "endless"):
            with pytest.raises(Unavailable):
                await FetchedKeys(from_url(f"http://127.0.0.1:{port}/{path}")).find("old")
