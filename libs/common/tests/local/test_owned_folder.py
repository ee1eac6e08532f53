import os
import socket
import stat
from pathlib import Path

import pytest

from doorstroom_common.local import AlreadyRunning
from doorstroom_common.local.folder import OwnedFolder, is_free


def test_a_folder_has_one_owner_and_the_second_is_told_who(tmp_path: Path) -> None:
    first = OwnedFolder.take(tmp_path)
    with pytest.raises(AlreadyRunning, match=rf"in use by process {os.getpid()}.*choose another data folder"):
        OwnedFolder.take(tmp_path)
    first.release()
    OwnedFolder.take(tmp_path).release()


def test_a_new_folder_is_closed_to_others(tmp_path: Path) -> None:
    owned = OwnedFolder.take(tmp_path / "region" / "postgres")
    assert stat.S_IMODE(owned.path.stat().st_mode) == 0o700
    owned.release()


def test_a_secret_can_be_read_by_its_owner_alone(tmp_path: Path) -> None:
    owned = OwnedFolder.take(tmp_path)
    assert stat.S_IMODE(owned.secret_file("secret", "word").stat().st_mode) == 0o600
    owned.release()


def test_the_port_is_the_same_the_next_time(tmp_path: Path) -> None:
    first = OwnedFolder.take(tmp_path)
    port = first.port()
    first.release()
    second = OwnedFolder.take(tmp_path)
    assert second.port() == port
    second.release()


def test_a_port_that_somebody_took_is_replaced_and_the_new_one_remembered(tmp_path: Path) -> None:
    owned = OwnedFolder.take(tmp_path)
    port = owned.port()
    with socket.create_server(("127.0.0.1", port)):
        assert not is_free(port)
        other = owned.port()
    assert other != port
    assert owned.port() == other
    owned.release()
