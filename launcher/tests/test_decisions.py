"""`doorstroom decision recompute`: what it says of what was found, and how it ends."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from typer.testing import CliRunner
from typer.testing import Result as Ended

from doorstroom.cli import app
from doorstroom.commands import decisions
from doorstroom_matching.application.recompute import Recomputed, Result

AT = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
ONE = uuid4()


def result(found: Recomputed, *why: str, decision_id: UUID | None = ONE) -> Result:
    return Result(decision_id, "waterrijk", uuid4(), AT, found, why)


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch) -> list[Result]:
    """What is found in a region that is not there."""
    several: list[Result] = []

    @contextmanager
    def reached(*_: object) -> Iterator[None]:
        yield None

    monkeypatch.setattr(decisions, "reached", reached)
    monkeypatch.setattr(decisions, "_recomputed", lambda *_: several)
    return several


def run(*arguments: str) -> Ended:
    return CliRunner().invoke(app, ["decision", "recompute", *arguments, "--language", "en", "--data", str(Path())])


def test_it_ends_well_when_every_decision_is_equal_or_its_inputs_were_erased(found: list[Result]) -> None:
    found += [result(Recomputed.EQUAL), result(Recomputed.EQUAL), result(Recomputed.INPUTS_ERASED)]
    ended = run("--all")
    assert ended.exit_code == 0
    assert "decided again, and equal" in ended.output
    assert "inputs erased" in ended.output
    assert "why" not in ended.output


@pytest.mark.parametrize("what", [Recomputed.UNEQUAL, Recomputed.TAMPERED, Recomputed.MISSING])
def test_it_ends_with_1_and_tells_why_when_one_is_not_in_order(found: list[Result], what: Recomputed) -> None:
    found += [result(Recomputed.EQUAL), result(what, "tier: partner then, own now")]
    ended = run("--all")
    assert ended.exit_code == 1
    assert "tier: partner then, own now" in ended.output
    assert str(ONE) in ended.output


def test_one_record_is_told_with_its_day_when_its_inputs_were_erased(found: list[Result]) -> None:
    found += [result(Recomputed.INPUTS_ERASED)]
    ended = run(str(ONE))
    assert ended.exit_code == 0
    assert "2026-03-02 09:30" in ended.output


@pytest.mark.usefixtures("found")
def test_an_unknown_decision_and_no_decision_at_all_are_refused() -> None:
    assert run(str(uuid4())).exit_code == 1
    assert run().exit_code == 1
    assert run(str(uuid4()), "--all").exit_code == 1


def test_every_word_of_the_table_is_there_in_dutch(found: list[Result]) -> None:
    found += [result(one, "why") for one in Recomputed]
    ended = CliRunner().invoke(app, ["decision", "recompute", "--all", "--language", "nl"])
    for words in (*decisions.COUNTED.values(), "vacancy or request"):
        assert words not in ended.output, words
