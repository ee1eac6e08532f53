"""An HR system sends blindly, each night, which of its employees want to move; it learns nothing of what they do."""

import asyncio
from typing import Any

import httpx

from doorstroom_common.database import Role
from services.candidate.tests.conftest import CandidateService
from services.candidate.tests.story import AT_WATERRIJK, PASSPORT, SANNE, WILLEM, WILLEM_EMAIL

Answer = dict[str, Any]
NUMBER = "HR-77420017"
STORED = "SELECT * FROM registration ORDER BY candidate_id"
VERSIONS = "SELECT version, confirmed_at IS NULL AS asleep FROM registration ORDER BY registered_at, candidate_id"


def row(external_id: str, **changes: Any) -> dict[str, Any]:
    return {**WILLEM, "externalId": external_id, **changes}


def colleague(number: int) -> dict[str, Any]:
    return row(f"c{number}", identity={"name": "Kanariegeel", "email": f"c{number}@thuis.example"})


async def send(
    service: CandidateService, rows: list[dict[str, Any]], organisation: str = "waterrijk", **more: Any
) -> httpx.Response:
    body = {"mode": "replace", "rows": rows, **more}
    return await service.post("/candidate-imports", service.hr(organisation), body)


async def done(service: CandidateService, rows: list[dict[str, Any]], **more: Any) -> Answer:
    answer = await send(service, rows, **more)
    assert answer.status_code == 200, answer.text
    told: Answer = answer.json()
    return told


