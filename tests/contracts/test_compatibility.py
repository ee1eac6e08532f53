"""What is published stays readable: an optional field may be added, anything else is a new version."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from doorstroom_common.testing.contracts.catalogue import contracts_folder, read_catalogue
from doorstroom_common.testing.contracts.compatibility import breaking_changes, summarise
from doorstroom_common.testing.contracts.verdict import faults

Schema = dict[str, Any]
CODE = {"$ref": "#/$defs/code"}


def broken_by(contracts: Path, change: Callable[[Schema], object], file: str = "common.json") -> list[str]:
    """What a reader of the contracts before the change would not survive."""
    before = summarise(read_catalogue(contracts))
    schema = json.loads((contracts / file).read_text())
    change(schema)
    (contracts / file).write_text(json.dumps(schema))
    return list(breaking_changes(before, summarise(read_catalogue(contracts))))


def definition(name: str, change: Callable[[Schema], object]) -> Callable[[Schema], object]:
    return lambda schema: change(schema["$defs"][name])


def test_the_contracts_break_nothing_that_is_published() -> None:
    published = json.loads((contracts_folder() / "published.json").read_text())

    assert list(breaking_changes(published, summarise(read_catalogue(contracts_folder())))) == []


def test_what_was_added_is_recorded_as_published() -> None:
    """Otherwise the next change of it would be checked against nothing."""
    published = json.loads((contracts_folder() / "published.json").read_text())

    assert published == summarise(read_catalogue(contracts_folder())), "run: python contracts/check.py --record"


def test_an_optional_field_may_be_added(contracts: Path) -> None:
    change = definition("vacancy", lambda vacancy: vacancy["properties"].update(campaign=CODE))

    assert broken_by(contracts, change) == []


def test_an_optional_object_may_bring_fields_that_it_requires(contracts: Path) -> None:
    whole = {"type": "object", "additionalProperties": False, "required": ["kind"], "properties": {"kind": CODE}}
    change = definition("vacancy", lambda vacancy: vacancy["properties"].update(campaign=whole))

    assert broken_by(contracts, change) == []


def test_words_may_get_better_at_any_time(contracts: Path) -> None:
    assert broken_by(contracts, definition("slug", lambda slug: slug.update(description="Better."))) == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (
            definition("place", lambda s: (s["properties"].pop("name"), s["required"].remove("name"))),
            "nl.vacancies.vacancy-opened.v1: place.name was removed",
        ),
        (
            definition("reaction", lambda s: (s["properties"].update(shift=CODE), s["required"].append("shift"))),
            "nl.reactions.reaction-received.v1: shift is new and required",
        ),
        (
            definition("term", lambda s: (s["properties"].update(x=CODE), s["required"].append("x"))),
            "nl.matches.match-proposed.v1: card.skillsPresent[].x is new and required",
        ),
        (
            definition("reaction", lambda s: s["required"].remove("channel")),
            "nl.reactions.reaction-received.v1: channel was always there and is now optional",
        ),
        (
            definition("vacancy", lambda s: s["required"].append("function")),
            "nl.vacancies.vacancy-closed.v1: function was optional and is now required",
        ),
        (
            definition("outcome", lambda s: s["enum"].remove("hired-in")),
            "nl.secondments.secondment-closed.v1: outcome: enum changed",
        ),
        (
            definition("outcome", lambda s: s["enum"].append("sold")),
            "nl.vacancies.vacancy-closed.v1: outcome: enum changed",
        ),
        (
            definition("weeklyHours", lambda s: s.update(type="integer")),
            "nl.vacancies.vacancy-opened.v1: hours.min: type changed from number to integer",
        ),
        (
            definition("weeklyHours", lambda s: s.update(maximum=36)),
            "nl.candidates.candidate-changed.v1: employment.hours: maximum changed from 48 to 36",
        ),
        (
            definition("employment", lambda s: s.update(type="object")),
            "nl.candidates.candidate-registered.v1: employment: type changed",
        ),
        (
            definition("need", lambda s: s["oneOf"].append(_alternative("season"))),
            "nl.vacancies.vacancy-opened.v1: need<season>.kind belongs to an alternative that readers do not know",
        ),
        (
            definition("need", lambda s: s["oneOf"].pop()),
            "nl.vacancies.vacancy-opened.v1: need<until>.until was removed",
        ),
    ],
)
def test_a_change_that_breaks_a_reader_is_refused(
    contracts: Path, change: Callable[[Schema], object], words: str
) -> None:
    assert any(fault.startswith(words) for fault in broken_by(contracts, change))


def _alternative(kind: str) -> Schema:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": ["kind"],
        "properties": {"kind": {"const": kind}},
    }


def test_an_envelope_attribute_stays(contracts: Path) -> None:
    def change(envelope: Schema) -> None:
        envelope["required"].remove("sequence")

    found = broken_by(contracts, change, "envelope.json")

    assert found == ["envelope: sequence was always there and is now optional"]


def test_another_key_is_refused(contracts: Path) -> None:
    def change(schema: Schema) -> None:
        schema["x-event"]["key"] = "vacancyId"

    found = broken_by(contracts, change, "events/nl.reactions.reaction-received.v1/schema.json")

    assert found == ["nl.reactions.reaction-received.v1: its key changed from reactionId to vacancyId"]


def test_a_published_type_stays(contracts: Path) -> None:
    shutil.rmtree(contracts / "events/nl.reactions.reaction-received.v1")

    assert "nl.reactions.reaction-received.v1: is gone" in faults(contracts)[0][0]


def test_the_check_ends_in_words_and_never_records_what_breaks(contracts: Path) -> None:
    shutil.rmtree(contracts / "events/nl.reactions.reaction-received.v1")
    before = (contracts / "published.json").read_text()

    check = [sys.executable, str(contracts / "check.py"), "--record"]
    ran = subprocess.run(check, capture_output=True, text=True, check=False)

    assert ran.returncode == 1
    assert "is gone; a published type stays until nobody reads it" in ran.stderr
    assert (contracts / "published.json").read_text() == before


def test_the_check_records_what_was_added(contracts: Path) -> None:
    schema = json.loads((contracts / "common.json").read_text())
    schema["$defs"]["vacancy"]["properties"]["campaign"] = CODE
    (contracts / "common.json").write_text(json.dumps(schema))

    check = [sys.executable, str(contracts / "check.py"), "--record"]
    subprocess.run(check, capture_output=True, check=True)

    recorded = json.loads((contracts / "published.json").read_text())
    assert recorded["nl.vacancies.vacancy-opened.v1"]["fields"]["campaign"]["required"] is False
