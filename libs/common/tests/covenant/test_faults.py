"""Whoever mends a covenant file is told every fault at once, each with its line."""

from collections.abc import Callable

import pytest

from doorstroom_common.covenant import CovenantRefused, parse_covenant

TEXT = Callable[..., str]

# the text changed, the piece of the changed file on whose line the fault must stand, its path, words of its message
FAULTS: dict[str, tuple[str, str, str, str, str]] = {
    "no date": (
        "    name: Duinmeer\n",
        "    name: Duinmeer\n    from: 2024-13-01\n",
        "from: 2024-13-01",
        "members[1].from",
        "2024-13-01 is not a date; write year-month-day",
    ),
    "a date the wrong way round": (
        "validFrom: 2026-01-01",
        "validFrom: 01-01-2026",
        "validFrom:",
        "validFrom",
        "01-01-2026 is not a date",
    ),
    "a time where a day is wanted": (
        "validFrom: 2026-01-01",
        "validFrom: 2026-01-01T09:00:00Z",
        "validFrom:",
        "validFrom",
        "is not a date",
    ),
    "ends before it starts": (
        "validFrom: 2026-01-01",
        "validFrom: 2026-01-01\nvalidUntil: 2025-12-31",
        "validUntil",
        "validUntil",
        "2025-12-31 lies before validFrom 2026-01-01",
    ),
    "an unknown key": (
        "    name: Duinmeer",
        "    nme: Duinmeer",
        "nme: Duinmeer",
        "members[1].nme",
        "is not a key here; did you mean name?",
    ),
    "an unknown key at the top": ("contribution:", "contributie:", "contributie:", "contributie", "contribution?"),
    "a key in another spelling": ("validFrom:", "valid_from:", "valid_from:", "valid_from", "did you mean validFrom?"),
    "the hash is not written but worked out": (
        "version: 1",
        "version: 1\nhash: abc",
        "hash:",
        "hash",
        "is not a key here",
    ),
    "a missing section": (
        "vacancies:\n  needs: [structural, until]\n  source: {text: made up}\n",
        "",
        "id: region",
        "vacancies",
        "is missing",
    ),
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
    "a key twice": (
        "    name: Duinmeer\n",
        "    name: Duinmeer\n    name: Duinmere\n",
        "name: Duinmere",
        "members[1].name",
        "stands here twice, first on line 21",
    ),
    "an empty value": (
        "  place: Ergens",
        "  place:",
        "place:",
        "memberDefaults.place",
        "is empty; fill it in or leave the key out",
    ),
    "an id with a capital": ("id: region", "id: Region", "id: Region", "id", "is not an id; use 2 to 40 small letters"),
    "a version in words": ("version: 1", "version: one", "version: one", "version", "must be a whole number"),
    "version nought": ("version: 1", "version: 0", "version: 0", "version", "must be at least 1"),
    "a number for a name": ("name: Samen in de regio", "name: 2026", "name: 2026", "name", "write it between quotes"),
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
    "succeeds itself": (
        "    name: Duinmeer\n",
        "    name: Duinmeer\n    succeededBy: {organisation: duinmeer, on: 2027-01-01}\n",
        "succeededBy",
        "members[1].succeededBy.organisation",
        "duinmeer cannot succeed itself",
    ),
    "own_first second": (
        "order: [own_first, own,",
        "order: [own, own_first,",
        "order: [own,",
        "tiers.order[0]",
        "own_first must be first and alone",
    ),
    "own_first not alone": (
        "order: [own_first, own,",
        "order: [[own_first, own],",
        "order: [[own_first",
        "tiers.order[0]",
        "own_first must be first and alone",
    ),
    "own_first left out": (
        "order: [own_first, own, partner_first, partner, linked, external]",
        "order: [own, partner_first, partner, linked, external]\n  leftOut: [own_first]",
        "order: [own,",
        "tiers.order[0]",
        "own_first must be first and alone",
    ),
    "a tier nobody knows": (
        "partner_first, partner,",
        "partner_frist, partner,",
        "partner_frist",
        "tiers.order[2]",
        "did you mean partner_first?",
    ),
    "a tier twice": (
        "linked, external]",
        "linked, external, own]",
        "linked, external, own]",
        "tiers.order[6]",
        "own stands in",
    ),
    "a tier forgotten": (
        "linked, external]",
        "external]",
        "order:",
        "tiers.order",
        "linked is missing; rank it, or name it under leftOut",
    ),
    "no stage for partners": ("  - stage: partners", "  - stage: linked", "stages:", "stages", "partners is missing"),
    "a stage twice": (
        "  - stage: partners",
        "  - stage: own ",
        "stage: own ",
        "stages[1].stage",
        "own cannot follow own",
    ),
    "a length below nought": (
        "    days: 14",
        "    days: -1",
        "days: -1",
        "stages[1].days",
        "-1 is too small; it must be at least 0",
    ),
    "a length in parts of days": (
        "    days: 14",
        "    days: 1.5",
        "days: 1.5",
        "stages[1].days",
        "must be a whole number",
    ),
    "a length missing": (
        "    days: 14\n",
        "",
        "- stage: partners",
        "stages[1].days",
        "only the last stage has no length",
    ),
    "a length too many": (
        "  - stage: public\n",
        "  - stage: public\n    days: 3\n",
        "days: 3",
        "stages[2].days",
        "the last stage has no length",
    ),
    "shortened to longer": (
        "toDays: 3",
        "toDays: 7",
        "toDays: 7",
        "stages[0].shorten.toDays",
        "must be less than the 7 days",
    ),
    "a role nobody has": (
        "by: [recruiter], toDays",
        "by: [recruitr], toDays",
        "recruitr",
        "stages[0].shorten.by[0]",
        "did you mean recruiter?",
    ),
    "too few without a number": (
        "  reactions: 2\n",
        "",
        "publicWhen:",
        "publicWhen.reactions",
        "too_few needs the number",
    ),
    "always with a number": (
        "rule: too_few",
        "rule: always",
        "reactions: 2",
        "publicWhen.reactions",
        "always opens the public stage",
    ),
    "no rule for the public stage": (
        "publicWhen:\n  rule: too_few\n  reactions: 2\n  source: {text: made up}\n",
        "",
        "id: region",
        "publicWhen",
        "say always or too_few",
    ),
    "a rule without a public stage": (
        "    days: 14\n    extend: {by: [recruiter], byDays: 14}\n    source: {text: made up}\n  - stage: public\n",
        "",
        "publicWhen:",
        "publicWhen",
        "there is no public stage",
    ),
    "linked to itself": (
        "terms:",
        "links: [{covenant: region, from: 2026-01-01, source: {text: made up}}]\nterms:",
        "links:",
        "links[0].covenant",
        "region is this covenant itself",
    ),
    "a closed period backwards": (
        "terms:",
        "closedPeriods:\n  - {name: zomer, from: 2026-08-01, until: 2026-07-01, source: {text: made up}}\nterms:",
        "name: zomer",
        "closedPeriods[0].until",
        "2026-07-01 lies before from 2026-08-01",
    ),
    "a closed period without end": (
        "terms:",
        "closedPeriods:\n  - {name: altijd, from: 2026-08-01, until: 2126-07-01, source: {text: made up}}\nterms:",
        "name: altijd",
        "closedPeriods[0]",
        "is longer than 60 days",
    ),
    "a clause forgotten": (
        "    chain: {promise: none, strictness: advisory}\n",
        "",
        "  clauses:",
        "contractPreservation.clauses.chain",
        "is missing",
    ),
    "hours paid off": (
        "hours: {promise: kept",
        "hours: {promise: supplement",
        "hours: {promise: supplement",
        "contractPreservation.clauses.hours.promise",
        "cannot be supplemented with money",
    ),
    "weights that make no hundred": (
        "  commute: 5",
        "  commute: 6",
        "score:",
        "score",
        "the weights make 101 together",
    ),
    "yes is not true": ("payroll: false", "payroll: no", "payroll: no", "ownStaff.payroll", "must be true or false"),
    "a list that is none": (
        "needs: [structural, until]",
        "needs: structural",
        "needs:",
        "vacancies.needs",
        "must be a list",
    ),
    "an empty list": ("needs: [structural, until]", "needs: []", "needs:", "vacancies.needs", "must have at least one"),
    "text where keys belong": (
        "secondment:\n  staged: false\n  settlement: fixed-tariff\n  source: {text: made up}",
        "secondment: none",
        "secondment:",
        "secondment",
        "must be a group of keys",
    ),
    "a controller from outside": (
        "organisations: [waterrijk, duinmeer]",
        "organisations: [waterrijk, rabo]",
        "organisations:",
        "jointControllers.organisations[1]",
        "rabo is no member",
    ),
    "no e-mail address": (
        "privacy@region.example",
        "privacy",
        "email: privacy",
        "jointControllers.contactPoint.email",
        "is not an e-mail address",
    ),
    "no pay scale": (
        "terms:",
        'scaleEquivalence: [{fromAgreement: a-b, toAgreement: c-d, scales: {"10 A": 10}, source: {text: x}}]\nterms:',
        "scaleEquivalence:",
        "scaleEquivalence[0].scales.10 A",
        "write its code, for instance 9 or 10A",
    ),
}

