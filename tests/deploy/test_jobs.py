"""The jobs of the container files, run as they run there: with nothing but the environment that is given to them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from aiokafka.admin import AIOKafkaAdminClient

from doorstroom_common.bus import PARTITIONS, TOPICS
from doorstroom_common.database.provision import Provisioned, provision
from doorstroom_common.local import LocalPostgres
from doorstroom_common.testing.kafka import KafkaForTests
from doorstroom_common.testing.postgres import blocking
from tests.deploy.rendered import ROOT

pytestmark = [pytest.mark.postgres, pytest.mark.kafka]
COVENANT = ROOT / "covenants" / "demo.yaml"


@pytest.fixture(scope="module")
def database(postgres_server: LocalPostgres) -> Provisioned:
    return blocking(provision(postgres_server.dsn("postgres"), "deployed_vacancy"))


@pytest.fixture(scope="module")
def environment(database: Provisioned, kafka_server: KafkaForTests) -> dict[str, str]:
    settings = {
        "DATABASE__APP_DSN": database.app_dsn,
        "DATABASE__WORKER_DSN": database.worker_dsn,
        "BUS__KIND": "kafka",
        "BUS__BOOTSTRAP_SERVERS": kafka_server.bootstrap,
        "AUTH__ISSUERS": '[{"issuer": "https://login.region.example", "jwks_url": "https://login.region.example/jwks"}]',
    }
    ours = {f"DOORSTROOM_VACANCY_{name}": value for name, value in settings.items()}
    return {name: value for name, value in os.environ.items() if not name.startswith("DOORSTROOM_")} | ours


def job(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "doorstroom_vacancy", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=90)


@pytest.fixture(scope="module")
def migrated(environment: dict[str, str], database: Provisioned) -> None:
    owner = environment | {"DOORSTROOM_VACANCY_DATABASE__OWNER_DSN": database.owner_dsn}
    for _ in range(2):
        ran = job(owner, "migrate")
        assert ran.returncode == 0, ran.stderr


async def test_the_topics_are_made_with_their_partitions_and_may_be_made_again(environment: dict[str, str]) -> None:
    for _ in range(2):
        ran = job(environment, "topics")
        assert ran.returncode == 0, ran.stderr

    admin = AIOKafkaAdminClient(bootstrap_servers=environment["DOORSTROOM_VACANCY_BUS__BOOTSTRAP_SERVERS"])
    await admin.start()
    try:
        found = {topic["topic"]: len(topic["partitions"]) for topic in await admin.describe_topics(list(TOPICS))}
    finally:
        await admin.close()
    assert found == dict.fromkeys(TOPICS, PARTITIONS)


def test_without_a_broker_the_topics_job_says_so_and_fails(environment: dict[str, str]) -> None:
    ran = job(environment | {"DOORSTROOM_VACANCY_BUS__BOOTSTRAP_SERVERS": "127.0.0.1:1"}, "topics")

    assert ran.returncode == 1
    assert "No topics were made" in ran.stderr


@pytest.mark.usefixtures("migrated")
def test_a_covenant_is_adopted_once(environment: dict[str, str]) -> None:
    first, again = job(environment, "adopt", str(COVENANT)), job(environment, "adopt", str(COVENANT))

    assert (first.returncode, again.returncode) == (0, 0), first.stderr + again.stderr
    assert first.stdout == "Adopted: delta-demo version 1\n"
    assert again.stdout == "Adopted before: delta-demo version 1\n"


@pytest.mark.usefixtures("migrated")
def test_a_covenant_that_makes_no_sense_fails_the_job_with_file_and_line(
    environment: dict[str, str], tmp_path: Path
) -> None:
    file = tmp_path / "region.yaml"
    file.write_text(COVENANT.read_text(encoding="utf-8").replace("version: 1", "version: one"), encoding="utf-8")

    ran = job(environment, "adopt", str(file))

    assert ran.returncode == 1
    assert "region.yaml: line " in ran.stderr


def test_without_the_owner_s_address_the_migration_says_what_is_missing(environment: dict[str, str]) -> None:
    ran = job(environment, "migrate")

    assert ran.returncode != 0
    assert "DOORSTROOM_VACANCY_DATABASE__OWNER_DSN" in ran.stderr
