"""The regions that can be shown: whose covenant, from when, for how long, and how much happens there."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Year:
    """What is posted week by week after the first days; what people make of it they decide when they read it.

    `looks_for` and `leaves` say of some members how many times as often as others they look for somebody, and are left
    by somebody; whoever `sleeps` answers nothing. `baseline` is what the co-ordinator enters of the year before.
    """

    weeks: int
    vacancies: int
    secondments: int
    candidates: int
    reactions: int
    looks_for: Mapping[str, int] = field(default_factory=dict)
    leaves: Mapping[str, int] = field(default_factory=dict)
    sleeps: frozenset[str] = frozenset()
    baseline: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Scenario:
    """`opening_days` is the last day on which something opens; `source` says where the volume is from.

    `place` is what people call the region.
    """

    name: str
    place: str
    covenant: str
    start: date
    days: int
    opening_days: int
    vacancies: int
    secondments: int
    candidates: int
    reactions: int
    needs_end: bool
    source: str
    source_nl: str
    year: Year | None = None


DEMO = Scenario(
    name="demo",
    place="de Delta",
    covenant="demo",
    start=date(2026, 3, 2),
    days=28,
    opening_days=12,
    vacancies=40,
    secondments=8,
    candidates=90,
    reactions=60,
    needs_end=True,
    source="An invented region; every organisation, person, vacancy and reaction is made up.",
    source_nl="Een verzonnen regio; elke organisatie, persoon, vacature en reactie is bedacht.",
    year=Year(
        weeks=48,
        vacancies=100,
        secondments=30,
        candidates=115,
        reactions=80,
        looks_for={"waterrijk": 60, "waterschap-de-zilte": 40, "lindegouw": 25},
        leaves={"duinmeer": 60, "heidestad": 40, "rietdam": 25},
        sleeps=frozenset({"oeverhout"}),
        baseline={
            "fromDate": "2025-03-01", "untilDate": "2026-02-28", "vacancies": 164, "filled": 97, "moves": 12,
            "permanentContractsKept": 7, "secondments": 6, "firstAnswerHours": 190.0,
        },
    ),
)  # fmt: skip

SWITCH_2008 = Scenario(
    name="switch-2008",
    place="Switch",
    covenant="switch",
    start=date(2008, 1, 2),
    days=364,
    opening_days=335,
    vacancies=227,
    secondments=0,
    candidates=120,
    reactions=256,
    needs_end=False,
    source=(
        "Employers, rules, 227 vacancies and 256 reactions: TNO, Gemeenten in beweging! (2009), 2.6. The candidates are"
        " synthetic and their number, 120, is ours; so are the days, the occupations and who reacts to what."
    ),
    source_nl=(
        "Werkgevers, regels, 227 vacatures en 256 reacties: TNO, Gemeenten in beweging! (2009), 2.6. De kandidaten zijn"
        " bedacht en hun aantal, 120, is van ons; net als de dagen, de beroepen en wie op wat reageert."
    ),
)

SCENARIOS = {scenario.name: scenario for scenario in (DEMO, SWITCH_2008)}
