"""Each service as a process of its own on this machine, as in production, on ports that follow each other."""

import os
import signal
import subprocess
import sys
import time
from types import FrameType

import orjson

from doorstroom.console import words
from doorstroom.editions import SERVICES
from doorstroom.folder import Addresses, DataFolder
from doorstroom.servers import bus_settings
from doorstroom_common.http import LocalIssuer
from doorstroom_common.http.issuer import ISSUER

STOP_SECONDS = 40.0


def run_processes(folder: DataFolder, addresses: Addresses, host: str, port: int) -> int:
    """Run until a signal or until one of them ends; then stop them all. Returns the exit code."""
    jwks = folder.keys / "jwks.json"
    jwks.write_bytes(orjson.dumps(LocalIssuer.open(folder.keys).jwks()))
    running = {
        name: subprocess.Popen(  # noqa: S603 - our own modules
            [sys.executable, "-m", edition.package, "serve", "--host", host, "--port", str(port + number)],
            env={**os.environ, **environment(name, folder, addresses)},
        )
        for number, (name, edition) in enumerate(SERVICES.items())
    }
    for number, name in enumerate(running):
        words.print(f"  {name:<13} http://{host}:{port + number}/{name}/v1/openapi.json")
    code = _wait(running)
    return code


def environment(name: str, folder: DataFolder, addresses: Addresses) -> dict[str, str]:
    """The settings of one service as its process reads them."""
    prefix = f"DOORSTROOM_{name.upper()}_"
    bus = bus_settings(addresses)
    dsns = addresses.services[name]
    issuers = [{"issuer": ISSUER, "jwks_file": str(folder.keys / "jwks.json")}]
    values = {
        "DATABASE__OWNER_DSN": dsns.owner_dsn,
        "DATABASE__APP_DSN": dsns.app_dsn,
        "DATABASE__WORKER_DSN": dsns.worker_dsn,
        "BUS__KIND": bus.kind,
        "AUTH__ISSUERS": orjson.dumps(issuers).decode(),
    }
    if bus.dsn:
        values["BUS__DSN"] = bus.dsn.get_secret_value()
    if bus.bootstrap_servers:
        values["BUS__BOOTSTRAP_SERVERS"] = bus.bootstrap_servers
    values |= {variable.upper(): str(value) for variable, value in folder.settings_of(name).items()}
    return {prefix + variable: value for variable, value in values.items()}


def _wait(running: dict[str, "subprocess.Popen[bytes]"]) -> int:
    stopping = False

    def stop(_: int, __: FrameType | None) -> None:
        nonlocal stopping
        stopping = True

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    while not stopping:
        ended = {name: process.returncode for name, process in running.items() if process.poll() is not None}
        if ended:
            words.print(f"[bold red]Ended by itself: {ended}; the others are stopped.[/bold red]")
            break
        time.sleep(0.2)
    for process in running.values():
        process.terminate()
    deadline = time.monotonic() + STOP_SECONDS
    for process in running.values():
        try:
            process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
    return 0 if stopping else 1
