"""Names, addresses and numbers stay where identities are kept: not in events, logs, metrics, addresses or problems."""

from collections.abc import Iterator
from io import StringIO

import httpx
import pytest

from doorstroom_common.testing.log import recorded_log
from services.candidate.tests.conftest import CandidateService
from services.candidate.tests.facts import Story
from services.candidate.tests.story import NOW, SANNE, SANNE_EMAIL, SANNE_NAME, WILLEM, WILLEM_EMAIL, found_personal

COPY_OF_OUTBOX = (
    "CREATE TABLE copy_of_outbox (key text, value text)",
    """CREATE FUNCTION copy_outbox() RETURNS trigger SECURITY DEFINER LANGUAGE plpgsql AS $$ BEGIN
        INSERT INTO copy_of_outbox VALUES (new.key, convert_from(new.value, 'UTF8')); RETURN new; END $$""",
    "CREATE TRIGGER copy_outbox AFTER INSERT ON outbox FOR EACH ROW EXECUTE FUNCTION copy_outbox()",
)


@pytest.fixture
def lines() -> Iterator[StringIO]:
    """The log; asked for before the service."""
    with recorded_log() as written:
        yield written


async def test_a_whole_life_leaves_nothing_personal_outside_the_identities(
    lines: StringIO, service: CandidateService
) -> None:
    for statement in COPY_OF_OUTBOX:
        await service.rows(statement)
    problems = await _live(service)
    await service.running.settle()
    outbox = await service.rows("SELECT key || ' ' || coalesce(value, '') AS text FROM copy_of_outbox")
    log = await service.running.rows(
        "SELECT key, value FROM bus_log WHERE topic IN ('candidates', 'disclosures')", bus=True
    )
    metrics = await service.running.http.get("/candidate/metrics")
    assert len(outbox) >= 11
    assert '"event": "message set aside"' in lines.getvalue()
    assert found_personal("\n".join(row["text"] for row in outbox)) == []
    assert found_personal("\n".join(f"{row['key']} {row['value'] or b''!r}" for row in log)) == []
    assert found_personal(metrics.text) == []
    assert found_personal(lines.getvalue()) == []
    assert found_personal(problems) == []


async def _live(service: CandidateService) -> str:
    """Everything that can be done, wrong input included; what the problems said."""
    sanne = await service.sanne_registers()
    said = [
        await service.post("/candidates", service.sanne, SANNE),
        await service.post("/candidates", service.sanne, {**SANNE, "identity": {"name": 7, "email": SANNE_NAME}}),
        await service.post("/candidates", service.hr(), {**WILLEM, "motivation": SANNE_NAME, SANNE_EMAIL: 1}),
        await service.get(f"/candidates?limit=x&{SANNE_EMAIL}=1", service.sanne),
        await service.get(f"/candidates/{SANNE_EMAIL}", service.sanne),
    ]
    said += await _meet(service, sanne)
    await service.patch(f"/candidates/{sanne}", service.sanne, {"identity": {"phone": None}, "lowestScale": "8"})
    willem = await service.willem_takes_part()
    await service.post(f"/candidates/{willem}/employment-confirmation", service.hr())
    await service.running.publish_example("nl.erasures.erasure-confirmed.v1", candidateId="nobody", service=SANNE_EMAIL)
    await service.running.settle()
    await service.post(f"/candidates/{willem}/withdrawal", service.willem)
    erased = await service.delete(f"/candidates/{sanne}", service.sanne)
    problems = [answer.json() for answer in said]
    assert all(answer.status_code >= 400 for answer in said)
    for problem in problems:
        problem["errors"] = [{**fault, "name": ""} for fault in problem.get("errors", ()) if fault.get("in") != "body"]
    return repr(problems) + erased.headers["location"]


async def _meet(service: CandidateService, sanne: str) -> list[httpx.Response]:
    """Being known to an organisation, to an adviser and to the employer; what was refused on the way."""
    path, match = f"/candidates/{sanne}", Story(sanne)
    adviser = service.person("willem", email=WILLEM_EMAIL, roles=["adviser"])
    await service.hears(match.step("contact-granted", NOW))
    (disclosure,) = await service.disclosed()
    shown = await service.get(f"/disclosures/{disclosure['disclosureId']}", service.recruiter())
    assert found_personal(shown.text)
    refused = [
        await service.get(f"/disclosures/{SANNE_NAME}", service.hr()),
        await service.get(f"/disclosures?matchId={SANNE_EMAIL}", service.hr()),
        await service.send("PUT", f"{path}/adviser", service.sanne, {"email": SANNE_NAME}),
        await service.send("PUT", f"{path}/adviser", service.sanne, {"email": SANNE_EMAIL}),
        await service.post(f"{path}/employment-confirmation-request", service.sanne, {"employerMayKnow": SANNE_NAME}),
        await service.post(f"/employment-confirmations/{SANNE_NAME}/refusal", service.hr("duinmeer")),
    ]
    await service.send("PUT", f"{path}/adviser", service.sanne, {"email": WILLEM_EMAIL})
    await service.post(f"{path}/adviser-acceptance", adviser)
    assert found_personal((await service.get(path, adviser)).text)
    await service.post(f"{path}/employment-confirmation-request", service.sanne, {"employerMayKnow": True})
    (asked,) = (await service.get("/employment-confirmations", service.hr("duinmeer"))).json()["items"]
    await service.post(f"/employment-confirmations/{asked['confirmationId']}/confirmation", service.hr("duinmeer"))
    await service.post(f"/disclosures/{disclosure['disclosureId']}/withdrawal", service.sanne)
    return refused
