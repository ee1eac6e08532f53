"""A mandate that is granted or ended counts in every service and every replica, on both buses."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import cast

import httpx
import pytest

from doorstroom.adoption import adopt_files, shipped_covenant
from doorstroom.folder import Addresses, BusKind, DataFolder
from doorstroom.region import region
from doorstroom.servers import servers
from doorstroom_common.clock import SystemClock
from doorstroom_common.http import LocalIssuer
from doorstroom_common.local import LocalServerError
from doorstroom_common.scopes import SCOPES
from tests.e2e.conftest import BUSES

pytestmark = [pytest.mark.slow, pytest.mark.postgres, pytest.mark.timeout(240)]

MANDATES = "/notification/v1/mandates"
ROUTES = (
    "/vacancy/v1/vacancies", "/candidate/v1/candidates", "/matching/v1/matches", "/notification/v1/recruiters",
)  # fmt: skip
SECONDS = 20.0
"""A bound for a busy machine."""


@pytest.mark.parametrize("bus", BUSES)
def test_it_counts_in_four_services_of_two_replicas_and_is_over_when_it_is_ended(
    bus: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = DataFolder(tmp_path_factory.mktemp(f"mandates-{bus}"))
    try:
        with servers(folder, cast(BusKind, bus), lambda _: None) as addresses:
            adopt_files(addresses, [shipped_covenant("demo")], lambda _: None, clock=SystemClock())
            asyncio.run(_story(folder, addresses))
    except LocalServerError as error:
        pytest.skip(f"no {bus}: {error}")


async def _story(folder: DataFolder, addresses: Addresses) -> None:
    issuer = LocalIssuer.open(folder.keys)
    tokens = {
        "officer": issuer.token(person="olga", organisation="waterrijk", roles=["privacy-officer"], scopes=SCOPES),
        "hr-suite": issuer.token(organisation="waterrijk", supplier="hr-suite", scopes=SCOPES),
        "another": issuer.token(organisation="waterrijk", supplier="another", scopes=SCOPES),
        "duinmeer": issuer.token(organisation="duinmeer", supplier="another", scopes=SCOPES),
    }
    callers = {who: {"Authorization": f"Bearer {token}"} for who, token in tokens.items()}
    async with _replica(folder, addresses) as one, _replica(folder, addresses) as two:
        for http in (one, two):
            for who in ("hr-suite", "another", "duinmeer"):
                await _becomes(http, callers[who], 200)
        body = {
            "kind": "supplier",
            "holder": "hr-suite",
            "scopes": sorted(SCOPES - {"mandates:read", "mandates:write"}),
        }
        made = (await one.post(MANDATES, json=body, headers=callers["officer"])).json()
        for http in (two, one):
            await _becomes(http, callers["another"], 403)
            await _becomes(http, callers["hr-suite"], 200)
            await _becomes(http, callers["duinmeer"], 200)
        over = await two.post(f"{MANDATES}/{made['mandateId']}/ending", headers=callers["officer"])
        assert over.status_code == 200, over.text
        for http in (one, two):
            await _becomes(http, callers["hr-suite"], 403)
            await _becomes(http, callers["another"], 403)
            await _becomes(http, callers["duinmeer"], 200)
            assert (await http.get(MANDATES, headers=callers["officer"])).status_code == 200


@asynccontextmanager
async def _replica(folder: DataFolder, addresses: Addresses) -> AsyncIterator[httpx.AsyncClient]:
    async with region(folder, addresses, SystemClock()) as running:
        transport = httpx.ASGITransport(app=running.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://region.test") as http:
            for service in running.services.values():
                await service.start()
                await asyncio.wait_for(service.prepared.wait(), SECONDS)
            try:
                yield http
            finally:
                for service in running.services.values():
                    await service.stop()


async def _becomes(http: httpx.AsyncClient, caller: Mapping[str, str], expected: int) -> None:
    """In all four services."""
    for route in ROUTES:
        async with asyncio.timeout(SECONDS):
            while (found := (await http.get(route, headers=caller)).status_code) != expected:
                assert found in (200, 403), (route, found)
                await asyncio.sleep(0.05)
