"""A covenant that this version of the service cannot read: set aside, named, and no reason to stop for the others."""

import asyncio
from dataclasses import replace
from datetime import datetime
from uuid import uuid4

from doorstroom_common.cloudevent import CloudEvent
from doorstroom_common.covenant import covenant_hash
from doorstroom_common.testing.running import Running, covenant_adopted
from services.matching.tests import facts
from services.matching.tests.story import covenant_text

LATER = "  - stage: somewhere\n    days: 3\n    source: {text: of a later version}\n  - stage: public\n"
STORE = (
    "INSERT INTO covenant (covenant_id, version, hash, text, adopted_at)"
    " VALUES ('delta-demo', 2, $1, $2, '2026-03-02T08:00:00Z')"
)


def of_a_later_version() -> str:
    return covenant_text().replace("version: 1\n", "version: 2\n").replace("  - stage: public\n", LATER)


def adopted(at: datetime, text: str) -> CloudEvent:
    event, new = covenant_adopted(covenant_text(), at), {"version": 2, "text": text, "hash": covenant_hash(text)}
    return replace(event, id=uuid4(), version=2, data={**event.data, **new})


async def test_one_that_cannot_be_read_is_set_aside_with_its_faults_and_the_others_count(matching: Running) -> None:
    await matching.publish(adopted(matching.clock.now(), of_a_later_version()))
    await matching.publish(facts.vacancy())
    await matching.publish(facts.candidate())
    await matching.settle()
    [letter] = await matching.rows("SELECT key, reason, error FROM dead_letter")
    assert (letter["key"], letter["reason"]) == ("delta-demo", "unreadable")
    assert letter["error"].startswith("covenant delta-demo version 2: adopted covenant: ")
    assert "somewhere" in letter["error"]
    assert await matching.rows("SELECT version FROM covenant WHERE version = 2") == []
    assert len(await matching.events("matches")) == 1
    await until_ready(matching, 200)


async def test_one_that_a_newer_service_stored_makes_this_one_unready_by_name_until_it_is_gone(
    matching: Running,
) -> None:
    text = of_a_later_version()
    await until_ready(matching, 200)
    await matching.rows(STORE, covenant_hash(text), text)
    assert "covenant delta-demo version 2" in await until_ready(matching, 503)
    assert (await matching.http.get("/matching/health/live")).status_code == 200
    await matching.rows("DELETE FROM covenant WHERE version = 2")
    await until_ready(matching, 200)


async def until_ready(matching: Running, status: int) -> str:
    """What readiness says once it answers `status`: the table is read anew every two seconds."""
    async with asyncio.timeout(30):
        while (answer := await matching.http.get("/matching/health/ready")).status_code != status:
            await asyncio.sleep(0.1)
    return answer.text
