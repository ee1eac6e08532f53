"""`docs/asyncapi.json` says what the contracts say, and stands on its own."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from doorstroom_common.testing.contracts import event_types, examples
from doorstroom_common.testing.contracts.asyncapi import asyncapi
from doorstroom_common.testing.contracts.catalogue import catalogue, contracts_folder
from doorstroom_common.testing.contracts.verdict import read_topics


@pytest.fixture(scope="module")
def text() -> str:
    return (contracts_folder().parent / "docs" / "asyncapi.json").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def document(text: str) -> Any:
    return json.loads(text)


def references(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"]
        for inner in node.values():
            yield from references(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from references(inner)


def test_the_document_is_fresh(text: str) -> None:
    topics = read_topics(contracts_folder() / "topics")

    assert text == asyncapi(catalogue(), topics), "run: python contracts/generate.py"


def test_every_reference_leads_somewhere_in_the_document(document: Any) -> None:
    for reference in set(references(document)):
        spot = document
        for step in reference.removeprefix("#/").split("/"):
            spot = spot[step]


@pytest.mark.parametrize("event_type", event_types())
def test_an_example_is_valid_by_the_document_alone(document: Any, event_type: str) -> None:
    payload = document["components"]["messages"][event_type]["payload"]
    check = Draft202012Validator(payload | {"components": document["components"]})

    for name, example in examples(event_type).items():
        assert list(check.iter_errors(example)) == [], name
        assert list(check.iter_errors(example | {"data": example["data"] | {"name": "J."}})) != []


def test_each_service_is_said_to_send_and_receive(document: Any) -> None:
    operations = document["operations"]

    assert operations["vacancy.sends.vacancies"]["action"] == "send"
    assert operations["matching.receives.candidates"]["action"] == "receive"
    assert len(operations["vacancy.sends.vacancies"]["messages"]) == 4
