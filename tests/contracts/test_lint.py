"""The contracts keep their own rules, and each rule bites."""

import json
from pathlib import Path
from typing import Any

import pytest

from doorstroom_common.testing.contracts.catalogue import contracts_folder
from doorstroom_common.testing.contracts.verdict import faults


def plant(contracts: Path, path: str, value: object, file: str = "common.json") -> list[str]:
    """Set one place of a schema, as `$defs/term/properties/label`, and check."""
    schema = json.loads((contracts / file).read_text())
    *way, last = path.split("/")
    spot: Any = schema
    for step in way:
        spot = spot[step]
    if value is None:
        del spot[last]
    else:
        spot[last] = value
    (contracts / file).write_text(json.dumps(schema))
    return faults(contracts)[0]


def test_the_contracts_have_no_fault() -> None:
    assert faults(contracts_folder())[0] == []


@pytest.mark.parametrize("name", ["email", "phoneNumber", "contactPerson", "bsn", "birthDate", "homeAddress", "gender"])
def test_a_personal_field_is_refused(contracts: Path, name: str) -> None:
    found = plant(contracts, f"$defs/candidate/properties/{name}", {"$ref": "#/$defs/code"})

    assert found == [f"common.json#candidate.{name}: nothing about a person travels in an event"]


def test_a_name_is_refused_anywhere_but_at_a_place(contracts: Path) -> None:
    found = plant(contracts, "$defs/reaction/properties/name", {"$ref": "#/$defs/code"})

    assert found == ["common.json#reaction.name: nothing about a person travels in an event"]


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        ("$defs/candidate/properties/wish", {"type": "string", "maxLength": 100}, "a free string"),
        ("$defs/title/maxLength", None, "a free string without maxLength"),
        ("$defs/code/pattern", "[a-z]+", "a pattern without ^ and $"),
        ("$defs/date/format", "dato", "the format 'dato' is checked by nobody"),
        ("$defs/term/additionalProperties", True, "an object that is not closed"),
        ("$defs/term/additionalProperties", None, "an object that is not closed"),
        ("$defs/term/required", ["scheme", "url"], "requires url, which it does not know"),
        ("$defs/term/requierd", ["scheme"], "unknown keyword 'requierd'"),
        ("$defs/codes/maxItems", None, "a list needs items and maxItems"),
        ("$defs/weeklyHours/minimum", None, "a number without minimum"),
        ("$defs/outcome", {}, "says neither type nor enum"),
        ("$defs/outcome/enum", [], "an empty enum"),
        ("$defs/place/type", "objekt", "not a JSON Schema"),
    ],
)
def test_a_schema_that_lets_too_much_in_is_refused(contracts: Path, path: str, value: object, words: str) -> None:
    assert any(words in fault for fault in plant(contracts, path, value))


def test_a_type_travels_on_the_topic_of_its_domain(contracts: Path) -> None:
    file = "events/nl.reactions.reaction-received.v1/schema.json"

    found = plant(contracts, "x-event/topic", "vacancies", file)

    assert any("a type travels on the topic of its domain, not on vacancies" in fault for fault in found)


def test_the_schema_names_its_type(contracts: Path) -> None:
    (contracts / "events/nl.reactions.reaction-received.v1").rename(contracts / "events/nl.reactions.received.v1")

    found = faults(contracts)[0]

    assert any("$id must be https://doorstroom.example/contracts/nl.reactions.received.v1.json" in f for f in found)


def test_a_type_without_examples_is_refused(contracts: Path) -> None:
    (contracts / "events/nl.reactions.reaction-received.v1/examples/minimal.json").unlink()

    assert faults(contracts)[0] == ["nl.reactions.reaction-received.v1: has no example minimal.json"]


def test_an_example_that_breaks_its_contract_is_named(contracts: Path) -> None:
    file = "events/nl.reactions.reaction-received.v1/examples/rich.json"

    found = plant(contracts, "data/channel", "pigeon", file)

    assert len(found) == 1
    assert found[0].startswith(f"{file}: event.data.channel: 'pigeon' is not one of")


def test_a_file_that_is_no_json_is_named_with_its_line(contracts: Path) -> None:
    (contracts / "common.json").write_text('{\n  "a": 1\n  "b": 2\n}')

    assert faults(contracts)[0][0].startswith(f"{contracts / 'common.json'}:3: ")


def test_a_topic_that_is_declared_nowhere_is_named(contracts: Path) -> None:
    (contracts / "topics" / "erasures.yaml").unlink()

    expected = "nl.erasures.erasure-confirmed.v1: its topic 'erasures' is not declared in contracts/topics"
    assert faults(contracts)[0] == [expected]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("key: candidateId", "key: personId", "its key is candidateId, and personId on the topic erasures"),
        ("matching, ", "", "matching publishes it, and may not on the topic erasures"),
    ],
)
def test_a_topic_and_its_types_say_the_same(contracts: Path, old: str, new: str, words: str) -> None:
    file = contracts / "topics" / "erasures.yaml"
    file.write_text(file.read_text().replace(old, new))

    assert faults(contracts)[0] == [f"nl.erasures.erasure-confirmed.v1: {words}"]
