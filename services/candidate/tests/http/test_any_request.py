"""Whatever is sent, the answer is one that the document shows, and never a 500."""

import orjson
import pytest
import pytest_asyncio

from doorstroom_candidate.__main__ import COMMAND
from doorstroom_common.testing.fuzz import Fuzz, operations, scopes
from services.candidate.tests.conftest import CandidateService
from services.candidate.tests.facts import Story
from services.candidate.tests.story import SANNE_EMAIL

pytestmark = pytest.mark.asyncio(loop_scope="module")

DOCUMENT = orjson.loads(COMMAND.document())
ALL = scopes(DOCUMENT)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def fuzz(shared: CandidateService) -> Fuzz:
    running = shared.running
    candidate_id = await shared.sanne_registers()
    await shared.hears(Story(candidate_id, "waterrijk").step("contact-granted", running.clock.now()))
    callers = {
        "an HR system": running.as_organisation("waterrijk", *ALL),
        "the employer's HR system": running.as_organisation("duinmeer", *ALL),
        "a person": running.as_person("sanne", *ALL, email=SANNE_EMAIL),
    }
    made = Fuzz(running.http, DOCUMENT, callers)
    await made.look_around()
    return made


@pytest.mark.parametrize("operation", operations(DOCUMENT))
async def test_every_answer_is_one_that_the_document_shows(fuzz: Fuzz, operation: str) -> None:
    await fuzz.attack(operation)


async def test_more_than_refusals_was_met(fuzz: Fuzz) -> None:
    """Or the others would have looked at little but problems."""
    assert len(fuzz.succeeded) >= len(fuzz.answered) / 3
