"""The folder of a local server: one owner at a time, and a port that stays the same."""

import contextlib
import fcntl
import os
import random
import socket
from pathlib import Path
from typing import TextIO

from doorstroom_common.local.errors import AlreadyRunning

# Below the range from which the kernel picks ports for outgoing connections, so that none of those takes ours.
PORTS = range(20000, 30000)
ATTEMPTS = 200


class OwnedFolder:
    """A folder held by a lock for as long as this object is open; the lock goes with the process, however it ends."""

    def __init__(self, path: Path, lock: TextIO) -> None:
        self.path = path
        self._lock = lock

    @classmethod
    def take(cls, path: Path) -> "OwnedFolder":
        """Create the folder when it is not there and lock it. Raises AlreadyRunning when somebody has it."""
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
        lock = (path / "owner.lock").open("a+", encoding="ascii")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            pid = lock.read().strip()
            lock.close()
            raise AlreadyRunning(path, int(pid) if pid else None) from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        return cls(path, lock)

    def release(self) -> None:
        """Let somebody else have it. Safe to call twice."""
        if not self._lock.closed:
            self._lock.truncate(0)
            self._lock.close()

    def port(self, name: str = "port") -> int:
        """The port of last time while it is free, else a new one, remembered under this name."""
        file = self.path / name
        with contextlib.suppress(OSError, ValueError):
            remembered = int(file.read_text(encoding="ascii"))
            if is_free(remembered):
                return remembered
        return self.new_port(name)

    def new_port(self, name: str = "port") -> int:
        """A free port other than the remembered one, remembered in its place."""
        port = free_port()
        (self.path / name).write_text(str(port), encoding="ascii")
        return port

    def secret_file(self, name: str, content: str) -> Path:
        """A file that only its owner can read, from the first byte."""
        file = self.path / name
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as opened:
            opened.write(content)
        return file


def is_free(port: int) -> bool:
    """Whether a server could listen on this port of the loopback address now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def free_port() -> int:
    """A port nobody listens on. Another process may still take it first: be ready to ask again."""
    for _ in range(ATTEMPTS):
        port = random.choice(PORTS)  # noqa: S311 - no secret
        if is_free(port):
            return port
    raise OSError(f"no free port between {PORTS.start} and {PORTS.stop}")
