"""Which tokens hold. Each way in which one does not is a test of its own."""

import json
import time
from base64 import urlsafe_b64encode
from collections.abc import Callable
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC
from joserfc import jwt
from joserfc.jwk import RSAKey
from joserfc.jws import JWSRegistry

from doorstroom_common.http import TrustedIssuer, Verifier
from doorstroom_common.http.keys import GivenKeys
from doorstroom_common.http.principal import InvalidToken
from doorstroom_common.identifiers import person_reference

ISSUER = "https://idp.region.test/realms/regio"
KEY = RSAKey.generate_key(2048, {"kid": "2026-11"})
STRANGER = RSAKey.generate_key(2048, {"kid": "2026-11"})
Claims = dict[str, Any]


def good() -> Claims:
    now = int(time.time())
    return {
        "iss": ISSUER, "aud": "doorstroom", "exp": now + 300, "nbf": now, "iat": now, "sub": "service-account-hr",
        "jti": "4b1d", "azp": "hr-suite", "scope": "vacancies:read vacancies:write", "kind": "organisation",
        "organisation": "waterrijk",
    }  # fmt: skip


def person() -> Claims:
    return good() | {
        "kind": "person",
        "sub": "s-17",
        "roles": ["recruiter"],
        "email": "a@b.example",
        "email_verified": True,
    }


def header(**changes: Any) -> Claims:
    return {"alg": "RS256", "typ": "at+jwt", "kid": "2026-11"} | changes


def signed(claims: Claims, head: Claims | None = None, key: RSAKey = KEY, algorithms: list[str] | None = None) -> str:
    registry = JWSRegistry(algorithms=algorithms or ["RS256", "PS256"], strict_check_header=False)
    return jwt.encode(head or header(), claims, key, registry=registry, default_type=None)


def without(name: str, claims: Callable[[], Claims] = good) -> Claims:
    return {key: value for key, value in claims().items() if key != name}


def encoded(part: bytes) -> str:
    return urlsafe_b64encode(part).rstrip(b"=").decode()


def by_hand(head: Claims, claims: Claims, sign: Callable[[bytes], bytes]) -> str:
    signing_input = f"{encoded(json.dumps(head).encode())}.{encoded(json.dumps(claims).encode())}"
    return f"{signing_input}.{encoded(sign(signing_input.encode()))}"


def sign_by_hand(text: bytes) -> bytes:
    return KEY.private_key.sign(text, PKCS1v15(), SHA256())  # type: ignore[union-attr]


def unsigned(alg: str) -> str:
    return by_hand(header(alg=alg), good(), lambda _: b"")


def hmac_with_the_public_key() -> str:
    mac = HMAC(KEY.as_pem(private=False), SHA256())

    def sign(signing_input: bytes) -> bytes:
        mac.update(signing_input)
        return mac.finalize()

    return by_hand(header(alg="HS256"), good(), sign)


def changed_after_signing() -> str:
    head, _, signature = signed(good()).split(".")
    return f"{head}.{encoded(json.dumps(good() | {'organisation': 'elsewhere'}).encode())}.{signature}"


def own_key_in_header() -> str:
    return signed(good(), header(jwk=STRANGER.as_dict(private=False)), STRANGER)


now = time.time
BAD: dict[str, Callable[[], str]] = {
    "algorithm none": lambda: unsigned("none"),
    "algorithm None in another spelling": lambda: unsigned("nOnE"),
    "an algorithm that is strong but not ours (RS512)": lambda: signed(
        good(), header(alg="RS512"), algorithms=["RS512"]
    ),
    "a critical header we do not know": lambda: by_hand(header(crit=["exp2"], exp2=1), good(), sign_by_hand),
    "HS256 with the public key as its secret": hmac_with_the_public_key,
    "expired": lambda: signed(good() | {"exp": int(now()) - 31}),
    "not yet valid": lambda: signed(good() | {"nbf": int(now()) + 60}),
    "issued in the future": lambda: signed(good() | {"iat": int(now()) + 60}),
    "another audience": lambda: signed(good() | {"aud": "payroll"}),
    "no audience": lambda: signed(without("aud")),
    "another issuer": lambda: signed(good() | {"iss": "https://elsewhere.test"}),
    "no issuer": lambda: signed(without("iss")),
    "no expiry": lambda: signed(without("exp")),
    "no time of issue": lambda: signed(without("iat")),
    "no subject": lambda: signed(without("sub")),
    "no token id": lambda: signed(without("jti")),
    "no kid": lambda: signed(good(), {"alg": "RS256", "typ": "at+jwt"}),
    "a kid the issuer does not publish": lambda: signed(good(), header(kid="1999-01")),
    "an ID token used as access token": lambda: signed(good(), header(typ="JWT")),
    "no type": lambda: signed(good(), {"alg": "RS256", "kid": "2026-11"}),
    "signed by a stranger under a known kid": lambda: signed(good(), key=STRANGER),
    "changed after it was signed": changed_after_signing,
    "its own key in the header": own_key_in_header,
    "an address for its key in the header (jku)": lambda: signed(good(), header(jku="https://elsewhere.test/jwks")),
    "an address for its certificate in the header (x5u)": lambda: signed(good(), header(x5u="https://elsewhere.test")),
    "times that are texts": lambda: signed(good() | {"exp": "tomorrow"}),
    "a kind we do not know": lambda: signed(good() | {"kind": "operator"}),
    "no kind": lambda: signed(without("kind")),
    "an organisation without a supplier": lambda: signed(without("azp")),
    "an organisation that is no slug": lambda: signed(good() | {"organisation": "Gemeente Waterrijk"}),
    "an organisation token without organisation": lambda: signed(without("organisation")),
    "scopes that are a list": lambda: signed(good() | {"scope": ["vacancies:read"]}),
    "roles that are a text": lambda: signed(person() | {"roles": "recruiter"}),
    "covenants that are a text": lambda: signed(person() | {"covenants": "delta-demo"}),
    "a covenant that is no slug": lambda: signed(person() | {"covenants": ["Delta Demo"]}),
    "an issuer that is a list": lambda: signed(good() | {"iss": [ISSUER]}),
    "claims that are a list": lambda: by_hand(header(), [1], sign_by_hand),  # type: ignore[arg-type]
    "not a token": lambda: "abc",
    "two dots and nothing else": lambda: "..",
    "characters outside ASCII": lambda: "é.é.é",
    "longer than any honest token": lambda: signed(good() | {"note": "x" * 9_000}),
}


