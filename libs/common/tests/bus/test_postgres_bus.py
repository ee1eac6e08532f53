"""The PostgreSQL log keeps what every bus promises."""

from collections.abc import Iterator

import pytest
from pydantic import SecretStr

from doorstroom_common.bus import ensure_topics
from doorstroom_common.local import LocalPostgres
from doorstroom_common.settings import BusSettings
from doorstroom_common.testing.bus_faults import BreakableServer, BusFaults
from doorstroom_common.testing.bus_suite import BusSuite
from doorstroom_common.testing.postgres import FORGETFUL, Databases, blocking


def prepared(dsn: str) -> BusSettings:
    settings = BusSettings(dsn=SecretStr(dsn))
    blocking(ensure_topics(settings))
    return settings


class TestPostgresBus(BusSuite):
    @pytest.fixture
    def bus_settings(self, databases: Databases) -> BusSettings:
        return BusSettings(dsn=SecretStr(databases.fresh("bus", lambda dsn: [prepared(dsn)].clear())))


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BreakableServer[LocalPostgres]]:
    folder = tmp_path_factory.mktemp("breakable-postgres")
    server = BreakableServer(
        lambda: LocalPostgres.start(folder, options=FORGETFUL), lambda running: prepared(running.dsn("postgres"))
    )
    yield server
    server.stop()


class TestPostgresBusInTrouble(BusFaults):
    @pytest.fixture
    def takeover_seconds(self) -> float:
        return 2.0
