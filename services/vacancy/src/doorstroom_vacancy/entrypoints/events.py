"""What this service listens to."""

from doorstroom_common.consumer import Subscriptions
from doorstroom_vacancy.application.on_candidate_erased import OnCandidateErased
from doorstroom_vacancy.application.on_match import OnMatch
from doorstroom_vacancy.entrypoints.parts import Parts

ERASED = "nl.candidates.candidate-erased.v1"
MATCHES = (
    "nl.matches.match-proposed.v1",
    "nl.matches.match-withdrawn.v1",
    "nl.matches.match-step-taken.v1",
)


def candidate_subscriptions(parts: Parts) -> Subscriptions:
    """Of candidates their erasure alone."""
    return Subscriptions(
        "vacancy.candidates", ("candidates",), {ERASED: OnCandidateErased(parts.placing, parts.progress)}
    )


def match_subscriptions(parts: Parts) -> Subscriptions:
    """How far matches come, and which become placements."""
    on_match = OnMatch(parts.placing, parts.progress, parts.covenants)
    return Subscriptions("vacancy.matches", ("matches",), dict.fromkeys(MATCHES, on_match))
