"""The regions that can be shown: whose covenant, from when, for how long, and how much happens there."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Scenario:
    """`opening_days` is the last day on which something opens; `source` says where the volume is from."""

    name: str
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


DEMO = Scenario(
    name="demo",
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
)

SWITCH_2008 = Scenario(
    name="switch-2008",
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
)

SCENARIOS = {scenario.name: scenario for scenario in (DEMO, SWITCH_2008)}
