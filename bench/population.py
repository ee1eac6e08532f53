"""A country's public sector, drawn by chance: 20 networks of 25 employers, 80 professions of 30 skills each.

People have one profession and five to ten of its skills, the first ones more often. Needs ask for two to four of the
same, so that much fits somebody and nothing fits everybody.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cache, cached_property
from itertools import product
from pathlib import Path
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from doorstroom_common.covenant import (
    Covenant,
    Covenants,
    LegalForm,
    Membership,
    RegisteredBy,
    Work,
    parse_covenant,
)
from doorstroom_matching.adapters.index.coded import BY_EMPLOYER, HIDDEN, MOVE_BIT, PERMANENT, word
from doorstroom_matching.adapters.index.profiles import ROW, Batch, Terms
from doorstroom_matching.domain.candidate import Candidate, Employment, GoesFirst
from doorstroom_matching.domain.need import Admission, Minutes, Need, NeedKind, OutsiderContract, Term
from doorstroom_matching.domain.scale import Scales, order_of
from doorstroom_matching.domain.score import leading_groups

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
DEMO = Path(__file__).parents[1] / "covenants" / "demo.yaml"
NETWORKS, EMPLOYERS, PROFESSIONS, SKILLS = 20, 25, 80, 30
AGREEMENTS = tuple(f"cao-{number}" for number in range(6))
SCALES = tuple(str(number) for number in range(5, 15))
HOURS = np.array([16, 20, 24, 28, 32, 36]) * 60


def employer(number: int) -> str:
    return f"werkgever-{number}"


def skill(profession: int, number: int) -> str:
    return f"http://data.europa.eu/esco/skill/{profession:03}-{number:02}"


def occupation(profession: int) -> str:
    return f"http://data.europa.eu/esco/isco/C{1000 + profession * 97}"


class Country:
    """The networks and their members."""

    def __init__(self) -> None:
        text = DEMO.read_text(encoding="utf-8")
        head, rest = text.split("\nmembers:\n")
        tail = rest[rest.index("\ntiers:\n") :]
        self.covenants = tuple(
            parse_covenant(f"{head.replace('delta-demo', f'netwerk-{one}')}\nmembers:\n{_members(one)}{tail}", "bench")
            for one in range(NETWORKS)
        )

    @cached_property
    def by_hash(self) -> Mapping[str, Covenant]:
        return {rules.hash: rules for rules in self.covenants}

    @cached_property
    def members(self) -> Membership:
        return Covenants(self.covenants).on(NOW)

    def rules(self, organisation: int) -> Covenant:
        return self.covenants[organisation // EMPLOYERS]

    def governing(self, need: Need) -> Covenant:
        return self.rules(int(need.organisation.removeprefix("werkgever-")))


def _members(network: int) -> str:
    numbers = range(network * EMPLOYERS, (network + 1) * EMPLOYERS)
    lines = (
        f'  - {{id: {employer(one)}, name: "{one}", oin: "0000000999999999{one:04}", place: P}}\n' for one in numbers
    )
    return "".join(lines)


class Crowd(Batch):
    """A batch that is drawn at once, so that two millions take seconds."""

    def __init__(self, size: int, seed: int = 1) -> None:
        super().__init__()
        self._draw(size, np.random.default_rng(seed))

    def __len__(self) -> int:
        return len(self.drawn)

    @property
    def table(self) -> NDArray[np.void]:
        return self.drawn

    @property
    def terms(self) -> dict[str, Terms]:
        return self.drawn_terms

    def taken(self) -> tuple[NDArray[np.void], dict[str, Terms]]:
        return self.drawn, self.drawn_terms

    def candidate(self, row: int) -> Candidate:
        """One of them, as the rules read it."""
        person, words = self.drawn[row], self.words
        home, contract = words.homes.keys[person["home"]], words.contracts.keys[person["contract"]]
        if home is None or contract is None:
            raise ValueError("everybody is employed here")
        flags = int(person["flags"])
        skills, blocked = (of.codes[of.rows == row].tolist() for of in (self.terms["skills"], self.terms["blocked"]))
        first = GoesFirst(date.min, date.fromordinal(int(person["first_until"]))) if person["first_until"] else None
        return Candidate(
            id=UUID(bytes=person["id"].tobytes()),
            version=1,
            is_active=True,
            person_ref=None,
            registered_by=RegisteredBy.EMPLOYER if flags & BY_EMPLOYER else RegisteredBy.PERSON,
            hidden_from_employer=bool(flags & HIDDEN),
            employment=Employment(
                home.employer, contract[0], contract[1], 0, bool(flags & PERMANENT), home.legal_form, home.workplace
            ),
            skills=frozenset(skill(*divmod(code, SKILLS)) for code in skills),
            occupations=frozenset([occupation(int(self.profession[row]))]),
            hours=Minutes(int(person["hours_min"]), int(person["hours_max"])),
            moves=frozenset(move for move, bit in MOVE_BIT.items() if person["moves"] & bit),
            goes_first=first,
            lowest_scale=str(int(person["lowest"]) // 32),
            available_from=date.fromordinal(int(person["available"])),
            blocked=frozenset(map(employer, blocked)),
        )

    def _draw(self, size: int, rng: np.random.Generator) -> None:
        words = self.words
        homes = [words.homes.code(Work(employer(one), employer(one))) for one in range(NETWORKS * EMPLOYERS)]
        homes += [
            words.homes.code(Work("payroll", employer(one), LegalForm.PAYROLL)) for one in range(NETWORKS * EMPLOYERS)
        ]
        for contract in product(AGREEMENTS, SCALES):
            words.contracts.code(contract)
        for one in range(PROFESSIONS):
            words.terms["occupations"].code(word(occupation(one)))
            for number in range(SKILLS):
                words.terms["skills"].code(word(skill(one, number)))
        table = self.drawn = np.zeros(size, ROW)
        table["id"] = np.frombuffer(rng.bytes(16 * size), "V16")
        home = rng.integers(0, len(homes) // 2, size)
        table["home"] = np.where(rng.random(size) < 0.03, home + len(homes) // 2, home) + 1
        scale = np.clip(rng.normal(4.5, 2, size), 0, len(SCALES) - 1).astype(np.int32)
        table["contract"] = 1 + (home % len(AGREEMENTS)) * len(SCALES) + scale
        orders = np.array([order_of(code) or 0 for code in SCALES])
        table["lowest"] = orders[np.maximum(scale - rng.integers(0, 2, size), 0)]
        table["hours_max"] = HOURS[rng.integers(1, len(HOURS), size)]
        table["hours_min"] = np.maximum(table["hours_max"] - rng.integers(0, 3, size) * 240, 480)
        table["available"] = NOW.toordinal() + rng.integers(-60, 120, size)
        first = rng.random(size) < 0.01
        table["first_from"], table["first_until"] = 1, np.where(first, NOW.toordinal() + 30, 0)
        table["moves"] = rng.choice([1, 3, 5, 7], size)
        table["flags"] = (
            PERMANENT * (rng.random(size) < 0.8)
            + HIDDEN * (rng.random(size) < 0.5)
            + BY_EMPLOYER * (rng.random(size) < 0.1)
        )
        self.profession = rng.integers(0, PROFESSIONS, size)
        self.drawn_terms = self._drawn_terms(size, rng)

    def _drawn_terms(self, size: int, rng: np.random.Generator) -> dict[str, Terms]:
        weights = 1 / (np.arange(SKILLS) + 3.0)
        has = rng.random((size, SKILLS), np.float32) < np.minimum(7.5 * weights / weights.sum(), 1).astype(np.float32)
        rows, numbers = np.nonzero(has)
        skills = (self.profession[rows] * SKILLS + numbers).astype(np.uint32)
        everybody = np.arange(size, dtype=np.uint32)
        groups, code = (
            [leading_groups([occupation(one)]) for one in range(PROFESSIONS)],
            self.words.terms["groups"].code,
        )
        codes = np.array([[code(word(group)) for group in sorted(some, key=len)] for some in groups], np.uint32)
        blocks = np.flatnonzero(rng.random(size) < 0.05).astype(np.uint32)
        for one in range(NETWORKS * EMPLOYERS):
            self.words.terms["blocked"].code(word(employer(one)))
        blocked = rng.integers(0, NETWORKS * EMPLOYERS, len(blocks)).astype(np.uint32)
        return {
            "skills": Terms(skills, rows.astype(np.uint32)),
            "occupations": Terms(self.profession.astype(np.uint32), everybody),
            "groups": Terms(codes[self.profession].ravel(), np.repeat(everybody, codes.shape[1])),
            "blocked": Terms(blocked, blocks),
        }


def some_needs(country: Country, count: int, seed: int = 2) -> Sequence[Need]:
    rng = np.random.default_rng(seed)
    return [_need(country, rng) for _ in range(count)]


def _need(country: Country, rng: np.random.Generator) -> Need:
    organisation, profession = int(rng.integers(NETWORKS * EMPLOYERS)), int(rng.integers(PROFESSIONS))
    weights = 1 / (np.arange(SKILLS) + 3.0)
    asked = rng.choice(SKILLS, 6, replace=False, p=weights / weights.sum())
    required = int(rng.integers(2, 5))
    lowest = int(rng.integers(0, len(SCALES) - 2))
    most = int(rng.choice(HOURS[2:]))
    stage = float(rng.random())
    return Need(
        kind=NeedKind.VACANCY,
        id=UUID(bytes=rng.bytes(16)),
        version=1,
        organisation=employer(organisation),
        title="Bench",
        is_open=True,
        occupation=Term("isco", occupation(profession)),
        hours=Minutes(most - 480, most),
        scales=Scales(AGREEMENTS[organisation % len(AGREEMENTS)], SCALES[lowest], SCALES[lowest + 2]),
        covenant_hash=country.rules(organisation).hash,
        audience=_audience(organisation, partners=stage > 0.2),
        public=stage > 0.8,
        required_skills=tuple(Term("esco", skill(profession, int(one))) for one in asked[:required]),
        required_share=int(rng.choice([67, 100])),
        wished_skills=tuple(Term("esco", skill(profession, int(one))) for one in asked[4:]),
        latest_start=date(2027, 1, 1) + timedelta(days=int(rng.integers(0, 90))),
        contract=OutsiderContract.TEMPORARY_WITH_PROSPECT if stage < 0.5 else OutsiderContract.PERMANENT,
    )


@cache
def _audience(organisation: int, *, partners: bool) -> tuple[Admission, ...]:
    first = organisation // EMPLOYERS * EMPLOYERS
    others = (employer(one) for one in range(first, first + EMPLOYERS) if one != organisation)
    own = Admission(employer(organisation), "own", NOW)
    return (own, *(Admission(one, "partner", NOW) for one in others)) if partners else (own,)
