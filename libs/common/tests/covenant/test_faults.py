"""Whoever mends a covenant file is told every fault at once, each with its line."""

from collections.abc import Callable

import pytest

from doorstroom_common.covenant import CovenantRefused, parse_covenant

Story = tuple[str, str, str, str, str]
Faults = Callable[[str], list[tuple[int, str, str]]]
Text = Callable[..., str]

FAULTS: dict[str, Story] = {
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
    "an id of one letter": ("id: region", "id: r", "id: r", "id", "r is not an id; use 2 to 40"),
    "an id with a capital": ("id: region", "id: Region", "id: Region", "id", "is not an id; use 2 to 40 small letters"),
    "a version in words": ("version: 1", "version: one", "version: one", "version", "must be a whole number"),
    "version nought": ("version: 1", "version: 0", "version: 0", "version", "must be at least 1"),
    "a number for a name": ("name: Samen in de regio", "name: 2026", "name: 2026", "name", "write it between quotes"),
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


@pytest.mark.parametrize("story", FAULTS)
def test_a_fault_is_told_with_its_line_and_what_to_write(assert_told: Callable[[Story], None], story: str) -> None:
    assert_told(FAULTS[story])


def test_a_fault_reads_as_a_sentence_with_its_place(change: Text) -> None:
    text = change(("  from: 2026-01-01", "  from: 2024-13-01"))
    with pytest.raises(CovenantRefused) as refused:
        parse_covenant(text, "region.yaml")
    assert (
        str(refused.value)
        == "region.yaml: line 11: memberDefaults.from: 2024-13-01 is not a date; write year-month-day"
    )


def test_all_faults_of_a_file_are_told_at_once_and_none_hides_another(change: Text, faults: Faults) -> None:
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
    assert [(path, message.split(";")[0]) for _, path, message in faults(text)] == [
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
