"""Every POST that makes something takes an `Idempotency-Key`; 422 is said of a key and of nothing else."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
SERVICES = ("vacancy", "candidate", "matching", "notification")
KEY = "Idempotency-Key"

MAKES_IN_PASSING = {"fillGapOfPlacement": "makes a vacancy or a request beside its answer about the placement"}
MAKES_ONE_AT_MOST = {"askEmploymentConfirmation": "asking again while it waits answers with the one that waits"}
"""What makes something under an address of its own and takes no key, and why it needs none."""


def operations(service: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Method, path and description of each."""
    document = json.loads((ROOT / "services" / service / "openapi.json").read_text(encoding="utf-8"))
    for path, item in document["paths"].items():
        for method, operation in item.items():
            yield method, path, operation


def takes_a_key(operation: dict[str, Any]) -> bool:
    return any(parameter.get("name") == KEY for parameter in operation.get("parameters", ()))


def makes_something(path: str, operation: dict[str, Any]) -> bool:
    """It is sent to a collection, says 201, or is named above; any other POST is a step of something that is there."""
    collection = "}/" not in path
    named = operation["operationId"] in {**MAKES_IN_PASSING, **MAKES_ONE_AT_MOST}
    return collection or "201" in operation["responses"] or named


def without_a_key(service: str) -> set[str]:
    return {
        operation["operationId"]
        for method, path, operation in operations(service)
        if method == "post" and makes_something(path, operation) and not takes_a_key(operation)
    }


def test_every_post_that_makes_something_takes_a_key() -> None:
    found = set().union(*(without_a_key(service) for service in SERVICES))
    assert found == set(MAKES_ONE_AT_MOST)


@pytest.mark.parametrize("service", SERVICES)
def test_422_is_for_a_key_that_was_used_before_and_for_nothing_else(service: str) -> None:
    for method, path, operation in operations(service):
        assert ("422" in operation["responses"]) == takes_a_key(operation), (method, path)


@pytest.mark.parametrize("service", SERVICES)
def test_it_says_how_long_an_answer_is_kept(service: str) -> None:
    told = {
        parameter["description"]
        for *_, operation in operations(service)
        for parameter in operation.get("parameters", ())
        if parameter.get("name") == KEY
    }
    assert all("48 hours" in words for words in told)
    assert told
