"""The service before any covenant has arrived."""

from services.candidate.tests.conftest import CandidateService
from services.candidate.tests.story import WILLEM


async def test_it_is_not_ready_and_says_why_and_takes_no_registration_of_an_employer(
    without_covenant: CandidateService,
) -> None:
    ready = await without_covenant.running.http.get("/candidate/health/ready")
    assert ready.status_code == 503
    assert "no covenant" in ready.text
    assert (await without_covenant.post("/candidates", without_covenant.hr(), WILLEM)).status_code == 503


async def test_a_person_can_register_all_the_same(without_covenant: CandidateService) -> None:
    assert await without_covenant.sanne_registers()