def problem(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["type"].rpartition("/")[2]


async def test_who_is_imported_sleeps_and_can_confirm(service: CandidateService) -> None:
    told = await done(service, [row(NUMBER)])
    assert told == {"dryRun": False, "rows": 1, "rowsBefore": 0, "toConfirm": False}
    assert await service.events() == []
    (candidate_id,) = await service.ids(service.hr())
    confirmed = await service.post(f"/candidates/{candidate_id}/confirmation", service.willem)
    assert confirmed.status_code == 200
    assert [event["data"]["registeredBy"] for event in await service.events()] == ["employer"]


async def test_sent_again_it_changes_nothing_and_publishes_nothing(service: CandidateService) -> None:
    full = row(NUMBER, employment={**AT_WATERRIJK, "passport": {**PASSPORT, "successive": None}})
    await done(service, [full, colleague(1)])
    await service.willem_confirms()
    stored, events = await service.rows(STORED), await service.events()
    for mode in ("replace", "add"):
        await done(service, [full, colleague(1)], mode=mode)
    assert (await service.rows(STORED), await service.events()) == (stored, events)


async def test_what_changes_reaches_who_confirmed_and_what_is_theirs_stays(service: CandidateService) -> None:
    await done(service, [row(NUMBER)])
    candidate_id = await service.willem_confirms()
    later = {"from": "2026-03-01", "until": "2026-12-31"}
    other = {"name": "Willem Anders", "email": "anders@thuis.example"}
    await done(service, [row(NUMBER, goesFirst=later, identity=other, moves=["secondment"])])
    *_, last = await service.events(candidate_id)
    assert (last["data"]["goesFirst"], last["data"]["moves"]) == (later, ["permanent"])
    given = (await service.get(f"/candidates/{candidate_id}", service.hr())).json()
    assert (given["goesFirst"], given["identity"]["email"], given["moves"]) == (later, WILLEM_EMAIL, ["permanent"])


async def test_what_is_missing_and_sleeps_is_taken_back_and_nothing_else(service: CandidateService) -> None:
    by_hand = await service.registered(service.hr(), {**SANNE, "employment": AT_WATERRIJK})
    await done(service, [row(NUMBER), *map(colleague, range(1, 10))])
    willem = await service.willem_confirms()
    await done(service, [colleague(number) for number in range(2, 10)])
    left = await service.ids(service.hr())
    assert (len(left), by_hand in left, willem in left) == (10, True, True)
    reasons = await service.rows("SELECT reason FROM erasure")
    assert [each["reason"] for each in reasons] == ["registration-taken-back"]
    assert len(await service.rows("SELECT * FROM timer WHERE kind = 'retention-erase'")) == 10


async def test_more_than_a_fifth_less_is_refused_until_it_is_confirmed(service: CandidateService) -> None:
    await done(service, list(map(colleague, range(5))))
    stored = await service.rows(STORED)
    few = list(map(colleague, range(3)))
    assert problem(await send(service, few)) == (409, "takes-back-too-many")
    assert problem(await send(service, [])) == (409, "takes-back-too-many")
    dry = await done(service, few, dryRun=True)
    assert dry == {"dryRun": True, "rows": 3, "rowsBefore": 5, "toConfirm": True}
    assert (await done(service, [colleague(0)], mode="add"))["rowsBefore"] == 5
    assert await service.rows(STORED) == stored
    assert (await done(service, few, confirmed=True))["toConfirm"] is False
    assert (await done(service, few))["rowsBefore"] == 3


async def test_a_dry_run_finds_every_fault_and_stores_nothing(service: CandidateService) -> None:
    bad = [
        row("a", hiddenFromEmployer=True),
        row("b", employment={**AT_WATERRIJK, "employer": "duinmeer"}, identity={"name": "Kanariegeel"}),
        row("a"),
        row("c", goesFirst={"from": "2026-03-01", "until": "2026-02-01"}),
    ]
    for dry_run in (True, False):
        refused = await send(service, bad, dryRun=dry_run)
        assert problem(refused) == (400, "rows-refused")
        assert [fault["pointer"] for fault in refused.json()["errors"]] == [
            "/rows/0/hiddenFromEmployer",
            "/rows/1/employment/employer",
            "/rows/1/identity/email",
            "/rows/2/externalId",
            "/rows/3/goesFirst/until",
        ]
    malformed = await send(service, [row("a", hours={"min": 1}), {**WILLEM}, row("a b")])
    assert [fault["pointer"] for fault in malformed.json()["errors"]] == [
        "/rows/0/hours/max",
        "/rows/1/externalId",
        "/rows/2/externalId",
    ]
    assert (await done(service, [row("a")], dryRun=True))["rows"] == 1
    assert await service.rows(STORED) == []
    assert await service.rows("SELECT * FROM candidate_import") == []


async def test_the_same_id_of_another_organisation_is_another_person(service: CandidateService) -> None:
    await done(service, [row(NUMBER)])
    theirs = row(NUMBER, employment={**AT_WATERRIJK, "employer": "duinmeer"})
    assert (await done(service, [theirs], organisation="duinmeer"))["rowsBefore"] == 0
    first, second = await service.rows("SELECT organisation, external_key, version FROM registration")
    assert {first["organisation"], second["organisation"]} == {"waterrijk", "duinmeer"}
    assert first["external_key"] != second["external_key"]
    await done(service, [], organisation="duinmeer", confirmed=True)
    assert len(await service.ids(service.hr("waterrijk"))) == 1
    for caller, status in (
        (service.recruiter(), 403),
        (service.willem, 403),
        (service.running.as_organisation("waterrijk", "candidates:read"), 403),
        ({}, 401),
    ):
        refused = await service.post("/candidate-imports", caller, {"mode": "add", "rows": [row("a")]})
        assert refused.status_code == status


async def test_two_imports_at_once_make_one_registration(service: CandidateService) -> None:
    answers = await asyncio.gather(*(send(service, [row(NUMBER)]) for _ in range(4)))
    assert [answer.status_code for answer in answers] == [200] * 4
    assert len(await service.rows(STORED)) == 1


async def test_the_id_is_nowhere_but_in_a_hash_that_the_database_cannot_undo(service: CandidateService) -> None:
    answer = await service.post(
        "/candidate-imports", service.hr(), {"mode": "add", "rows": [row(NUMBER)]}, Idempotency_Key="night-1"
    )
    assert answer.status_code == 200
    await service.willem_confirms()
    assert NUMBER not in answer.text + (await service.get("/candidates", service.hr())).text
    assert await service.places_of_text(NUMBER) == []
    assert await service.places_of_text((await service.external_keys())[0]) == ["registration.external_key"]
    assert NUMBER not in str(await service.events())


async def test_an_erasure_takes_the_hash_along(service: CandidateService) -> None:
    await done(service, [row(NUMBER)])
    (key,) = await service.external_keys()
    candidate_id = await service.willem_confirms()
    assert (await service.delete(f"/candidates/{candidate_id}", service.willem)).status_code == 202
    await service.running.settle()
    assert await service.places_of_text(key) == []


async def test_without_a_key_of_the_installation_nothing_is_imported(keyless: CandidateService) -> None:
    assert problem(await send(keyless, [row(NUMBER)])) == (409, "imports-not-set-up")
    assert await keyless.rows(STORED) == []


class Noticed:
    """What an employer can notice of an import: the answer, and the statements it costs."""

    def __init__(self, service: CandidateService) -> None:
        self._service = service
        self._statements: list[str] = []

    async def begin(self) -> None:
        async with self._service.running.service.database.connection(Role.APP) as connection:
            connection.add_query_logger(lambda record: self._statements.append(record.query))

    async def of(self, rows: list[dict[str, Any]], **more: Any) -> tuple[int, str, list[str]]:
        await asyncio.sleep(0)  # asyncpg tells its loggers in the loop's next turn
        self._statements.clear()
        answer = await send(self._service, rows, **more)
        await asyncio.sleep(0)
        told = {name: value for name, value in answer.json().items() if name != "instance"}
        return answer.status_code, str(told), list(self._statements)


async def test_an_employer_cannot_notice_what_became_of_anybody_it_imported(service: CandidateService) -> None:
    """The same requests while they sleep, when one confirmed, withdrew, was there before, was erased."""
    noticed = Noticed(service)
    everybody = [row(NUMBER), *map(colleague, range(9))]
    await done(service, everybody)
    await noticed.begin()

    async def requests() -> list[tuple[int, str, list[str]]]:
        changed = [row(NUMBER, moves=["secondment"]), *everybody[1:]]
        sequence = [
            await noticed.of(everybody),
            await noticed.of(changed),
            await noticed.of(everybody, mode="add"),
            await noticed.of(everybody[1:], dryRun=True),
            await noticed.of(everybody[1:]),
            await noticed.of(everybody[:3]),
            await noticed.of(everybody),
        ]
        await service.running.settle()
        return sequence

    asleep = await requests()
    assert [status for status, *_ in asleep] == [200] * 5 + [409, 200]
    assert len(asleep[0][2]) > 3
    willem = await service.willem_confirms()
    assert await requests() == asleep
    assert (await service.post(f"/candidates/{willem}/withdrawal", service.willem)).status_code == 200
    assert await requests() == asleep
    assert (await service.delete(f"/candidates/{willem}", service.willem)).status_code == 202
    assert await requests() == asleep
    await service.registered(service.person("willem", email=WILLEM_EMAIL), {**SANNE, "identity": WILLEM["identity"]})
    assert await requests() == asleep
    again = await service.asleep_of(service.willem)
    assert (await service.delete(f"/candidates/{again}", service.willem)).status_code == 202
    assert await requests() == asleep
