"""The people and vacancies of one story, told in every test: Waterrijk looks for a permit officer."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

DEMO = (Path(__file__).parents[3] / "covenants" / "demo.yaml").read_text("utf-8")
SWITCH = (Path(__file__).parents[3] / "covenants" / "switch.yaml").read_text("utf-8")
FRIESLAND = (Path(__file__).parents[3] / "covenants" / "friesland.yaml").read_text("utf-8")

READ, WRITE, REACT = "vacancies:read", "vacancies:write", "reactions:write"
EVERYTHING = (READ, WRITE, REACT)

PERMIT_OFFICER: Mapping[str, Any] = {
    "title": "Vergunningverlener",
    "function": "Medewerker ontwikkeling II",
    "department": "Vergunningen en toezicht",
    "url": "https://waterrijk.example/werken-bij/vergunningverlener",
    "occupation": {
        "scheme": "esco-occupation",
        "uri": "http://data.europa.eu/esco/occupation/1f2c7d2b-5b0d-4a6e-9a53-0f6c1c7b7e11",
        "label": "Vergunningverlener omgevingsrecht",
        "version": "1.2",
    },
    "posts": 1,
    "hours": {"min": 24, "max": 36},
    "scales": {"agreement": "cao-gemeenten", "min": "9", "max": "10A"},
    "need": {"kind": "structural"},
    "contractForOutsiders": "temporary-with-prospect",
    "place": {"name": "Waterrijk"},
    "officeDays": 2,
    "offer": {
        "trialPeriod": False,
        "allowancesMonthlyCents": 15000,
        "pensionFund": "abp",
        "travelYearlyCents": 90000,
        "leaveYearlyHours": 158.4,
        "promotion": "date-kept",
    },
    "closingDate": "2026-04-12",
    "latestStartDate": "2026-06-01",
    "requiredSkills": [
        {
            "scheme": "esco-skill",
            "uri": "http://data.europa.eu/esco/skill/3d6a1f4c-7a55-4c0e-8c1d-2b8f5e9a0c21",
            "label": "omgevingswet toepassen",
        }
    ],
    "requiredShare": 100,
    "wishedSkills": [],
    "conditions": ["vog", "oath"],
    "text": "Jij beoordeelt aanvragen en spreekt met wie ze indient.",
    "contactPerson": {"name": "Grietje Canarisvogel", "email": "grietje@waterrijk.example", "phone": "+31 6 12345678"},
}

SMALLEST: Mapping[str, Any] = {
    "title": "Projectondersteuner",
    "occupation": {"scheme": "esco-occupation", "uri": "urn:occupation:supporter"},
    "hours": {"min": 36, "max": 36},
    "scales": {"agreement": "cao-gemeenten", "min": "8", "max": "8"},
    "need": {"kind": "until", "until": "2026-12-31"},
    "contractForOutsiders": "temporary",
    "closingDate": "2026-05-01",
}

PLANNER_ON_LOAN: Mapping[str, Any] = {
    "title": "Planeconoom voor een half jaar",
    "occupation": {"scheme": "esco-occupation", "uri": "urn:occupation:planning-economist"},
    "hours": {"min": 16, "max": 24},
    "scales": {"agreement": "cao-gemeenten", "min": "10", "max": "11"},
    "startDate": "2026-04-01",
    "endDate": "2026-09-30",
    "text": "Zes maanden, drie dagen in de week.",
    "contactPerson": {"name": "Grietje Canarisvogel"},
}


STAGED = DEMO.replace("  staged: false", "  staged: true", 1)
"""The demo covenant with requests that open in stages as vacancies do."""

COAST_ID = "coast-demo"
LINKING = DEMO.replace(
    "  - stage: public\n", "  - stage: linked\n    days: 5\n    source: {text: Invented}\n  - stage: public\n", 1
).replace(
    "contractPreservation:",
    f"links:\n  - {{covenant: {COAST_ID}, from: 2026-01-01, source: {{text: Invented}}}}\n\ncontractPreservation:",
    1,
)
"""The demo covenant that recognises another one, and has a stage for it."""

BY_CO_ORDINATOR = DEMO.replace("skip: {by: [recruiter]}", "skip: {by: [co-ordinator]}", 1)
"""The demo covenant in which the co-ordinator alone skips the own stage."""


def next_version(text: str, valid_from: str, *, without: str = "", joined: str = "") -> str:
    """The second version of the demo covenant, in which somebody has left or come."""
    lines = [line for line in text.splitlines() if not (without and f"{{id: {without}," in line)]
    changed = "\n".join(lines).replace("version: 1", "version: 2", 1)
    changed = changed.replace("validFrom: 2026-01-01", f"validFrom: {valid_from}", 1)
    if joined:
        member = f'  - {{id: {joined}, name: {joined.title()}, oin: "00000009999999990999", place: {joined.title()}}}'
        changed = changed.replace("\ntiers:", f"{member}\n\ntiers:", 1)
    return changed + "\n"


def neighbouring(covenant_id: str, *members: str) -> str:
    """The demo covenant under another id, with these members alone."""
    before, _, rest = DEMO.partition("\nmembers:\n")
    after = rest.partition("\ntiers:\n")[2]
    lines = [
        f'  - {{id: {member}, name: {member.title()}, kvk: "9999{number:04d}", place: {member.title()}}}'
        for number, member in enumerate(members, start=9000)
    ]
    text = "\n".join([before, "members:", *lines, "\ntiers:", after])
    return text.replace("id: delta-demo", f"id: {covenant_id}", 1)
