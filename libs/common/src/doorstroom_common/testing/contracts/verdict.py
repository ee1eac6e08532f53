"""All that is asked of the contracts, in one verdict: lint, examples, topics, and no reader left behind."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator
from jsonschema.exceptions import SchemaError

from doorstroom_common.testing.contracts.catalogue import Catalogue, read_catalogue, read_json
from doorstroom_common.testing.contracts.compatibility import Summary, breaking_changes, summarise
from doorstroom_common.testing.contracts.lint import lint
from doorstroom_common.testing.contracts.validation import faults_of


def faults(folder: Path, *, on_topics: bool = True) -> tuple[list[str], Summary]:
    """Every fault in a `contracts/` folder in words, and the summary that may be recorded when there is none.

    `on_topics` False is for what travels on no topic: the public types in `contracts/public`.
    """
    try:
        known = read_catalogue(folder)
    except ValueError as error:
        return [str(error)], {}
    found = [*_not_schemas(known), *lint(known)]
    if found:
        return found, {}
    summary = summarise(known)
    found += [*_bad_examples(known), *(_topic_faults(known, folder / "topics") if on_topics else ())]
    published = folder / "published.json"
    if published.exists():
        found += breaking_changes(read_json(published), summary)
    return found, summary


def _not_schemas(of: Catalogue) -> Iterator[str]:
    for schema in (of.envelope, of.common, *(event.schema for event in of.types.values())):
        try:
            Draft202012Validator.check_schema(schema)
        except SchemaError as error:
            yield f"{schema['$id']}: not a JSON Schema: {error.message} at {error.json_path}"


def _bad_examples(of: Catalogue) -> Iterator[str]:
    for name, event_type in of.types.items():
        for example, event in event_type.examples.items():
            place = f"events/{name}/examples/{example}.json"
            if event.get("type") != name:
                yield f"{place}: is of type {event.get('type')!r}"
            yield from (f"{place}: {fault}" for fault in faults_of(event, of))


def read_topics(folder: Path) -> dict[str, dict[str, Any]]:
    """The declarations in `contracts/topics`, by the topic's name."""
    files = (yaml.safe_load(path.read_text("utf-8")) for path in sorted(folder.glob("*.yaml")))
    return {topic["topic"]: topic for topic in files}


def _topic_faults(of: Catalogue, folder: Path) -> Iterator[str]:
    """A type and the topic it travels on say the same: key and senders; an undeclared topic has no partitions."""
    declared = read_topics(folder)
    for event in of.types.values():
        topic = declared.get(event.topic)
        if topic is None:
            yield f"{event.name}: its topic {event.topic!r} is not declared in contracts/topics"
            continue
        if event.key not in (topic["key"], *topic.get("alsoKeys", ())):
            yield f"{event.name}: its key is {event.key}, and {topic['key']} on the topic {event.topic}"
        for service in sorted(set(event.producers) - set(topic["producers"])):
            yield f"{event.name}: {service} publishes it, and may not on the topic {event.topic}"
