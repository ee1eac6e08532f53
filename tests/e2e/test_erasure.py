"""A person who asks to be erased is gone from every column of every database and from the log, and it is confirmed."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import asyncpg
import httpx
import pytest

from doorstroom.adoption import adopt_files, shipped_covenant
from doorstroom.folder import Addresses, DataFolder
from doorstroom.region import Region, region
from doorstroom.servers import servers
from doorstroom_common.bus.postgres.compaction import Compaction
from doorstroom_common.clock import SimulatedClock
from doorstroom_common.testing.postgres import past_policies

START = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
NAME, ADDRESS, PHONE = "Wilhelmina Kanariegeel", "wilhelmina.kanariegeel@thuis.example", "0612345678"
OCCUPATION = {
    "scheme": "esco-occupation",
    "uri": "http://data.europa.eu/esco/occupation/93e4e70b-aae4-4fdc-8037-e48e7077564e",
}
REMEMBERED = {
    ("candidate", "erasure"),
    ("candidate", "erasure_confirmation"),
    ("matching", "candidate"),
    ("matching", "erasure"),
    ("matching", "turn"),
    ("notification", "erased_candidate"),
    ("vacancy", "erased_candidate"),
}
"""Tables that keep the opaque id of an erased candidate: so that late facts are dropped, and to say how far it is."""

MATCHES = ("matches:read", "matches:write")
SYSTEM = ("vacancies:write", "recruiters:write", "alerts:read", *MATCHES)

VACANCY = {
    "status": "open", "title": "Verkeerskundige", "occupation": OCCUPATION, "hours": {"min": 24, "max": 36},
    "scales": {"agreement": "cao-gemeenten", "min": "9", "max": "10"}, "need": {"kind": "structural"},
    "contractForOutsiders": "permanent", "closingDate": "2026-05-01",
}  # fmt: skip
PERSON = {
    "identity": {"name": NAME, "email": ADDRESS, "phone": PHONE},
    "employment": {
        "employer": "duinmeer", "legalForm": "contract", "contract": "permanent", "agreement": "cao-gemeenten",
        "scale": "9", "hours": 32,
    },
    "occupations": [OCCUPATION], "skills": [], "hours": {"min": 24, "max": 36}, "moves": ["permanent"],
}  # fmt: skip
SCOPES = ["candidates:read", "candidates:write"]
OTHER = {
    "identity": {"name": "Iemand Anders", "email": "anders@thuis.example"}, "blockedOrganisations": ["waterrijk"],
}  # fmt: skip
"""Somebody who would show the same card, and is proposed to nobody."""


@pytest.fixture
def addresses(tmp_path: Path) -> Iterator[tuple[DataFolder, Addresses, SimulatedClock]]:
    folder, clock = DataFolder(tmp_path / "region"), SimulatedClock(START)
    with servers(folder, "postgres", lambda _: None) as found:
        adopt_files(found, [shipped_covenant("demo")], lambda _: None, clock=clock)
        yield folder, found, clock


@pytest.fixture
async def running(addresses: tuple[DataFolder, Addresses, SimulatedClock]) -> AsyncIterator[Region]:
    folder, found, clock = addresses
    async with region(folder, found, clock) as made, made.app.lifespan():
        await settled(made)
        yield made


async def settled(made: Region) -> None:
    async with asyncio.timeout(30):
        while await made.unsettled() or await made.readiness():
            await asyncio.sleep(0.02)


async def where(found: Addresses, wanted: str) -> set[tuple[str, str]]:
    """The (database, table) pairs in which a text stands in any column."""
    hits = set()
    for database, dsns in found.services.items():
        async with past_policies(dsns.owner_dsn) as connection:
            tables = await connection.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
            for (table,) in tables:
                query = f'SELECT EXISTS (SELECT FROM "{table}" AS t WHERE position($1 IN t::text) > 0)'
                hexed = f"SELECT EXISTS (SELECT FROM \"{table}\" AS t WHERE position(encode($1, 'hex') IN t::text) > 0)"
                if await connection.fetchval(query, wanted) or await connection.fetchval(hexed, wanted.encode()):
                    hits.add((database, table))
    return hits


async def post(http: httpx.AsyncClient, path: str, token: str, body: Any) -> dict[str, Any]:
    answer = await http.post(path, json=body, headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code in {200, 201}, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def told(http: httpx.AsyncClient, token: str) -> dict[tuple[str, str | None], str]:
    """What stands in an inbox: kind and news, and what each is about."""
    answer = await http.get("/notification/v1/alerts", headers={"Authorization": f"Bearer {token}"})
    return {(alert["kind"], alert["news"]): alert["subjectId"] for alert in answer.json()["items"]}


async def test_an_erased_person_is_gone_everywhere_and_every_service_says_so(
    running: Region, addresses: tuple[DataFolder, Addresses, SimulatedClock]
) -> None:
    _, found, clock = addresses
    issuer = running.issuer
    waterrijk, duinmeer = (issuer.token(organisation=name, scopes=SYSTEM) for name in ("waterrijk", "duinmeer"))
    person = issuer.token(person="wilhelmina", email=ADDRESS, scopes=[*SCOPES, *MATCHES])
    transport = httpx.ASGITransport(app=running.app)
    async with httpx.AsyncClient(transport=transport, base_url="http://region.test") as http:
        for system in (waterrijk, duinmeer):
            await post(http, "/notification/v1/recruiters", system, {"name": "R", "email": "r@werving.example"})
        await post(http, "/vacancy/v1/vacancies", waterrijk, VACANCY)
        clock.advance(timedelta(days=8))
        for number in range(4):
            other = issuer.token(person=f"other-{number}", email=f"other-{number}@thuis.example", scopes=SCOPES)
            await post(http, "/candidate/v1/candidates", other, {**PERSON, **OTHER})
        candidate = await post(http, "/candidate/v1/candidates", person, PERSON)
        await settled(running)
        ((_, match_id),) = (await told(http, waterrijk)).items()
        for noun, caller in (("contact-request", waterrijk), ("contact-grant", person)):
            await post(http, f"/matching/v1/matches/{match_id}/{noun}", caller, {})
            await settled(running)
        assert await told(http, waterrijk) == {("answer", "contact-granted"): match_id}
        assert await where(found, candidate["candidateId"])
        assert await where(found, NAME) == {("candidate", "identity")}
        erased = await http.delete(
            f"/candidate/v1/candidates/{candidate['candidateId']}", headers={"Authorization": f"Bearer {person}"}
        )
        assert erased.status_code < 300, erased.text
        await settled(running)
        assert await told(http, waterrijk) == {("answer", "unavailable"): match_id}
        assert {kind for kind, _ in await told(http, duinmeer)} == {"vacancy"}, (
            "the employer hears of the vacancy alone"
        )

    assert await confirmed_by(found, candidate["candidateId"]) == {"matching", "notification", "vacancy"}
    compaction = Compaction(found.services["bus"].owner_dsn)
    await compaction.compact(timedelta(0))
    await compaction.close()
    for canary in (NAME, ADDRESS, PHONE):
        assert await where(found, canary) == set()
    assert await where(found, candidate["candidateId"]) - {("bus", "bus_log")} <= REMEMBERED
    assert await left_in_the_log(found, candidate["candidateId"]) <= {"candidates", "erasures"}


async def left_in_the_log(found: Addresses, candidate_id: str) -> set[str]:
    """Topics of records that still name the candidate; of the profile itself at most the end remains."""
    connection = await asyncpg.connect(found.services["bus"].owner_dsn)
    try:
        rows = await connection.fetch(
            "SELECT topic, convert_from(value, 'UTF8') AS event FROM bus_log"
            " WHERE position($1 IN convert_from(coalesce(value, ''), 'UTF8')) > 0",
            candidate_id,
        )
    finally:
        await connection.close()
    assert all("occupations" not in row["event"] for row in rows)
    return {row["topic"] for row in rows}


async def confirmed_by(found: Addresses, candidate_id: str) -> set[str]:
    connection = await asyncpg.connect(found.services["bus"].owner_dsn)
    try:
        rows = await connection.fetch(
            "SELECT convert_from(value, 'UTF8')::jsonb -> 'data' ->> 'service' AS service FROM bus_log"
            " WHERE topic = 'erasures' AND key = $1",
            candidate_id,
        )
        return {row["service"] for row in rows}
    finally:
        await connection.close()


DOCUMENT = Path(__file__).parents[2] / "docs" / "personal-data.md"
NOTHING_PERSONAL = {
    "vacancy": {
        "baseline", "covenant", "deviation", "import_mapping", "reference_key", "vacancy_audience", "vacancy_history",
        "secondment_request_audience", "secondment_request_history",
    },
    "candidate": {"candidate_import", "covenant", "import_mapping"},
    "matching": {"covenant", "need", "need_version", "departure", "membership"},
    "notification": {"covenant", "import_mapping", "need_copy", "placement_copy"},
}  # fmt: skip
BOOKKEEPING = {"alembic_version", "timer", "work"}


async def test_every_table_is_listed_as_personal_or_known_to_hold_nothing_of_a_person(
    addresses: tuple[DataFolder, Addresses, SimulatedClock],
) -> None:
    listed: dict[str, set[str]] = {service: set() for service in NOTHING_PERSONAL}
    for line in DOCUMENT.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.split("|")]
        for service in listed if cells[1:2] == ["every service"] else listed.keys() & set(cells[1:2]):
            listed[service] |= {name.strip(" `") for name in cells[2].split(",")}
    for service, dsns in addresses[1].services.items():
        if service == "bus":
            continue
        connection = await asyncpg.connect(dsns.owner_dsn)
        rows = await connection.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        await connection.close()
        assert {row["tablename"] for row in rows} == listed[service] | NOTHING_PERSONAL[service] | BOOKKEEPING
