"""`doorstroom audit vacancy` against an address that answers as the vacancy service does."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from typer.testing import CliRunner

from doorstroom.cli import app
from doorstroom.sights import RULES, SIGHTS, STEPS
from doorstroom_common.covenant import Relation, StageName
from doorstroom_common.covenant.vocabulary import Role
from doorstroom_common.locales import translations
from doorstroom_vacancy.adapters.history import History
from doorstroom_vacancy.domain.audit import ASIDE, EVERYBODY, Line
from doorstroom_vacancy.domain.posting import ChangeKind
from doorstroom_vacancy.domain.reaction import Channel
from doorstroom_vacancy.domain.values import ReopeningReason, StageReason
from doorstroom_vacancy.entrypoints.audit_answers import audit_answer
from launcher.tests.answering import Answering, answering

VACANCY = UUID("8a1c2b3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d")
MONDAY = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
GOVERNING = {"covenantId": "delta-demo", "version": 1, "hash": "0" * 64}


def entry(organisation: str, relation: str) -> dict[str, str]:
    return {"organisation": organisation, "relation": relation, "covenantId": "delta-demo"}


LINES = [
    Line(
        ChangeKind.OPENED, MONDAY,
        {"stage": "own", "covenant": GOVERNING, "audience": [entry("waterrijk", "own")], "public": False},
    ),
    Line(ChangeKind.STAGE_SKIPPED, MONDAY + timedelta(hours=1), {"stage": "own", "reason": "urgent", "by": "person"}),
    Line(
        ChangeKind.STAGE_OPENED, MONDAY + timedelta(hours=1),
        {"stage": "partners", "audience": [entry("duinmeer", "partner")], "public": False},
    ),
    Line(ChangeKind.CLOSED, MONDAY + timedelta(days=1), {"outcome": "withdrawn"}),
]  # fmt: skip
ANSWER = audit_answer(VACANCY, History("waterrijk", LINES)).to_json()
COVENANTS = json.dumps({"items": [{"covenantId": "delta-demo"}]}).encode()


class Region(Answering):
    """Tells whoever co-ordinates the covenant, or is the organisation, by a token of the folder's own issuer."""

    def do_GET(self) -> None:  # noqa: N802 - as http.server calls it
        caller = self.caller()
        allowed = caller.covenants == {"delta-demo"} or caller.organisation == "waterrijk"
        known = {"/vacancy/v1/covenants": COVENANTS}
        if allowed:
            known[f"/vacancy/v1/vacancies/{VACANCY}/audit"] = ANSWER
            known[f"/vacancy/v1/secondment-requests/{VACANCY}/audit"] = ANSWER
        self.send_response(200 if self.path in known else 404)
        self.end_headers()
        self.wfile.write(known.get(self.path, b'{"detail": "There is nothing here."}'))


@pytest.fixture
def region(tmp_path: Path) -> Iterator[tuple[str, ...]]:
    """The options that lead to a running region."""
    with answering(tmp_path, Region) as options:
        yield options


@pytest.mark.parametrize("kind", ["vacancy", "secondment-request"])
@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nl", ("Wie kon dit wanneer zien", "fase partners", "fase overgeslagen", "dringend", "gesloten")),
        ("en", ("Who could see it when", "stage-partners", "stage-skipped", "urgent", "closed")),
    ],
)
def test_who_could_see_it_when_is_shown_by_the_clock_in_amsterdam(
    region: tuple[str, ...], language: str, words: tuple[str, ...], kind: str
) -> None:
    ended = CliRunner().invoke(app, ["audit", kind, str(VACANCY), *region, "--language", language])
    assert ended.exit_code == 0, ended.output
    for word in (*words, "duinmeer", "stages.partners", "2026-03-02 10:30", "2026-03-03 09:30", "delta-demo"):
        assert word in ended.output


def test_what_is_written_is_what_the_region_answered(region: tuple[str, ...], tmp_path: Path) -> None:
    file = tmp_path / "audit.json"
    arguments = ["audit", "vacancy", str(VACANCY), *region, "--organisation", "waterrijk", "--json", str(file)]
    assert CliRunner().invoke(app, arguments).exit_code == 0
    assert json.loads(file.read_text("utf-8")) == json.loads(ANSWER)


def test_what_is_not_theirs_is_said_in_words(region: tuple[str, ...]) -> None:
    ended = CliRunner().invoke(app, ["audit", "vacancy", str(VACANCY), *region, "--organisation", "duinmeer"])
    assert (ended.exit_code, "answered 404" in ended.stderr) == (1, True)


def test_every_code_that_can_be_told_has_its_dutch() -> None:
    codes = {
        *SIGHTS, *STEPS, *RULES, EVERYBODY, *(kind for kind in ChangeKind if kind not in ASIDE), *Relation, *StageName,
        *StageReason, *ReopeningReason, *Channel, Role.CO_ORDINATOR,
        "not-in-a-covenant", "not-live-yet", "need-not-shared", "closing-date-passed",
    }  # fmt: skip
    assert codes <= set(translations("doorstroom", "nl"))
