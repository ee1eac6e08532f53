"""From the answer 201 to a vacancy until the alert of a recruiter is stored, against the hops on the way.

The embedded region runs in a process of its own, as `doorstroom up` runs it; idle, one vacancy at a time. A trigger in
this benchmark's own database tells when the alert is committed. The hops are timed one by one in the same run, each
with nothing else running: relay, consume, decide, relay, consume, alert. The insert that leads to the 201 comes before
the clock starts, so it is on neither side.
"""

import asyncio
import random
import time
from collections.abc import Mapping
from statistics import median
from typing import Any

import asyncpg
import httpx

from bench.command import Ground, Outcome, Size, ground, main, say
from bench.hops import hops
from bench.report import at_most, compared
from bench.serving import ORGANISATION, serving
from bench.story import candidate_body, recruiter_body, vacancy_body
from doorstroom_common.cloudevent import CloudEvent
from doorstroom_common.http import LocalIssuer
from doorstroom_common.run import loop_factory

TITLE = "first alert: 201 until the alert is stored, ms"
SIZES: Mapping[Size, int] = {"full": 300, "quick": 40, "smoke": 10}
"""Vacancies."""
CHANNEL = "told"
TRIGGER = (
    f"""CREATE FUNCTION told() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN PERFORM pg_notify('{CHANNEL}', NEW.need_id::text); RETURN NEW; END $$""",
    "CREATE TRIGGER told AFTER INSERT ON alert FOR EACH ROW EXECUTE FUNCTION told()",
)
WARM_UP = 10
ALIKE = 4
ALERT_SECONDS = 30.0
SCOPES = ("vacancies:read", "vacancies:write", "recruiters:write", "candidates:write")


def benchmark(size: Size) -> Outcome:
    samples = SIZES[size]
    with ground() as servers, asyncio.Runner(loop_factory=loop_factory()) as runner:
        with serving("region", servers.folder) as served:
            whole, answered = runner.run(_alerts(servers, served.port, samples))
        say("whole way done")
        opened = runner.run(_opened(servers))
        parts = runner.run(hops(servers, opened, samples))
    row = at_most(compared("201 -> alert stored, median", whole * 1000, sum(parts.values()) * 1000), 1.5)
    notes = [f"{what}: {seconds * 1000:.2f} ms" for what, seconds in parts.items()]
    return Outcome([row], [*notes, f"before it, POST to 201: {answered * 1000:.2f} ms; {samples} vacancies"])


async def _alerts(servers: Ground, port: int, samples: int) -> tuple[float, float]:
    """Medians of 201 to alert, and of POST to 201."""
    issuer = LocalIssuer.open(servers.folder.keys)
    system = _bearer(issuer.token(organisation=ORGANISATION, supplier="bench", scopes=SCOPES))
    told: dict[str, asyncio.Future[float]] = {}
    connection = await asyncpg.connect(servers.addresses.services["notification"].owner_dsn)
    for statement in TRIGGER:
        await connection.execute(statement)

    def hear(*heard: Any) -> None:
        _future(told, heard[-1]).set_result(time.perf_counter())

    await connection.add_listener(CHANNEL, hear)
    whole, answered = [], []
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=10) as http:
        await _people(http, issuer, system)
        for _ in range(samples + WARM_UP):
            await asyncio.sleep(random.uniform(0.02, 0.04))
            sent_at = time.perf_counter()
            answer = await http.post("/vacancy/v1/vacancies", json=vacancy_body(), headers=system)
            answered_at = time.perf_counter()
            vacancy = _created(answer)["vacancyId"]
            alerted_at = await asyncio.wait_for(_future(told, vacancy), ALERT_SECONDS)
            whole.append(alerted_at - answered_at)
            answered.append(answered_at - sent_at)
    await connection.close()
    return median(whole[WARM_UP:]), median(answered[WARM_UP:])


async def _people(http: httpx.AsyncClient, issuer: LocalIssuer, system: dict[str, str]) -> None:
    """A recruiter, a candidate who fits, and four who show the same card; after this everything has been woken once."""
    _created(await http.post("/notification/v1/recruiters", json=recruiter_body(), headers=system))
    scopes = ("candidates:write", "candidates:read")
    for number in range(ALIKE + 1):
        person = _bearer(issuer.token(person=f"bench-{number}", email=f"{number}@thuis.example", scopes=scopes))
        body = {**candidate_body(), "blockedOrganisations": [ORGANISATION] if number else []}
        _created(await http.post("/candidate/v1/candidates", json=body, headers=person))


async def _opened(servers: Ground) -> CloudEvent:
    """An event of the vacancy service, as it stands on the bus."""
    connection = await asyncpg.connect(servers.addresses.services["bus"].owner_dsn)
    value: bytes = await connection.fetchval(
        "SELECT value FROM bus_log WHERE topic = 'vacancies' ORDER BY stored_at DESC LIMIT 1"
    )
    await connection.close()
    return CloudEvent.from_bytes(value)


def _future(told: dict[str, "asyncio.Future[float]"], key: str) -> "asyncio.Future[float]":
    """Whoever comes first makes it: the alert may be heard of before the answer is read."""
    return told.setdefault(key, asyncio.get_running_loop().create_future())


def _created(answer: httpx.Response) -> dict[str, Any]:
    if answer.status_code != httpx.codes.CREATED:
        raise RuntimeError(f"{answer.request.url}: {answer.status_code} {answer.text}")
    made: dict[str, Any] = answer.json()
    return made


def _bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


if __name__ == "__main__":
    main(TITLE, benchmark)
