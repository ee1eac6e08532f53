"""Tokens of a real Keycloak that do not count. Each is refused for one reason: without that one it is accepted."""

import pytest

from doorstroom_common.testing.running import Running
from tests.identity.asking import asks
from tests.identity.callers import HrSystem, changed
from tests.identity.conftest import AS_SHIPPED, Start
from tests.identity.realm import Realm

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_token_for_another_audience(realm: Realm, waterrijk: HrSystem, vacancy: Running, start: Start) -> None:
    token = await waterrijk.token("vacancies:read")
    assert (await asks(vacancy, token)).status_code == 200
    async with start(realm.trusted(AS_SHIPPED, audience="payroll")) as elsewhere:
        assert (await asks(elsewhere, token)).status_code == 401


async def test_a_token_changed_after_it_was_signed(waterrijk: HrSystem, vacancy: Running) -> None:
    token = await waterrijk.token("vacancies:read")
    assert (await asks(vacancy, token)).status_code == 200
    assert (await asks(vacancy, changed(token, organisation="duinmeer"))).status_code == 401
    assert (await asks(vacancy, token[:-8] + "AAAAAAAA")).status_code == 401


async def test_a_token_without_the_header_of_an_access_token(realm: Realm, vacancy: Running) -> None:
    attributes = {"access.token.header.type.rfc9068": "false"}
    system = await realm.copied("hr-waterrijk", "hr-old-header", attributes=attributes)
    assert (await asks(vacancy, await system.token("vacancies:read"))).status_code == 401


async def test_a_token_of_an_issuer_that_the_service_does_not_trust(vacancy: Running) -> None:
    ours = vacancy.as_organisation("waterrijk", "vacancies:read")["Authorization"].removeprefix("Bearer ")
    assert (await asks(vacancy, ours)).status_code == 401
