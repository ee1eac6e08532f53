"""The four services by name, as the launcher runs them: in one process, or each as a process of its own."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from doorstroom_candidate.main import create_app as candidate_app
from doorstroom_candidate.settings import CandidateSettings
from doorstroom_common.http import HttpApp
from doorstroom_common.settings import ServiceSettings
from doorstroom_matching.main import create_app as matching_app
from doorstroom_matching.settings import MatchingSettings
from doorstroom_notification.main import create_app as notification_app
from doorstroom_notification.settings import NotificationSettings
from doorstroom_vacancy.main import create_app as vacancy_app
from doorstroom_vacancy.settings import VacancySettings


@dataclass(frozen=True, slots=True)
class ServiceEdition:
    """One service: its settings, its app, and its package, in which the migrations lie."""

    package: str
    settings: type[ServiceSettings]
    create_app: Callable[..., HttpApp]

    @property
    def migrations(self) -> Path:
        return Path(str(import_module(self.package).__file__)).parent / "migrations"


SERVICES = {
    "vacancy": ServiceEdition("doorstroom_vacancy", VacancySettings, vacancy_app),
    "candidate": ServiceEdition("doorstroom_candidate", CandidateSettings, candidate_app),
    "matching": ServiceEdition("doorstroom_matching", MatchingSettings, matching_app),
    "notification": ServiceEdition("doorstroom_notification", NotificationSettings, notification_app),
}
