"""People at a real Keycloak: code flow with PKCE, and what their groups say about them."""

import secrets

import httpx
import pytest

from doorstroom_common.testing.running import Running
from tests.identity.asking import asks, opens
from tests.identity.callers import claims_of
from tests.identity.realm import Realm

pytestmark = pytest.mark.asyncio(loop_scope="session")
RECRUITERS, CO_ORDINATORS = "/Waterrijk/Recruiters", "/Co-ordinators of delta-demo"


async def test_a_recruiter_who_signs_in_opens_a_vacancy_of_their_organisation(vacancy: Running, realm: Realm) -> None:
    recruiter = await realm.person("anna", RECRUITERS)
    opened = await opens(vacancy, await recruiter.token("vacancies:write"))
    assert opened.status_code == 201, opened.text
    assert opened.json()["organisation"] == "waterrijk"


async def test_a_person_without_a_role_reads_and_opens_nothing(vacancy: Running, realm: Realm) -> None:
    visitor = await realm.person("bram", "/Waterrijk")
    token = await visitor.token("vacancies:read", "vacancies:write")
    assert (await asks(vacancy, token)).status_code == 200
    assert (await opens(vacancy, token)).status_code == 403


async def test_scopes_that_were_not_asked_for_are_not_there(vacancy: Running, realm: Realm) -> None:
    recruiter = await realm.person("carla", RECRUITERS)
    assert (await opens(vacancy, await recruiter.token("vacancies:read"))).status_code == 403


async def test_who_a_person_acts_for_comes_from_the_group_whatever_the_account_says(realm: Realm) -> None:
    recruiter = await realm.person("hanna", RECRUITERS, organisation="duinmeer", oin="00000009999999990902")
    claims = claims_of(await recruiter.token())
    assert (claims["organisation"], claims["oin"]) == ("waterrijk", "00000009999999990901")


async def test_a_co_ordinator_acts_for_the_covenants_of_the_group(realm: Realm) -> None:
    co_ordinator = await realm.person("dina", CO_ORDINATORS)
    claims = claims_of(await co_ordinator.token())
    assert claims["covenants"] == ["delta-demo"]
    assert "organisation" not in claims
    assert claims["email"] == "dina@thuis.example"
    assert claims["email_verified"] is True


async def test_an_id_token_opens_nothing(vacancy: Running, realm: Realm) -> None:
    recruiter = await realm.person("eva", RECRUITERS)
    tokens = await recruiter.signs_in("vacancies:read")
    assert (await asks(vacancy, tokens["access_token"])).status_code == 200
    assert (await asks(vacancy, tokens["id_token"])).status_code == 401


async def test_without_pkce_nobody_signs_in(realm: Realm) -> None:
    person = await realm.person("frits")
    async with httpx.AsyncClient(timeout=30, trust_env=False) as browser:
        answer = await person.begins(browser, "vacancies:read")
    assert "kc-form-login" not in answer.text
    assert "error=invalid_request" in answer.headers["location"]


async def test_a_code_is_worth_nothing_to_who_did_not_begin(realm: Realm) -> None:
    person = await realm.person("gerda")
    code = await person.code_for(secrets.token_urlsafe(48))
    stolen = await person.exchanges(code, secrets.token_urlsafe(48))
    assert stolen.status_code == 400
    assert "access_token" not in stolen.text
