"""Every example is an event that could have been published."""

import json
from datetime import UTC, datetime

import pytest
from cloudevents.core.bindings.kafka import KafkaMessage, from_kafka_event

from doorstroom_common.cloudevent import CloudEvent
from doorstroom_common.covenant import parse_covenant
from doorstroom_common.testing.contracts import event_types, examples, validate_event

EXAMPLES = [(event_type, name) for event_type in event_types() for name in examples(event_type)]


@pytest.mark.parametrize(("event_type", "name"), EXAMPLES)
def test_every_example_keeps_its_contract(event_type: str, name: str) -> None:
    validate_event(examples(event_type)[name])


@pytest.mark.parametrize(("event_type", "name"), EXAMPLES)
def test_every_example_reads_back_with_the_cloudevents_sdk(event_type: str, name: str) -> None:
    example = examples(event_type)[name]
    message = KafkaMessage(
        headers={"content-type": b"application/cloudevents+json"},
        key=example["subject"],
        value=json.dumps(example).encode(),
    )

    event = from_kafka_event(message)

    assert event.get_type() == event_type
    assert event.get_subject() == example["subject"]
    assert event.get_time() == datetime.fromisoformat(example["time"])
    assert event.get_extension("sequence") == example["sequence"]
    assert event.get_data() == example["data"]


@pytest.mark.parametrize(("event_type", "name"), EXAMPLES)
def test_our_own_reader_and_writer_keep_every_example_as_it_is(event_type: str, name: str) -> None:
    example = examples(event_type)[name]

    event = CloudEvent.from_bytes(json.dumps(example).encode())
    written = validate_event(event.to_bytes())

    assert event.time.utcoffset() == datetime.now(UTC).utcoffset()
    assert written | {"time": example["time"]} == example


def test_an_example_handed_out_is_a_copy() -> None:
    examples("nl.vacancies.vacancy-opened.v1")["rich"]["data"].clear()

    assert examples("nl.vacancies.vacancy-opened.v1")["rich"]["data"]


def test_the_examples_tell_one_story() -> None:
    """A vacancy at Waterrijk, a candidate from Duinmeer who matches it, a request of the water board."""
    vacancy = examples("nl.vacancies.vacancy-stage-opened.v1")["rich"]["data"]
    candidate = examples("nl.candidates.candidate-registered.v1")["rich"]["data"]
    request = examples("nl.secondments.secondment-requested.v1")["rich"]["data"]
    match = examples("nl.matches.match-proposed.v1")["rich"]["data"]

    assert vacancy["organisation"] == match["organisation"] == "waterrijk"
    assert candidate["employment"]["employer"] == "duinmeer"
    assert request["organisation"] == "waterschap-de-zilte"
    assert (match["need"]["id"], match["need"]["version"]) == (vacancy["vacancyId"], vacancy["version"])
    assert match["candidateId"] == candidate["candidateId"]
    assert "duinmeer" in {entry["organisation"] for entry in vacancy["audience"]}


@pytest.mark.parametrize("name", ["rich", "minimal"])
def test_the_covenant_of_the_examples_is_one_that_services_can_read(name: str) -> None:
    adopted = examples("nl.covenants.covenant-adopted.v1")[name]["data"]

    covenant = parse_covenant(adopted["text"], name)

    assert (covenant.id, covenant.version, covenant.hash) == tuple(
        adopted[k] for k in ("covenantId", "version", "hash")
    )
    assert covenant.valid_from.isoformat() == adopted["validFrom"]
    assert (covenant.valid_until and covenant.valid_until.isoformat()) == adopted.get("validUntil")


def test_what_the_examples_cite_was_adopted_and_its_members_are_there() -> None:
    adopted = examples("nl.covenants.covenant-adopted.v1")["rich"]["data"]
    vacancy = examples("nl.vacancies.vacancy-stage-opened.v1")["rich"]["data"]

    covenant = parse_covenant(adopted["text"], "rich")

    assert vacancy["governingCovenant"] == {key: adopted[key] for key in ("covenantId", "version", "hash")}
    assert {entry["organisation"] for entry in vacancy["audience"]} <= {member.id for member in covenant.members}
