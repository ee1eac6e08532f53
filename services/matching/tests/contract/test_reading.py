"""Every example that other services publish can be read, and says the same to the rules."""

from collections.abc import Callable

import pytest

from doorstroom_common.testing.contracts import event_types, examples
from doorstroom_matching.application.reading import Data, candidate_from, need_from_secondment, need_from_vacancy
from doorstroom_matching.domain.candidate import Candidate
from doorstroom_matching.domain.need import Need
from doorstroom_matching.entrypoints.events import DISCLOSURE_ENDED, facts

READERS: dict[str, Callable[[Data], Need | Candidate]] = {
    "vacancies": need_from_vacancy,
    "secondments": need_from_secondment,
    "candidates": candidate_from,
}
STATES = [
    (event_type, name)
    for event_type in event_types()
    if event_type.split(".")[1] in READERS and "erased" not in event_type
    for name in examples(event_type)
]


@pytest.mark.parametrize(("event_type", "name"), STATES)
def test_every_published_state_can_be_read(event_type: str, name: str) -> None:
    data = examples(event_type)[name]["data"]
    read = READERS[event_type.split(".")[1]](data)
    assert read.version == data["version"]


def test_every_type_of_our_topics_has_a_handler() -> None:
    ours = facts(None, None)  # type: ignore[arg-type]
    whole = set(ours.topics) - {"disclosures"}
    published = {name for name in event_types() if name.split(".")[1] in whole}
    assert set(ours.handlers) == published | {DISCLOSURE_ENDED}


def test_an_extra_field_that_others_add_is_ignored() -> None:
    data = examples("nl.vacancies.vacancy-opened.v1")["rich"]["data"]
    assert need_from_vacancy({**data, "somethingNew": {"x": 1}}) == need_from_vacancy(data)
