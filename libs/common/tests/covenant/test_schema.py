"""Editors check a covenant file against a schema that agrees with the reader of the file."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from doorstroom_common.covenant import CovenantRefused, parse_covenant
from doorstroom_common.covenant.schema import covenant_schema
from doorstroom_common.covenant.tree import read_tree

FOLDER = Path(__file__).parents[4] / "covenants"
FILES = sorted(FOLDER.glob("*.yaml"))
SCHEMA = covenant_schema()
EVERYTHING = (
    (
        "terms:\n",
        (
            "scaleEquivalence:\n  - {fromAgreement: ab, toAgreement: cd, scales: {9: 10, 10A: 11}, source: {text: x}}\n"
            "closedPeriods:\n  - {name: zomer, from: 2026-07-01, until: 2026-07-31, source: {text: x}}\n"
            "links:\n  - {covenant: zee, from: 2026-01-01, until: 2026-12-31, source: {text: x}}\n"
            "practices:\n  - {topic: meeting, text: Op dinsdag., source: {text: x}}\n"
            "terms:\n"
        ),
    ),
    ("validFrom: 2026-01-01", "validFrom: 2026-01-01\nvalidUntil: 2027-01-01\nabout: Iets"),
    ("    kvk: ", "    until: 2026-12-31\n    succeededBy: {organisation: duinmeer, on: 2026-12-01}\n    kvk: "),
    ("order: [own_first, own, partner_first,", "order: [own_first, [own, partner_first],"),
    ("    days: 7\n", "    days: 7\n    skip: {by: [recruiter]}\n"),
)
"""Changes after which the region's file has every key that there is."""
Place = tuple[Any, ...]


def complaints(data: Any) -> list[str]:
    return [error.message for error in Draft202012Validator(SCHEMA).iter_errors(data)]


def read(text: str) -> Any:
    """As our own reader has it: days are text, `yes` is a word."""
    return read_tree(text).data


def test_the_schema_is_a_schema_and_the_file_that_ships_is_fresh() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    kept = json.loads((FOLDER / "covenant.schema.json").read_text(encoding="utf-8"))
    assert kept == SCHEMA, "stale: run python covenants/generate.py"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_shipped_covenant_has_the_shape_and_tells_editors_where_the_schema_is(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert complaints(read(text)) == []
    first = text.split("\n", 1)[0]
    assert first == "# yaml-language-server: $schema=covenant.schema.json"


def test_the_region_with_every_key_that_there_is_has_the_shape(change: Callable[..., str]) -> None:
    text = change(*EVERYTHING)
    parse_covenant(text, "region.yaml")
    assert complaints(read(text)) == []


def places(part: Any, at: Place = ()) -> Iterator[Place]:
    entries = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
    for key, value in entries:
        yield (*at, key)
        yield from places(value, (*at, key))


def without(data: Any, place: Place) -> Any:
    copied = json.loads(json.dumps(data))
    holder = copied
    for step in place[:-1]:
        holder = holder[step]
    del holder[place[-1]]
    return copied


def is_accepted(data: Any) -> bool:
    try:
        parse_covenant(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), "region.yaml")
    except CovenantRefused:
        return False
    return True


def test_whatever_is_left_out_the_schema_refuses_nothing_that_is_accepted(change: Callable[..., str]) -> None:
    whole = read(change(*EVERYTHING))
    left_out = {place: without(whole, place) for place in places(whole)}
    wrongly = [place for place, data in left_out.items() if complaints(data) and is_accepted(data)]
    assert wrongly == []
    refused = [place for place, data in left_out.items() if complaints(data)]
    assert {("memberDefaults", "agreement"), ("tiers", "source"), ("score", "hours")} <= set(refused)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("validFrom: 2026-01-01", "validFrom: 1 januari 2026"),
        ("version: 1", "version: nought"),
        ("id: region", "id: De Regio"),
        ("means: employer", "means: employers"),
        ("partner_first, partner,", "partner_frist, partner,"),
        ("    days: 14", "    days: -1"),
        ("voluntaryOnly: false", "voluntaryOnly: no"),
        ('oin: "00000009999999990001"', 'oin: "123"'),
        ("  staged: false", "  stagged: false"),
        ("promise: kept, strictness: required", "promise: kept, strictness: strict"),
        ("email: privacy@region.example", "email: nowhere"),
        ("  agreement: cao-gemeenten\n", ""),
        ("    name: Waterrijk\n", ""),
    ],
)
def test_faults_of_shape_are_refused_by_both(old: str, new: str, change: Callable[..., str]) -> None:
    text = change((old, new))
    assert complaints(read(text))
    with pytest.raises(CovenantRefused):
        parse_covenant(text, "region.yaml")
