"""`doorstroom results` against an address that answers as the vacancy service does."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from doorstroom.cli import app
from doorstroom_vacancy.application.read_results import ResultsRead
from doorstroom_vacancy.domain.progress import Step
from doorstroom_vacancy.domain.results import Baseline, Counted, Period, published
from doorstroom_vacancy.entrypoints.result_answers import results_answer
from launcher.tests.answering import Answering, answering

COUNTED = Counted(
    opened={"waterrijk": 60},
    vacancies={("filled", "partner"): 31, ("not-filled", "none"): 9},
    moves={("duinmeer", "waterrijk"): 2, ("duinmeer", "heidestad"): 12, ("outside", "waterrijk"): 15},
    secondments={},
    permanent=(29, 22),
    endings={},
    deviations={"pay": 7},
    reactions={},
    furthest={Step.PROPOSED: 40, Step.PLACED: 8},
    progress={"waterrijk": (48, 20)},
    median_answer_hours=26.0,
)
ANSWER = results_answer(
    "delta-demo",
    ResultsRead(
        Period.around(date(2026, 1, 1), date(2026, 12, 31)),
        published(COUNTED, ["waterrijk", "duinmeer"]),
        Baseline(from_date=date(2025, 1, 1), until_date=date(2025, 12, 31), vacancies=227),
    ),
).to_json()
ARGUMENTS = ("results", "delta-demo", "--from", "2026-01-01", "--to", "2026-12-31")


class Region(Answering):
    """Answers whoever has a token of the covenant's co-ordinator, signed by the folder's own issuer."""

    def do_GET(self) -> None:  # noqa: N802 - as http.server calls it
        caller = self.caller()
        allowed = "co-ordinator" in caller.roles and caller.covenants == {"delta-demo"}
        known = self.path == "/vacancy/v1/covenants/delta-demo/results?from=2026-01-01&to=2026-12-31"
        self.send_response(200 if allowed and known else 404)
        self.end_headers()
        self.wfile.write(ANSWER if allowed and known else b'{"detail": "There is nothing here."}')


@pytest.fixture
def region(tmp_path: Path) -> Iterator[tuple[str, ...]]:
    """The options that lead to a running region."""
    with answering(tmp_path, Region) as options:
        yield options


def test_results_are_shown_in_dutch_and_english_beside_the_baseline(region: tuple[str, ...]) -> None:
    for language, words in (
        (
            "nl",
            ("Overstappen, van en naar", "nulmeting: 2025-01-01", "van buiten", "vaste contracten behouden", "salaris"),
        ),
        ("en", ("Moves, from and to", "baseline: 2025-01-01", "outside", "permanent contracts kept", "pay")),
    ):
        ended = CliRunner().invoke(app, [*ARGUMENTS, *region, "--language", language])
        assert ended.exit_code == 0, ended.output
        for word in (*words, "227", "29", "*"):
            assert word in ended.output


def test_what_is_written_is_what_the_region_answered(region: tuple[str, ...], tmp_path: Path) -> None:
    file = tmp_path / "results.json"
    assert CliRunner().invoke(app, [*ARGUMENTS, *region, "--json", str(file)]).exit_code == 0
    assert json.loads(file.read_text("utf-8")) == json.loads(ANSWER)


def test_what_cannot_be_shown_is_said_in_words(region: tuple[str, ...], tmp_path: Path) -> None:
    for arguments, words in (
        ([*ARGUMENTS, "--data", str(tmp_path / "nowhere")], "There is no region"),
        ([*ARGUMENTS, *region[:2], "--url", "http://127.0.0.1:9"], "No answer from"),
        (["results", "friesland", *ARGUMENTS[2:], *region], "answered 404"),
    ):
        ended = CliRunner().invoke(app, arguments)
        assert ended.exit_code == 1
        assert words in ended.stderr
