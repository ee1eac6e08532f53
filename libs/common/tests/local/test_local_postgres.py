import asyncio
import pwd
import socket
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import psutil
import pytest

from doorstroom_common.local import AlreadyRunning, LocalPostgres, LocalServerError
from doorstroom_common.local.identity import switched
from doorstroom_common.local.postgres_options import FORGETFUL


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder that one server after another uses; below a folder that only its owner may enter."""
    closed = tmp_path_factory.mktemp("closed")
    closed.chmod(0o700)
    return closed / "region" / "postgres"


@pytest.fixture
def server(folder: Path) -> Iterator[LocalPostgres]:
    running = LocalPostgres.start(folder, options=FORGETFUL)
    yield running
    running.thaw()
    running.stop()


async def ask(dsn: str, query: str) -> object:
    connection = await asyncpg.connect(dsn, timeout=5)
    try:
        return await connection.fetchval(query)
    finally:
        await connection.close()


async def test_it_is_a_real_postgresql_eighteen(server: LocalPostgres) -> None:
    assert str(await ask(server.dsn("postgres"), "SHOW server_version")).startswith("18.")


async def test_nobody_enters_without_the_password(server: LocalPostgres) -> None:
    for word in ("", "guess"):
        with pytest.raises(asyncpg.InvalidPasswordError):
            await ask(server.dsn("postgres", password=word), "SELECT 1")


def test_it_listens_on_the_loopback_address_alone_and_on_no_socket(server: LocalPostgres) -> None:
    listening = [
        (connection.laddr.ip, connection.laddr.port)
        for connection in psutil.Process(server.pid).net_connections("inet")
        if connection.status == psutil.CONN_LISTEN
    ]
    assert listening == [("127.0.0.1", server.port)]
    assert psutil.Process(server.pid).net_connections("unix") == []


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("tcp_keepalives_idle", "10"),
        ("tcp_keepalives_interval", "5"),
        ("tcp_keepalives_count", "3"),
        ("idle_in_transaction_session_timeout", "1min"),
        ("timezone", "UTC"),
        ("server_encoding", "UTF8"),
    ],
)
async def test_every_edition_has_the_settings_that_faults_are_noticed_by(
    server: LocalPostgres, setting: str, value: str
) -> None:
    assert await ask(server.dsn("postgres"), f"SHOW {setting}") == value


async def test_by_default_a_commit_is_on_disk(tmp_path: Path) -> None:
    with LocalPostgres.start(tmp_path / "durable") as durable:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            assert await ask(durable.dsn("postgres"), f"SHOW {setting}") == "on"


def test_a_second_owner_is_refused_with_the_pid_of_the_first(server: LocalPostgres) -> None:
    with pytest.raises(AlreadyRunning, match="in use by process"):
        LocalPostgres.start(server.folder)


async def test_what_was_committed_is_there_after_kill_nine_on_the_same_port(folder: Path) -> None:
    with LocalPostgres.start(folder) as before:
        await ask(before.dsn("postgres"), "CREATE TABLE IF NOT EXISTS kept (fact int)")
        await ask(before.dsn("postgres"), "INSERT INTO kept VALUES (7)")
        before.kill()
        assert not psutil.pid_exists(before.pid)
    with LocalPostgres.start(folder) as after:
        assert await ask(after.dsn("postgres"), "SELECT fact FROM kept") == 7
        assert after.port == before.port


async def test_a_frozen_server_answers_nobody_and_goes_on_when_thawed(server: LocalPostgres) -> None:
    connection = await asyncpg.connect(server.dsn("postgres"))
    server.freeze()
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(asyncio.shield(waiting := asyncio.ensure_future(connection.fetchval("SELECT 3"))), 0.3)
    server.thaw()
    assert await waiting == 3
    await connection.close()


async def test_a_server_can_be_started_from_a_thread_and_outlives_it(tmp_path: Path) -> None:
    server = await asyncio.to_thread(LocalPostgres.start, tmp_path / "threaded", options=FORGETFUL)
    assert await ask(server.dsn("postgres"), "SELECT 1") == 1
    await asyncio.to_thread(server.stop)


async def test_another_port_is_taken_when_somebody_sits_on_ours(folder: Path) -> None:
    LocalPostgres.start(folder).stop()
    port = int((folder / "port").read_text())
    with socket.create_server(("127.0.0.1", port)), LocalPostgres.start(folder) as server:
        assert server.port != port
        assert await ask(server.dsn("postgres"), "SELECT 1") == 1


def test_what_postgresql_says_is_shown_when_it_does_not_start(folder: Path) -> None:
    with pytest.raises(LocalServerError, match="no_such_setting"):
        LocalPostgres.start(folder, options={"no_such_setting": "1"})
    LocalPostgres.start(folder).stop()


def test_data_of_another_version_is_refused_in_plain_words(tmp_path: Path) -> None:
    (tmp_path / "pgdata").mkdir()
    (tmp_path / "pgdata" / "PG_VERSION").write_text("17\n")
    with pytest.raises(LocalServerError, match="written by PostgreSQL 17 and this is 18"):
        LocalPostgres.start(tmp_path)


def test_a_creation_that_was_cut_off_is_done_again(tmp_path: Path) -> None:
    (tmp_path / "pgdata.making").mkdir()
    (tmp_path / "pgdata.making" / "PG_VERSION").write_text("18\n")
    LocalPostgres.start(tmp_path).stop()


def test_a_user_who_cannot_reach_the_folder_is_named_before_anything_is_tried(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    with pytest.raises(LocalServerError, match="the user nobody cannot reach"):
        switched(pwd.getpwnam("nobody")).must_reach(tmp_path, Path("/bin/sh"))