@pytest.fixture
def verifier() -> Verifier:
    jwks = {"keys": [KEY.as_dict(private=False) | {"use": "sig"}]}
    return Verifier([TrustedIssuer(ISSUER, "doorstroom", GivenKeys(jwks))])


@pytest.mark.parametrize("make", BAD.values(), ids=BAD.keys())
async def test_a_token_is_refused_that_has(verifier: Verifier, make: Callable[[], str]) -> None:
    with pytest.raises(InvalidToken):
        await verifier.verify(make())


@pytest.mark.parametrize(
    ("claims", "head"),
    [
        (good, header()),
        (good, header(alg="PS256")),
        (good, header(typ="application/at+jwt")),
        (lambda: good() | {"aud": ["other", "doorstroom"]}, header()),
        (lambda: without("nbf"), header()),
        (lambda: good() | {"exp": int(time.time()) - 20}, header()),
        (lambda: good() | {"nbf": int(time.time()) + 20, "iat": int(time.time()) + 20}, header()),
    ],
    ids=[
        "RS256",
        "PS256",
        "long type",
        "one of two audiences",
        "no not-before",
        "expired within the leeway",
        "early within the leeway",
    ],
)
async def test_a_good_token_holds(verifier: Verifier, claims: Callable[[], Claims], head: Claims) -> None:
    principal = await verifier.verify(signed(claims(), head))
    assert principal.organisation == "waterrijk"
    assert principal.scopes == {"vacancies:read", "vacancies:write"}


async def test_a_token_by_hand_holds_when_nothing_is_wrong_with_it(verifier: Verifier) -> None:
    assert (await verifier.verify(by_hand(header(), good(), sign_by_hand))).supplier == "hr-suite"


async def test_an_organisation_is_known_by_its_slug_and_supplier(verifier: Verifier) -> None:
    principal = await verifier.verify(signed(good()))
    assert (principal.kind, principal.supplier, principal.person_id) == ("organisation", "hr-suite", None)
    assert principal.caller == "organisation:waterrijk"


async def test_a_person_is_known_by_an_opaque_reference(verifier: Verifier) -> None:
    principal = await verifier.verify(signed(person()))
    assert principal.person_id == person_reference(ISSUER, "s-17")
    assert principal.caller == f"person:{principal.person_id}"
    assert (principal.email, principal.organisation) == ("a@b.example", "waterrijk")
    assert principal.roles == {"recruiter"}
    assert principal.covenants == frozenset()


async def test_a_co_ordinator_acts_for_the_covenants_that_the_token_names(verifier: Verifier) -> None:
    claims = person() | {"roles": ["co-ordinator"], "covenants": ["delta-demo"]}
    assert (await verifier.verify(signed(claims))).covenants == {"delta-demo"}


@pytest.mark.parametrize("verified", [False, None, "true", 1])
async def test_an_address_nobody_verified_does_not_count(verifier: Verifier, verified: Any) -> None:
    principal = await verifier.verify(signed(person() | {"email_verified": verified}))
    assert principal.email is None


class WithdrawnKeys:
    """Knows the key once, then no more."""

    def __init__(self) -> None:
        self.known = [KEY]

    async def find(self, kid: str) -> RSAKey | None:
        return self.known.pop() if self.known else None

    async def close(self) -> None:
        return


async def test_a_token_is_verified_anew_each_time() -> None:
    verifier = Verifier([TrustedIssuer(ISSUER, "doorstroom", WithdrawnKeys())])
    token = signed(good())
    await verifier.verify(token)
    with pytest.raises(InvalidToken):
        await verifier.verify(token)
