"""What a contract may say at all: closed objects, typed codes, bounded values, and nothing about a person.

A schema is checked as a whole before any event is: a mistyped keyword would switch a check off unseen.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from doorstroom_common.testing.contracts.catalogue import Catalogue, EventType, Schema


def words_of(text: str) -> frozenset[str]:
    """A set of words, written as a person would list them."""
    return frozenset(text.split())


KEYWORDS = words_of(
    "$schema $id $ref $defs title description x-event type properties required additionalProperties items minItems"
    " maxItems uniqueItems enum const format pattern minLength maxLength minimum maximum oneOf"
)
FREE_TEXT = words_of("title function department place.name term.label card.occupationGroup match.reasons[].source text")
"""Where the words are the employer's, a vocabulary's or the covenant's: the only strings without a pattern."""
FORMATS = frozenset({"date", "date-time", "uuid"})
PERSONAL = words_of(
    "name names surname initials email mail phone telephone mobile bsn address street postcode zip city birth birthday"
    " born age gender sex nationality iban photo contact person personnel cv resume remark note motivation health"
    " illness"
)
NOT_PERSONAL = frozenset({"place.name", "candidate.personRef", "mandate.personRef"})
"""The name of a place, and opaque references."""
TYPE_NAME = re.compile(r"nl\.[a-z]+s\.[a-z]+(-[a-z]+)*\.v[1-9][0-9]*")


def lint(of: Catalogue) -> Iterator[str]:
    """Every fault of the contracts as such, with the place where it stands."""
    for name, definition in of.common["$defs"].items():
        yield from _lint_schema(definition, f"common.json#{name}", name)
    yield from _lint_schema(of.envelope, "envelope.json", "", inside_envelope=True)
    for event in of.types.values():
        yield from _lint_event(event)


def _lint_event(event: EventType) -> Iterator[str]:
    if not TYPE_NAME.fullmatch(event.name):
        yield f"{event.name}: not a type name like nl.vacancies.vacancy-opened.v1"
    if event.schema.get("$id") != f"https://doorstroom.example/contracts/{event.name}.json":
        yield f"{event.name}: $id must be https://doorstroom.example/contracts/{event.name}.json"
    if event.topic != event.name.split(".")[1]:
        yield f"{event.name}: a type travels on the topic of its domain, not on {event.topic}"
    for wanted in ("rich", "minimal"):
        if wanted not in event.examples:
            yield f"{event.name}: has no example {wanted}.json"
    yield from _lint_schema(event.schema, event.name, "", refines="$ref" in event.schema)


def _lint_schema(
    schema: object, where: str, path: str, *, refines: bool = False, inside_envelope: bool = False
) -> Iterator[str]:
    if isinstance(schema, bool):
        return
    if not isinstance(schema, Mapping):
        yield f"{where}: not a schema"
        return
    for keyword in schema.keys() - KEYWORDS:
        yield f"{where}: unknown keyword {keyword!r}: a mistyped one checks nothing"
    yield from _lint_value(schema, where, path, refines=refines, data_of_event=inside_envelope and path == "data")
    for name, inner in schema.get("properties", {}).items():
        inner_path = f"{path}.{name}" if path else name
        yield from _lint_name(name, inner_path, where)
        yield from _lint_schema(inner, f"{where}.{name}", inner_path, refines=refines, inside_envelope=inside_envelope)
    for number, inner in enumerate(schema.get("oneOf", ())):
        yield from _lint_schema(inner, f"{where}<{number}>", path)
    if "items" in schema:
        yield from _lint_schema(schema["items"], f"{where}[]", f"{path}[]")


def _lint_name(name: str, path: str, where: str) -> Iterator[str]:
    words = set(re.findall(r"[a-z]+", re.sub(r"([A-Z])", r" \1", name).lower()))
    if words & PERSONAL and path not in NOT_PERSONAL:
        yield f"{where}.{name}: nothing about a person travels in an event"


def _lint_value(schema: Schema, where: str, path: str, *, refines: bool, data_of_event: bool) -> Iterator[str]:
    if "$ref" in schema or "oneOf" in schema or "const" in schema or data_of_event:
        return
    if "enum" in schema:
        if not schema["enum"]:
            yield f"{where}: an empty enum"
        return
    kinds = schema.get("type", [])
    for kind in [kinds] if isinstance(kinds, str) else kinds:
        yield from _CHECKS.get(kind, _unknown_kind)(schema, where, path)
    if not kinds and not refines:
        yield f"{where}: says neither type nor enum, so anything goes"


def _string(schema: Schema, where: str, path: str) -> Iterator[str]:
    pattern, form = schema.get("pattern"), schema.get("format")
    if pattern is not None and not (pattern.startswith("^") and pattern.endswith("$")):
        yield f"{where}: a pattern without ^ and $ lets anything in around it"
    if form is not None and form not in FORMATS:
        yield f"{where}: the format {form!r} is checked by nobody"
    if pattern is None and form is None:
        if path not in FREE_TEXT:
            yield f"{where}: a free string; make it an enum, a code or a pattern"
        if "maxLength" not in schema:
            yield f"{where}: a free string without maxLength"


def _number(schema: Schema, where: str, path: str) -> Iterator[str]:  # noqa: ARG001 - one signature for every kind
    if "minimum" not in schema:
        yield f"{where}: a number without minimum"


def _array(schema: Schema, where: str, path: str) -> Iterator[str]:  # noqa: ARG001
    if "items" not in schema or "maxItems" not in schema:
        yield f"{where}: a list needs items and maxItems"


def _object(schema: Schema, where: str, path: str) -> Iterator[str]:  # noqa: ARG001
    if schema.get("additionalProperties") is not False:
        yield f"{where}: an object that is not closed (additionalProperties: false)"
    for name in set(schema.get("required", ())) - schema.get("properties", {}).keys():
        yield f"{where}: requires {name}, which it does not know"


def _unchecked(schema: Schema, where: str, path: str) -> Iterator[str]:  # noqa: ARG001
    return iter(())


def _unknown_kind(schema: Schema, where: str, path: str) -> Iterator[str]:  # noqa: ARG001
    yield f"{where}: unknown type {schema.get('type')!r}"


_CHECKS: dict[str, Any] = {
    "string": _string,
    "integer": _number,
    "number": _number,
    "array": _array,
    "object": _object,
    "boolean": _unchecked,
    "null": _unchecked,
}
