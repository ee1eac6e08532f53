"""F7: what cannot be handled is set aside, blocks nobody for long, and can be sent again from the command line."""

import asyncio
import sys
import time
from pathlib import Path
from typing import Any

import orjson
import pytest

from doorstroom_common.bus import Record
from tests.faults.job import Job
from tests.faults.region import FaultyRegion
from tests.faults.waiting import until

pytestmark = pytest.mark.asyncio(loop_scope="session")

BLOCKED_SECONDS = 30
ENVELOPE: dict[str, Any] = {
    "specversion": "1.0", "id": "0b5e6b52-6a2c-4b5c-9f4b-6d1f6a1e2c3d",
    "type": "nl.secondments.secondment-requested.v1",
    "source": "urn:nld:oin:00000009999999990000:systeem:vacancy", "time": "2026-03-02T08:30:00Z", "sequence": "1",
}  # fmt: skip
POISON = (
    b"no JSON at all",
    b'{"long": "' + b"a" * 900_000 + b'"}',
    orjson.dumps({**ENVELOPE, "subject": "x", "data": ["a list, where an object should be"]}),
    orjson.dumps({**ENVELOPE, "subject": "x", "data": {"secondmentRequestId": 7, "version": "first"}}),
)
MARK = "Breekijzer"
REFUSE = f"ALTER TABLE need_copy ADD CONSTRAINT refused CHECK (state->>'title' <> '{MARK}')"
FORGIVE = "ALTER TABLE need_copy DROP CONSTRAINT refused"


async def doorstroom(region: FaultyRegion, *arguments: str) -> str:
    """The command line, as an operator runs it beside the region."""
    program = Path(sys.executable).with_name("doorstroom")
    process = await asyncio.create_subprocess_exec(
        str(program),
        *("dead-letters", *arguments, "--service", "notification", "--data", str(region.folder.root)),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        env={"COLUMNS": "250", "PATH": "/usr/bin:/bin"},
    )
    said, _ = await process.communicate()
    assert process.returncode == 0, said.decode()
    return said.decode()


async def test_poison_is_set_aside_and_what_comes_after_it_takes_effect(region: FaultyRegion, job: Job) -> None:
    before = {name: await region.count(name, "dead_letter") for name in ("matching", "notification")}
    subject = await job.open()
    await region.settle()
    await region.bus.publish([Record("secondments", subject, value) for value in POISON])
    injected = time.monotonic()
    await job.change(subject)
    await until(job.all_effects)
    assert time.monotonic() - injected <= BLOCKED_SECONDS
    (await job.counted()).assert_kept()
    after = {name: await region.count(name, "dead_letter") for name in before}
    assert after == {name: count + len(POISON) for name, count in before.items()}


async def test_what_was_set_aside_is_listed_shown_and_sent_again_from_the_command_line(
    region: FaultyRegion, job: Job
) -> None:
    await region.rows("notification", REFUSE)
    try:
        subject = await job.open(title=MARK)
        await until(lambda: letters(region, subject))
    finally:
        await region.rows("notification", FORGIVE)
    ((number, attempts),) = await letters(region, subject)
    assert attempts == 6
    listed, shown, rehearsed = await asyncio.gather(
        doorstroom(region, "list"),
        doorstroom(region, "show", str(number)),
        doorstroom(region, "send-again", str(number), "--dry-run"),
    )
    assert "CheckViolation" in listed
    assert subject in shown
    assert "1 of" in rehearsed
    assert await job.effects() == 0
    await doorstroom(region, "send-again", str(number))
    await until(job.all_effects)
    (await job.counted()).assert_kept()
    assert await letters(region, subject) == []


async def letters(region: FaultyRegion, subject: str) -> list[tuple[int, int]]:
    """Number and attempts of those that wait."""
    query = "SELECT id, attempts FROM dead_letter WHERE key = $1 AND settled_at IS NULL"
    return [(row["id"], row["attempts"]) for row in await region.rows("notification", query, subject)]
