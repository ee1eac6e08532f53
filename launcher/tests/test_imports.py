"""`doorstroom import` against an address that answers as the services do."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from typer.testing import CliRunner

from doorstroom.cli import app
from launcher.tests.answering import Answering, answering

JOB = "/vacancy/v1/import-jobs/5b9d1f3e-7c2a-4e8f-a6b0-3d5c7e9f1a2b"
LINE = {"row": 3, "column": "Uren vanaf", "value": "veel", "message": "moet een getal zijn"}
SEEN: dict[str, Any] = {
    "status": "running", "rowsRead": 1, "ofRows": 2, "counts": {}, "badRows": 0, "stored": False, "problem": None,
}  # fmt: skip


class Region(Answering):
    """A job is running when one looks first, and finished when one looks again."""

    asked: list[tuple[str, str, bytes, str]]
    ended: dict[str, Any]

    def do_POST(self) -> None:  # noqa: N802 - as http.server calls it
        self._note("POST")
        caller = self.caller()
        allowed = caller.organisation == "waterrijk" and caller.scopes == {"vacancies:write"}
        self._answer(202 if allowed else 403, SEEN, {"location": JOB})

    def do_PUT(self) -> None:  # noqa: N802 - as http.server calls it
        self._note("PUT")
        self._answer(200, {"headings": {}}, {})

    def do_GET(self) -> None:  # noqa: N802 - as http.server calls it
        if "report" in self.path:
            more = "cursor" not in self.path
            link = {"Link": f'<{JOB}/report?limit=100&cursor=x>; rel="next"'} if more else {}
            self._answer(200, {"items": [LINE] if self.ended["badRows"] else []}, link)
            return
        self._note("GET")
        looked = [one for one in self.asked if one[0] == "GET"]
        self._answer(200, {**SEEN, **self.ended} if len(looked) > 1 else SEEN, {})

    def _note(self, method: str) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.asked.append((method, self.path, body, self.headers.get("Content-Type", "")))

    def _answer(self, status: int, body: Any, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(json.dumps(body).encode())


@pytest.fixture
def asked() -> list[tuple[str, str, bytes, str]]:
    return []


@pytest.fixture
def ended() -> dict[str, Any]:
    """What comes of the job."""
    return {"status": "finished", "rowsRead": 2, "counts": {"created": 2}, "badRows": 0, "stored": True}


@pytest.fixture
def region(tmp_path: Path, asked: list[Any], ended: dict[str, Any]) -> Iterator[list[str]]:
    """A file, and the options that lead to a running region."""
    file = tmp_path / "vacatures.csv"
    file.write_bytes(b"Kenmerk;Titel\r\n1;x\r\n")
    with answering(tmp_path, Region, asked=asked, ended=ended) as options:
        yield ["import", str(file), "--kind", "vacancies", "--organisation", "waterrijk", *options]


def test_a_file_is_only_looked_at_unless_it_is_to_be_stored(region: list[str], asked: list[Any]) -> None:
    for more, dry_run in (([], "true"), (["--store"], "false")):
        asked.clear()
        done = CliRunner().invoke(app, [*region, *more])
        assert done.exit_code == 0, done.output
        method, path, body, form = asked[0]
        query = parse_qs(urlsplit(path).query)
        assert (method, body, form) == ("POST", b"Kenmerk;Titel\r\n1;x\r\n", "text/csv")
        assert (query["kind"], query["dryRun"], query["rows"]) == (["vacancies"], [dry_run], ["all"])
        assert "nieuw: 2" in done.stderr


def test_bad_rows_are_a_table_and_an_exit_code_of_their_own(region: list[str], ended: dict[str, Any]) -> None:
    ended |= {"badRows": 1, "stored": False}
    done = CliRunner().invoke(app, region)
    assert done.exit_code == 2
    assert done.stdout.count("Uren vanaf") == 2
    for word in ("veel", "moet een getal zijn", "wat er mis is"):
        assert word in done.stdout
    assert "er is niets opgeslagen" in done.stderr


def test_what_refuses_the_whole_is_said(region: list[str], ended: dict[str, Any]) -> None:
    ended |= {"stored": False, "problem": {"code": "closes-too-many", "detail": "3 would close."}}
    done = CliRunner().invoke(app, [*region, "--mode", "replace", "--language", "en"])
    assert done.exit_code == 2
    assert "3 would close." in done.stderr
    assert "nothing was stored" in done.stderr


def test_a_mapping_is_remembered_before_the_file_is_sent(region: list[str], asked: list[Any], tmp_path: Path) -> None:
    mapping = tmp_path / "mapping.json"
    mapping.write_text('{"Kostenplaats": null}', encoding="utf-8")
    assert CliRunner().invoke(app, [*region, "--mapping", str(mapping)]).exit_code == 0
    method, path, body, _ = asked[0]
    assert (method, path) == ("PUT", "/vacancy/v1/import-mappings/vacancies")
    assert json.loads(body) == {"headings": {"Kostenplaats": None}}


def test_a_token_without_the_right_ends_with_what_the_region_said(region: list[str]) -> None:
    stranger = ["duinmeer" if word == "waterrijk" else word for word in region]
    assert CliRunner().invoke(app, stranger).exit_code == 1


def test_another_kind_of_file_is_refused_at_once(region: list[str], asked: list[Any], tmp_path: Path) -> None:
    other = tmp_path / "vacatures.pdf"
    other.write_bytes(b"%PDF")
    done = CliRunner().invoke(app, ["import", str(other), *region[2:]])
    assert (done.exit_code, asked) == (1, [])
