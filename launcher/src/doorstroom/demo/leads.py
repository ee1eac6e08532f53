"""The leading parts, written by hand so that a permanent contract has its day in every story of the invented region."""

from datetime import date, timedelta
from typing import Any

from doorstroom.demo.story import Kind, Step
from doorstroom.demo.vocabulary import occupations, uncoded

PERSON = "lead-person"
STRUCTURAL, ENDING = "lead-structural", "lead-ending"


def leads(start: date) -> tuple[list[Step], list[Step]]:
    """Two vacancies for a permit officer, one structural and one that ends, and a permit officer employed elsewhere."""
    return [
        Step(0, Kind.VACANCY, STRUCTURAL, "waterrijk", job(start, "Waterrijk", None)),
        Step(0, Kind.VACANCY, ENDING, "heidestad", job(start, "Heidestad", start + timedelta(days=300))),
    ], [Step(1, Kind.CANDIDATE, PERSON, PERSON, _person(start))]


def job(start: date, place: str, until: date | None) -> dict[str, Any]:
    permits = occupations()[0]
    return {
        "title": f"{permits.title} {place}" + (" (vervanging)" if until else ""),
        "occupation": dict(permits.term),
        "hours": {"min": 32, "max": 36},
        "scales": {"agreement": "cao-gemeenten", "min": "9", "max": "10"},
        "need": {"kind": "until", "until": until.isoformat()} if until else {"kind": "structural"},
        "contractForOutsiders": "temporary" if until else "temporary-with-prospect",
        "closingDate": (start + timedelta(days=14)).isoformat(),
        "requiredSkills": list(permits.skills[:2]),
        "wishedSkills": list(permits.skills[2:]),
        "text": "Aanvragen beoordelen onder de Omgevingswet. Verzonnen, voor deze proef.",
    }


def _person(start: date) -> dict[str, Any]:
    permits = occupations()[0]
    return {
        "identity": {"name": "Marit Doorzee", "email": "marit.doorzee@post.example"},
        "employment": {
            "employer": "duinmeer", "legalForm": "contract", "contract": "permanent", "agreement": "cao-gemeenten",
            "scale": "10", "step": 7, "hours": 36,
        },
        "occupations": [uncoded(permits.term)],
        "skills": [uncoded(skill) for skill in permits.skills],
        "hours": {"min": 32, "max": 36},
        "moves": ["permanent", "temporary"],
        "availableFromDate": (start + timedelta(days=60)).isoformat(),
    }  # fmt: skip
