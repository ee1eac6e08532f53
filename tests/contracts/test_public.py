"""What organisations are told: few types, checked like the others, of ids and links alone."""

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from cloudevents.core.bindings.http import HTTPMessage, from_http_event

from doorstroom_common.testing.contracts import validate_public_event
from doorstroom_common.testing.contracts.catalogue import catalogue, contracts_folder, public_catalogue, read_catalogue
from doorstroom_common.testing.contracts.compatibility import summarise
from doorstroom_common.testing.contracts.document import public_document
from doorstroom_common.testing.contracts.verdict import faults
from doorstroom_notification.domain.notice import NoticeType

PUBLIC = public_catalogue()
EXAMPLES = [(name, example) for name, event in PUBLIC.types.items() for example in event.examples]
IDS = {"vacancyId", "secondmentRequestId", "matchId", "referralId", "placementId", "needId", "link"}


def faults_after(contracts: Path, file: str, change: Callable[[dict[str, Any]], object]) -> list[str]:
    path = contracts / "public" / file
    schema = json.loads(path.read_text())
    change(schema)
    path.write_text(json.dumps(schema))
    return faults(contracts / "public", on_topics=False)[0]


def test_the_public_contracts_have_no_fault_and_are_recorded() -> None:
    folder = contracts_folder() / "public"
    assert faults(folder, on_topics=False)[0] == []
    assert json.loads((folder / "published.json").read_text()) == summarise(PUBLIC), "check.py --record"


def test_the_service_tells_the_public_types_and_none_of_them_is_internal() -> None:
    assert {kind.value for kind in NoticeType} == PUBLIC.types.keys()
    assert PUBLIC.types.keys().isdisjoint(catalogue().types)


def test_nothing_but_ids_and_a_link_is_in_their_data() -> None:
    for name, contract in summarise(PUBLIC).items():
        if name != "envelope":
            assert contract["fields"].keys() <= IDS, name
            assert all("pattern" in field for field in contract["fields"].values()), name


@pytest.mark.parametrize(("event_type", "name"), EXAMPLES)
def test_every_example_keeps_its_contract_and_reads_back_with_the_cloudevents_sdk(event_type: str, name: str) -> None:
    example = validate_public_event(PUBLIC.types[event_type].examples[name])

    event = from_http_event(
        HTTPMessage(headers={"content-type": "application/cloudevents+json"}, body=json.dumps(example).encode())
    )

    assert event.get_type() == event_type
    assert event.get_subject() == example["subject"]
    assert event.get_time() == datetime.fromisoformat(example["time"])
    assert event.get_extension("sequence") == example["sequence"]
    assert event.get_data() == example["data"]


def test_a_change_that_breaks_a_reader_is_refused(contracts: Path) -> None:
    def drop(common: dict[str, Any]) -> None:
        shape = common["$defs"]["aboutMatch"]
        shape["required"].remove("needId")

    found = faults_after(contracts, "common.json", drop)

    assert "nl.matches.match-available.v1: needId was always there and is now optional" in found


def test_a_name_or_free_text_in_a_public_type_is_refused(contracts: Path) -> None:
    def add(common: dict[str, Any]) -> None:
        common["$defs"]["aboutMatch"]["properties"]["name"] = {"type": "string"}

    found = faults_after(contracts, "common.json", add)

    assert any("nothing about a person travels in an event" in fault for fault in found)
    assert any("a free string" in fault for fault in found)


def test_the_page_is_fresh() -> None:
    page = (contracts_folder().parent / "docs" / "public-events.md").read_text(encoding="utf-8")
    assert page == public_document(read_catalogue(contracts_folder() / "public")), "run: python contracts/generate.py"
