"""An HR system at a real Keycloak: client credentials with a key of its own, no secret anywhere."""

import asyncio
from functools import partial

import orjson
import pytest
from joserfc.jwk import RSAKey

from doorstroom_client import ClientCredentials
from doorstroom_common.issuers import ClaimMapping
from doorstroom_common.testing.running import Running
from tests.identity.asking import asks, opens
from tests.identity.callers import HrSystem, claims_of
from tests.identity.conftest import Start
from tests.identity.realm import Realm

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_token_by_private_key_jwt_opens_a_vacancy_of_the_organisation_that_the_realm_names(
    vacancy: Running, waterrijk: HrSystem
) -> None:
    opened = await opens(vacancy, await waterrijk.token("vacancies:read", "vacancies:write"))
    assert opened.status_code == 201, opened.text
    assert opened.json()["organisation"] == "waterrijk"


async def test_another_organisations_system_does_not_find_it(
    vacancy: Running, realm: Realm, waterrijk: HrSystem
) -> None:
    address = (await opens(vacancy, await waterrijk.token("vacancies:write"))).headers["location"]
    duinmeer = await realm.hr_system("hr-duinmeer")
    assert (await asks(vacancy, await waterrijk.token("vacancies:read"), address)).status_code == 200
    assert (await asks(vacancy, await duinmeer.token("vacancies:read"), address)).status_code == 404


async def test_only_the_scopes_that_were_asked_for_and_allowed_arrive(vacancy: Running, waterrijk: HrSystem) -> None:
    reading = await waterrijk.token("vacancies:read")
    assert (await asks(vacancy, reading)).status_code == 200
    refused = await opens(vacancy, reading)
    assert refused.status_code == 403
    assert 'scope="vacancies:write"' in refused.headers["www-authenticate"]
    assert (await waterrijk.asks("alerts:read")).status_code == 400


async def test_a_system_without_the_registered_key_gets_no_token(waterrijk: HrSystem) -> None:
    stranger = waterrijk.assertion(RSAKey.generate_key(2048))
    answer = await waterrijk.asks("vacancies:read", assertion=stranger)
    assert answer.status_code in {400, 401}
    assert "access_token" not in answer.text


async def test_an_assertion_counts_once(waterrijk: HrSystem) -> None:
    assertion = waterrijk.assertion()
    assert (await waterrijk.asks("vacancies:read", assertion=assertion)).status_code == 200
    assert (await waterrijk.asks("vacancies:read", assertion=assertion)).status_code in {400, 401}


async def test_a_token_holds_what_the_gov_profile_asks(waterrijk: HrSystem) -> None:
    claims = claims_of(await waterrijk.token("vacancies:read"))
    assert {"iss", "sub", "aud", "exp", "iat", "jti", "azp", "scope", "oin"} <= claims.keys()
    assert claims["azp"] == "hr-waterrijk"


async def test_an_organisation_named_by_its_oin_is_found_in_the_covenant(
    realm: Realm, start: Start, waterrijk: HrSystem
) -> None:
    by_oin = ClaimMapping(organisation="oin", organisation_is="oin")
    async with start(realm.trusted(by_oin)) as service:
        opened = await opens(service, await waterrijk.token("vacancies:write"))
        assert opened.json()["organisation"] == "waterrijk"
        unknown = await realm.copied("hr-waterrijk", "hr-nobody", oin="00000009999999990999")
        assert (await opens(service, await unknown.token("vacancies:write"))).status_code == 401


async def test_the_client_for_suppliers_gets_a_token_that_counts(
    vacancy: Running, waterrijk: HrSystem, realm: Realm
) -> None:
    token = ClientCredentials(
        f"{realm.issuer}/protocol/openid-connect/token",
        waterrijk.client_id,
        orjson.dumps(waterrijk.key.as_dict(private=True)).decode(),
        scopes=["vacancies:read", "vacancies:write"],
        audience=realm.issuer,
    )
    first = await asyncio.to_thread(token)
    assert (await opens(vacancy, first)).status_code == 201
    assert await asyncio.to_thread(token) == first
    assert await asyncio.to_thread(partial(token, renew=True)) != first
