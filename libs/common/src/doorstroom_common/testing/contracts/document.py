"""The catalogues that people read, written from the contracts: `docs/events.md` and `docs/public-events.md`."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from doorstroom_common.testing.contracts.catalogue import Catalogue, EventType, Schema

HEADER = """# Events

Written by `python contracts/generate.py` from `contracts/`: change it there.

Every event is a CloudEvent 1.0 in structured JSON under the NLgov profile 1.1. Its `data` is the whole published
state of one thing after the change, with its `version`; `subject` is the id of that thing and the message key. A reader
applies only a newer version, never waits for a gap, and ignores what it does not know. Nothing personal travels: no
name, address or number of a person, and no free text about one.

A field that is not always there is left out when it has no value. An event type changes only by optional fields; any
other change is a new version of the type beside the old one (`python contracts/check.py` refuses it otherwise).

After `candidate-erased` a tombstone (a message without a value) follows for the same key on `candidates`.
"""


PUBLIC_HEADER = """# Events for organisations

Written by `python contracts/generate.py` from `contracts/public/`: change it there.

What the systems of an organisation read at `GET /notification/v1/events` (scope `events:read`): CloudEvents 1.0 under
the NLgov profile 1.1, in one order per organisation. Each says that there is something, and where to read it; the link
is a path at the address of the region. Nothing about a candidate is in them, an answer's outcome neither.

Begin without a cursor, follow `next` of the `Link` header for ever, and keep it with what you did: the same cursor
gives the same events again, and none is left out. `wait=20` holds the answer until there is one; an empty page may come
sooner, as when the service is about to stop. Events are kept for 30 days; an older cursor is refused with
`cursor-too-old`: begin again without one, and read the lists in full. Events about a match or referral that was
withdrawn, and about somebody erased, are taken out: their `sequence` is left open, and only `match-unavailable` or
`referral-unavailable` is told of it, without a reason.

An event type changes only by optional fields; any other change is a new version of the type beside the old one.
"""


def public_document(of: Catalogue) -> str:
    """The page of what organisations are told."""
    lines = ["| type | about | when |", "|---|---|---|"]
    for event in of.types.values():
        name = f"[`{event.name}`](#{_anchor(event.name)})"
        lines.append(f"| {name} | `{event.key}` | {event.schema['description']} |")
    return _page(of, PUBLIC_HEADER, "\n".join(lines) + "\n")


def document(of: Catalogue) -> str:
    """The page of what the services tell each other."""
    return _page(of, HEADER, _overview(of))


def _page(of: Catalogue, header: str, overview: str) -> str:
    parts = [header, overview, "## Envelope\n", _table(of.envelope), "## Types\n"]
    parts += [_type_section(event) for event in of.types.values()]
    parts.append("## Shapes\n")
    parts += [_shape_section(name, shape) for name, shape in of.common["$defs"].items() if _is_composed(shape)]
    parts.append("## Values\n\n| name | values | meaning |\n|---|---|---|")
    simple = {name: shape for name, shape in of.common["$defs"].items() if not _is_composed(shape)}
    parts += [f'| <a id="{name.lower()}"></a>`{name}` | {_values(s)} | {_meaning(s)} |' for name, s in simple.items()]
    return "\n".join(parts) + "\n"


def _overview(of: Catalogue) -> str:
    lines = ["| type | topic | key | from | to |", "|---|---|---|---|---|"]
    for event in of.types.values():
        name = f"[`{event.name}`](#{_anchor(event.name)})"
        senders, readers = ", ".join(event.producers), ", ".join(event.consumers) or "nobody yet"
        lines.append(f"| {name} | `{event.topic}` | `{event.key}` | {senders} | {readers} |")
    return "\n".join(lines) + "\n"


def _type_section(event: EventType) -> str:
    lines = [f"### {event.name}\n", event.schema["description"] + "\n"]
    if "$ref" in event.schema:
        lines.append(f"Data: {_link(event.schema['$ref'])}{_refinement(event.schema)}.\n")
    else:
        lines.append(_table(event.schema))
    example = json.dumps(event.examples["rich"], indent=2, ensure_ascii=False)
    lines.append(f"<details><summary>Example</summary>\n\n```json\n{example}\n```\n\n</details>\n")
    return "\n".join(lines)


def _refinement(schema: Schema) -> str:
    """What this type says more precisely than the shape it uses."""
    properties = schema.get("properties", {})
    words = [f"`{name}` is `{field['const']}`" for name, field in properties.items() if field and "const" in field]
    absent = [f"`{name}`" for name, field in properties.items() if field is False]
    if absent:
        words.append(f"without {_listed(absent)}")
    if schema.get("required"):
        words.append(f"always with {_listed([f'`{name}`' for name in schema['required']])}")
    return ", where " + "; ".join(words) if words else ""


def _shape_section(name: str, shape: Schema) -> str:
    meaning = f"{shape['description']}\n\n" if "description" in shape else ""
    body = f"{_values(shape).capitalize()}:\n\n" if "oneOf" in shape or shape.get("type") == "array" else ""
    return f"### {name}\n\n{meaning}{body}{_table(shape)}"


def _table(schema: Schema) -> str:
    rows = list(_rows(schema, ""))
    if not rows:
        return ""
    return "\n".join(["| field | always | values | meaning |", "|---|---|---|---|", *rows]) + "\n"


def _rows(schema: Schema, path: str) -> Iterator[str]:
    """One row per field; objects and lists without a name of their own are opened up."""
    for name, field in schema.get("properties", {}).items():
        inner = f"{path}{name}"
        always = "yes" if name in schema.get("required", ()) else ""
        yield f"| `{inner}` | {always} | {_values(field)} | {_meaning(field)} |"
        yield from _rows(field, f"{inner}.")
        yield from _rows(field.get("items", {}), f"{inner}[].")
    if schema.get("type") == "array" and not path:
        yield from _rows(schema["items"], "[].")
    for alternative in schema.get("oneOf", ()):
        yield from _rows(alternative, path)


def _values(schema: Schema) -> str:
    if "$ref" in schema:
        return _link(schema["$ref"])
    if "const" in schema:
        return f"`{schema['const']}`"
    if "enum" in schema:
        return ", ".join(f"`{value}`" for value in schema["enum"])
    if "oneOf" in schema:
        return "one of these alternatives"
    if schema.get("type") == "array":
        return f"list of {_values(schema['items'])}, at most {schema['maxItems']}"
    return _plain(schema)


def _plain(schema: Schema) -> str:
    kind = schema["type"] if isinstance(schema["type"], str) else " or ".join(schema["type"])
    if "format" in schema:
        return str(schema["format"])
    if "minimum" in schema:
        end = f" to {schema['maximum']}" if "maximum" in schema else ""
        return f"{kind}, from {schema['minimum']}{end}"
    if "pattern" in schema:
        return f"`{schema['pattern']}`".replace("|", "\\|")
    return f"text, at most {schema['maxLength']}" if "maxLength" in schema else kind


def _meaning(schema: Mapping[str, Any]) -> str:
    return str(schema.get("description", ""))


def _is_composed(shape: Schema) -> bool:
    return "properties" in shape or "oneOf" in shape or "properties" in shape.get("items", {})


def _link(reference: str) -> str:
    name = reference.rpartition("/")[2]
    return f"[{name}](#{name.lower()})"


def _anchor(heading: str) -> str:
    return heading.replace(".", "").lower()


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " and " + words[-1]
