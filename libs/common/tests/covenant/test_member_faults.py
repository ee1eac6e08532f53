"""What does not make sense about a member is told where it stands."""

from collections.abc import Callable

import pytest

Story = tuple[str, str, str, str, str]
Faults = Callable[[str], list[tuple[int, str, str]]]
Text = Callable[..., str]

FAULTS: dict[str, Story] = {
    "a missing key of a member": (
        "  place: Ergens\n",
        "",
        "- id: waterrijk",
        "members[0].place",
        "is missing",
    ),
    "a fault in the defaults": (
        "  kind: municipality",
        "  kind: municipalty",
        "kind: municipalty",
        "memberDefaults.kind",
        "did you mean municipality?",
    ),
    "an OIN too short": (
        '"00000009999999990002"',
        '"9999999990002"',
        '"9999999990002"',
        "members[1].oin",
        "9999999990002 has not 20 digits",
    ),
    "no number at all": (
        '    kvk: "99999004"\n',
        "",
        "- id: servicepunt",
        "members[3].oin",
        "give the OIN, or the KvK number under kvk",
    ),
    "another member's number": (
        "00000009999999990002",
        "00000009999999990001",
        "name: Duinmeer\n    oin",
        "members[1].oin",
        "is the number of waterrijk already",
    ),
    "a member twice": (
        "- id: duinmeer",
        "- id: waterrijk ",
        "- id: waterrijk ",
        "members[1].id",
        "waterrijk is a member already: members[0]",
    ),
    "a member that leaves before it comes": (
        "    name: Duinmeer\n",
        "    name: Duinmeer\n    until: 2025-12-31\n",
        "until: 2025",
        "members[1].until",
        "2025-12-31 lies before from 2026-01-01",
    ),
    "live before membership": (
        "    name: Duinmeer\n",
        "    name: Duinmeer\n    liveFrom: 2025-12-31\n",
        "liveFrom: 2025",
        "members[1].liveFrom",
        "lies before from",
    ),
    "works council neither asked nor excused": (
        "worksCouncil: {consent: 2025-12-01}",
        "worksCouncil: {}",
        "worksCouncil: {}",
        "memberDefaults.worksCouncil",
        "needs either the day of consent or notNeeded",
    ),
    "serves a stranger": (
        "employsStaffFor: [heidestad]",
        "employsStaffFor: [heidestat]",
        "employsStaffFor",
        "members[3].employsStaffFor[0]",
        "heidestat is no member of this covenant",
    ),
    "succeeded by a stranger": (
        "    name: Duinmeer\n",
        "    name: Duinmeer\n    succeededBy: {organisation: duinstad, on: 2027-01-01}\n",
        "succeededBy",
        "members[1].succeededBy.organisation",
        "duinstad is no member",
    ),
    "succeeded on its first day": (
        "    name: Duinmeer\n",
        "    name: Duinmeer\n    succeededBy: {organisation: waterrijk, on: 2026-01-01}\n",
        "succeededBy",
        "members[1].succeededBy.on",
        "2026-01-01 must lie after from 2026-01-01",
    ),
    "succeeds itself": (
        "    name: Duinmeer\n",
        "    name: Duinmeer\n    succeededBy: {organisation: duinmeer, on: 2027-01-01}\n",
        "succeededBy",
        "members[1].succeededBy.organisation",
        "duinmeer cannot succeed itself",
    ),
}


@pytest.mark.parametrize("story", FAULTS)
def test_a_fault_of_a_member_is_told_with_its_line(assert_told: Callable[[Story], None], story: str) -> None:
    assert_told(FAULTS[story])


def test_a_fault_in_the_defaults_is_told_once_and_not_for_each_member(change: Text, faults: Faults) -> None:
    told = faults(change(("  agreement: cao-gemeenten", "  agreement: CAO")))
    assert [path for _, path, _ in told] == ["memberDefaults.agreement"]


def test_a_succession_that_goes_round_is_refused(change: Text, faults: Faults) -> None:
    text = change(
        ("    name: Duinmeer\n", "    name: Duinmeer\n    succeededBy: {organisation: waterrijk, on: 2027-01-01}\n"),
        ("    name: Waterrijk\n", "    name: Waterrijk\n    succeededBy: {organisation: duinmeer, on: 2027-01-01}\n"),
    )
    assert [(path, message) for _, path, message in faults(text)] == [
        ("members[0].succeededBy", "the successions go round in a circle"),
        ("members[1].succeededBy", "the successions go round in a circle"),
    ]


def test_an_empty_value_is_told_once(change: Text, faults: Faults) -> None:
    told = faults(change(("  place: Ergens", "  place:")))
    assert told == [(10, "memberDefaults.place", "is empty; fill it in or leave the key out")]
