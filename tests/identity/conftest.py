"""One Keycloak with the shipped realm, and one vacancy service that trusts it, for all tests of this folder."""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

import pytest
import pytest_asyncio

from doorstroom_common.issuers import AuthSettings, ClaimMapping
from doorstroom_common.local import LocalServerError
from doorstroom_common.local.keycloak import LocalKeycloak
from doorstroom_common.testing.postgres import Databases
from doorstroom_common.testing.running import Running
from services.vacancy.tests.speaking import started
from services.vacancy.tests.story import DEMO
from tests.identity.asking import asks
from tests.identity.callers import HrSystem
from tests.identity.realm import SHIPPED, Realm, opened

AS_SHIPPED = ClaimMapping(roles="realm_access.roles")
"""What deploy/keycloak/README.md says to set for the shipped realm."""
Start = Callable[[AuthSettings], AbstractAsyncContextManager[Running]]


@pytest.fixture(scope="session")
def keycloak_server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[LocalKeycloak]:
    """Skipped by name where Keycloak cannot be had. What it does the first time is said aloud: it takes a minute."""
    plugins: Any = request.config.pluginmanager
    say = plugins.get_plugin("terminalreporter").write_line
    try:
        with plugins.get_plugin("capturemanager").global_and_fixture_disabled():
            server = LocalKeycloak.start(tmp_path_factory.mktemp("keycloak"), SHIPPED, say)
    except LocalServerError as error:
        pytest.skip(f"no Keycloak: {error}")
    yield server
    server.stop()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def realm(keycloak_server: LocalKeycloak) -> AsyncIterator[Realm]:
    async with opened(keycloak_server) as one:
        yield one


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def waterrijk(realm: Realm) -> HrSystem:
    return await realm.hr_system("hr-waterrijk")


@pytest.fixture(scope="session")
def start(databases: Databases) -> Start:
    """Start a vacancy service of the invented region that trusts what the settings say, and nobody else."""

    @asynccontextmanager
    async def trusting(auth: AuthSettings) -> AsyncIterator[Running]:
        async with started(databases, auth=auth) as service:
            await service.context.adopt(DEMO, "demo.yaml")
            yield service.running

    return trusting


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def vacancy(realm: Realm, start: Start) -> AsyncIterator[Running]:
    async with start(realm.trusted(AS_SHIPPED)) as service:
        yield service


@pytest_asyncio.fixture(scope="session", loop_scope="session", autouse=True)
async def short_lived(realm: Realm, vacancy: Running) -> str:
    """A token that holds for a second and counts at first; its time passes while the other tests run."""
    brief = await realm.copied("hr-waterrijk", "hr-brief", attributes={"access.token.lifespan": "1"})
    token = await brief.token("vacancies:read")
    assert (await asks(vacancy, token)).status_code == 200
    return token
