"""What an operator watches, the same names in every service; labels hold codes only."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram


class Metrics:
    """The measures of outbox, consumers, timers and workers of one service."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self.published = Counter("doorstroom_outbox_published", "Events acknowledged by the bus", registry=registry)
        self.publish_failures = Counter("doorstroom_outbox_failures", "Batches the bus refused", registry=registry)
        self.outbox_age = Gauge(
            "doorstroom_outbox_oldest_seconds", "Age of the oldest event not yet acknowledged", registry=registry
        )
        self.relay_leader = Gauge("doorstroom_relay_leader", "1 where this process publishes", registry=registry)
        self.handled = Counter(
            "doorstroom_events", "Events by what became of them", ("consumer", "outcome"), registry=registry
        )
        self.handling = Histogram(
            "doorstroom_event_seconds", "Time to handle one event", ("consumer",), registry=registry
        )
        self.lag = Gauge("doorstroom_consumer_lag", "Messages not yet handled", ("consumer",), registry=registry)
        self.dead_letters = Counter(
            "doorstroom_dead_letters", "Messages set aside", ("consumer", "reason"), registry=registry
        )
        self.timers_fired = Counter("doorstroom_timers_fired", "Timers that took effect", ("kind",), registry=registry)
        self.failures = Counter(
            "doorstroom_background_failures", "Timers and work that failed and are tried again", ("kind",),
            registry=registry,
        )  # fmt: skip
