"""The two AsyncAPI documents say what the contracts say, are AsyncAPI 3.0, and stand on their own."""

import gzip
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator, Draft202012Validator

from doorstroom_common.testing.contracts import event_types, examples
from doorstroom_common.testing.contracts.asyncapi import asyncapi, public_asyncapi
from doorstroom_common.testing.contracts.catalogue import catalogue, contracts_folder, public_catalogue
from doorstroom_common.testing.contracts.verdict import read_topics

ASYNCAPI = Path(__file__).parent / "asyncapi" / "3.0.0.json.gz"
DOCUMENTS = ("asyncapi.json", "asyncapi-public.json")


def written(name: str) -> str:
    return (contracts_folder().parent / "docs" / name).read_text(encoding="utf-8")


@cache
def standard() -> Draft7Validator:
    return Draft7Validator(json.loads(gzip.decompress(ASYNCAPI.read_bytes())))


@pytest.fixture(scope="module")
def text() -> str:
    return written("asyncapi.json")


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


def test_the_public_document_is_fresh() -> None:
    assert written("asyncapi-public.json") == public_asyncapi(public_catalogue()), "run: python contracts/generate.py"


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_is_asyncapi_3(name: str) -> None:
    document = json.loads(written(name))

    assert [fault.message for fault in standard().iter_errors(document)] == []
    operation = next(iter(document["operations"].values()))
    faults: tuple[dict[str, object], ...] = ({"action": "reads"}, {"chanel": {}})
    for planted in faults:
        document["operations"] = {"planted": operation | planted}
        assert list(standard().iter_errors(document)) != [], planted


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_reference_leads_somewhere_in_the_document(name: str) -> None:
    document = json.loads(written(name))
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


@pytest.mark.parametrize("event_type", list(public_catalogue().types))
def test_a_public_example_is_valid_by_the_public_document_alone(event_type: str) -> None:
    document = json.loads(written("asyncapi-public.json"))
    message = document["components"]["messages"][event_type]
    check = Draft202012Validator(message["payload"] | {"components": document["components"]})

    assert message["examples"]
    for example in message["examples"]:
        payload = example["payload"]
        assert list(check.iter_errors(payload)) == [], example["name"]
        assert list(check.iter_errors(payload | {"data": payload["data"] | {"name": "J."}})) != []
