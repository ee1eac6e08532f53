"""Clients of Kafka are made in one place, and as the settings say."""

import ssl
from pathlib import Path

import pytest
from pydantic import SecretStr

from doorstroom_common.bus import create_bus
from doorstroom_common.bus.kafka import KafkaOptions
from doorstroom_common.settings import BusSettings

ROOT = Path(__file__).parents[4]
THE_PLACE = "libs/common/src/doorstroom_common/bus/kafka/options.py"
CLIENTS = ("AIOKafkaProducer(", "AIOKafkaConsumer(", "AIOKafkaAdminClient(")


def test_no_client_is_built_outside_the_one_place() -> None:
    sources = [path for part in ("libs", "services", "launcher") for path in (ROOT / part).glob("**/src/**/*.py")]
    assert sources
    builders = {
        str(path.relative_to(ROOT)) for path in sources if any(client in path.read_text("utf-8") for client in CLIENTS)
    }
    assert builders == {THE_PLACE}


@pytest.mark.parametrize("kind", ["postgres", "kafka"])
def test_a_bus_without_an_address_is_refused_with_the_name_of_the_setting(kind: str) -> None:
    with pytest.raises(ValueError, match=r"bus\.(dsn|bootstrap_servers) is needed"):
        create_bus(BusSettings.model_validate({"kind": kind}))


async def test_tls_and_sasl_reach_the_clients() -> None:
    options = KafkaOptions(
        BusSettings(
            kind="kafka",
            bootstrap_servers="one:9093, two:9093",
            security_protocol="SASL_SSL",
            sasl_mechanism="SCRAM-SHA-256",
            sasl_username="vacancy",
            sasl_password=SecretStr("secret"),
        ),
        "vacancy",
    )
    admin = options.admin()
    client = admin._client
    assert sorted(host[:2] for host in client.hosts) == [("one", 9093), ("two", 9093)]  # the client shuffles them
    assert isinstance(client._ssl_context, ssl.SSLContext)
    assert client._ssl_context.verify_mode is ssl.CERT_REQUIRED
    assert (client._security_protocol, client._sasl_mechanism) == ("SASL_SSL", "SCRAM-SHA-256")
    assert (client._sasl_plain_username, client._sasl_plain_password) == ("vacancy", "secret")
    await admin.close()


async def test_a_consumer_never_commits_by_itself_and_starts_at_the_first_record() -> None:
    consumer = KafkaOptions(BusSettings(kind="kafka", bootstrap_servers="nowhere:9092"), "suite").consumer("group")
    assert consumer._enable_auto_commit is False
    assert consumer._auto_offset_reset == "earliest"
    await consumer.stop()
