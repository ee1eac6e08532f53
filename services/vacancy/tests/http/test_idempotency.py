"""The same request twice is one change and one answer, whatever happened between the two."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import asyncpg
import pytest

from services.vacancy.tests.speaking import VacancyService
from services.vacancy.tests.story import PERMIT_OFFICER

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_the_same_request_twice_is_one_vacancy_and_one_answer(standing: VacancyService) -> None:
    hr = standing.hr("waterrijk")
    first = await standing.post("/vacancies", hr, PERMIT_OFFICER, Idempotency_Key="night-1")
    again = await standing.post("/vacancies", hr, PERMIT_OFFICER, Idempotency_Key="night-1")
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.content == again.content
    assert first.headers["location"] == again.headers["location"]
    assert first.headers["etag"] == again.headers["etag"]
    assert len(await standing.events("vacancies", first.json()["vacancyId"])) == 1


async def test_a_key_used_for_another_request_is_refused(standing: VacancyService) -> None:
    hr = standing.hr("waterrijk")
    await standing.post("/vacancies", hr, PERMIT_OFFICER, Idempotency_Key="night-2")
    other = await standing.post("/vacancies", hr, {**PERMIT_OFFICER, "posts": 3}, Idempotency_Key="night-2")
    assert other.status_code == 422


async def test_keys_of_two_callers_never_meet(standing: VacancyService) -> None:
    for organisation in ("waterrijk", "duinmeer"):
        made = await standing.post("/vacancies", standing.hr(organisation), PERMIT_OFFICER, Idempotency_Key="night-3")
        assert made.json()["organisation"] == organisation


async def test_repeats_at_the_same_moment_make_one_vacancy(standing: VacancyService) -> None:
    hr = standing.hr("waterrijk")
    body = {**PERMIT_OFFICER, "title": "Tien keer"}
    requests = (standing.post("/vacancies", hr, body, Idempotency_Key="night-4") for _ in range(10))
    answers = await asyncio.gather(*requests)
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["vacancyId"] for answer in answers}) == 1
    assert len(await standing.rows("SELECT FROM vacancy WHERE details->>'title' = 'Tien keer'")) == 1


async def test_a_repeated_reaction_with_its_key_gets_the_first_answer(standing: VacancyService) -> None:
    vacancy_id = (await standing.opened())["vacancyId"]
    path, body = f"/vacancies/{vacancy_id}/reactions", {"reference": "a-17"}
    first = await standing.post(path, standing.hr("waterrijk"), body, Idempotency_Key="r-1")
    again = await standing.post(path, standing.hr("waterrijk"), body, Idempotency_Key="r-1")
    assert (first.status_code, again.status_code, first.content == again.content) == (201, 201, True)


async def test_what_a_request_made_stands_in_the_way_of_no_repeat(standing: VacancyService) -> None:
    hr, body = standing.hr("waterrijk"), {**PERMIT_OFFICER, "externalId": "HR-once"}
    first, again = [await standing.post("/vacancies", hr, body, Idempotency_Key="night-5") for _ in range(2)]
    assert (first.status_code, again.status_code, again.content) == (201, 201, first.content)
    taken = await standing.post("/vacancies", hr, body)
    assert (taken.status_code, taken.json()["type"].rpartition("/")[2]) == (409, "external-id-taken")
    other = await standing.post("/vacancies", hr, {**body, "posts": 3}, Idempotency_Key="night-5")
    assert (other.status_code, other.headers["content-type"]) == (422, "application/problem+json")


async def test_an_import_that_is_repeated_much_later_is_not_done_again(standing: VacancyService) -> None:
    hr = standing.hr("lindegouw")

    async def send(*ids: str, key: str) -> Any:
        body = {"mode": "replace", "rows": [{**PERMIT_OFFICER, "externalId": each} for each in ids]}
        return await standing.post("/vacancy-imports", hr, body, Idempotency_Key=key)

    first = await send("a", key="monday")
    await send("a", "b", "c", key="tuesday")
    again = await send("a", key="monday")
    assert (again.status_code, again.content) == (200, first.content)
    open_now = await standing.rows("SELECT FROM vacancy WHERE organisation = 'lindegouw' AND status = 'open'")
    assert len(open_now) == 3


HOLD = """
    CREATE FUNCTION hold() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS
        'BEGIN PERFORM pg_advisory_xact_lock_shared(7711); RETURN NULL; END';
    CREATE TRIGGER hold AFTER INSERT ON idempotency FOR EACH ROW EXECUTE FUNCTION hold();
"""
WAITING = "SELECT pid FROM pg_locks WHERE NOT granted AND locktype = $1 AND database IS NOT DISTINCT FROM $2"


@asynccontextmanager
async def held(region: VacancyService) -> AsyncIterator["asyncpg.Connection[asyncpg.Record]"]:
    """Whoever stores an answer stays in its transaction, between write and commit, until the lock is let go."""
    holder = await asyncpg.connect(region.running.admin_dsn)
    try:
        await holder.execute(HOLD)
        await holder.execute("SELECT pg_advisory_lock(7711)")
        yield holder
    finally:
        await holder.execute("SELECT pg_advisory_unlock_all()")
        await holder.execute("DROP TRIGGER hold ON idempotency; DROP FUNCTION hold")
        await holder.close()


async def waits(holder: "asyncpg.Connection[asyncpg.Record]", lock: str) -> int:
    """The process that waits for such a lock, once there is one."""
    database = None
    if lock == "advisory":
        database = await holder.fetchval("SELECT oid FROM pg_database WHERE datname = current_database()")
    while True:
        pid = await holder.fetchval(WAITING, lock, database)
        if pid is not None:
            return int(pid)
        await asyncio.sleep(0.01)


async def test_a_repeat_waits_for_the_first_that_still_runs_and_gets_its_answer(standing: VacancyService) -> None:
    hr, body = standing.hr("waterrijk"), {**PERMIT_OFFICER, "title": "Nog bezig"}
    async with held(standing) as holder:
        first = asyncio.ensure_future(standing.post("/vacancies", hr, body, Idempotency_Key="night-6"))
        await waits(holder, "advisory")
        again = asyncio.ensure_future(standing.post("/vacancies", hr, body, Idempotency_Key="night-6"))
        await waits(holder, "transactionid")
        assert (first.done(), again.done()) == (False, False)
        await holder.execute("SELECT pg_advisory_unlock(7711)")
        answers = await asyncio.gather(first, again)
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].content == answers[1].content
    assert len(await standing.rows("SELECT FROM vacancy WHERE details->>'title' = 'Nog bezig'")) == 1


async def test_a_repeat_of_what_was_undone_is_carried_out(standing: VacancyService) -> None:
    hr, body = standing.hr("waterrijk"), {**PERMIT_OFFICER, "title": "Ongedaan"}
    async with held(standing) as holder:
        first = asyncio.ensure_future(standing.post("/vacancies", hr, body, Idempotency_Key="night-7"))
        pid = await waits(holder, "advisory")
        again = asyncio.ensure_future(standing.post("/vacancies", hr, body, Idempotency_Key="night-7"))
        await waits(holder, "transactionid")
        await holder.execute("SELECT pg_terminate_backend($1)", pid)
        assert (await first).status_code == 503
        await holder.execute("SELECT pg_advisory_unlock(7711)")
        assert (await again).status_code == 201
    assert len(await standing.rows("SELECT FROM vacancy WHERE details->>'title' = 'Ongedaan'")) == 1
