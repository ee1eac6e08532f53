"""A region as the README starts it: one command, in an empty folder."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from doorstroom_common.local.folder import free_port

COMMANDS = Path(sys.executable).parent
START_SECONDS, STOP_SECONDS = 60, 30


@contextmanager
def region_in(folder: Path) -> Iterator[str]:
    """Its address, on a free port; the data stands in `folder/data`."""
    port = free_port()
    with (folder / "region.log").open("wb") as log:
        process = subprocess.Popen(
            [COMMANDS / "doorstroom", "up", "--port", str(port)], cwd=folder, stdout=log, stderr=subprocess.STDOUT
        )
        try:
            wait_until_ready(process, f"http://127.0.0.1:{port}", folder / "region.log")
            yield f"127.0.0.1:{port}"
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(STOP_SECONDS)


def wait_until_ready(process: subprocess.Popen[bytes], address: str, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    for service in ("vacancy", "candidate", "matching", "notification"):
        while not ready(f"{address}/{service}/health/ready"):
            assert process.poll() is None, log.read_text(errors="replace")
            assert time.monotonic() < deadline, log.read_text(errors="replace")
            time.sleep(0.1)


def ready(url: str) -> bool:
    try:
        return httpx.get(url).is_success
    except httpx.TransportError:
        return False
