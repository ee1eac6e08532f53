"""The leading parts: written and cast by hand, so that what a year is about happens in every story of the region."""

from datetime import date, timedelta
from typing import Any

from doorstroom.demo.leads import ENDING, PERSON, STRUCTURAL, job
from doorstroom.demo.story import Kind, Step
from doorstroom.demo.vocabulary import Occupation, occupations, uncoded

SECOND, LENT = "lead-second", "lead-lent"
ONWARD, LOAN = "lead-onward", "lead-loan"

PAIRS = frozenset({(STRUCTURAL, PERSON), (STRUCTURAL, SECOND), (ONWARD, SECOND), (LOAN, LENT)})
"""Who meets for which need; a leading need or person meets nobody else."""
CHOSEN = (STRUCTURAL, PERSON)
"""Of the two who are invited for it she gets the offer, and the other one is second best."""
ONLY_REFERRED = (ONWARD, SECOND)
"""Reached by a referral alone: nobody asks for contact there."""
LEADS = frozenset({PERSON, SECOND, LENT, STRUCTURAL, ENDING, ONWARD, LOAN})


def later(start: date, day: int) -> list[Step]:
    """Who and what joins after the first days: a second permit officer, work for them elsewhere, and a loan."""
    opens = start + timedelta(days=day)
    permits, traffic = occupations()[0], occupations()[1]
    return [
        Step(day, Kind.CANDIDATE, SECOND, SECOND, _person("Joris Waterman", "rietdam", permits, ["permanent"], opens)),
        Step(day, Kind.CANDIDATE, LENT, LENT, _person("Noor Dijkgraaf", "heidestad", traffic, ["secondment"], opens)),
        Step(day, Kind.VACANCY, ONWARD, "lindegouw", job(opens, "Lindegouw", None)),
        Step(day, Kind.SECONDMENT, LOAN, "polderkerk", _loan(opens, traffic)),
    ]


def _person(name: str, employer: str, occupation: Occupation, moves: list[str], today: date) -> dict[str, Any]:
    given, family = name.lower().split()
    return {
        "identity": {"name": name, "email": f"{given}.{family}@post.example"},
        "employment": {
            "employer": employer, "legalForm": "contract", "contract": "permanent", "agreement": "cao-gemeenten",
            "scale": occupation.scales[0], "step": 5, "hours": 36,
        },
        "occupations": [uncoded(occupation.term)],
        "skills": [uncoded(skill) for skill in occupation.skills],
        "hours": {"min": 28, "max": 36},
        "moves": moves,
        "availableFromDate": (today + timedelta(days=30)).isoformat(),
    }  # fmt: skip


def _loan(opens: date, occupation: Occupation) -> dict[str, Any]:
    starts = opens + timedelta(days=60)
    return {
        "title": f"{occupation.title} Polderkerk (tijdelijke inzet)",
        "occupation": dict(occupation.term),
        "hours": {"min": 24, "max": 32},
        "scales": {"agreement": "cao-gemeenten", "min": occupation.scales[0], "max": occupation.scales[1]},
        "place": {"name": "Polderkerk"},
        "requiredSkills": list(occupation.skills[:2]),
        "text": "Een verkeersplan afmaken. Verzonnen, voor deze proef.",
        "startDate": starts.isoformat(),
        "endDate": (starts + timedelta(days=180)).isoformat(),
    }
