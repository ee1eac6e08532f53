"""Would a change break somebody who reads the events that are already published?

A contract is summed up as its fields: path, whether it is always there, which values it may have. What was published
stays: an optional field may be added, anything else is a new version of the type beside the old one. Widening is
refused like narrowing: events of before are still in the log, and readers know the values of before.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from doorstroom_common.testing.contracts.catalogue import Catalogue
from doorstroom_common.testing.contracts.fields import VALUE_KEYWORDS, fields_of

Summary = dict[str, Any]


def summarise(of: Catalogue) -> Summary:
    """All contracts as one comparable object, the envelope among them: what `contracts/published.json` holds."""
    summary: Summary = {"envelope": {"fields": fields_of(of, of.envelope)}}
    for name, event in sorted(of.types.items()):
        summary[name] = {"topic": event.topic, "key": event.key, "fields": fields_of(of, event.schema)}
    return summary


def breaking_changes(published: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    """In words, each difference that a reader of what was published would not survive."""
    for name, before in published.items():
        if name not in now:
            yield f"{name}: is gone; a published type stays until nobody reads it"
            continue
        for fact in ("topic", "key"):
            if before.get(fact) != now[name].get(fact):
                yield f"{name}: its {fact} changed from {before.get(fact)} to {now[name].get(fact)}"
        for fault in _field_changes(before["fields"], now[name]["fields"]):
            yield f"{name}: {fault}"


def _field_changes(before: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    for path, field in before.items():
        if path not in now:
            yield f"{path} was removed; keep it, or publish a new version beside this one"
            continue
        if field["required"] != now[path]["required"]:
            was, is_now = ("always there", "optional") if field["required"] else ("optional", "required")
            yield f"{path} was {was} and is now {is_now}"
        for keyword in VALUE_KEYWORDS:
            if field.get(keyword) != now[path].get(keyword):
                change = f"from {_words(field.get(keyword))} to {_words(now[path].get(keyword))}"
                yield f"{path}: {keyword} changed {change}; readers and the log know the values of before"
    for path in sorted(now.keys() - before.keys()):
        parent = _parent(path)
        if parent.endswith(">") and parent not in {_parent(known) for known in before}:
            yield f"{path} belongs to an alternative that readers do not know"
        elif now[path]["required"] and (parent in before or parent in {_parent(known) for known in before}):
            yield f"{path} is new and required; events in the log lack it, so make it optional"


def _words(value: object) -> str:
    return "nothing" if value is None else str(value)


def _parent(path: str) -> str:
    if path.endswith("[]"):
        return path.removesuffix("[]")
    return path.rpartition(".")[0]
