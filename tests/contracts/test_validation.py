"""What breaks a contract is named, with its place, and all of it at once."""

from collections.abc import Callable
from typing import Any

import pytest

from doorstroom_common.testing.contracts import examples, validate_event

OPENED = "nl.vacancies.vacancy-opened.v1"
Event = dict[str, Any]


def opened() -> Event:
    return examples(OPENED)["rich"]


def drop(*names: str) -> Callable[[Event], object]:
    return lambda event: [event.pop(name) for name in names]


def put(**values: Any) -> Callable[[Event], object]:
    return lambda event: event.update(values)


def put_data(**values: Any) -> Callable[[Event], object]:
    return lambda event: event["data"].update(values)


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (drop("dataschema"), "'dataschema' is a required property"),
        (drop("subject"), "'subject' is a required property"),
        (put(time="2027-01-12T09:00:00+01:00"), "event.time"),
        (put(time="2027-01-32T09:00:00Z"), "event.time"),
        (put(source="urn:nld:oin:00000009999999990000:systeem:candidate"), "'candidate' does not publish this type"),
        (put(source="https://waterrijk.example"), "event.source"),
        (put(sequence="2"), "must be data.version as a string, '1'"),
        (put(sequencetype="integer"), "event.sequencetype"),
        (put(subject="c2a4e6f8-1b3d-4a5c-8e7f-9d0b2c4a6e20"), "event.subject: must be data.vacancyId"),
        (put(type="nl.vacancies.vacancy-sold.v1"), "there is no contract for 'nl.vacancies.vacancy-sold.v1'"),
        (put(dataschema="https://doorstroom.example/contracts/nl.x.v1.json"), "event.dataschema: must be"),
        (put(employer="waterrijk"), "'employer' was unexpected"),
        (put(data=None), "event.data"),
        (put_data(contactPerson="J. Jansen"), "'contactPerson' was unexpected"),
        (put_data(status="closed"), "event.data.status"),
        (put_data(closedAt="2027-01-12T09:00:00Z"), "event.data.closedAt: may not be present here"),
        (put_data(latestStartDate=None), "event.data.latestStartDate"),
        (put_data(closingDate="2027-02-30"), "event.data.closingDate"),
        (put_data(need={"kind": "until"}), "event.data.need: 'until' is a required property"),
        (put_data(scales={"agreement": "cao-gemeenten", "min": 9, "max": 10}), "event.data.scales.min"),
        (put_data(vacancyId="5B0F7C1E-3F0A-4D53-9A43-6B1F0E2D7C10"), "event.data.vacancyId"),
        (put_data(department="x" * 65_000), "bytes: an event stays under 65536"),
    ],
)
def test_a_fault_is_named_with_its_place(fault: Callable[[Event], object], words: str) -> None:
    event = opened()
    fault(event)

    with pytest.raises(AssertionError) as refused:
        validate_event(event)

    assert words in str(refused.value)


def test_all_faults_are_named_at_once() -> None:
    event = opened()
    del event["id"]
    event["data"]["posts"] = 0
    event["data"]["audience"][0]["relation"] = "friend"

    with pytest.raises(AssertionError) as refused:
        validate_event(event)

    for place in ("'id' is a required property", "event.data.posts", "event.data.audience[0].relation"):
        assert place in str(refused.value)


def test_what_is_no_json_is_refused_in_words() -> None:
    with pytest.raises(AssertionError, match="not JSON"):
        validate_event(b"\x00{")


def test_an_erasure_says_nothing_but_the_id() -> None:
    event = examples("nl.candidates.candidate-erased.v1")["rich"]
    event["data"]["skills"] = []

    with pytest.raises(AssertionError, match="'skills' was unexpected"):
        validate_event(event)


def test_an_unknown_type_has_no_examples() -> None:
    with pytest.raises(AssertionError, match=r"no contract for 'nl\.nothing\.v1'"):
        examples("nl.nothing.v1")
