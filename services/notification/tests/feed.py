"""Reading the feed of an organisation as its systems do."""

from collections.abc import Sequence
from typing import Any

import httpx

from doorstroom_common.cloudevent import CloudEvent
from doorstroom_common.testing.contracts import validate_public_event
from doorstroom_common.testing.running import Running

EVENTS = "/notification/v1/events"


async def ask(service: Running, organisation: str, path: str = EVENTS, **query: Any) -> httpx.Response:
    headers = service.as_organisation(organisation, "events:read")
    answer = await service.http.get(path, params=query or None, headers=headers)
    assert answer.status_code == 200, answer.text
    return answer


async def told(service: Running, organisation: str) -> list[dict[str, Any]]:
    """Everything, each event validated, page after page of two."""
    found: list[dict[str, Any]] = []
    answer = await ask(service, organisation, limit=2)
    while items := answer.json()["items"]:
        found += [validate_public_event(item) for item in items]
        answer = await ask(service, organisation, answer.links["next"]["url"])
    return found


def types(events: Sequence[dict[str, Any]]) -> list[str]:
    return [event["type"] for event in events]


async def publish(service: Running, *events: CloudEvent) -> None:
    for event in events:
        await service.publish(event)
        await service.settle()


async def opened(service: Running, version: int = 2, **data: Any) -> dict[str, Any]:
    """The vacancy of the examples, open to partners."""
    event = await service.publish_example("nl.vacancies.vacancy-stage-opened.v1", version=version, **data)
    await service.settle()
    return dict(event.data)
