"""A crowd for the index: needs and people in which everything that a rule reads differs, and much of it is equal."""

import random
from datetime import timedelta
from functools import cache
from typing import Any
from uuid import UUID

from doorstroom_common.covenant import Covenant, Covenants
from services.matching.tests import facts
from services.matching.tests.story import MEMBERS, NOW, covenant

AGREEMENTS = ("cao-gemeenten", "cao-waterschappen")
CODES = ("7", "8", "9", "10", "10A", "11", "H1")
ELSEWHERE = "werkgever-buiten"
EMPLOYERS = (*MEMBERS[:5], "waterschap-de-zilte", "servicepunt-delta", ELSEWHERE)
ISCO = "http://data.europa.eu/esco/isco/C"
OCCUPATIONS = tuple(
    [f"{ISCO}{group}" for group in ("2", "25", "2512", "2513", "2422", "3359")]
    + [f"http://data.europa.eu/esco/occupation/{name}" for name in ("permits", "planner")]
)
CLAUSES = ("pay", "no-new-trial-period", "service", "chain", "travel-and-leave", "promotion")
SKILLS = tuple(f"http://data.europa.eu/esco/skill/{number}" for number in range(5))
EQUAL_SCALES = (
    "{fromAgreement: cao-waterschappen, toAgreement: cao-gemeenten, scales: {'7': '8', '8': '9', '9': '10A'},"
    " source: {text: Invented}}"
)


_DEMO = (
    "no-new-trial-period: {promise: kept, strictness: ranked}",
    "service: {promise: kept, strictness: advisory}",
    "chain: {promise: none, strictness: advisory}",
    "travel-and-leave: {promise: none, strictness: advisory}",
    "promotion: {promise: none, strictness: advisory}",
)


@cache
def covenants() -> tuple[Covenant, ...]:
    """The demo covenant, and what each of its clauses on tiers and contracts can be instead."""
    order = "order: [own_first, own, partner_first, partner, linked, external]"
    voluntary = ("voluntaryOnly: false", "voluntaryOnly: true")
    permanent = "permanent-stays-permanent: {promise: kept"
    pay = "pay: {promise: supplement, strictness: ranked}"
    barring = tuple((said, f"{said.split(':')[0]}: {{promise: none, strictness: required}}") for said in _DEMO)
    last = tuple((said, f"{said.split(':')[0]}: {{promise: none, strictness: ranked}}") for said in _DEMO)
    table = ("score:\n", f"scaleEquivalence:\n  - {EQUAL_SCALES}\n\nscore:\n")
    return (
        covenant(),
        covenant("demo", voluntary, table, (pay, "pay: {promise: none, strictness: ranked}")),
        covenant(
            "demo",
            (order, "order: [own_first, [own, partner], external]\n  leftOut: [partner_first, linked]"),
            (pay, "pay: {promise: none, strictness: required}"),
        ),
        covenant(
            "demo",
            voluntary,
            (order, "order: [own_first, own, partner, external]\n  leftOut: [partner_first, linked]"),
            (pay, "pay: {promise: kept, strictness: required}"),
            (permanent, "permanent-stays-permanent: {promise: none"),
        ),
        covenant("demo", table, (pay, "pay: {promise: none, strictness: advisory}")),
        covenant("demo", *barring),
        covenant("demo", *last),
        covenant("demo", (permanent, "permanent-stays-permanent: {promise: none"), *last[:2], *barring[2:]),
    )


@cache
def merged() -> Covenant:
    """In force: one of the organisations has been taken over, and seconded and payroll staff count where they work."""
    duinmeer = "id: duinmeer, name: Duinmeer"
    return covenant(
        "demo",
        (duinmeer, f"{duinmeer}, succeededBy: {{organisation: waterrijk, 'on': 2026-02-01}}"),
        ("payroll: false", "payroll: true"),
        ("seconded: false", "seconded: true"),
    )


def in_force(rng: random.Random) -> Covenants:
    return Covenants([rng.choice((covenant(), merged()))])


class Known:
    """The covenants of the crowd, adopted."""

    def __init__(self, in_force: Covenants) -> None:
        self.covenants = in_force
        self._by_hash = {rules.hash: rules for rules in covenants()}

    def by_hash(self, covenant_hash: str) -> Covenant:
        return self._by_hash[covenant_hash]

    async def refresh(self) -> None:
        return


