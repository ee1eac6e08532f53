from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from doorstroom_common.testing.postgres import Databases
from doorstroom_common.testing.running import Running, running
from doorstroom_notification.bootstrap import MIGRATIONS
from doorstroom_notification.main import create_app
from doorstroom_notification.settings import NotificationSettings

DEMO = Path(__file__).parents[3] / "covenants" / "demo.yaml"


@pytest.fixture
def mail_folder(tmp_path: Path) -> Path:
    return tmp_path / "mail"


@pytest.fixture
async def notification(databases: Databases, mail_folder: Path) -> AsyncIterator[Running]:
    """The service on real servers, with the demo covenant adopted and mails kept as files."""
    covenant = DEMO.read_text(encoding="utf-8")
    async with running(
        databases, NotificationSettings, create_app, MIGRATIONS, covenant=covenant, mail_folder=mail_folder
    ) as service:
        yield service
