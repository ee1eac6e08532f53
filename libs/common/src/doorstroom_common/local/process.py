"""A server process that belongs to this one: it is stopped with it, and can be killed and frozen on purpose."""

import contextlib
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

from doorstroom_common.local.identity import AS_MYSELF, Identity

KEEPER = Path(__file__).with_name("keeper.py")
PID_FILE = "server.pid"


@dataclass(frozen=True)
class Recipe:
    """How to run one server. `folder` holds its pid file; `stop_signal` is its polite way out."""

    command: Sequence[str]
    folder: Path
    log: Path
    stop_signal: signal.Signals
    environment: Mapping[str, str]
    grace_seconds: float = 10.0
    identity: Identity = AS_MYSELF

    def keeper_command(self) -> list[str]:
        """The command line that runs this under the keeper."""
        return [
            *(sys.executable, "-I", "-S", str(KEEPER)),
            *("--stop-signal", str(int(self.stop_signal)), "--grace", str(self.grace_seconds)),
            *("--pid-file", str(self.folder / PID_FILE), *self.identity.options, "--", *self.command),
        ]


class OwnedProcess:
    """A running server under its keeper. Not safe for two threads at once."""

    def __init__(self, keeper: "subprocess.Popen[bytes]", pid: int) -> None:
        self._keeper = keeper
        self.pid = pid

    @classmethod
    def start(cls, recipe: Recipe) -> "OwnedProcess":
        """Start it; it may still end at once, so wait for its answer before using it."""
        with recipe.log.open("ab") as log:
            keeper = subprocess.Popen(  # noqa: S603 - our own program with our own arguments
                recipe.keeper_command(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                env=dict(recipe.environment),
                cwd="/",
                start_new_session=True,
            )
        assert keeper.stdout is not None  # noqa: S101 - for the type checker
        first = keeper.stdout.readline()
        if not first:
            raise OSError(f"{recipe.command[0]} could not be started, see {recipe.log}")
        return cls(keeper, int(first))

    @property
    def running(self) -> bool:
        """Whether the server has not ended."""
        return self._keeper.poll() is None

    @property
    def exit_code(self) -> int | None:
        """How it ended, as a shell counts; None while it runs."""
        return self._keeper.poll()

    def send(self, number: signal.Signals) -> None:
        """Hand a signal to the server. Nothing happens when it has ended."""
        assert self._keeper.stdin is not None  # noqa: S101 - for the type checker
        with contextlib.suppress(BrokenPipeError, ValueError):
            self._keeper.stdin.write(bytes([number]))
            self._keeper.stdin.flush()

    def wait(self, seconds: float) -> bool:
        """Whether it ended within this time."""
        try:
            self._keeper.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        for pipe in (self._keeper.stdin, self._keeper.stdout):
            if pipe is not None:
                with contextlib.suppress(BrokenPipeError):
                    pipe.close()
        return True

    def stop(self, number: signal.Signals, seconds: float) -> None:
        """Ask it to stop; when it does not within this time, kill it."""
        self.thaw()
        self.send(number)
        if not self.wait(seconds):
            self.kill()

    def kill(self) -> None:
        """Kill -9 the server, as a crash would, and see its own children gone before returning."""
        children = self._children()
        self.send(signal.SIGKILL)
        self.wait(10)
        gather(children)

    def freeze(self) -> None:
        """Stop the whole server in its tracks: connections stay open, nothing answers."""
        frozen: set[int] = set()
        while fresh := [process for process in (self._self(), *self._children()) if process.pid not in frozen]:
            for process in fresh:
                frozen.add(process.pid)
                with contextlib.suppress(psutil.NoSuchProcess):
                    _suspend(process)

    def thaw(self) -> None:
        """Let a frozen server go on. Nothing happens when it was not frozen."""
        with contextlib.suppress(psutil.NoSuchProcess):
            for process in (*self._children(), self._self()):
                with contextlib.suppress(psutil.NoSuchProcess):
                    process.resume()

    def _self(self) -> psutil.Process:
        return psutil.Process(self.pid)

    def _children(self) -> list[psutil.Process]:
        try:
            return self._self().children(recursive=True)
        except psutil.NoSuchProcess:
            return []


def _suspend(process: psutil.Process, seconds: float = 2.0) -> None:
    """Stop it, and see that it stands still: the signal alone may come a moment later."""
    process.suspend()
    deadline = time.monotonic() + seconds
    while process.status() != psutil.STATUS_STOPPED and time.monotonic() < deadline:
        time.sleep(0.001)


def gather(processes: list[psutil.Process], seconds: float = 10.0) -> None:
    """See these processes gone; those that stay are killed."""
    for process in processes:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.resume()
    _, alive = psutil.wait_procs(processes, timeout=seconds)
    for process in alive:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.kill()
    psutil.wait_procs(alive, timeout=seconds)


def end_left_behind(folder: Path, stop_signal: signal.Signals, seconds: float = 15.0) -> bool:
    """Stop a server of this folder that outlived its owner and its keeper. True when there was one.

    Call it with the folder's lock held: then a server that still runs has no owner.
    """
    server = _left_behind(folder)
    if server is None:
        return False
    with contextlib.suppress(psutil.NoSuchProcess):
        family = [server, *server.children(recursive=True)]
        for process in family:
            process.resume()
        server.send_signal(stop_signal)
        gather(family, seconds)
    (folder / PID_FILE).unlink(missing_ok=True)
    return True


def _left_behind(folder: Path) -> psutil.Process | None:
    try:
        process = psutil.Process(int((folder / PID_FILE).read_text(encoding="ascii")))
        # A pid may have gone to somebody else since: ours names its folder.
        return process if str(folder) in " ".join(process.cmdline()) else None
    except (OSError, ValueError, psutil.Error):
        return None


def wait_until(ready: Callable[[], bool], process: OwnedProcess, seconds: float) -> bool:
    """Ask `ready` until it says yes; False when the process ended or time is up before."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if not process.running:
            return False
        if ready():
            return True
        time.sleep(0.01)
    return False
