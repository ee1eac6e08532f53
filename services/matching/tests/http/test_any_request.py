"""Whatever is sent, the answer is one that the document shows, and never a 500."""

from collections.abc import AsyncIterator
from uuid import uuid4

import orjson
import pytest
import pytest_asyncio

from doorstroom_common.testing.fuzz import Fuzz, operations, scopes
from doorstroom_common.testing.postgres import Databases
from doorstroom_common.testing.running import Running, running
from doorstroom_matching.__main__ import COMMAND
from doorstroom_matching.bootstrap import MIGRATIONS
from doorstroom_matching.main import create_app
from doorstroom_matching.settings import MatchingSettings
from services.matching.tests import facts
from services.matching.tests.referring import referred, rejected
from services.matching.tests.story import covenant_text
from services.matching.tests.taking import SUBJECT, walk

pytestmark = pytest.mark.asyncio(loop_scope="module")

DOCUMENT = orjson.loads(COMMAND.document())
ALL = scopes(DOCUMENT)
STEPS = ("contact-request", "contact-grant", "invitation", "offer")


async def every_standing(matching: Running) -> None:
    """A referral, a secondment to agree to, and a match after each number of steps."""
    await referred(matching, await rejected(matching), organisation="heidestad")
    await matching.publish(facts.secondment(uuid4()))
    for _ in range(2 * len(STEPS)):
        await matching.publish(facts.vacancy(need_id=uuid4()))
    await matching.settle()
    fresh = await matching.rows("SELECT match_id FROM match WHERE need_kind = 'vacancy' AND status = 'proposed'")
    for number, row in enumerate(fresh):
        await walk(matching, str(row["match_id"]), *STEPS[: number % len(STEPS)])


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def fuzz(databases: Databases) -> AsyncIterator[Fuzz]:
    async with running(databases, MatchingSettings, create_app, MIGRATIONS, covenant=covenant_text()) as matching:
        await every_standing(matching)
        callers = {
            "an HR system": matching.as_organisation("waterrijk", *ALL),
            "the employer's HR system": matching.as_organisation("duinmeer", *ALL),
            "a person": matching.as_person(SUBJECT, *ALL),
        }
        made = Fuzz(matching.http, DOCUMENT, callers)
        await made.look_around()
        yield made


@pytest.mark.parametrize("operation", operations(DOCUMENT))
async def test_every_answer_is_one_that_the_document_shows(fuzz: Fuzz, operation: str) -> None:
    await fuzz.attack(operation)


async def test_more_than_refusals_was_met(fuzz: Fuzz) -> None:
    """Or the others would have looked at little but problems."""
    assert len(fuzz.succeeded) >= len(fuzz.answered) / 3
