"""The databases of the four services, as provisioning and migrations make them."""

from collections.abc import Mapping

import pytest

from doorstroom_candidate.settings import CandidateSettings
from doorstroom_common.settings import ServiceSettings
from doorstroom_common.testing.postgres import Databases
from doorstroom_common.testing.running import fresh
from doorstroom_matching.settings import MatchingSettings
from doorstroom_notification.settings import NotificationSettings
from doorstroom_vacancy.settings import VacancySettings
from tests.architecture.sources import ROOT
from tests.isolation.stored import Stored
from tests.isolation.tables import SERVICES

SETTINGS: Mapping[str, type[ServiceSettings]] = {
    "vacancy": VacancySettings,
    "candidate": CandidateSettings,
    "matching": MatchingSettings,
    "notification": NotificationSettings,
}


@pytest.fixture(scope="module", params=SERVICES)
def stored(request: pytest.FixtureRequest, databases: Databases) -> Stored:
    """Empty, and of this module alone."""
    service = request.param
    migrations = ROOT / f"services/{service}/src/doorstroom_{service}/migrations"
    made, admin_dsn, _ = fresh(databases, SETTINGS[service], migrations)
    return Stored(service, admin_dsn, made.database.app_dsn.get_secret_value())