# what is no covenant at all: the text, the line, words of the message
UNREADABLE: dict[str, tuple[str, int, str]] = {
    "nothing": ("", 1, "must be a group of keys"),
    "a list": ("- id: region\n", 1, "must be a group of keys"),
    "a tab": ("id: region\nmembers:\n\t- id: waterrijk\n", 3, "starts with a tab; indent with spaces"),
    "an anchor": ("id: &here region\nname: x\n", 1, "&here: anchors are not read here"),
    "an alias": ("id: region\nname: *here\n", 2, "*here: aliases are not read here"),
    "a tag": ("id: !!python/object/apply:os.system [ls]\n", 1, "tags are not read here"),
    "two documents": ("id: region\n---\nid: region\n", 2, "a second document starts here"),
    "no YAML": ("id: region\nmembers: [waterrijk\nname: x\n", 3, "not YAML"),
    "a colon too many": ("id: region\nname: a: b\n", 2, "not YAML"),
    "no text file": ("id: region\nname: \x00\n", 2, "a character that does not belong in a text file"),
    "a well": ("id: " + "[" * 200, 1, "levels deep"),
    "a megabyte": ("id: region\nname: " + "a" * 1_000_001, 1, "the file is too large"),
    "more than an event can carry": ("id: region\nname: " + "é" * 30_000, 1, "a covenant may have 56000"),
}


