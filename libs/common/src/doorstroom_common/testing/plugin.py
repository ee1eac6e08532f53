"""Pytest plugin for every package here: real servers, started once and only when a test asks for them.

Fixtures: `postgres_server` and `kafka_server` for a whole run, `fresh_database` and `service_database` for a test.
A test whose server cannot be had is skipped and listed by name at the end; with CI=true every skip is a failure, so
that nothing is left out unseen.
"""

import os
from collections.abc import Callable, Generator, Iterator

import pytest

from doorstroom_common.database.provision import Provisioned
from doorstroom_common.local import LocalPostgres, LocalServerError
from doorstroom_common.testing.kafka import KafkaForTests, start_kafka
from doorstroom_common.testing.postgres import FORGETFUL, Databases, Prepare

FreshDatabase = Callable[..., str]
ServiceDatabase = Callable[[str, Prepare], Provisioned]
MARKERS = {
    "postgres_server": "postgres",
    "kafka_server": "kafka",
    "keycloak_server": "keycloak",
}


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalPostgres]:
    """One PostgreSQL for the run. It is shared: kill or freeze one of your own (LocalPostgres.start)."""
    try:
        server = LocalPostgres.start(tmp_path_factory.mktemp("postgres"), options=FORGETFUL)
    except LocalServerError as error:
        pytest.skip(f"no PostgreSQL: {error}")
    yield server
    server.stop("immediate")


@pytest.fixture(scope="session")
def kafka_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KafkaForTests]:
    """One Kafka for the run. It is shared: give topics and groups names of your own, and kill another one."""
    try:
        server = start_kafka(tmp_path_factory.mktemp("kafka"))
    except LocalServerError as error:
        pytest.skip(f"no Kafka: {error}")
    yield server
    server.stop()


@pytest.fixture(scope="session")
def databases(postgres_server: LocalPostgres) -> Databases:
    """The maker of databases, for fixtures that keep one longer than a test."""
    return Databases(postgres_server)


@pytest.fixture
def fresh_database(databases: Databases) -> Iterator[FreshDatabase]:
    """`fresh_database("vacancy", prepare)`: a database for this test alone; returns the superuser's address of it.

    `prepare(address)` makes roles and tables, once per run and name. The databases go when the test ends.
    """
    yield databases.fresh
    databases.drop_all()


@pytest.fixture
def service_database(databases: Databases) -> Iterator[ServiceDatabase]:
    """`service_database("vacancy", migrate)`: a service's database for this test alone, with its three roles.

    `migrate(owner_dsn)` runs once per run and name; returns the addresses for owner, app and worker.
    """
    yield databases.fresh_service
    databases.drop_all()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark tests by the servers they ask for: `-m "not kafka"` leaves those out."""
    for item in items:
        for name in getattr(item, "fixturenames", ()):
            if name in MARKERS:
                item.add_marker(MARKERS[name])


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """In CI a skipped test is a failed one: it was meant to run there."""
    report = yield
    if report.skipped and not hasattr(report, "wasxfail") and _in_ci():
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped, and in CI nothing may be: {_reason(report)}"
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say by name what was not tested here."""
    skipped = terminalreporter.stats.get("skipped", [])
    if skipped:
        terminalreporter.section("not tested here")
    for report in skipped:
        terminalreporter.line(f"{report.nodeid}: {_reason(report)}")


def _reason(report: pytest.TestReport) -> str:
    return report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)


def _in_ci() -> bool:
    return os.environ.get("CI", "").lower() == "true"
