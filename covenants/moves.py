#!/usr/bin/env python3
"""Write `docs/nine-networks.md`: `python -m covenants.moves`; a test refuses what is stale.

What the same move yields in each network, judged by the rules themselves.
"""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path
from uuid import UUID

from covenants.generate import networks
from doorstroom.telling import Words
from doorstroom_common.clock import AMSTERDAM
from doorstroom_common.covenant import Covenant, Member, Membership, RegisteredBy
from doorstroom_matching.domain.candidate import Candidate, Employment
from doorstroom_matching.domain.clauses import CLAUSE_RULES
from doorstroom_matching.domain.finding import Code, Rule
from doorstroom_matching.domain.need import Admission, Minutes, Move, Need, NeedKind, OutsiderContract, Term
from doorstroom_matching.domain.passport import Offer, Passport, PastContract, Promotion
from doorstroom_matching.domain.scale import Scales
from doorstroom_matching.domain.verdict import RULES_VERSION, Verdict, judge

PAGE = Path(__file__).resolve().parents[1] / "docs" / "nine-networks.md"
HEAD = f"""\
# What the same move yields in nine networks

Made by the rules themselves (version {RULES_VERSION}) from the files in [covenants](../covenants/README.md), by
`python -m covenants.moves`. Somebody of the first member moves to the second, 32 hours in scale 9 to 32 hours in scale
9 to 10, each member with its own agreement and pension fund. The offer has a trial period, lower fixed allowances and
travel, and the way to the next step starts anew. *Law* marks what the law gives, whatever is promised.
"""
WORDS = Words("en")
COLUMNS = {
    Rule.PERMANENT: "permanent", Rule.TRIAL: "no new trial period", Rule.PAY: "pay",
    Rule.SERVICE_GOVERNMENT: "government service", Rule.SERVICE_NOTICE: "notice and transition pay",
    Rule.SERVICE_WAITING: "waiting time", Rule.CHAIN: "chain", Rule.PENSION: "pension", Rule.HOURS: "hours",
    Rule.TRAVEL_AND_LEAVE: "travel and leave", Rule.PROMOTION: "promotion",
}  # fmt: skip
WORK = Term("esco-occupation", "http://data.europa.eu/esco/occupation/permits")
NEED, PERSON = UUID(int=1), UUID(int=2)
SETTLED = timedelta(days=31)
"""After a covenant begins: everybody has joined."""


@dataclass(frozen=True, slots=True)
class Case:
    """One move. `successive`: what a person recorded of the work."""

    title: str
    permanent: bool
    successive: bool | None
    lasts: timedelta | None = None
    scale: str = "9"


CASES = (
    Case("A permanent contract, structural work, and nobody recorded whether the work goes on", True, None),
    Case("A permanent contract, structural work, and the work is recorded as other work", True, False),
    Case("A permanent contract in scale 11, structural work up to scale 10", True, None, scale="11"),
    Case("A permanent contract, work for half a year", True, None, timedelta(days=182)),
    Case("A third temporary contract that ends, and the work goes on", False, True),
    Case("A third temporary contract that ends, and the work is other work", False, False),
)


def page(covenants: Sequence[Covenant]) -> str:
    """The whole of `docs/nine-networks.md`."""
    return HEAD + "".join(f"\n## {case.title}\n\n{''.join(_table(case, covenants))}" for case in CASES)


def verdict(case: Case, covenant: Covenant) -> Verdict:
    day = covenant.valid_from + SETTLED
    members = Membership([covenant], day)
    giver, taker = covenant.members[:2]
    now = datetime.combine(day, time(12), AMSTERDAM)
    return judge(need(case, taker, covenant, now), candidate(case, giver, day), covenant, members, now)


def need(case: Case, taker: Member, covenant: Covenant, now: datetime) -> Need:
    """Open to everybody, so that stages play no part."""
    return Need(
        kind=NeedKind.VACANCY, id=NEED, version=1, organisation=taker.id, title="The same job", is_open=True,
        occupation=WORK, hours=Minutes.of_hours(24, 32), scales=Scales(taker.agreement, "9", "10"),
        covenant_hash=covenant.hash, audience=(Admission(taker.id, "own", now),), public=True,
        until=now.date() + case.lasts if case.lasts else None, contract=OutsiderContract.TEMPORARY,
        offer=Offer(
            trial_period=True, allowances_monthly=10_000, travel_yearly=90_000, promotion=Promotion.STARTS_ANEW
        ),
    )  # fmt: skip


def candidate(case: Case, giver: Member, day: date) -> Candidate:
    years = [day - timedelta(days=365 * ago) for ago in (3, 2, 1, 0)]
    chain = tuple(
        PastContract(first, last - timedelta(days=1), temporary=True, successive=True)
        for first, last in pairwise(years)
    )
    passport = Passport(
        pension_fund=giver.pension_fund, government_service_since=years[0], notice_service_since=years[0],
        waiting_service_since=years[0], chain=() if case.permanent else chain, successive=case.successive,
        allowances_monthly=12_500, travel_yearly=96_000, next_step=day,
    )  # fmt: skip
    held = Employment(giver.id, giver.agreement, case.scale, 32 * 60, case.permanent, passport=passport)
    return Candidate(
        id=PERSON, version=1, is_active=True, person_ref=None, registered_by=RegisteredBy.PERSON,
        hidden_from_employer=True, employment=held, skills=frozenset(), occupations=frozenset({WORK.uri}),
        hours=Minutes.of_hours(24, 32), moves=frozenset(Move),
    )  # fmt: skip


def _table(case: Case, covenants: Sequence[Covenant]) -> Iterator[str]:
    yield f"| network | proposed | {' | '.join(COLUMNS[rule] for rule in CLAUSE_RULES)} |\n"
    yield "|---" * (len(CLAUSE_RULES) + 2) + "|\n"
    for covenant in covenants:
        judged = verdict(case, covenant)
        cells = [_told(judged, rule) for rule in CLAUSE_RULES]
        yield f"| {covenant.name} | {_outcome(judged)} | {' | '.join(cells)} |\n"


def _outcome(judged: Verdict) -> str:
    if judged.passes:
        return "yes, last in the group" if judged.place.demoted else "yes"
    remains = {finding.figures.get("remains") for finding in judged.failed}
    return "no; a secondment with a right to return" if "secondment" in remains else "no"


def _told(judged: Verdict, rule: Rule) -> str:
    (finding,) = (finding for finding in judged.findings if finding.rule is rule)
    by_law = finding.code is Code.PRESERVED and (finding.source or "").startswith("art.")
    return WORDS.name("finding", finding.code) + (" (*law*)" if by_law else "")


if __name__ == "__main__":
    PAGE.write_text(page(networks()), encoding="utf-8")
    sys.stdout.write(f"wrote {PAGE.relative_to(PAGE.parents[1])}\n")
