"""Whatever is sent, the answer is one that the document shows, and never a 500."""

from collections.abc import AsyncIterator

import orjson
import pytest
import pytest_asyncio

from doorstroom_common.testing.fuzz import Fuzz, operations, scopes
from doorstroom_common.testing.postgres import Databases
from doorstroom_common.testing.running import running
from doorstroom_notification.__main__ import COMMAND
from doorstroom_notification.bootstrap import MIGRATIONS
from doorstroom_notification.main import create_app
from doorstroom_notification.settings import NotificationSettings
from services.notification.tests.conftest import DEMO

pytestmark = pytest.mark.asyncio(loop_scope="module")

DOCUMENT = orjson.loads(COMMAND.document())
ALL = scopes(DOCUMENT)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def fuzz(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Fuzz]:
    covenant, mails = DEMO.read_text(encoding="utf-8"), tmp_path_factory.mktemp("mail")
    async with running(
        databases, NotificationSettings, create_app, MIGRATIONS, covenant=covenant, mail_folder=mails
    ) as notification:
        for kind in ("nl.matches.match-proposed.v1", "nl.vacancies.vacancy-stage-opened.v1"):
            await notification.publish_example(kind)
        await notification.settle()
        officer = notification.as_person(
            "pia", *ALL, email="pia@waterrijk.example", organisation="waterrijk", roles=["privacy-officer"]
        )
        made = Fuzz(
            notification.http,
            DOCUMENT,
            {"an HR system": notification.as_organisation("waterrijk", *ALL), "a person": officer},
        )
        await made.look_around()
        yield made


@pytest.mark.parametrize("operation", operations(DOCUMENT))
async def test_every_answer_is_one_that_the_document_shows(fuzz: Fuzz, operation: str) -> None:
    await fuzz.attack(operation)


async def test_more_than_refusals_was_met(fuzz: Fuzz) -> None:
    """Or the others would have looked at little but problems."""
    assert len(fuzz.succeeded) >= len(fuzz.answered) / 3
