"""What this service listens to."""

from doorstroom_common.clock import Clock
from doorstroom_common.consumer import Subscriptions
from doorstroom_common.consumer.handling import Handler
from doorstroom_common.covenant_store import ADOPTED, CovenantStore
from doorstroom_notification.application.on_candidate_erased import OnCandidateErased
from doorstroom_notification.application.on_disclosure import OnDisclosure
from doorstroom_notification.application.on_match import OnMatch
from doorstroom_notification.application.on_need import OnNeed
from doorstroom_notification.application.on_newer_state import OnNewerState
from doorstroom_notification.application.ports import Alerts, Copies, Notices

NEEDS = (
    "nl.vacancies.vacancy-opened.v1",
    "nl.vacancies.vacancy-stage-opened.v1",
    "nl.vacancies.vacancy-changed.v1",
    "nl.vacancies.vacancy-closed.v1",
    "nl.secondments.secondment-requested.v1",
    "nl.secondments.secondment-changed.v1",
    "nl.secondments.secondment-closed.v1",
)
MATCHES = ("nl.matches.match-proposed.v1", "nl.matches.match-step-taken.v1", "nl.matches.match-withdrawn.v1")
REFERRALS = ("nl.referrals.referral-made.v1", "nl.referrals.referral-answered.v1")
DISCLOSURES = ("nl.disclosures.disclosure-granted.v1", "nl.disclosures.disclosure-ended.v1")
PLACED = "nl.placements.placement-recorded.v1"
ERASED = "nl.candidates.candidate-erased.v1"
TOPICS = ("vacancies", "secondments", "matches", "referrals", "disclosures", "placements", "candidates")


def covenant_subscriptions(covenants: CovenantStore) -> Subscriptions:
    return Subscriptions("notification.covenants", ("covenants",), {ADOPTED: covenants.on_adopted})


def fact_subscriptions(clock: Clock, source: str, copies: Copies, alerts: Alerts, notices: Notices) -> Subscriptions:
    """Needs, matches and their life, referrals, disclosures, moves, and of candidates their erasure alone."""
    handlers: dict[str, Handler] = {
        **dict.fromkeys(NEEDS, OnNeed(copies)),
        **dict.fromkeys(MATCHES, OnMatch(copies)),
        **dict.fromkeys(REFERRALS, OnNewerState("referral", copies.keep_referral)),
        **dict.fromkeys(DISCLOSURES, OnDisclosure(copies)),
        PLACED: OnNewerState("placement", copies.keep_placement),
        ERASED: OnCandidateErased(clock, source, copies, alerts, notices),
    }
    return Subscriptions("notification.facts", TOPICS, handlers)
