"""How a supplier's system comes to its token; a real Keycloak takes the same in tests/identity."""

import json
from collections.abc import Iterator
from urllib.parse import parse_qs

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey

from doorstroom_client import ClientCredentials, TokenRefused
from doorstroom_client.tokens import ASSERTION

TOKENS = "https://login.example/token"


@pytest.fixture(scope="module")
def key() -> RSAKey:
    return RSAKey.generate_key(2048)


def source(key: RSAKey, sent: list[httpx.Request], lives: Iterator[int]) -> ClientCredentials:
    def answer(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        told = {"access_token": f"token-{len(sent)}", "expires_in": next(lives)}
        return httpx.Response(200, json=told)

    pem = key.as_pem(private=True).decode()
    scopes = ["vacancies:read", "vacancies:write"]
    return ClientCredentials(TOKENS, "hr-waterrijk", pem, scopes=scopes, transport=httpx.MockTransport(answer))


def test_the_assertion_is_signed_short_lived_and_used_once(key: RSAKey) -> None:
    sent: list[httpx.Request] = []
    token = source(key, sent, iter([300, 300]))
    token(), token(renew=True)
    seen = set()
    for request in sent:
        form = {name: values[0] for name, values in parse_qs(request.content.decode()).items()}
        assert form["client_assertion_type"] == ASSERTION
        assert form["scope"] == "vacancies:read vacancies:write"
        signed = jwt.decode(form["client_assertion"], key, algorithms=["PS256"])
        claims = signed.claims
        assert (claims["iss"], claims["sub"], claims["aud"]) == ("hr-waterrijk", "hr-waterrijk", TOKENS)
        assert claims["exp"] - claims["iat"] == 60
        assert signed.header["kid"] == key.thumbprint()
        seen.add(claims["jti"])
    assert len(seen) == 2


def test_a_token_is_kept_until_shortly_before_its_end(key: RSAKey) -> None:
    sent: list[httpx.Request] = []
    token = source(key, sent, iter([300, 10, 300]))
    assert [token(), token()] == ["token-1", "token-1"]
    assert [token(renew=True), token()] == ["token-2", "token-3"], "ten seconds are over before they are of use"


def test_who_gets_no_token_is_told_the_code_and_nothing_of_the_assertion(key: RSAKey) -> None:
    refusing = httpx.MockTransport(lambda _: httpx.Response(401, json={"error": "invalid_client"}))
    pem = key.as_pem(private=True).decode()
    token = ClientCredentials(TOKENS, "hr-waterrijk", pem, transport=refusing)
    with pytest.raises(TokenRefused, match=r"^401 invalid_client$"):
        token()


def test_a_jwk_is_as_good_as_pem_and_any_other_key_is_refused(key: RSAKey) -> None:
    ClientCredentials(TOKENS, "hr-waterrijk", json.dumps(key.as_dict(private=True)))
    others = (
        "",
        "{}",
        json.dumps(ECKey.generate_key("P-256").as_dict(private=True)),
        key.as_pem(private=False).decode(),
    )
    for other in others:
        with pytest.raises(ValueError, match="key"):
            ClientCredentials(TOKENS, "hr-waterrijk", other)
