"""A server dies between the commit and the answer: whoever repeats the request gets the answer that was lost."""

from uuid import uuid4

import httpx
import pytest

from tests.faults.ending_service import CODE
from tests.faults.job import BORROWER, PATH, REQUEST
from tests.faults.region import FaultyRegion
from tests.faults.service_process import bearer

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_repeat_after_the_server_was_killed_gets_the_first_answer(region: FaultyRegion) -> None:
    vacancy = region.services["vacancy"]
    title = f"Verloren antwoord {uuid4().hex}"
    headers = {**bearer(region.issuer, BORROWER), "Idempotency-Key": uuid4().hex}
    await region.replace("vacancy", ends_at=("committed", PATH))
    await vacancy.until_ready()
    with pytest.raises(httpx.TransportError):
        await vacancy.http.post(PATH, json={**REQUEST, "title": title}, headers=headers)
    assert await vacancy.ended() == CODE
    made = "SELECT secondment_request_id::text AS id FROM secondment_request WHERE details->>'title' = $1"
    (first,) = await region.rows("vacancy", made, title)
    vacancy.start()
    await vacancy.until_ready()
    again = await vacancy.http.post(PATH, json={**REQUEST, "title": title}, headers=headers)
    assert (again.status_code, again.json()["secondmentRequestId"]) == (201, first["id"])
    assert again.headers["location"] == f"{PATH}/{first['id']}"
    assert len(await region.rows("vacancy", made, title)) == 1
    other = await vacancy.http.post(PATH, json=REQUEST, headers=headers)
    assert (other.status_code, other.headers["content-type"]) == (422, "application/problem+json")
