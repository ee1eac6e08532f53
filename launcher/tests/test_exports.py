"""`doorstroom export` against an address that answers as the services do."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from doorstroom.cli import app
from launcher.tests.answering import Answering, answering

CONTENT = b'\xef\xbb\xbf"Vacature"\r\n'


class Region(Answering):
    """Gives the file to whoever may have it; of the language `en` only the first half."""

    asked: list[str]

    def do_GET(self) -> None:  # noqa: N802 - as http.server calls it
        self.asked.append(self.path)
        caller = self.caller()
        allowed = caller.organisation == "waterrijk" and caller.scopes == {"vacancies:read"}
        self.send_response(200 if allowed else 403)
        self.send_header("Content-Length", str(len(CONTENT)))
        self.end_headers()
        self.wfile.write(CONTENT[:5] if "language=en" in self.path else CONTENT)


@pytest.fixture
def asked() -> list[str]:
    return []


@pytest.fixture
def region(tmp_path: Path, asked: list[str]) -> Iterator[tuple[str, ...]]:
    with answering(tmp_path, Region, asked=asked) as options:
        yield options


def test_the_end_of_the_name_says_which_form_it_gets(region: tuple[str, ...], asked: list[str], tmp_path: Path) -> None:
    for end, form in (("csv", "csv"), ("xlsx", "xlsx"), ("jsonl", "json-lines")):
        file = tmp_path / f"out.{end}"
        done = CliRunner().invoke(app, ["export", "vacancies", str(file), "--organisation", "waterrijk", *region])
        assert (done.exit_code, file.read_bytes()) == (0, CONTENT), done.output
        assert asked[-1] == f"/vacancy/v1/exports/vacancies?format={form}&language=nl"
    other = CliRunner().invoke(app, ["export", "vacancies", "out.pdf", "--organisation", "waterrijk", *region])
    assert (other.exit_code, len(asked)) == (1, 3)


def test_what_came_in_part_or_was_refused_takes_no_place(region: tuple[str, ...], tmp_path: Path) -> None:
    file = tmp_path / "out.csv"
    for organisation, language in (("waterrijk", "en"), ("duinmeer", "nl")):
        options = ("--organisation", organisation, "--language", language, *region)
        assert CliRunner().invoke(app, ["export", "vacancies", str(file), *options]).exit_code == 1
        assert not file.exists()
