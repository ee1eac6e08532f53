"""A member of a group as a process of its own, for tests that kill or freeze one. Says each assignment on a line.

Started as `python -m doorstroom_common.testing.bus_member GROUP TOPIC`, with the settings of the bus as JSON on the
first line of its input; it reads and never commits, and ends when its input does.
"""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import orjson

from doorstroom_common.bus import create_bus
from doorstroom_common.settings import BusSettings


class MemberProcess:
    """The other end: what the test holds."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    @property
    def pid(self) -> int:
        """For freezing it."""
        return self._process.pid

    def kill(self) -> None:
        """Kill -9."""
        self._process.kill()

    async def until_assigned(self, partitions: int, seconds: float = 30.0) -> None:
        """Wait until it says that it has exactly so many partitions."""
        said = self._process.stdout
        assert said is not None
        async with asyncio.timeout(seconds):
            while line := await said.readline():
                if line.strip() == str(partitions).encode():
                    return
        raise AssertionError("the member ended")


@asynccontextmanager
async def member_process(settings: BusSettings, group: str, topic: str) -> AsyncIterator[MemberProcess]:
    """A running member, killed in the end if it still lives."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "doorstroom_common.testing.bus_member", group, topic),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        assert process.stdin is not None
        process.stdin.write(orjson.dumps(_revealed(settings)) + b"\n")
        await process.stdin.drain()
        yield MemberProcess(process)
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


def _revealed(settings: BusSettings) -> dict[str, object]:
    secrets = {"dsn": settings.dsn, "sasl_password": settings.sasl_password}
    plain = {name: secret.get_secret_value() for name, secret in secrets.items() if secret is not None}
    return {**settings.model_dump(exclude=set(secrets)), **plain}


async def _run(group: str, topic: str, settings: BusSettings, ended: asyncio.Event) -> None:
    bus = create_bus(settings, "member")
    said = -1
    async with bus.subscribe(group, [topic]) as subscription:
        while not ended.is_set():
            await subscription.poll(timeout=0.05)
            if len(subscription.assignment()) != said:
                said = len(subscription.assignment())
                sys.stdout.write(f"{said}\n")
                sys.stdout.flush()
    await bus.stop()


async def _main() -> None:
    ended = asyncio.Event()
    settings = BusSettings.model_validate(orjson.loads(sys.stdin.buffer.readline()))
    asyncio.get_running_loop().add_reader(sys.stdin.fileno(), ended.set)
    await _run(sys.argv[1], sys.argv[2], settings, ended)


if __name__ == "__main__":
    asyncio.run(_main())
