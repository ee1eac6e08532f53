"""The event types as they stand in `contracts/`: their schemas, who sends and reads them, their examples."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from doorstroom_common.testing.contracts.formats import FORMATS

Schema = Mapping[str, Any]


@dataclass(frozen=True)
class EventType:
    """One event type in one version; `key` is the field of `data` that is subject and message key."""

    name: str
    schema: Schema
    topic: str
    producers: tuple[str, ...]
    consumers: tuple[str, ...]
    key: str
    examples: Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Catalogue:
    """All that one `contracts/` folder says."""

    envelope: Schema
    common: Schema
    types: Mapping[str, EventType]

    def registry(self) -> "Registry[Any]":
        """Every schema by its `$id`: nothing is fetched from anywhere."""
        schemas = [self.envelope, self.common, *(event.schema for event in self.types.values())]
        return Registry[Any]().with_resources((schema["$id"], Resource.from_contents(schema)) for schema in schemas)


def contracts_folder() -> Path:
    """The checkout's `contracts/`, looked for above this file and above the working directory."""
    for start in (Path(__file__).resolve(), Path.cwd() / "here"):
        for folder in start.parents:
            if (folder / "contracts" / "events").is_dir():
                return folder / "contracts"
    raise FileNotFoundError("no contracts/events above this file or the working directory: run this in a checkout")


def read_catalogue(folder: Path) -> Catalogue:
    """Read a `contracts/` folder; raises `ValueError` naming the file that does not make sense."""
    folders = sorted(path for path in (folder / "events").iterdir() if path.is_dir())
    types = {path.name: _event_type(path) for path in folders}
    return Catalogue(read_json(folder / "envelope.json"), read_json(folder / "common.json"), types)


def read_json(path: Path) -> dict[str, Any]:
    """A JSON object in a file; a fault names the file and the line."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except json.JSONDecodeError as error:
        raise ValueError(f"{path}:{error.lineno}: {error.msg}") from error
    if not isinstance(content, dict):
        raise ValueError(f"{path}: not a JSON object")
    return content


def _event_type(folder: Path) -> EventType:
    schema = read_json(folder / "schema.json")
    about = schema.get("x-event", {})
    missing = {"topic", "producers", "consumers", "key"} - about.keys()
    if missing:
        raise ValueError(f"{folder / 'schema.json'}: x-event lacks {', '.join(sorted(missing))}")
    examples = {path.stem: read_json(path) for path in sorted((folder / "examples").glob("*.json"))}
    return EventType(
        name=folder.name,
        schema=schema,
        topic=about["topic"],
        producers=tuple(about["producers"]),
        consumers=tuple(about["consumers"]),
        key=about["key"],
        examples=examples,
    )


@cache
def catalogue() -> Catalogue:
    """The checkout's own contracts, read once."""
    return read_catalogue(contracts_folder())


@cache
def public_catalogue() -> Catalogue:
    """What organisations are told, in `contracts/public`, read once."""
    return read_catalogue(contracts_folder() / "public")


def event_types() -> list[str]:
    """Every event type, e.g. `nl.vacancies.vacancy-opened.v1`."""
    return list(catalogue().types)


def examples(event_type: str) -> dict[str, dict[str, Any]]:
    """The examples of one type by name, each a copy of the full CloudEvent; `rich` and `minimal` are always there."""
    known = catalogue().types
    assert event_type in known, f"no contract for {event_type!r}; there are: {', '.join(known)}"
    return {name: json.loads(json.dumps(event)) for name, event in known[event_type].examples.items()}


def validator(of: Catalogue, schema: Schema) -> Draft202012Validator:
    """A validator that resolves references within the catalogue and checks dates, times and UUIDs."""
    return Draft202012Validator(schema, registry=of.registry(), format_checker=FORMATS)
