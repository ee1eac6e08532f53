"""One story for all tests: Waterrijk looks for a permit officer, and people of the Delta might be it."""

from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from doorstroom_common.covenant import Covenant, Covenants, Membership, RegisteredBy, parse_covenant
from doorstroom_matching.domain.candidate import Candidate, Employment
from doorstroom_matching.domain.finding import Finding, Rule
from doorstroom_matching.domain.need import Admission, Minutes, Move, Need, NeedKind, OutsiderContract, Term
from doorstroom_matching.domain.scale import Scales
from doorstroom_matching.domain.verdict import Verdict, judge

NOW = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
COVENANTS = Path(__file__).parents[3] / "covenants"

PERMITS = Term("esco-occupation", "http://data.europa.eu/esco/occupation/permits", "vergunningverlener")
LAW = Term("esco-skill", "http://data.europa.eu/esco/skill/law", "omgevingswet toepassen")
ADVICE = Term("esco-skill", "http://data.europa.eu/esco/skill/advice", "vergunningaanvragen beoordelen")
TALK = Term("esco-skill", "http://data.europa.eu/esco/skill/talk", "burgers adviseren")

NEED_ID = UUID("5b0f7c1e-3f0a-4d53-9a43-6b1f0e2d7c10")
CANDIDATE_ID = UUID("c2a4e6f8-1b3d-4a5c-8e7f-9d0b2c4a6e20")
PERSON = UUID("d9f3b1a7-6c5e-5d2b-8f4a-3e1c7a9b5d30")
MEMBERS = (
    "waterrijk",
    "duinmeer",
    "heidestad",
    "rietdam",
    "klaverhove",
    "zilverveen",
    "oeverhout",
    "lindegouw",
    "polderkerk",
    "wilgenoord",
    "waterschap-de-zilte",
    "servicepunt-delta",
)


@cache
def covenant_text(name: str = "demo") -> str:
    return (COVENANTS / f"{name}.yaml").read_text()


@cache
def covenant(name: str = "demo", *changes: tuple[str, str]) -> Covenant:
    """A shipped covenant, with some of its words replaced."""
    text = covenant_text(name)
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return parse_covenant(text, f"{name}.yaml")


def members(*covenants: Covenant) -> Membership:
    return Covenants(covenants or (covenant(),)).on(NOW)


def open_to(*organisations: str, own: str = "waterrijk") -> tuple[Admission, ...]:
    """An audience: `own` first, then others as partners."""
    return (Admission(own, "own", NOW), *(Admission(other, "partner", NOW) for other in organisations))


EVERY_MEMBER = open_to(*(member for member in MEMBERS if member != "waterrijk"))


def vacancy(**changes: Any) -> Need:
    """A structural job in scale 9 to 10, 24 to 36 hours, open to all members; outsiders get a temporary contract."""
    return Need(
        **{
            "kind": NeedKind.VACANCY,
            "id": NEED_ID,
            "version": 3,
            "organisation": "waterrijk",
            "title": "Vergunningverlener",
            "is_open": True,
            "occupation": PERMITS,
            "hours": Minutes.of_hours(24, 36),
            "scales": Scales("cao-gemeenten", "9", "10"),
            "covenant_hash": covenant().hash,
            "audience": EVERY_MEMBER,
            "public": False,
            "required_skills": (LAW, ADVICE),
            "wished_skills": (TALK,),
            "latest_start": date(2026, 6, 1),
            "contract": OutsiderContract.TEMPORARY_WITH_PROSPECT,
            **changes,
        }
    )


def secondment_request(**changes: Any) -> Need:
    """The same work for half a year, lent by another."""
    return vacancy(**{"kind": NeedKind.SECONDMENT_REQUEST, "until": date(2026, 9, 1), "contract": None, **changes})


def employment(employer: str = "duinmeer", **changes: Any) -> Employment:
    return Employment(
        **{
            "employer": employer,
            "agreement": "cao-gemeenten",
            "scale": "9",
            "minutes": 32 * 60,
            "permanent": True,
            **changes,
        }
    )


def candidate(employer: str | None = "duinmeer", **changes: Any) -> Candidate:
    """A permit officer with a permanent contract at Duinmeer, who would move for good or for a while."""
    return Candidate(
        **{
            "id": CANDIDATE_ID,
            "version": 1,
            "is_active": True,
            "person_ref": PERSON,
            "registered_by": RegisteredBy.PERSON,
            "hidden_from_employer": True,
            "employment": employment(employer) if employer else None,
            "skills": frozenset({LAW.uri, ADVICE.uri}),
            "occupations": frozenset({PERMITS.uri}),
            "hours": Minutes.of_hours(28, 36),
            "moves": frozenset({Move.PERMANENT, Move.SECONDMENT}),
            "lowest_scale": "9",
            "available_from": date(2026, 5, 1),
            **changes,
        }
    )


def judged(need: Need | None = None, person: Candidate | None = None, rules: Covenant | None = None) -> Verdict:
    rules = rules or covenant()
    return judge(need or vacancy(), person or candidate(), rules, members(rules), NOW)


def found(verdict: Verdict, rule: Rule) -> Finding:
    """The one finding of a rule."""
    (finding,) = (finding for finding in verdict.findings if finding.rule is rule)
    return finding
