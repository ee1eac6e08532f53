"""The examples for suppliers work as they stand, against a region of one's own."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest

from doorstroom_common.http import LocalIssuer
from tests.e2e.on_its_own import region_in

pytestmark = [pytest.mark.slow, pytest.mark.postgres]

EXAMPLES = Path(__file__).parents[2] / "examples"
EXAMPLE_SECONDS = 60
EMPLOYER, PARTNER, BORROWER = "heidestad", "duinmeer", "waterrijk"
SCOPES = ["vacancies:read", "vacancies:write", "matches:read", "events:read", "candidates:write"]
OCCUPATION = {"scheme": "esco-occupation", "uri": "http://data.europa.eu/esco/occupation/permits"}
VACANCY = {
    "title": "Vergunningverlener", "occupation": OCCUPATION, "hours": {"min": 24, "max": 36},
    "scales": {"agreement": "cao-gemeenten", "min": "9", "max": "10"}, "need": {"kind": "structural"},
    "contractForOutsiders": "permanent", "closingDate": "2030-01-31",
}  # fmt: skip
REQUEST = {
    "title": "Vergunningverlener", "occupation": OCCUPATION, "hours": {"min": 24, "max": 36},
    "scales": {"agreement": "cao-gemeenten", "min": "9", "max": "10"}, "startDate": "2030-02-01",
    "endDate": "2030-07-31",
}  # fmt: skip
EMPLOYMENT = {
    "employer": EMPLOYER, "legalForm": "contract", "contract": "permanent", "agreement": "cao-gemeenten",
    "scale": "9", "step": 5, "hours": 32,
}  # fmt: skip
ALIKE = 5
"""So many share a card, so that it may be shown."""


@dataclass(frozen=True)
class Supplier:
    """An HR system's machine: the address, and a token per organisation."""

    address: str
    issuer: LocalIssuer

    def token(self, organisation: str) -> str:
        return self.issuer.token(organisation=organisation, supplier="hr-suite", scopes=SCOPES)

    def runs(self, example: str, *arguments: object, organisation: str = EMPLOYER, ends: int = 0) -> str:
        """What an example prints; it must end so."""
        environment = {
            **os.environ, "DOORSTROOM_URL": self.address, "DOORSTROOM_TOKEN": self.token(organisation),
        }  # fmt: skip
        done = subprocess.run(
            [sys.executable, EXAMPLES / example, *map(str, arguments)], env=environment, capture_output=True, text=True,
            check=False, timeout=EXAMPLE_SECONDS,
        )  # fmt: skip
        assert done.returncode == ends, done.stderr
        return done.stdout if ends == 0 else done.stderr

    def posts(self, path: str, body: Any, token: str) -> Any:
        answer = httpx.post(self.address + path, json=body, headers={"Authorization": f"Bearer {token}"}, timeout=30)
        assert answer.status_code == 201, answer.text
        return answer.json()

    def registers(self, count: int) -> None:
        """People who work at the employer, and look around with its knowledge."""
        for _ in range(count):
            person = uuid4().hex
            body = {
                "identity": {"name": "Sanne Proef", "email": f"{person}@post.example"}, "employment": EMPLOYMENT,
                "occupations": [OCCUPATION], "skills": [], "hours": {"min": 24, "max": 36}, "moves": ["permanent"],
                "hiddenFromEmployer": False,
            }  # fmt: skip
            self.posts("/candidate/v1/candidates", body, self.issuer.token(person=person, scopes=SCOPES))


@pytest.fixture(scope="module")
def supplier(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Supplier]:
    folder = tmp_path_factory.mktemp("supplier")
    with region_in(folder) as address:
        yield Supplier(f"http://{address}", LocalIssuer.open(folder / "data" / "keys"))


def test_matches_are_fetched_once_and_again_when_they_change(supplier: Supplier, tmp_path: Path) -> None:
    file = tmp_path / "matches.jsonl"
    supplier.posts("/vacancy/v1/vacancies", VACANCY, supplier.token(EMPLOYER))
    supplier.registers(ALIKE)
    lines: list[dict[str, Any]] = []
    while len({line["matchId"] for line in lines}) < ALIKE:
        supplier.runs("fetch_matches.py", file)
        lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert {line["status"] for line in lines} == {"proposed"}
    assert len({(line["matchId"], line["version"]) for line in lines}) == len(lines), "no state is fetched twice"
    assert supplier.runs("fetch_matches.py", file) == ""
    assert supplier.runs("fetch_matches.py", tmp_path / "of-others.jsonl", organisation=PARTNER) == ""


def test_a_run_that_was_broken_off_in_the_middle_of_a_line_is_simply_run_again(
    supplier: Supplier, tmp_path: Path
) -> None:
    file = tmp_path / "matches.jsonl"
    supplier.runs("fetch_matches.py", file)
    whole = file.read_bytes()
    file.write_bytes(whole[:-20])
    supplier.runs("fetch_matches.py", file)
    assert file.read_bytes() == whole


def test_an_export_is_sent_blindly_and_what_is_gone_from_it_closes(supplier: Supplier, tmp_path: Path) -> None:
    sends = partial(supplier.runs, "send_vacancies_nightly.py", organisation=BORROWER)
    file = tmp_path / "vacancies.csv"
    lines = (EXAMPLES / "vacancies.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join(lines), encoding="utf-8-sig")
    assert sends(file) == "2 created, 0 changed, 0 closed, 0 leftAlone\n"
    assert sends(file) == "0 created, 0 changed, 0 closed, 2 leftAlone\n"
    file.write_text("".join(lines[:2]).replace("bouw", "bouw en wonen"), encoding="utf-8")
    assert "1 vacancies would be closed" in sends(file, ends=1)
    assert sends(file, "--confirm") == "0 created, 1 changed, 1 closed, 0 leftAlone\n"
    file.write_text("".join(lines[:2]).replace(";24;", ";124;"), encoding="utf-8")
    assert "/rows/0/hours/min" in sends(file, ends=1)


def test_events_are_received_in_order_and_none_twice(supplier: Supplier, tmp_path: Path) -> None:
    file = tmp_path / "events.jsonl"
    receives = partial(supplier.runs, "receive_events.py", file, "--once", organisation=PARTNER)
    token = supplier.token(BORROWER)
    made = []
    while not file.exists() or len(file.read_text(encoding="utf-8").splitlines()) < 3:
        made.append(supplier.posts("/vacancy/v1/secondment-requests", REQUEST, token)["secondmentRequestId"])
        receives()
    received = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert [event["subject"] for event in received] == made[: len(received)]
    assert {event["type"] for event in received} == {"nl.secondments.request-available.v1"}
