"""One region for all stories: Waterrijk, Duinmeer and Heidestad, and a joint service that employs staff for Heidestad."""

from collections.abc import Callable, Iterable

import pytest

from doorstroom_common.covenant import Covenant, parse_covenant

REGION = """\
id: region
version: 1
name: Samen in de regio
validFrom: 2026-01-01
source: {text: made up, default: true}
memberDefaults:
  kind: municipality
  agreement: cao-gemeenten
  pensionFund: abp
  place: Ergens
  from: 2026-01-01
  signedBy: college
  worksCouncil: {consent: 2025-12-01}
  liveFrom: 2026-01-01
  source: {text: made up}
members:
  - id: waterrijk
    name: Waterrijk
    oin: "00000009999999990001"
  - id: duinmeer
    name: Duinmeer
    oin: "00000009999999990002"
  - id: heidestad
    name: Heidestad
    oin: "00000009999999990003"
  - id: servicepunt
    name: Servicepunt
    kind: joint-arrangement
    kvk: "99999004"
    employsStaffFor: [heidestad]
tiers:
  order: [own_first, own, partner_first, partner, linked, external]
  source: {text: made up}
goingFirst:
  voluntaryOnly: false
  source: {text: made up}
ownStaff:
  means: employer
  payroll: false
  agency: false
  seconded: false
  source: {text: made up}
vacancies:
  needs: [structural, until]
  source: {text: made up}
stages:
  - stage: own
    days: 7
    shorten: {by: [recruiter], toDays: 3}
    source: {text: made up}
  - stage: partners
    days: 14
    extend: {by: [recruiter], byDays: 14}
    source: {text: made up}
  - stage: public
    source: {text: made up}
publicWhen:
  rule: too_few
  reactions: 2
  source: {text: made up}
contractPreservation:
  forTemporaryNeed: secondment
  source: {text: made up}
  clauses:
    permanent-stays-permanent: {promise: kept, strictness: required, source: {text: the wish}}
    no-new-trial-period: {promise: kept, strictness: ranked}
    pay: {promise: supplement, strictness: ranked}
    service: {promise: kept, strictness: advisory}
    chain: {promise: none, strictness: advisory}
    pension: {promise: none, strictness: advisory}
    hours: {promise: kept, strictness: ranked}
    travel-and-leave: {promise: none, strictness: advisory}
    promotion: {promise: none, strictness: advisory}
terms:
  contactAnswerDays: 5
  candidateAnswerDays: 10
  referralAnswerDays: 10
  employerConsentDays: 10
  source: {text: made up}
secondment:
  staged: false
  settlement: fixed-tariff
  source: {text: made up}
contribution:
  rule: equal
  source: {text: made up}
jointControllers:
  organisations: [waterrijk, duinmeer]
  contactPoint: {name: Loket, email: privacy@region.example}
  source: {text: made up}
score:
  requiredSkills: 35
  wishedSkills: 15
  occupation: 20
  scale: 10
  hours: 10
  commute: 5
  development: 5
  source: {text: made up}
"""

Change = tuple[str, str]
Write = Callable[..., Covenant]


def changed(*changes: Change) -> str:
    """The region's text with each old piece, which must be there, replaced by the new one."""
    text = REGION
    for old, new in changes:
        assert old in text, f"the region's text has no {old!r}"
        text = text.replace(old, new, 1)
    return text


def members_text(names: Iterable[str], extra: str = "") -> str:
    """A `members` section; each name is an id, and `extra` goes to all."""
    rows = (
        f'  - {{id: {name}, name: {name}, oin: "000000099999999901{number:02d}"{extra}}}'
        for number, name in enumerate(names)
    )
    return "members:\n" + "\n".join(rows) + "\n"


def other_covenant(covenant_id: str, names: Iterable[str], *changes: Change) -> Covenant:
    """Another covenant by the same rules with other members."""
    text = changed(("id: region", f"id: {covenant_id}"), ("  organisations: [waterrijk, duinmeer]\n", ""))
    start, end = text.index("members:\n"), text.index("tiers:\n")
    text = text[:start] + members_text(names) + text[end:]
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return parse_covenant(text, f"{covenant_id}.yaml")


@pytest.fixture
def region_text() -> str:
    return REGION


@pytest.fixture
def change() -> Callable[..., str]:
    return changed


@pytest.fixture
def region() -> Write:
    """Read the region with some changes."""
    return lambda *changes: parse_covenant(changed(*changes), "region.yaml")


@pytest.fixture
def another() -> Write:
    return other_covenant
