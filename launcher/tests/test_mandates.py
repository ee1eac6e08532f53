"""`doorstroom mandates` against an address that answers as the notification service does."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from doorstroom.cli import app
from launcher.tests.answering import Answering, answering

PATH = "/notification/v1/mandates"
ID = "5b9d1f3e-7c2a-4e8f-a6b0-3d5c7e9f1a2b"
MANDATE = {
    "mandateId": ID, "organisation": "waterrijk", "kind": "supplier", "holder": "hr-suite", "issuer": None,
    "personRef": None, "scopes": ["events:read", "vacancies:write"], "fromDate": "2026-03-02", "untilDate": None,
    "grantedBy": ID, "grantedAt": "2026-03-02T08:30:00Z", "endedBy": None, "endedAt": None,
    "warnings": [{"code": "register-begins", "message": "Vanaf nu bepaalt het register."}],
}  # fmt: skip
OVER = {**MANDATE, "endedAt": "2026-04-01T08:30:00Z", "endedBy": ID, "warnings": []}


class Region(Answering):
    """Answers a privacy officer of the organisation with the right scope, a page of one at a time."""

    asked: list[tuple[str, str, Any]]

    def do_GET(self) -> None:  # noqa: N802 - as http.server calls it
        more = "cursor" not in self.path
        link = {"Link": f'<{PATH}?limit=100&cursor=x>; rel="next"'} if more else {}
        self._answer(200 if self._is("mandates:read") else 403, {"items": [MANDATE if more else OVER]}, link)

    def do_POST(self) -> None:  # noqa: N802 - as http.server calls it
        body = json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))) or b"null")
        self.asked.append(("POST", self.path, body))
        told = OVER if self.path.endswith("/ending") else MANDATE
        self._answer(201 if self._is("mandates:write") else 403, told, {})

    def _is(self, scope: str) -> bool:
        caller = self.caller()
        officer = caller.kind == "person" and caller.roles == {"privacy-officer"}
        return officer and caller.organisation == "waterrijk" and caller.scopes == {scope}

    def _answer(self, status: int, body: Any, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(json.dumps(body).encode())


@pytest.fixture
def asked() -> list[tuple[str, str, Any]]:
    return []


@pytest.fixture
def region(tmp_path: Path, asked: list[tuple[str, str, Any]]) -> Iterator[tuple[str, ...]]:
    """The options that lead to a running region."""
    with answering(tmp_path, Region, asked=asked) as options:
        yield options


def test_all_mandates_are_listed_those_that_ended_too(region: tuple[str, ...]) -> None:
    listed = CliRunner().invoke(app, ["mandates", "list", "waterrijk", *region])
    assert listed.exit_code == 0, listed.output
    assert listed.output.count(ID) == 2
    for word in ("leverancier hr-suite", "vacancies:write", "afgelopen 2026-04-01", "Vanaf nu bepaalt het register."):
        assert word in listed.output


def test_a_mandate_is_granted_with_what_was_given_and_ended(region: tuple[str, ...], asked: list[Any]) -> None:
    scopes = ("--scope", "events:read", "--scope", "vacancies:write")
    given = ("--supplier", "hr-suite", *scopes, "--until", "2026-12-31")
    granted = CliRunner().invoke(app, ["mandates", "grant", "waterrijk", *given, *region])
    assert granted.exit_code == 0, granted.output
    assert CliRunner().invoke(app, ["mandates", "end", "waterrijk", ID, *region]).exit_code == 0
    body = {
        "kind": "supplier", "holder": "hr-suite", "scopes": ["events:read", "vacancies:write"],
        "untilDate": "2026-12-31",
    }  # fmt: skip
    assert asked == [("POST", PATH, body), ("POST", f"{PATH}/{ID}/ending", None)]


@pytest.mark.parametrize("who", [(), ("--supplier", "hr-suite", "--person", "anna")])
def test_it_is_of_a_supplier_or_of_a_person(region: tuple[str, ...], asked: list[Any], who: tuple[str, ...]) -> None:
    refused = CliRunner().invoke(app, ["mandates", "grant", "waterrijk", "--scope", "events:read", *who, *region])
    assert refused.exit_code == 1
    assert "Who may act?" in refused.stderr
    assert asked == []
