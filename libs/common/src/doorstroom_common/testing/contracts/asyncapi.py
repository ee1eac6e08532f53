"""The contracts as two AsyncAPI 3 documents, each complete in itself.

`docs/asyncapi.json` is what the services tell each other, `docs/asyncapi-public.json` what organisations are told.
"""

import json
from collections.abc import Mapping
from typing import Any

from doorstroom_common.testing.contracts.catalogue import Catalogue, EventType

CONTENT_TYPE = "application/cloudevents+json"
FEED = "/notification/v1/events"
Document = dict[str, Any]
WORDS = ("title", "description")


def asyncapi(of: Catalogue, topics: Mapping[str, Mapping[str, Any]]) -> str:
    """The internal document as JSON text; `topics` are the declarations in `contracts/topics` by name."""
    used = sorted({event.topic for event in of.types.values()})
    return _document(
        of,
        title="Doorstroom events",
        description="What the services tell each other: internal topics, readable by the services alone.",
        channels={topic: _channel(of, topic, topics[topic]) for topic in used},
        operations=_operations(of),
        bindings={"bindings": {"kafka": {"key": {"type": "string"}, "bindingVersion": "0.5.0"}}},
    )


def public_asyncapi(of: Catalogue) -> str:
    """The public document as JSON text: one channel, which an organisation reads over HTTP."""
    feed = {
        "address": FEED,
        "description": "What there is for one organisation, in order; each sees its own. `openapi.json` of the"
        " notification service says how to page and to wait: `items` of an answer are these messages.",
        "messages": {name: _to("components/messages", name) for name in of.types},
    }
    receive = {
        "action": "receive",
        "channel": _to("channels", "events"),
        "summary": "Read the next events of your organisation, or wait for them.",
        "messages": [_to("channels/events/messages", name) for name in of.types],
        "bindings": {"http": {"method": "GET", "bindingVersion": "0.3.0"}},
    }
    return _document(
        of,
        title="Doorstroom events for organisations",
        description="What the systems of an organisation are told: ids, kind and link, nothing about a candidate.",
        channels={"events": feed},
        operations={"organisation.receives.events": receive},
        bindings={},
    )


def _document(
    of: Catalogue, *, title: str, description: str, channels: Document, operations: Document, bindings: Document
) -> str:
    document = {
        "asyncapi": "3.0.0",
        "info": {
            "title": title,
            "version": "1.0.0",
            "description": description,
            "license": {"name": "EUPL-1.2", "url": "https://eupl.eu/1.2/en/"},
        },
        "defaultContentType": CONTENT_TYPE,
        "channels": channels,
        "operations": operations,
        "components": {
            "messages": {event.name: _message(event, bindings) for event in of.types.values()},
            "schemas": _schemas(of),
        },
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _channel(of: Catalogue, topic: str, declared: Mapping[str, Any]) -> Document:
    kafka = {
        "topic": topic,
        "partitions": declared["partitions"],
        "topicConfiguration": {"cleanup.policy": ["compact"]},
    }
    return {
        "address": topic,
        "description": f"Keyed by {declared['key']}; the last event of each key stays.",
        "messages": {e.name: _to("components/messages", e.name) for e in of.types.values() if e.topic == topic},
        "bindings": {"kafka": kafka | {"bindingVersion": "0.5.0"}},
    }


def _operations(of: Catalogue) -> Document:
    """For each service and topic one operation: what it sends, what it reads."""
    operations: Document = {}
    for event in of.types.values():
        roles = [("send", service) for service in event.producers] + [("receive", s) for s in event.consumers]
        for action, service in roles:
            verb = "sends" if action == "send" else "receives"
            operation = operations.setdefault(
                f"{service}.{verb}.{event.topic}",
                {"action": action, "channel": _to("channels", event.topic), "messages": []},
            )
            operation["messages"].append(_to(f"channels/{event.topic}/messages", event.name))
    return dict(sorted(operations.items()))


def _message(event: EventType, bindings: Document) -> Document:
    data = {"properties": {"type": {"const": event.name}, "data": _to("components/schemas", event.name)}}
    return {
        "name": event.name,
        "title": event.schema["title"],
        "summary": event.schema["description"],
        "contentType": CONTENT_TYPE,
        "payload": {"allOf": [_to("components/schemas", "envelope"), data]},
        **bindings,
        "examples": [{"name": name, "payload": example} for name, example in event.examples.items()],
    }


def _schemas(of: Catalogue) -> Document:
    shared = {name: _local(shape) for name, shape in of.common["$defs"].items()}
    return shared | {"envelope": _local(of.envelope)} | {e.name: _local(e.schema) for e in of.types.values()}


def _local(schema: Any) -> Any:
    """The schema with its references inside this document; what stands beside a reference is added to it."""
    if isinstance(schema, list):
        return [_local(item) for item in schema]
    if not isinstance(schema, Mapping):
        return schema
    rest = {word: _local(value) for word, value in schema.items() if word not in ("$ref", "$schema", "$id", "x-event")}
    if "$ref" not in schema:
        return rest
    target = _to("components/schemas", schema["$ref"].rpartition("/")[2])
    precise = {word: value for word, value in rest.items() if word not in WORDS}
    words = {word: value for word, value in rest.items() if word in WORDS}
    if not rest:
        return target
    return {"allOf": [target, precise] if precise else [target]} | words


def _to(place: str, name: str) -> Document:
    return {"$ref": f"#/{place}/{name}"}
