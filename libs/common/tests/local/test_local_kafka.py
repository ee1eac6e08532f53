import asyncio
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import KafkaConnectionError, UnknownTopicOrPartitionError

from doorstroom_common.local import AlreadyRunning, LocalKafka, LocalServerError
from doorstroom_common.testing.proxy import Proxy

pytestmark = [pytest.mark.kafka, pytest.mark.slow]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalKafka]:
    running = LocalKafka.start(tmp_path_factory.mktemp("kafka"))
    yield running
    running.thaw()
    running.stop()


async def create_topic(bootstrap: str, name: str) -> None:
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    await admin.start()
    try:
        await admin.create_topics([NewTopic(name, 8, 1)])
    finally:
        await admin.close()


async def publish(bootstrap: str, topic: str, value: bytes) -> None:
    producer = AIOKafkaProducer(bootstrap_servers=bootstrap, acks="all", metadata_max_age_ms=500)
    await producer.start()
    try:
        await producer.send_and_wait(topic, value)
    finally:
        await producer.stop()


async def first(bootstrap: str, topic: str) -> bytes | None:
    consumer = AIOKafkaConsumer(
        topic, bootstrap_servers=bootstrap, group_id="readers", auto_offset_reset="earliest", enable_auto_commit=False
    )
    await consumer.start()
    try:
        value: bytes | None = (await asyncio.wait_for(consumer.getone(), 20)).value
        return value
    finally:
        await consumer.stop()


async def test_a_group_reads_what_was_published_as_soon_as_the_broker_is_up(server: LocalKafka) -> None:
    await create_topic(server.bootstrap, "dishes")
    await publish(server.bootstrap, "dishes", b"soup")
    assert await first(server.bootstrap, "dishes") == b"soup"


async def test_no_topic_comes_into_being_by_asking_for_it(server: LocalKafka) -> None:
    admin = AIOKafkaAdminClient(bootstrap_servers=server.bootstrap)
    await admin.start()
    described = await admin.describe_topics(["never-made"])
    assert described[0]["error_code"] == UnknownTopicOrPartitionError.errno
    assert "never-made" not in await admin.list_topics()
    await admin.close()


def test_it_listens_on_the_loopback_address_alone(server: LocalKafka) -> None:
    addresses = {
        connection.laddr.ip.removeprefix("::ffff:")
        for connection in psutil.Process(server.pid).net_connections("inet")
        if connection.status == psutil.CONN_LISTEN
    }
    assert addresses == {"127.0.0.1"}


def test_a_second_owner_is_refused(server: LocalKafka) -> None:
    with pytest.raises(AlreadyRunning, match="in use by process"):
        LocalKafka.start(server.folder)


async def test_a_frozen_broker_answers_nobody(server: LocalKafka) -> None:
    server.freeze()
    producer = AIOKafkaProducer(bootstrap_servers=server.bootstrap, request_timeout_ms=500)
    with pytest.raises(KafkaConnectionError):
        await producer.start()
    await producer.stop()
    server.thaw()
    await create_topic(server.bootstrap, "after-thaw")


async def test_what_was_acknowledged_is_there_after_kill_nine_behind_the_same_proxy(tmp_path: Path) -> None:
    async with Proxy() as proxy:
        before = await asyncio.to_thread(LocalKafka.start, tmp_path / "kafka", advertised_port=proxy.port)
        proxy.target_port = before.port
        await create_topic(before.bootstrap, "kept")
        await publish(before.bootstrap, "kept", b"fact")
        await asyncio.to_thread(before.kill)
        assert not psutil.pid_exists(before.pid)

        after = await asyncio.to_thread(LocalKafka.start, tmp_path / "kafka", advertised_port=proxy.port)
        assert after.port == before.port
        assert after.bootstrap == f"127.0.0.1:{proxy.port}"
        assert await first(after.bootstrap, "kept") == b"fact"
        await asyncio.to_thread(after.stop)


def test_what_kafka_says_is_shown_when_it_does_not_start(tmp_path: Path) -> None:
    folder = tmp_path / "kafka"
    (folder / "data").mkdir(parents=True)
    (folder / "data" / "meta.properties").write_text("cluster.id=of-somebody-else\nversion=1\nnode.id=99\n")
    (folder / "formatted").touch()
    with pytest.raises(LocalServerError, match="Stored node id 99"):
        LocalKafka.start(folder)
