"""The PostgreSQL log keeps what every bus promises."""

import asyncio
from collections.abc import Iterator

import pytest
from pydantic import SecretStr

from doorstroom_common.bus import ensure_topics
from doorstroom_common.bus.postgres.subscription import PostgresSubscription
from doorstroom_common.local import LocalPostgres
from doorstroom_common.settings import BusSettings
from doorstroom_common.testing.bus_faults import BreakableServer, BusFaults
from doorstroom_common.testing.bus_story import Story, until
from doorstroom_common.testing.bus_suite import BusSuite
from doorstroom_common.testing.postgres import FORGETFUL, Databases, blocking


def prepared(dsn: str) -> BusSettings:
    settings = BusSettings(dsn=SecretStr(dsn))
    blocking(ensure_topics(settings))
    return settings


def dsn_of(story: Story) -> str:
    assert story.settings.dsn is not None
    return story.settings.dsn.get_secret_value()


class TestPostgresBus(BusSuite):
    @pytest.fixture
    def bus_settings(self, databases: Databases) -> BusSettings:
        return BusSettings(dsn=SecretStr(databases.fresh("bus", lambda dsn: [prepared(dsn)].clear())))

    @pytest.mark.parametrize("turns", range(5))
    async def test_a_member_that_is_stopped_just_when_it_hears_of_another_is_gone(
        self, story: Story, turns: int
    ) -> None:
        member = PostgresSubscription(dsn_of(story), story.group, [story.topic], client="suite", session_timeout=6)
        await member.start()
        await until(member.assignment)
        member._look.set()
        for _ in range(turns):  # of the event loop: the news is on its way to the member
            await asyncio.sleep(0)
        await member.stop()
        assert not [task for task in asyncio.all_tasks() if task.get_name().startswith("bus-member")]


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
