"""What this service listens to."""

from doorstroom_common.clock import Clock
from doorstroom_common.consumer import Subscriptions
from doorstroom_common.consumer.handling import Handler
from doorstroom_common.covenant_store import ADOPTED, CovenantStore
from doorstroom_notification.application.on_candidate_erased import OnCandidateErased
from doorstroom_notification.application.on_match import OnMatch
from doorstroom_notification.application.on_need import OnNeed
from doorstroom_notification.application.ports import Alerts, Copies

NEEDS = (
    "nl.vacancies.vacancy-opened.v1",
    "nl.vacancies.vacancy-stage-opened.v1",
    "nl.vacancies.vacancy-changed.v1",
    "nl.vacancies.vacancy-closed.v1",
    "nl.secondments.secondment-requested.v1",
    "nl.secondments.secondment-changed.v1",
    "nl.secondments.secondment-closed.v1",
)
MATCHES = ("nl.matches.match-proposed.v1", "nl.matches.match-withdrawn.v1")
ERASED = "nl.candidates.candidate-erased.v1"


def covenant_subscriptions(covenants: CovenantStore) -> Subscriptions:
    return Subscriptions("notification.covenants", ("covenants",), {ADOPTED: covenants.on_adopted})


def fact_subscriptions(clock: Clock, source: str, copies: Copies, alerts: Alerts) -> Subscriptions:
    """Needs, matches, and of candidates their erasure alone."""
    on_need, on_match = OnNeed(copies), OnMatch(copies)
    handlers: dict[str, Handler] = dict.fromkeys(NEEDS, on_need)
    handlers.update(dict.fromkeys(MATCHES, on_match))
    handlers[ERASED] = OnCandidateErased(clock, source, copies, alerts)
    return Subscriptions("notification.facts", ("vacancies", "secondments", "matches", "candidates"), handlers)
