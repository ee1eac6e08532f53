"""Who takes part, and what they send: everybody fits everything, so that only the rules under test decide."""

from datetime import date
from pathlib import Path
from typing import Any

ORGANISATIONS = ("waterrijk", "duinmeer", "heidestad")
PEOPLE = ("anna", "bram", "carmen", "daan")
CROWD = ("emma", "finn", "gijs", "hanna", "iris")
"""Five more with the same card, who want to go nowhere here: so that the rule of five leaves out nothing."""
COVENANT_ID = "delta-demo"
MEMBERS = (
    *ORGANISATIONS, "rietdam", "klaverhove", "zilverveen", "oeverhout", "lindegouw", "polderkerk", "wilgenoord",
    "waterschap-de-zilte", "servicepunt-delta",
)  # fmt: skip
CANARY = "kanarie"
PHONES = {person: f"+31 6 0009000{number}" for number, person in enumerate((*PEOPLE, *CROWD))}

OCCUPATION = {"scheme": "esco-occupation", "uri": "http://data.europa.eu/esco/occupation/permits"}
HOURS = {"min": 24, "max": 36}
JOB: dict[str, Any] = {
    "status": "open", "title": "Vergunningverlener", "occupation": OCCUPATION, "hours": HOURS,
    "scales": {"agreement": "cao-gemeenten", "min": "9", "max": "10"},
}  # fmt: skip
VACANCY_BODY: dict[str, Any] = {
    **JOB, "need": {"kind": "structural"}, "contractForOutsiders": "permanent", "closingDate": "2027-12-31",
}  # fmt: skip


def covenant() -> str:
    """That of the demo, with stages as short as a test can wait for."""
    text = (Path(__file__).parents[2] / "covenants" / "demo.yaml").read_text("utf-8")
    stages = (
        ("    days: 7\n    skip: {by: [recruiter]}\n    shorten: {by: [recruiter], toDays: 3}\n", "    days: 2\n"),
        ("    days: 14\n", "    days: 6\n"),
    )
    for long, short in stages:
        assert long in text
        text = text.replace(long, short)
    return text


def request_body(start: date, end: date) -> dict[str, Any]:
    return {**JOB, "startDate": start.isoformat(), "endDate": end.isoformat()}


def employment(employer: str) -> dict[str, Any]:
    return {
        "employer": employer, "legalForm": "contract", "contract": "permanent", "agreement": "cao-gemeenten",
        "scale": "9", "hours": 32,
    }  # fmt: skip


def profile_body(person: str, employer: str | None, blocked: frozenset[str] = frozenset()) -> dict[str, Any]:
    """Somebody with a name that stands nowhere else."""
    identity = {"name": f"{person.title()} Kanarie", "email": f"{person}@thuis.example", "phone": PHONES[person]}
    body = {
        "identity": identity, "occupations": [OCCUPATION], "hours": HOURS, "moves": ["permanent", "secondment"],
        "blockedOrganisations": sorted(blocked),
    }  # fmt: skip
    return {**body, "employment": employment(employer)} if employer else body


def personal(text: str) -> list[str]:
    """What of anybody's name, address or telephone stands in a text."""
    parts = (CANARY, "thuis.example", *(phone[-8:] for phone in PHONES.values()))
    return [part for part in parts if part in text.casefold()]
