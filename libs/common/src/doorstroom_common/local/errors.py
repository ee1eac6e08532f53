"""What can go wrong with a local server, in words for the person at the terminal."""

from pathlib import Path


class LocalServerError(Exception):
    """A local server cannot be started; the message says why and what to do."""


class AlreadyRunning(LocalServerError):
    """The folder is in use by another process (or by another part of this one)."""

    def __init__(self, folder: Path, pid: int | None) -> None:
        self.folder = folder
        self.pid = pid
        who, how = (f"process {pid}", f" (kill {pid})") if pid else ("another process", "")
        super().__init__(f"{folder} is in use by {who}. Stop that first{how}, or choose another data folder.")