class Crowd:
    """Draws data as other services publish it."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng

    def need(self, need_id: UUID, version: int = 1) -> dict[str, Any]:
        rng, rules = self._rng, self._rng.choice(covenants())
        data: dict[str, Any] = {
            **_EXAMPLES[rng.random() < 0.25],
            "version": version,
            "status": "open" if rng.random() < 0.95 else "closed",
            "organisation": rng.choice(EMPLOYERS[:4]),
            "occupation": {"scheme": "esco-occupation", "uri": rng.choice(OCCUPATIONS)},
            "hours": self._hours(),
            "scales": {"agreement": rng.choice(AGREEMENTS), "min": rng.choice(CODES[:4]), "max": rng.choice(CODES)},
            "governingCovenant": {"covenantId": rules.id, "version": rules.version, "hash": rules.hash},
            "audience": self._audience(),
            "requiredSkills": self._terms(SKILLS, 4),
            "requiredShare": rng.choice((0, 34, 50, 67, 100, 100)),
            "wishedSkills": self._terms(SKILLS, 3),
        }
        if "secondmentRequestId" in data:
            return {**data, "secondmentRequestId": str(need_id), "startDate": self._day(), "endDate": self._day()}
        data |= {
            "vacancyId": str(need_id),
            "public": rng.random() < 0.3,
            "need": rng.choice(
                ({"kind": "structural"}, {"kind": "structural"}, {"kind": "until", "until": self._day()})
            ),
            "contractForOutsiders": rng.choice(("permanent", "temporary-with-prospect", "temporary")),
            "offer": self._offer(),
        }
        return data if rng.random() < 0.4 else {**data, "latestStartDate": self._day()}

    def candidate(self, candidate_id: UUID, version: int = 1) -> dict[str, Any]:
        rng = self._rng
        data = {
            "candidateId": str(candidate_id),
            "version": version,
            "status": "active" if rng.random() < 0.9 else "withdrawn",
            "registeredBy": rng.choice(("person", "person", "employer")),
            "hiddenFromEmployer": rng.random() < 0.5,
            "employment": self._employment() if rng.random() < 0.85 else None,
            "occupations": self._terms(OCCUPATIONS, 3),
            "skills": self._terms(SKILLS, 5),
            "hours": self._hours(),
            "moves": rng.sample(("permanent", "temporary", "secondment", "work-experience"), rng.randrange(1, 5)),
            "blockedOrganisations": rng.sample(EMPLOYERS, rng.choice((0, 0, 0, 2))),
            "acceptsLoss": rng.choice(([], [], ["pay"], ["hours", "pay"], rng.sample(CLAUSES, 3))),
        }
        if rng.random() < 0.3:
            data["goesFirst"] = {"from": self._day(), "until": self._day()}
        if rng.random() < 0.5:
            data["lowestScale"] = rng.choice(CODES)
        if rng.random() < 0.5:
            data["availableFromDate"] = self._day()
        return data

    def _employment(self) -> dict[str, Any]:
        rng = self._rng
        employer = rng.choice(EMPLOYERS)
        return {
            "employer": employer,
            "workplace": rng.choice((None, employer, employer, rng.choice(EMPLOYERS), "wilgenoord")),
            "standing": rng.choice(("declared", "confirmed")),
            "legalForm": rng.choice(("contract", "contract", "contract", "public-law", "payroll", "agency")),
            "contract": rng.choice(("permanent", "permanent", "temporary")),
            "agreement": rng.choice(AGREEMENTS),
            "scale": rng.choice(CODES),
            "hours": rng.choice((24, 32, 36)),
            "passport": self._passport(),
        }

    def _passport(self) -> dict[str, Any]:
        """Ends and gaps around six months before the days on which people are available."""
        rng = self._rng
        ended = (NOW.date() - timedelta(days=rng.randrange(178, 190))).isoformat()
        return self._some(
            noticeServiceSinceDate="2019-09-01",
            chain=[{"from": "2024-01-01", "until": ended, "temporary": rng.random() < 0.7}],
            successive=rng.random() < 0.4,
            successors=[{"organisation": one, "successive": rng.random() < 0.5} for one in rng.sample(EMPLOYERS, 3)],
            allowancesMonthlyCents=rng.choice((0, 5000, 12500)),
            travelYearlyCents=rng.choice((0, 90000, 96000)),
            nextStepDate="2026-04-01",
        )

    def _offer(self) -> dict[str, Any]:
        rng = self._rng
        return self._some(
            trialPeriod=rng.random() < 0.7,
            allowancesMonthlyCents=rng.choice((0, 5000, 12500)),
            travelYearlyCents=rng.choice((0, 90000, 96000)),
            promotion=rng.choice(("date-kept", "starts-anew")),
        )

    def _some(self, **each: Any) -> dict[str, Any]:
        return {name: value for name, value in each.items() if self._rng.random() < 0.7}

    def _audience(self) -> list[dict[str, str]]:
        rng = self._rng
        entries = []
        for organisation in rng.sample(EMPLOYERS[:6], rng.randrange(1, 6)):
            since = NOW + timedelta(days=rng.choice((-5, -1, 0, 0, 0, 2)))
            entry = {"organisation": organisation, "relation": "partner", "from": since.isoformat()}
            ends = {"until": (NOW + timedelta(days=rng.choice((0, 1)))).isoformat()} if rng.random() < 0.2 else {}
            entries.append({**entry, **ends})
        return entries

    def _day(self) -> str:
        return (NOW.date() + timedelta(days=self._rng.randrange(-3, 4))).isoformat()

    def _hours(self) -> dict[str, float]:
        least, most = sorted(self._rng.choice((8, 16, 20.5, 24, 32, 36)) for _ in range(2))
        return {"min": least, "max": most}

    def _terms(self, uris: tuple[str, ...], most: int) -> list[dict[str, str]]:
        return [{"scheme": "esco", "uri": uri} for uri in self._rng.sample(uris, self._rng.randrange(most + 1))]


_EXAMPLES = (dict(facts.vacancy().data), dict(facts.secondment(UUID(int=1)).data))
for _example in _EXAMPLES:
    _example.pop("latestStartDate", None)
