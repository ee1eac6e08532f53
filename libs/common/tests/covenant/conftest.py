"""One region for all stories: three municipalities, and a joint service that employs staff for one of them."""

from collections.abc import Callable, Sequence
from datetime import date

import pytest

from doorstroom_common.covenant import Covenant, CovenantRefused, parse_covenant

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
Row = tuple[str, date | None, date | None]
Write = Callable[..., Covenant]


def changed(*changes: Change) -> str:
    """The region's text with each old piece, which must be there, replaced by the new one."""
    text = REGION
    for old, new in changes:
        assert old in text, f"the region's text has no {old!r}"
        text = text.replace(old, new, 1)
    return text


def other_covenant(covenant_id: str, members: Sequence[str | Row], *changes: Change) -> Covenant:
    """Another covenant by the same rules; a member is an id, or an id with its first and last day."""
    text = changed(("id: region", f"id: {covenant_id}"), ("  organisations: [waterrijk, duinmeer]\n", ""))
    start, end = text.index("members:\n"), text.index("tiers:\n")
    rows = "".join(map(_member, range(len(members)), members))
    text = f"{text[:start]}members:\n{rows}{text[end:]}"
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return parse_covenant(text, f"{covenant_id}.yaml")


def _member(number: int, member: str | Row) -> str:
    name, first, last = (member, None, None) if isinstance(member, str) else member
    days = (f", from: {first}, liveFrom: {first}" if first else "") + (f", until: {last}" if last else "")
    return f'  - {{id: {name}, name: {name}, oin: "000000099999999901{number:02d}"{days}}}\n'


def faults_of(text: str) -> list[tuple[int, str, str]]:
    with pytest.raises(CovenantRefused) as refused:
        parse_covenant(text, "region.yaml")
    assert {fault.file for fault in refused.value.faults} == {"region.yaml"}
    return [(fault.line, fault.path, fault.message) for fault in refused.value.faults]


@pytest.fixture(scope="session")
def region_text() -> str:
    return REGION


@pytest.fixture(scope="session")
def change() -> Callable[..., str]:
    return changed


@pytest.fixture(scope="session")
def region() -> Write:
    """Read the region with some changes."""
    return lambda *changes: parse_covenant(changed(*changes), "region.yaml")


@pytest.fixture(scope="session")
def another() -> Write:
    return other_covenant


@pytest.fixture(scope="session")
def faults() -> Callable[[str], list[tuple[int, str, str]]]:
    """Line, path and message of every fault for which a text is refused."""
    return faults_of


@pytest.fixture(scope="session")
def assert_told() -> Callable[[tuple[str, str, str, str, str]], None]:
    """Of a story: what is changed to what, the piece that ends on the fault's line, its path, words of its message."""

    def check(story: tuple[str, str, str, str, str]) -> None:
        old, new, marker, path, words = story
        text = changed((old, new))
        line = text.count("\n", 0, text.index(marker) + len(marker)) + 1
        told = faults_of(text)
        assert any(fault[:2] == (line, path) and words in fault[2] for fault in told), told

    return check
