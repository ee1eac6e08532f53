"""A real Keycloak of our own for tests: its distribution on a Java from a wheel, with a realm of ours, in memory."""

import atexit
import http.client
import json
import secrets
import shutil
import signal
from functools import partial
from pathlib import Path
from typing import Self

from doorstroom_common.local.environment import clean_environment
from doorstroom_common.local.errors import LocalServerError
from doorstroom_common.local.folder import OwnedFolder
from doorstroom_common.local.keycloak_home import BUILD_OPTIONS, command, ensure_home, use
from doorstroom_common.local.logfile import tail
from doorstroom_common.local.pinned import Progress
from doorstroom_common.local.process import OwnedProcess, Recipe, end_left_behind, wait_until

START_SECONDS = 120.0
STOP_SECONDS = 15.0
ADMINISTRATOR = "administrator"


class LocalKeycloak:
    """A running Keycloak that belongs to this process and ends with it; what it was told is gone then.

    It listens on 127.0.0.1 alone, over plain http. Start and stop it outside the event loop, or in a thread.
    """

    def __init__(self, owned: OwnedFolder, process: OwnedProcess, port: int, password: str) -> None:
        self._owned = owned
        self._process = process
        self.url = f"http://127.0.0.1:{port}"
        self.password = password
        """Of `ADMINISTRATOR`, made for this start."""
        atexit.register(self.stop)

    @classmethod
    def start(cls, folder: Path, realm: Path, progress: Progress) -> Self:
        """Start it with the realm of this file and wait until the realm answers.

        The first time ever, the distribution is fetched into the user's cache and built there.
        Raises AlreadyRunning when the folder has an owner, LocalServerError when Keycloak cannot be had or started.
        """
        folder = folder.resolve()
        owned = OwnedFolder.take(folder)
        try:
            end_left_behind(folder, signal.SIGTERM)
            use(ensure_home(progress), folder)
            imports = folder / "data" / "import"
            imports.mkdir(parents=True, exist_ok=True)
            shutil.copy(realm, imports)
            password, port = secrets.token_urlsafe(24), owned.port()
            process = _launch(folder, port, password, _name(realm))
        except BaseException:
            owned.release()
            raise
        return cls(owned, process, port, password)

    @property
    def pid(self) -> int:
        return self._process.pid

    def stop(self) -> None:
        """Stop it in good order; kill it when that takes too long."""
        atexit.unregister(self.stop)
        self._process.stop(signal.SIGTERM, STOP_SECONDS)
        self._owned.release()


def _launch(folder: Path, port: int, password: str, realm: str) -> OwnedProcess:
    log = folder / "keycloak.log"
    arguments = ("start-dev", *BUILD_OPTIONS, "--http-host=127.0.0.1", f"--http-port={port}", "--import-realm")
    process = OwnedProcess.start(
        Recipe(
            command=command(folder, arguments, built=True),
            folder=folder,
            log=log,
            stop_signal=signal.SIGTERM,
            environment=clean_environment(
                KC_BOOTSTRAP_ADMIN_USERNAME=ADMINISTRATOR, KC_BOOTSTRAP_ADMIN_PASSWORD=password
            ),
            grace_seconds=STOP_SECONDS,
        )
    )
    if not wait_until(partial(_answers, port, f"/realms/{realm}"), process, START_SECONDS):
        process.stop(signal.SIGTERM, 5.0)
        raise LocalServerError(f"Keycloak does not start in {folder}:\n{tail(log)}")
    return process


def _answers(port: int, path: str) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _name(realm: Path) -> str:
    name: str = json.loads(realm.read_text(encoding="utf-8"))["realm"]
    return name
