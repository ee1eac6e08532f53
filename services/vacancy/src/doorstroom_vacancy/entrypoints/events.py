"""What this service listens to."""

from functools import partial

from doorstroom_common.clock import Clock
from doorstroom_common.consumer import Subscriptions
from doorstroom_vacancy.application.on_candidate_erased import on_candidate_erased

ERASED = "nl.candidates.candidate-erased.v1"


def candidate_subscriptions(clock: Clock, source: str) -> Subscriptions:
    """Only erasures matter here: a candidate is known to this service by nothing else."""
    return Subscriptions(
        name="vacancy.candidates",
        topics=("candidates",),
        handlers={ERASED: partial(on_candidate_erased, clock=clock, source=source)},
    )
