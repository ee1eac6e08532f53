"""Does an event keep its contract? The envelope, the data, and what must hold between the two."""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from doorstroom_common.testing.contracts.catalogue import Catalogue, EventType, catalogue, public_catalogue, validator

MAX_BYTES = 64 * 1024
"""What the NLgov profile allows for a whole event."""


def validate_event(event: bytes | str | Mapping[str, Any]) -> dict[str, Any]:
    """The event, when it keeps its contract; otherwise an `AssertionError` that names every fault and its place."""
    return _validated(event, catalogue())


def validate_public_event(event: bytes | str | Mapping[str, Any]) -> dict[str, Any]:
    """As `validate_event`, for what organisations are told."""
    return _validated(event, public_catalogue())


def _validated(event: bytes | str | Mapping[str, Any], of: Catalogue) -> dict[str, Any]:
    message = event if isinstance(event, bytes | str) else json.dumps(event, ensure_ascii=False, separators=(",", ":"))
    try:
        parsed = json.loads(message)
    except ValueError as error:
        raise AssertionError(f"not JSON: {error}") from None
    faults = list(faults_of(parsed, of, size=len(message.encode() if isinstance(message, str) else message)))
    name = parsed.get("type", "an event without a type") if isinstance(parsed, dict) else "an event"
    assert not faults, f"{name} breaks its contract:\n" + "\n".join(f"  - {fault}" for fault in faults)
    return dict(parsed)


def faults_of(event: object, of: Catalogue, *, size: int = 0) -> Iterator[str]:
    """Every fault of an event, in words; nothing when it keeps its contract. `size` is its length on the wire."""
    if size >= MAX_BYTES:
        yield f"{size} bytes: an event stays under {MAX_BYTES}"
    envelope_faults = list(_schema_faults(_validator(of, "envelope"), event, "event"))
    yield from envelope_faults
    if not isinstance(event, dict) or not isinstance(event.get("data"), dict):
        return
    event_type = of.types.get(str(event.get("type")))
    if event_type is None:
        yield f"event.type: there is no contract for {event.get('type')!r}"
        return
    yield from _schema_faults(_validator(of, event_type.name), event["data"], "event.data")
    yield from _disagreements(event, event_type)


def _schema_faults(check: Draft202012Validator, instance: object, root: str) -> Iterator[str]:
    present = instance if isinstance(instance, dict) else {}
    schema = check.schema if isinstance(check.schema, Mapping) else {}
    for name, field in schema.get("properties", {}).items():
        if field is False and name in present:
            yield f"{root}.{name}: may not be present here"
    for error in sorted(check.iter_errors(instance), key=lambda fault: [str(step) for step in fault.absolute_path]):
        for fault in _leaves(error):
            if fault.validator_value is not None:  # else it is a field that may not be present, and jsonschema lost it
                path = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in fault.absolute_path)
                yield f"{root}{path}: {_shortened(fault.message)}"


def _leaves(error: ValidationError) -> list[ValidationError]:
    """Of alternatives that all fail, the faults of the one that was meant: its distinguishing constant fits."""
    if not error.context:
        return [error]
    branches: dict[object, list[ValidationError]] = {}
    for fault in error.context:
        branches.setdefault(fault.schema_path[0], []).append(fault)
    return min(branches.values(), key=lambda faults: [fault.validator for fault in faults].count("const"))


def _shortened(message: str) -> str:
    return message if len(message) <= 300 else message[:300] + " …"


def _disagreements(event: Mapping[str, Any], event_type: EventType) -> Iterator[str]:
    """What the envelope and the data each say must be the same."""
    data = event["data"]
    if event.get("dataschema") != event_type.schema["$id"]:
        yield f"event.dataschema: must be {event_type.schema['$id']}"
    if event_type.key in data and event.get("subject") != data[event_type.key]:
        yield f"event.subject: must be data.{event_type.key}, {data[event_type.key]!r}"
    if "version" in data and event.get("sequence") != str(data["version"]):
        yield f"event.sequence: must be data.version as a string, {str(data['version'])!r}"
    service = str(event.get("source")).rpartition(":")[2]
    if service not in event_type.producers:
        yield f"event.source: {service!r} does not publish this type; {' and '.join(event_type.producers)} may"


@cache
def _own_validators() -> dict[str, Draft202012Validator]:
    own = catalogue()
    return {"envelope": validator(own, own.envelope)} | {n: validator(own, t.schema) for n, t in own.types.items()}


def _validator(of: Catalogue, name: str) -> Draft202012Validator:
    if of is catalogue():
        return _own_validators()[name]
    return validator(of, of.envelope if name == "envelope" else of.types[name].schema)
