"""The shared forms: moments, days, scales, and numbers that are numbers."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from pydantic import ValidationError

from doorstroom_common.http import AnswerModel, RequestModel
from doorstroom_common.http.fields import DateTime, Hours, LocalDate, ScaleCode, Slug, Term


class Form(RequestModel):
    at: DateTime | None = None
    day_date: LocalDate | None = None
    organisation: Slug | None = None
    scale: ScaleCode | None = None
    count: int | None = None
    share: float | None = None
    agreed: bool | None = None
    counts: dict[str, list[int]] | None = None
    name: str | None = None


class Shown(AnswerModel):
    happened_at: DateTime
    day_date: LocalDate | None


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-31T09:00:00Z",
        "2026-03-31T11:00:00+02:00",
        "2026-03-31T11:00+02:00",
        "2026-03-31t11:00:00+02:00[Europe/Amsterdam]",
        "2026-03-31T11:00:00+02:00[!Europe/Amsterdam]",
        "2026-03-31T11:00:00+02:00[Europe/Amsterdam][u-ca=gregory]",
        "2026-03-31T09:00:00.000Z",
    ],
)
def test_a_moment_may_come_with_any_offset_and_is_kept_in_utc(text: str) -> None:
    assert Form.model_validate({"at": text}).at == datetime(2026, 3, 31, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    "value",
    [
        "2026-03-31T09:00:00", "2026-03-31", "31-03-2026 09:00", "2026-02-30T09:00:00Z", "2026-03-31T25:00:00Z",
        "2026-03-31T09:00:00+02:00[!Europe/London]", "2026-03-31T09:00:00Z[!u-ca=hebrew]",
        "2026-03-31T09:00:00Z[!Mars]",
        "0001-01-01T00:00:00+14:00", 1774947600, "", "now",
    ],
)  # fmt: skip
def test_a_moment_without_offset_or_sense_is_refused(value: Any) -> None:
    with pytest.raises(ValidationError):
        Form.model_validate({"at": value})


@pytest.mark.parametrize(
    "value", ["20260331", "2026-W14-2", "2026-03-31T00:00:00Z", "2026-02-30", 20260331, 0, "31-3-2026"]
)
def test_a_day_is_a_calendar_date_and_nothing_else(value: Any) -> None:
    with pytest.raises(ValidationError):
        Form.model_validate({"dayDate": value})


@pytest.mark.parametrize(
    "body",
    [
        {"count": "3"}, {"count": 3.5}, {"count": True}, {"share": "0.5"}, {"share": True}, {"agreed": 1},
        {"agreed": "true"}, {"counts": {"a": ["1"]}}, {"name": 3}, {"organisation": "Gemeente X"}, {"scale": 10},
        {"scale": ""}, {"day_date": "2026-03-31"},
    ],
)  # fmt: skip
def test_nothing_is_guessed_from_another_type(body: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Form.model_validate(body)


def test_honest_values_are_taken() -> None:
    body = {
        "count": 3,
        "share": 1,
        "agreed": False,
        "counts": {"a": [1]},
        "name": "  x ",
        "scale": "10A",
        "dayDate": "2026-03-31",
    }
    form = Form.model_validate(body)
    assert (form.name, form.scale, form.day_date) == ("x", "10A", date(2026, 3, 31))


def test_hours_are_in_order() -> None:
    with pytest.raises(ValidationError, match="min must not be above max"):
        Hours.model_validate({"min": 36, "max": 24})


@pytest.mark.parametrize("uri", ["", "no-uri", "javascript", "http://x y", "http://é"])
def test_a_term_has_a_uri(uri: str) -> None:
    with pytest.raises(ValidationError):
        Term.model_validate({"scheme": "esco-skill", "uri": uri})


def test_an_answer_has_all_its_fields_and_tells_time_in_utc() -> None:
    local = datetime.fromisoformat("2026-03-31T11:00:00+02:00")
    shown = Shown(happened_at=local, day_date=None)
    assert shown.to_json() == b'{"happenedAt":"2026-03-31T09:00:00Z","dayDate":null}'
