"""The bodies that are posted: one vacancy of Waterrijk, as an HR system would send it."""

from datetime import UTC, datetime, timedelta
from typing import Any

from bench.load import NUMBER

OCCUPATION = {
    "scheme": "esco-occupation",
    "uri": "http://data.europa.eu/esco/occupation/1f2c7d2b-5b0d-4a6e-9a53-0f6c1c7b7e11",
}
SKILL = {"scheme": "esco-skill", "uri": "http://data.europa.eu/esco/skill/3d6a1f4c-7a55-4c0e-8c1d-2b8f5e9a0c21"}


def vacancy_body() -> dict[str, Any]:
    """Every field filled, text included, open at once: the own stage, with a timer for the next."""
    today = datetime.now(UTC).date()
    return {
        "title": f"Vergunningverlener {NUMBER}",
        "function": "Medewerker ontwikkeling II",
        "department": "Vergunningen en toezicht",
        "url": "https://waterrijk.example/werken-bij/vergunningverlener",
        "occupation": {**OCCUPATION, "label": "Vergunningverlener omgevingsrecht", "version": "1.2"},
        "posts": 1,
        "hours": {"min": 24, "max": 36},
        "scales": {"agreement": "cao-gemeenten", "min": "9", "max": "10A"},
        "need": {"kind": "structural"},
        "contractForOutsiders": "temporary-with-prospect",
        "place": {"name": "Waterrijk"},
        "officeDays": 2,
        "closingDate": (today + timedelta(days=42)).isoformat(),
        "latestStartDate": (today + timedelta(days=120)).isoformat(),
        "requiredSkills": [{**SKILL, "label": "omgevingswet toepassen"}],
        "requiredShare": 100,
        "wishedSkills": [],
        "conditions": ["vog", "oath"],
        "text": "Jij beoordeelt aanvragen en spreekt met wie ze indient.",
        "contactPerson": {
            "name": "Een verzonnen naam",
            "email": "werken@waterrijk.example",
            "phone": "000 - 000 00 00",
        },
    }


def candidate_body() -> dict[str, Any]:
    """Somebody who works at Waterrijk, fits the vacancy and is not hidden from their employer."""
    return {
        "identity": {"name": "Een verzonnen kandidaat", "email": "kandidaat@thuis.example"},
        "employment": {
            "employer": "waterrijk",
            "legalForm": "contract",
            "contract": "permanent",
            "agreement": "cao-gemeenten",
            "scale": "9",
            "step": 7,
            "hours": 32,
        },
        "hiddenFromEmployer": False,
        "occupations": [OCCUPATION],
        "skills": [SKILL],
        "hours": {"min": 28, "max": 36},
        "moves": ["permanent", "temporary"],
    }


def recruiter_body() -> dict[str, Any]:
    """Matches go to the inbox and by e-mail, as for everybody who chose nothing."""
    return {"name": "Een verzonnen recruiter", "email": "recruiter@waterrijk.example"}
