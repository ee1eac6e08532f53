"""One service as a process of its own, as in production: started, killed, ended in good order."""

import asyncio
import os
import re
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import httpx
import psutil

from doorstroom_common.http import LocalIssuer
from doorstroom_common.local.folder import free_port

ENDING = Path(__file__).with_name("ending_service.py")
STOP_SECONDS = 25.0
START_SECONDS = 90.0
SAMPLE = re.compile(r"^(\w+)(?:\{(.*)\})? ([-+.e\d]+)$", re.MULTILINE)


class ServiceProcess:
    """`http` stays the same over restarts; so do port and log."""

    def __init__(self, name: str, environment: Mapping[str, str], log: Path, port: int | None = None) -> None:
        self.name = name
        self.port = port or free_port()
        self._environment = {**os.environ, **environment}
        self._log = log
        self._process: subprocess.Popen[bytes] | None = None
        self.http = httpx.AsyncClient(base_url=f"http://127.0.0.1:{self.port}", timeout=30, trust_env=False)

    @property
    def pid(self) -> int:
        return self._running.pid

    @property
    def alive(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def start(self, ends_at: tuple[str, str] | None = None) -> None:
        """`ends_at`: point and topic, as in `ending_service`."""
        command = [sys.executable, "-m", f"doorstroom_{self.name}", "serve", "--port", str(self.port)]
        if ends_at is not None:
            command = [sys.executable, str(ENDING), self.name, *ends_at, str(self.port)]
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(command, env=self._environment, stdout=log, stderr=log)

    def kill(self) -> None:
        """Kill -9, and gone when this returns."""
        self._running.kill()
        self._running.wait(10)

    def terminate(self) -> None:
        self._running.terminate()

    async def ended(self, seconds: float = STOP_SECONDS) -> int:
        """Its exit code, once it has ended by itself; fails when it has not in time."""
        started = time.monotonic()
        while (code := self._running.poll()) is None:
            assert time.monotonic() - started < seconds, f"{self.name} still runs after {seconds} s"
            await asyncio.sleep(0.02)
        return code

    async def until_ready(self) -> None:
        started = time.monotonic()
        while True:
            assert self.alive, f"{self.name} ended while starting, see {self._log}"
            reasons = await self.reasons()
            if not reasons:
                return
            assert time.monotonic() - started < START_SECONDS, f"{self.name} is not ready: {reasons}"
            await asyncio.sleep(0.05)

    async def reasons(self) -> str:
        """Why it is not ready; empty when it is."""
        try:
            answer = await self.http.get(f"/{self.name}/health/ready")
        except httpx.TransportError as error:
            return type(error).__name__
        return "" if answer.status_code == 200 else answer.text

    async def metric(self, name: str, **labels: str) -> float:
        """One measure of the running process; 0 while it has no such sample yet."""
        text = (await self.http.get(f"/{self.name}/metrics")).text
        wanted = {f'{label}="{value}"' for label, value in labels.items()}
        return sum(
            float(value)
            for sample, given, value in SAMPLE.findall(text)
            if sample == name and wanted <= set(given.split(","))
        )

    def processor_seconds(self) -> float:
        """What it has used so far."""
        used = psutil.Process(self.pid).cpu_times()
        return used.user + used.system

    async def close(self) -> None:
        await self.http.aclose()
        if self.alive:
            self.kill()

    @property
    def _running(self) -> "subprocess.Popen[bytes]":
        assert self._process is not None
        return self._process


def bearer(issuer: LocalIssuer, organisation: str | None = None, person: str | None = None) -> dict[str, str]:
    """The headers of an HR system, or of a person, with every right it can have."""
    rights = [
        "vacancies:read",
        "vacancies:write",
        "alerts:read",
        "recruiters:write",
        "candidates:write",
        "matches:read",
    ]
    token = issuer.token(organisation=organisation, person=person, scopes=rights)
    return {"Authorization": f"Bearer {token}"}
