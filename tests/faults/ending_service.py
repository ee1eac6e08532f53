"""A real service that ends itself, as kill -9 would, at a named point between two of its steps.

Started as `python ending_service.py SERVICE POINT TOPIC PORT`, with the environment of the service. Nothing of this is
in the product: the service is built as its own command builds it, on a bus that sees what passes.

received: messages were handed out, nothing of them is stored. effected: their effects are stored, the offset is not.
published: the bus has acknowledged, the outbox still holds the events. afresh: no end; it reads as a new group.
committed: what a request changed is stored, nothing of its answer has been sent; TOPIC is then its path.
"""

import os
import sys
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from doorstroom.editions import SERVICES
from doorstroom_common.bus import Bus, Delivery, Record, Subscription, TopicPartition, create_bus
from doorstroom_common.clock import SystemClock
from doorstroom_common.observability import Telemetry
from doorstroom_common.observability.logging import configure_logging
from doorstroom_common.run import run

CODE = 9


class EndingBus:
    """The real bus, with an end at `point` as soon as `topic` is concerned."""

    def __init__(self, bus: Bus, point: str, topic: str) -> None:
        self._bus = bus
        self._point, self._topic = point, topic

    def __getattr__(self, name: str) -> Any:
        return getattr(self._bus, name)

    async def publish(self, records: Sequence[Record]) -> None:
        await self._bus.publish(records)
        self.reached("published", (record.topic for record in records))

    def subscribe(self, group: str, topics: Collection[str]) -> "EndingSubscription":
        return EndingSubscription(self._bus.subscribe(self._group(group), topics), self)

    async def committed(self, group: str, topics: Collection[str]) -> Mapping[TopicPartition, int]:
        return await self._bus.committed(self._group(group), topics)

    def reached(self, point: str, topics: Iterable[str]) -> None:
        if point == self._point and self._topic in topics:
            os._exit(CODE)

    def _group(self, group: str) -> str:
        return f"{group}.afresh" if self._point == "afresh" else group


class EndingSubscription:
    def __init__(self, subscription: Subscription, bus: EndingBus) -> None:
        self._subscription, self._bus = subscription, bus

    def __getattr__(self, name: str) -> Any:
        return getattr(self._subscription, name)

    async def poll(self, *, max_records: int = 500, timeout: float = 1.0) -> Sequence[Delivery]:
        deliveries = await self._subscription.poll(max_records=max_records, timeout=timeout)
        self._bus.reached("received", (delivery.topic for delivery in deliveries))
        return deliveries

    async def commit(self, offsets: Mapping[TopicPartition, int]) -> None:
        self._bus.reached("effected", (partition.topic for partition in offsets))
        await self._subscription.commit(offsets)


class EndingApp:
    """The real application, with an end instead of the first answer to a POST at `path` that made something."""

    def __init__(self, app: Any, path: str) -> None:
        self._app, self._path = app, path

    def __getattr__(self, name: str) -> Any:
        return getattr(self._app, name)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        async def sending(message: Any) -> None:
            if message["type"] == "http.response.start" and message["status"] in (200, 201):
                os._exit(CODE)
            await send(message)

        ends = scope["type"] == "http" and (scope["method"], scope["path"]) == ("POST", self._path)
        await self._app(scope, receive, sending if ends else send)


def main(name: str, point: str, topic: str, port: str) -> int:
    edition = SERVICES[name]
    settings = edition.settings()  # type: ignore[call-arg] # read from the environment
    configure_logging(settings.log_level)
    bus = EndingBus(create_bus(settings.bus, client=name), point, topic)
    telemetry = Telemetry.create(name, settings.otlp_endpoint)
    app = edition.create_app(settings, clock=SystemClock(), bus=bus, telemetry=telemetry)
    service = app.api.state.service
    if point == "committed":
        app = EndingApp(app, topic)  # type: ignore[assignment] # all the rest of it is the application's
    return run(app, failed=service.failed.wait, leave=service.leave, port=int(port), last=bus.stop)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:5]))
