"""Kafka keeps what every bus promises."""

from collections.abc import Iterator
from typing import Any

import pytest
from aiokafka.conn import AIOKafkaConnection
from aiokafka.protocol.fetch import FetchRequest
from aiokafka.protocol.metadata import MetadataRequest

from doorstroom_common.bus import ensure_topics
from doorstroom_common.bus.kafka.subscription import KafkaSubscription
from doorstroom_common.local import LocalKafka, LocalServerError
from doorstroom_common.settings import BusSettings
from doorstroom_common.testing.bus_faults import BreakableServer, BusFaults
from doorstroom_common.testing.bus_story import Story, until
from doorstroom_common.testing.bus_suite import BusSuite
from doorstroom_common.testing.kafka import KafkaForTests
from doorstroom_common.testing.postgres import blocking


def prepared(bootstrap: str) -> BusSettings:
    settings = BusSettings(kind="kafka", bootstrap_servers=bootstrap)
    blocking(ensure_topics(settings))
    return settings


@pytest.fixture(scope="module")
def kafka_settings(kafka_server: KafkaForTests) -> BusSettings:
    return prepared(kafka_server.bootstrap)


class TestKafkaBus(BusSuite):
    @pytest.fixture
    def bus_settings(self, kafka_settings: BusSettings) -> BusSettings:
        return kafka_settings


@pytest.mark.parametrize("asked", [FetchRequest, MetadataRequest])
async def test_a_member_goes_on_after_a_write_on_a_closed_connection(
    kafka_settings: BusSettings, monkeypatch: pytest.MonkeyPatch, asked: type[Any]
) -> None:
    """uvloop raises RuntimeError there, which ends a task of aiokafka's and with it, silently, all reading."""
    story, send = Story(kafka_settings), AIOKafkaConnection.send
    broken: list[Any] = []

    def closed(connection: AIOKafkaConnection, request: Any, **how: Any) -> Any:
        if isinstance(request, asked) and not broken:
            broken.append(request)
            raise RuntimeError("the handler is closed")
        return send(connection, request, **how)

    async with story.bus() as bus, story.member(bus) as member:
        await bus.publish(story.records(8))
        await story.read(member, 8)
        assert isinstance(member, KafkaSubscription)
        first = member._consumer
        assert first is not None
        monkeypatch.setattr(AIOKafkaConnection, "send", closed)
        first._client.force_metadata_update()
        while not broken:
            assert story.mine(await member.poll(timeout=0.1)) == []
        await bus.publish(story.records(8))
        await story.read(member, 8)
        await until(lambda: member._consumer not in (None, first))


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BreakableServer[LocalKafka]]:
    folder = tmp_path_factory.mktemp("breakable-kafka")
    try:
        server = BreakableServer(lambda: LocalKafka.start(folder), lambda running: prepared(running.bootstrap))
    except LocalServerError as error:
        pytest.skip(f"no Kafka: {error}")
    yield server
    server.stop()


@pytest.mark.kafka
class TestKafkaBusInTrouble(BusFaults):
    @pytest.fixture
    def takeover_seconds(self) -> float:
        return 15.0