def faults_of(text: str) -> list[tuple[int, str, str]]:
    with pytest.raises(CovenantRefused) as refused:
        parse_covenant(text, "region.yaml")
    assert {fault.file for fault in refused.value.faults} == {"region.yaml"}
    return [(fault.line, fault.path, fault.message) for fault in refused.value.faults]


def line_of(text: str, piece: str) -> int:
    """The line on which the piece ends."""
    return text.count("\n", 0, text.index(piece) + len(piece)) + 1


def belongs(fault: tuple[int, str, str], place: tuple[int, str], words: str) -> bool:
    return fault[:2] == place and words in fault[2]


@pytest.mark.parametrize("story", FAULTS)
def test_a_fault_is_told_with_its_line_and_what_to_write(change: TEXT, story: str) -> None:
    old, new, marker, path, words = FAULTS[story]
    text = change((old, new))
    faults = faults_of(text)
    assert any(belongs(fault, (line_of(text, marker), path), words) for fault in faults), faults


@pytest.mark.parametrize("story", UNREADABLE)
def test_what_is_no_covenant_at_all_is_refused_with_its_line(story: str) -> None:
    text, line, words = UNREADABLE[story]
    faults = faults_of(text)
    assert any(belongs(fault, (line, ""), words) for fault in faults), faults


def test_a_fault_reads_as_a_sentence_with_its_place(change: TEXT) -> None:
    text = change(("  from: 2026-01-01", "  from: 2024-13-01"))
    with pytest.raises(CovenantRefused) as refused:
        parse_covenant(text, "region.yaml")
    assert (
        str(refused.value)
        == "region.yaml: line 11: memberDefaults.from: 2024-13-01 is not a date; write year-month-day"
    )


def test_all_faults_of_a_file_are_told_at_once_and_none_hides_another(change: TEXT) -> None:
    text = change(
        ("version: 1", "version: one"),
        ("    name: Waterrijk\n", "    name: Waterrijk\n    from: 2024-13-01\n"),
        ("    name: Duinmeer\n", "    name: Duinmeer\n    until: 2025-12-31\n    colour: red\n"),
        ("employsStaffFor: [heidestad]", "employsStaffFor: [nergens]"),
        ("own_first, own, partner_first", "own, own_first, partner_first"),
        ("  reactions: 2\n", ""),
        ("    days: 14\n", ""),
        ("  commute: 5", "  commute: 6"),
        ("rule: equal", "rule: eqaul"),
    )
    assert [(path, message.split(";")[0]) for _, path, message in faults_of(text)] == [
        ("version", "must be a whole number"),
        ("members[0].from", "2024-13-01 is not a date"),
        ("members[1].until", "2025-12-31 lies before from 2026-01-01"),
        ("members[1].colour", "is not a key here"),
        ("members[3].employsStaffFor[0]", "nergens is no member of this covenant"),
        (
            "tiers.order[0]",
            "own_first must be first and alone: own staff who go first are re-placed before others (art. 7:669 BW)",
        ),
        ("stages[1].days", "is missing"),
        ("publicWhen.reactions", "is missing"),
        ("contribution.rule", "eqaul is not known here"),
        ("score", "the weights make 101 together"),
    ]


def test_a_fault_in_the_defaults_is_told_once_and_not_for_each_member(change: TEXT) -> None:
    faults = faults_of(change(("  agreement: cao-gemeenten", "  agreement: CAO")))
    assert [path for _, path, _ in faults] == ["memberDefaults.agreement"]


def test_a_succession_that_goes_round_is_refused(change: TEXT) -> None:
    text = change(
        ("    name: Duinmeer\n", "    name: Duinmeer\n    succeededBy: {organisation: waterrijk, on: 2027-01-01}\n"),
        ("    name: Waterrijk\n", "    name: Waterrijk\n    succeededBy: {organisation: duinmeer, on: 2027-01-01}\n"),
    )
    assert [(path, message) for _, path, message in faults_of(text)] == [
        ("members[0].succeededBy", "the successions go round in a circle"),
        ("members[1].succeededBy", "the successions go round in a circle"),
    ]
