"""Reading the bus: the loop, retries, dead letters and the watchdog."""

from doorstroom_common.consumer.consumer import Consumer
from doorstroom_common.consumer.handling import Effect, NotYet, PermanentFailure, Subscriptions

__all__ = ["Consumer", "Effect", "NotYet", "PermanentFailure", "Subscriptions"]
