"""What an event's data may hold when it is written down."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest

from doorstroom_common.cloudevent import CloudEvent, event_source, new_event


class DriversUuid(UUID):
    """As a database driver gives ids back: a subclass of UUID."""


def event(data: dict[str, Any]) -> CloudEvent:
    return new_event(
        source=event_source("00000009999999990000", "vacancy"),
        type="nl.vacancies.vacancy-opened.v1",
        subject="x",
        time=datetime(2026, 3, 2, tzinfo=UTC),
        version=1,
        data=data,
    )


def test_an_id_from_the_database_driver_is_written_as_its_text() -> None:
    one = uuid4()
    sent = event({"vacancyId": DriversUuid(str(one)), "ids": [one]})
    assert CloudEvent.from_bytes(sent.to_bytes()).data == {"vacancyId": str(one), "ids": [str(one)]}


def test_what_has_no_place_in_an_event_is_refused() -> None:
    with pytest.raises(TypeError):
        event({"something": object()}).to_bytes()
