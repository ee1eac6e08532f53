"""A real PostgreSQL 18 of our own, from a wheel: no Docker, no root, nothing to install."""

import atexit
import contextlib
import secrets
import signal
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Literal, Self
from urllib.parse import quote

from doorstroom_common.local.environment import clean_environment
from doorstroom_common.local.errors import LocalServerError
from doorstroom_common.local.folder import OwnedFolder
from doorstroom_common.local.identity import Identity, without_privileges
from doorstroom_common.local.logfile import rotated, tail
from doorstroom_common.local.postgres_cluster import MAJOR, create_cluster, program
from doorstroom_common.local.postgres_options import ALWAYS, DURABLE, command_line
from doorstroom_common.local.process import OwnedProcess, Recipe, end_left_behind, wait_until

START_SECONDS = 60.0
ATTEMPTS = 5
PASSWORD_FILE = "superuser-password"  # noqa: S105 - the name of a file
PORT_TAKEN = "could not bind"
STILL_DYING = "pre-existing shared memory block"
STOP_SIGNALS: Mapping[str, signal.Signals] = {"fast": signal.SIGINT, "immediate": signal.SIGQUIT}

Progress = Callable[[str], None]


class LocalPostgres:
    """A running server that belongs to this process and ends with it, however this process ends.

    It listens on 127.0.0.1 alone, every connection needs a password (SCRAM), and its data folder keeps the superuser's.
    Start and stop it outside the event loop, or in a thread.
    """

    def __init__(self, owned: OwnedFolder, process: OwnedProcess, port: int, password: str) -> None:
        self._owned = owned
        self._process = process
        self._password = password
        self.port = port
        atexit.register(self.stop)

    @classmethod
    def start(cls, folder: Path, *, progress: Progress | None = None, options: Mapping[str, str] | None = None) -> Self:
        """Start the server of this folder, creating it the first time.

        A server left behind by an owner that was killed is stopped first. `options` go over the durable ones.
        Raises AlreadyRunning when the folder has an owner, LocalServerError when the server does not start.
        """
        say = progress or _silence
        folder = folder.resolve()
        owned = OwnedFolder.take(folder)
        try:
            if end_left_behind(folder, signal.SIGINT):
                say("stopped a PostgreSQL that was left behind")
            identity = without_privileges()
            password = _prepare(owned, identity, say)
            process, port = _launch(owned, identity, {**ALWAYS, **DURABLE, **(options or {})})
        except BaseException:
            owned.release()
            raise
        return cls(owned, process, port, password)

    @property
    def pid(self) -> int:
        """The process id of the postmaster."""
        return self._process.pid

    @property
    def folder(self) -> Path:
        """Where its data is: start() on the same folder brings the same data back."""
        return self._owned.path

    @property
    def log(self) -> Path:
        """What the server itself has to say."""
        return _log(self.folder)

    def dsn(self, database: str, role: str = "postgres", password: str | None = None) -> str:
        """The address of a database here. Without a password: the superuser's own, none for another role."""
        if password is None and role == "postgres":
            password = self._password
        secret = "" if password is None else f":{quote(password, safe='')}"
        return f"postgresql://{quote(role, safe='')}{secret}@127.0.0.1:{self.port}/{quote(database, safe='')}"

    def stop(self, mode: Literal["fast", "immediate"] = "fast") -> None:
        """Stop it: `fast` ends sessions and closes the books, `immediate` leaves recovery to the next start."""
        atexit.unregister(self.stop)
        self._process.stop(STOP_SIGNALS[mode], 20.0)
        self._owned.release()

    def kill(self) -> None:
        """Kill -9, as a crash would. The next start() on the folder recovers."""
        atexit.unregister(self.stop)
        self._process.kill()
        self._owned.release()

    def freeze(self) -> None:
        """Stop the server and all its sessions in their tracks; connections stay open and nothing answers."""
        self._process.freeze()

    def thaw(self) -> None:
        """Let it go on."""
        self._process.thaw()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def _prepare(owned: OwnedFolder, identity: Identity, say: Progress) -> str:
    """The superuser's password, of a cluster that is there after this."""
    identity.hand_over(owned.path)
    identity.must_reach(owned.path, program("postgres"))
    data = _data(owned.path)
    version = data / "PG_VERSION"
    if not version.exists():
        say("creating the database, once")
        password = secrets.token_urlsafe(24)
        file = owned.secret_file(PASSWORD_FILE, password)
        identity.hand_over(file)
        create_cluster(data, file, identity)
    elif version.read_text(encoding="ascii").strip() != MAJOR:
        written = version.read_text(encoding="ascii").strip()
        raise LocalServerError(
            f"{data} was written by PostgreSQL {written} and this is {MAJOR}. "
            "Make a dump with the Doorstroom that wrote it, and read it back into a new folder."
        )
    return (owned.path / PASSWORD_FILE).read_text(encoding="ascii")


def _launch(owned: OwnedFolder, identity: Identity, options: Mapping[str, str]) -> tuple[OwnedProcess, int]:
    log = rotated(_log(owned.path))
    identity.hand_over(log)
    port, said = owned.port(), ""
    for _ in range(ATTEMPTS):
        written = log.stat().st_size
        recipe = Recipe(
            command=[
                *(str(program("postgres")), "-D", str(_data(owned.path)), "-p", str(port)),
                *command_line(options),
            ],
            folder=owned.path,
            log=log,
            stop_signal=signal.SIGINT,
            environment=clean_environment(LC_ALL="C"),
            identity=identity,
        )
        process = OwnedProcess.start(recipe)
        if wait_until(partial(_ready, owned.path, process.pid), process, START_SECONDS):
            return process, port
        process.stop(signal.SIGQUIT, 5.0)
        said = tail(log, start=written)
        if PORT_TAKEN in said:
            port = owned.new_port()
        elif STILL_DYING in said:
            time.sleep(0.5)
        else:
            break
    raise LocalServerError(f"PostgreSQL does not start in {owned.path}:\n{said}")


def _ready(folder: Path, pid: int) -> bool:
    """What pg_ctl looks at: the status line of the server's own file; one left by a crash names another process."""
    with contextlib.suppress(OSError, IndexError):
        lines = (_data(folder) / "postmaster.pid").read_text(encoding="utf-8").splitlines()
        return lines[0].strip() == str(pid) and lines[7].strip() == "ready"
    return False


def _data(folder: Path) -> Path:
    return folder / "pgdata"


def _log(folder: Path) -> Path:
    return folder / "postgres.log"


def _silence(_: str) -> None:
    pass
