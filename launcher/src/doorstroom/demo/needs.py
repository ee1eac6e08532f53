"""Vacancies and secondment requests of the demo: the bodies that HR systems post."""

from datetime import date, timedelta
from random import Random
from typing import Any

from doorstroom.demo.names import full_name
from doorstroom.demo.vocabulary import Occupation, occupations

HOURS = ((36, 36), (32, 36), (32, 36), (24, 32), (24, 36), (16, 24))
OFFERS = ("permanent", "permanent", "temporary-with-prospect", "temporary-with-prospect")
NEED_ENDS = 0.3


def vacancy(random: Random, place: str, agreement: str, opens: date, *, may_end: bool) -> dict[str, Any]:
    """A job in `place`; three in ten end on a date where the network shares such vacancies."""
    occupation = random.choice(occupations())
    ends = may_end and random.random() < NEED_ENDS
    until = opens + timedelta(days=random.choice((180, 270, 365)))
    return {
        **_posting(random, occupation, place, agreement),
        "need": {"kind": "until", "until": until.isoformat()} if ends else {"kind": "structural"},
        "contractForOutsiders": "temporary" if ends else random.choice(OFFERS),
        "closingDate": (opens + timedelta(days=random.choice((14, 21, 28)))).isoformat(),
        "latestStartDate": (opens + timedelta(days=random.choice((70, 90, 120)))).isoformat(),
        "conditions": ["vog"],
    }


def secondment(random: Random, place: str, agreement: str, opens: date) -> dict[str, Any]:
    """Somebody is wanted for a while and stays employed where they are."""
    starts = opens + timedelta(days=random.choice((45, 60)))
    return {
        **_posting(random, random.choice(occupations()), place, agreement),
        "startDate": starts.isoformat(),
        "endDate": (starts + timedelta(days=180)).isoformat(),
    }


def _posting(random: Random, occupation: Occupation, place: str, agreement: str) -> dict[str, Any]:
    low, high = random.choice(HOURS)
    required = list(occupation.skills[:2])
    return {
        "title": f"{occupation.title} {place}",
        "occupation": dict(occupation.term),
        "hours": {"min": low, "max": high},
        "scales": {"agreement": agreement, "min": occupation.scales[0], "max": occupation.scales[1]},
        "place": {"name": place},
        "officeDays": random.choice((2, 3)),
        "requiredSkills": required,
        "requiredShare": random.choice((50, 100)),
        "wishedSkills": list(occupation.skills[2:]),
        "text": f"Wij zoeken een {occupation.title.lower()} voor {place}. Verzonnen, voor deze proef.",
        "contactPerson": {"name": full_name(random), "phone": "000 - 000 00 00"},
    }
