"""Reading one vacancy against a bare FastAPI echo, and a page of fifty against a SQLModel session, at 32 connections.

With row-level security and the verification of a token on each request; the rival has neither. Before the clock
runs, both must give the same page. The ratio is the median of the rounds' ratios.
"""

import asyncio
import time
from collections import defaultdict
from collections.abc import Mapping
from contextlib import ExitStack
from datetime import timedelta
from statistics import median
from typing import Any

import httpx
import orjson

from bench.command import Ground, Outcome, Size, ground, main, say
from bench.load import NUMBER, Load, Measured, measured
from bench.report import Row, at_least, compared
from bench.serving import ORGANISATION, SCOPES, Kind, Served, serving
from bench.story import vacancy_body
from doorstroom_common.http import LocalIssuer

TITLE = "read path: one vacancy, and a page of fifty, requests/s"
SIZES: Mapping[Size, tuple[int, int, float]] = {"full": (10, 6, 4.0), "quick": (4, 3, 1.5), "smoke": (1, 1, 0.3)}
"""Imports of 500 vacancies each, rounds, and the seconds of a slice."""
BASE = "/vacancy/v1/vacancies"
PAGE = f"{BASE}?limit=50"
AT_ONCE = 500
ONE, FIFTY, ECHO, SESSION = "one vacancy", "a page of 50", "echo", "a page of 50 by a session"


def benchmark(size: Size) -> Outcome:
    imports, rounds, seconds = SIZES[size]
    found: Mapping[str, list[Measured]] = defaultdict(list)
    cpu: Mapping[str, list[float]] = defaultdict(list)
    with ground() as servers, ExitStack() as stack:
        asyncio.run(_unbound(servers))
        kinds: tuple[Kind, ...] = ("vacancy", "echo", "session")
        served = {kind: stack.enter_context(serving(kind, servers.folder)) for kind in kinds}
        token = LocalIssuer.open(servers.folder.keys).token(
            organisation=ORGANISATION, supplier="bench", scopes=SCOPES, lifetime=timedelta(hours=2)
        )
        taken = _filled(served["vacancy"], token, imports)
        newest = _same_page(served, token)
        loads = {
            ECHO: (served["echo"], BASE, orjson.dumps(vacancy_body()).decode(), 201),
            ONE: (served["vacancy"], f"{BASE}/{newest}", "", 200),
            SESSION: (served["session"], PAGE, "", 200),
            FIFTY: (served["vacancy"], PAGE, "", 200),
        }
        for number in range(rounds + 1):  # the first warms up
            for what, (server, path, body, expected) in loads.items():
                before = server.cpu_seconds() or 0.0
                result = measured(Load(server.port, path, body, token, expected, idempotent=False, seconds=seconds))
                if number:
                    found[what].append(result)
                    cpu[what].append(((server.cpu_seconds() or 0.0) - before) * 1000 / result.total)
            say(f"round {number} of {rounds}")
    rows = [at_least(_against(found, ONE, ECHO), 0.5), at_least(_against(found, FIFTY, SESSION), 10)]
    rows += [
        compared(f"processor time of the server per request, ms: {ours}", median(cpu[ours]), median(cpu[theirs]))
        for ours, theirs in ((ONE, ECHO), (FIFTY, SESSION))
    ]
    return Outcome(rows, [f"an import of {AT_ONCE} vacancies over HTTP: median {median(taken):.2f} s"])


async def _unbound(servers: Ground) -> None:
    """The owner, as whom the session asks, sees every row."""
    await (await servers.owner("vacancy")).close()


def _filled(served: Served, token: str, imports: int) -> list[float]:
    """Seconds of each import."""
    headers, taken = {"Authorization": f"Bearer {token}"}, []
    with httpx.Client(base_url=f"http://127.0.0.1:{served.port}", headers=headers, timeout=60) as http:
        for number in range(imports):
            rows = [_row(number * AT_ONCE + each) for each in range(AT_ONCE)]
            body = {"mode": "add", "announce": False, "rows": rows}
            started = time.perf_counter()
            http.post("/vacancy/v1/vacancy-imports", json=body).raise_for_status()
            taken.append(time.perf_counter() - started)
    say(f"{imports * AT_ONCE:,} vacancies stored")
    return taken


def _row(number: int) -> dict[str, Any]:
    body = vacancy_body()
    return {**body, "title": body["title"].replace(NUMBER, f"{number:08}"), "externalId": f"HR-{number}"}


def _same_page(served: Mapping[Kind, Served], token: str) -> str:
    """The id of the newest vacancy."""
    pages = [
        httpx.get(f"http://127.0.0.1:{served[kind].port}{PAGE}", headers={"Authorization": f"Bearer {token}"}).json()
        for kind in ("vacancy", "session")
    ]
    if pages[0] != pages[1] or len(pages[0]["items"]) != 50:
        raise RuntimeError("the session does not give the same page")
    newest: str = pages[0]["items"][0]["vacancyId"]
    return newest


def _against(found: Mapping[str, list[Measured]], ours: str, theirs: str) -> Row:
    mine, other = ([each.per_second for each in found[what]] for what in (ours, theirs))
    ratio = median(one / against for one, against in zip(mine, other, strict=True))
    return compared(f"{ours}, against {theirs}", median(mine), median(other), ratio)


if __name__ == "__main__":
    main(TITLE, benchmark)
