"""POST of a vacancy at 32 connections, against a bare FastAPI echo of the same body.

Each round measures the echo and the four rows one after the other; the ratio is the median of the rounds' ratios.
A slice ends when the outbox is empty, so that no row leaves work to the next; what was still in it is shown.
"""

import asyncio
import time
from collections import defaultdict
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from statistics import median

import asyncpg
import orjson

from bench.command import Ground, Outcome, Size, ground, main, say
from bench.load import Load, Measured, measured
from bench.report import Row, at_least, compared
from bench.serving import ORGANISATION, SCOPES, Kind, serving
from bench.story import vacancy_body
from doorstroom_common.http import LocalIssuer

TITLE = "write path: POST of a vacancy at 32 connections, requests/s"
SIZES: Mapping[Size, tuple[int, float]] = {"full": (6, 4.0), "quick": (3, 1.0), "smoke": (1, 0.3)}
"""Rounds, and the seconds of a slice."""
PATH = "/vacancy/v1/vacancies"
FLOOR = "echo"
OPEN = "row + outbox + JWT + idempotency"
BOUND = "all on: + row-level security"


@dataclass(frozen=True, slots=True)
class Variant:
    what: str
    server: Kind
    idempotent: bool
    goal: float | None


VARIANTS = (
    Variant(FLOOR, "echo", idempotent=False, goal=None),
    Variant("row + outbox", "open_door", idempotent=False, goal=0.30),
    Variant("row + outbox + JWT", "unbound", idempotent=False, goal=None),
    Variant(OPEN, "unbound", idempotent=True, goal=0.25),
    Variant(BOUND, "vacancy", idempotent=True, goal=None),
)


def benchmark(size: Size) -> Outcome:
    rounds, seconds = SIZES[size]
    found: Mapping[str, list[Measured]] = defaultdict(list)
    cpu: dict[str, list[float]] = defaultdict(list)
    waited: list[float] = []
    with ground() as servers, ExitStack() as stack:
        asyncio.run(_unbind(servers))
        kinds: tuple[Kind, ...] = ("echo", "open_door", "unbound", "vacancy")
        served = {kind: stack.enter_context(serving(kind, servers.folder)) for kind in kinds}
        token = LocalIssuer.open(servers.folder.keys).token(
            organisation=ORGANISATION, supplier="bench", scopes=SCOPES, lifetime=timedelta(hours=2)
        )
        body = orjson.dumps(vacancy_body()).decode()
        for number in range(rounds + 1):  # the first warms up
            for variant in VARIANTS:
                server = served[variant.server]
                load = Load(server.port, PATH, body, token, 201, variant.idempotent, seconds=seconds)
                before = server.cpu_seconds()
                result = measured(load)
                after = server.cpu_seconds()
                waited.append(asyncio.run(_drained(servers)))
                if number:
                    found[variant.what].append(result)
                    if before is not None and after is not None:
                        cpu[variant.what].append((after - before) * 1000 / result.total)
            say(f"round {number} of {rounds}")
    rows = [_row(variant, found) for variant in VARIANTS[1:]]
    rows.append(at_least(_against("row-level security, all else on", found, BOUND, OPEN), 0.9))
    rows += [
        compared(
            f"processor time of the server per request, ms: {variant.what}",
            median(cpu[variant.what]),
            median(cpu[FLOOR]),
        )
        for variant in VARIANTS[1:]
        if cpu[variant.what]
    ]
    return Outcome(rows, [*_latencies(found), f"longest wait for the relay after a slice: {max(waited) * 1000:.0f} ms"])


def _row(variant: Variant, found: Mapping[str, list[Measured]]) -> Row:
    row = _against(variant.what, found, variant.what, FLOOR)
    return row if variant.goal is None else at_least(row, variant.goal)


def _against(what: str, found: Mapping[str, list[Measured]], one: str, other: str) -> Row:
    """The ratio is the median of the rounds'."""
    ours, theirs = ([each.per_second for each in found[name]] for name in (one, other))
    ratio = median(mine / floor for mine, floor in zip(ours, theirs, strict=True))
    return compared(what, median(ours), median(theirs), ratio)


def _latencies(found: Mapping[str, list[Measured]]) -> list[str]:
    return [
        f"{what}: median {median(each.median_ms for each in all_of):.1f} ms, "
        f"p99 {median(each.p99_ms for each in all_of):.1f} ms"
        for what, all_of in found.items()
    ]


async def _unbind(servers: Ground) -> None:
    await (await servers.owner("vacancy")).close()


async def _drained(servers: Ground) -> float:
    """Seconds until the relay had published everything."""
    connection = await asyncpg.connect(servers.addresses.services["vacancy"].worker_dsn)
    started = time.monotonic()
    try:
        while await connection.fetchval("SELECT EXISTS (SELECT FROM outbox)"):
            await asyncio.sleep(0.005)
    finally:
        await connection.close()
    return time.monotonic() - started


if __name__ == "__main__":
    main(TITLE, benchmark)
