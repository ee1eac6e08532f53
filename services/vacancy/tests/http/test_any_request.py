"""Whatever is sent, the answer is one that the document shows, and never a 500."""

import orjson
import pytest
import pytest_asyncio

from doorstroom_common.testing.fuzz import Fuzz, operations, scopes
from doorstroom_vacancy.__main__ import COMMAND
from services.vacancy.tests.moves import on_loan
from services.vacancy.tests.speaking import VacancyService

pytestmark = pytest.mark.asyncio(loop_scope="module")

DOCUMENT = orjson.loads(COMMAND.document())
ALL = scopes(DOCUMENT)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def fuzz(standing: VacancyService) -> Fuzz:
    """A public vacancy, reactions, drafts, and somebody on loan stand there."""
    running = standing.running
    vacancy = await standing.opened()
    await standing.advance(days=28)
    await standing.react(vacancy["vacancyId"], "waterrijk", "a-17")
    await standing.opened(status="draft")
    await standing.asked(status="draft")
    await on_loan(standing)
    callers = {
        "an HR system": running.as_organisation("waterrijk", *ALL),
        "a person": running.as_person("cora", *ALL, roles=["co-ordinator"], covenants=["delta-demo"]),
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
