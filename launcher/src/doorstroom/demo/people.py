"""Candidates of the demo: the bodies that people post about themselves, or their HR system about them."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from doorstroom.demo.names import address, full_name
from doorstroom.demo.vocabulary import Occupation, occupations, uncoded
from doorstroom_common.covenant import Member

MOVES = (
    ["permanent"],
    ["permanent", "temporary"],
    ["permanent", "secondment"],
    ["permanent", "temporary", "secondment"],
    ["temporary", "secondment"],
)
WEEKS = ((36, 36), (32, 36), (28, 32), (24, 32), (18, 24))
HAS_EACH_SKILL = 0.8


def person(
    random: Random, key: str, members: Mapping[str, Member], today: date, employers: Sequence[str] = ()
) -> dict[str, Any]:
    """Somebody with or without a job in the region; nine in ten have one, most of those a permanent contract.

    An organisation that stands more often in `employers` employs more of them; without it all do alike.
    """
    name = full_name(random)
    occupation = random.choice(occupations())
    low, high = random.choice(WEEKS)
    body: dict[str, Any] = {
        "identity": {"name": name, "email": address(name, key)},
        "occupations": [uncoded(occupation.term)],
        "skills": [uncoded(skill) for skill in occupation.skills if random.random() < HAS_EACH_SKILL],
        "hours": {"min": low - 4, "max": high},
        "moves": random.choice(MOVES),
        "availableFromDate": (today + timedelta(days=random.choice((30, 45, 60, 100)))).isoformat(),
    }
    if random.random() < 0.9:
        body["employment"] = employment(
            random, members[random.choice(employers or sorted(members))], occupation, high, today
        )
    if random.random() < 0.3:
        body["lowestScale"] = occupation.scales[0]
    if random.random() < 0.1:
        body["blockedOrganisations"] = [random.choice(sorted(members))]
    return body


def employment(random: Random, employer: Member, occupation: Occupation, hours: int, today: date) -> dict[str, Any]:
    """Staff of a joint service organisation work at one of the organisations that it serves."""
    permanent = random.random() < 0.85
    held: dict[str, Any] = {
        "employer": employer.id,
        "legalForm": "contract",
        "contract": "permanent" if permanent else "temporary",
        "agreement": employer.agreement,
        "scale": random.choice(occupation.scales),
        "step": random.randint(3, 11),
        "hours": hours,
    }
    if employer.employs_staff_for:
        held["workplace"] = random.choice(employer.employs_staff_for)
    if not permanent:
        held["contractEndDate"] = (today + timedelta(days=random.choice((120, 200)))).isoformat()
    return held


def goes_first(random: Random, today: date) -> dict[str, str]:
    """Set by the employer; for some it ends while the demo runs."""
    return {"from": today.isoformat(), "until": (today + timedelta(days=random.choice((14, 180)))).isoformat()}
