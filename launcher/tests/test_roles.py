"""`doorstroom roles` against an address that answers as the notification service does."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from doorstroom.cli import app
from launcher.tests.answering import Answering, answering

PATH = "/notification/v1/role-assignments"
ID = "5b9d1f3e-7c2a-4e8f-a6b0-3d5c7e9f1a2b"
ANNA = {
    "assignmentId": ID, "organisation": "waterrijk", "email": "anna@waterrijk.example", "role": "co-ordinator",
    "covenantId": "delta-demo", "fromDate": "2026-03-02", "untilDate": None, "grantedBy": "hr-suite",
    "grantedAt": "2026-03-02T08:30:00Z", "warnings": [{"code": "sees-persons-and-totals", "message": "Let hier op."}],
}  # fmt: skip


class Region(Answering):
    """Answers whoever has a token of the organisation with the right scope, a page of one at a time."""

    asked: list[tuple[str, str, Any]]

    def do_GET(self) -> None:  # noqa: N802 - as http.server calls it
        more = "cursor" not in self.path
        link = {"Link": f'<{PATH}?limit=100&cursor=x>; rel="next"'} if more else {}
        self._answer(200 if self._is("roles:read") else 403, {"items": [ANNA]}, link)

    def do_POST(self) -> None:  # noqa: N802 - as http.server calls it
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.asked.append(("POST", self.path, body))
        wrong = body["role"] == "king" or not self._is("roles:write")
        fault = {"in": "body", "pointer": "/role", "code": "enum", "message": "is not one"}
        problem = {"detail": "Every fault is listed under errors.", "errors": [fault]}
        self._answer(400 if wrong else 201, problem if wrong else ANNA, {})

    def do_DELETE(self) -> None:  # noqa: N802 - as http.server calls it
        self.asked.append(("DELETE", self.path, None))
        self._answer(204 if self._is("roles:write") else 403, None, {})

    def _is(self, scope: str) -> bool:
        caller = self.caller()
        return caller.organisation == "waterrijk" and caller.kind == "organisation" and caller.scopes == {scope}

    def _answer(self, status: int, body: Any, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        if body is not None:
            self.wfile.write(json.dumps(body).encode())


@pytest.fixture
def asked() -> list[tuple[str, str, Any]]:
    return []


@pytest.fixture
def region(tmp_path: Path, asked: list[tuple[str, str, Any]]) -> Iterator[tuple[str, ...]]:
    """The options that lead to a running region."""
    with answering(tmp_path, Region, asked=asked) as options:
        yield options


def test_every_page_of_the_register_is_shown_with_its_warnings(region: tuple[str, ...]) -> None:
    ended = CliRunner().invoke(app, ["roles", "list", "waterrijk", *region])
    assert ended.exit_code == 0, ended.output
    assert ended.output.count(ID) == 2
    for word in ("coördinator (delta-demo)", "anna@waterrijk.example", "Let hier op.", "tot en met"):
        assert word in ended.output
    assert ended.output.count("Let hier op.") == 1


def test_a_role_is_granted_with_what_was_given_and_ended(region: tuple[str, ...], asked: list[Any]) -> None:
    email, role = "anna@waterrijk.example", "co-ordinator"
    options = ("--covenant", "delta-demo", "--until", "2026-12-31")
    granted = CliRunner().invoke(app, ["roles", "grant", "waterrijk", email, role, *options, *region])
    assert granted.exit_code == 0, granted.output
    assert "Let hier op." in granted.output
    assert CliRunner().invoke(app, ["roles", "end", "waterrijk", ID, *region]).exit_code == 0
    body = {"email": email, "role": role, "covenantId": "delta-demo", "untilDate": "2026-12-31"}
    assert asked == [("POST", PATH, body), ("DELETE", f"{PATH}/{ID}", None)]


def test_what_the_region_refuses_is_said_with_its_place(region: tuple[str, ...]) -> None:
    ended = CliRunner().invoke(app, ["roles", "grant", "waterrijk", "a@x.example", "king", *region])
    assert ended.exit_code == 1
    assert "/role is not one" in ended.stderr
