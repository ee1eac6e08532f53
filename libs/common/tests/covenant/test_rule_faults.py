"""Rules that the domain does not allow are refused where they stand."""

from collections.abc import Callable

import pytest

Story = tuple[str, str, str, str, str]

TWO_PERIODS = """closedPeriods:
  - {name: zomer, from: 2026-07-01, until: 2026-07-31, source: {text: x}}
  - {name: bouwvak, from: 2026-07-31, until: 2026-08-20, source: {text: x}}
terms:"""
TWO_LINKS = """links:
  - {covenant: zee, from: 2026-01-01, source: {text: x}}
  - {covenant: zee, from: 2026-06-01, source: {text: x}}
terms:"""

TWO_PRACTICES = """practices:
  - {topic: meeting, text: Op dinsdag., source: {text: x}}
  - {topic: meeting, text: Om negen uur., source: {text: x}}
terms:"""
TWO_TABLES = """scaleEquivalence:
  - {fromAgreement: a-b, toAgreement: c-d, scales: {9: 10}, source: {text: x}}
  - {fromAgreement: a-b, toAgreement: c-d, scales: {9: 11}, source: {text: y}}
terms:"""
ONE_AGREEMENT = """scaleEquivalence:
  - {fromAgreement: a-b, toAgreement: a-b, scales: {9: 10}, source: {text: x}}
terms:"""
NO_SCALES = """scaleEquivalence:
  - {fromAgreement: a-b, toAgreement: c-d, scales: {}, source: {text: x}}
terms:"""
UNKNOWN_PRACTICE = """practices:
  - {topic: meetings, text: Op dinsdag., source: {text: x}}
terms:"""

FAULTS: dict[str, Story] = {
    "two tables of scales that may contradict": (
        "terms:",
        TWO_TABLES,
        "  - {fromAgreement: a-b, toAgreement: c-d, scales: {9: 11}",
        "scaleEquivalence[1]",
        "a-b is compared with c-d twice; put it into one table",
    ),
    "an agreement compared with itself": (
        "terms:",
        ONE_AGREEMENT,
        "  - {fromAgreement: a-b, toAgreement: a-b",
        "scaleEquivalence[0].toAgreement",
        "a-b is compared with itself",
    ),
    "a table without scales": (
        "terms:",
        NO_SCALES,
        "  - {fromAgreement: a-b, toAgreement: c-d, scales: {}",
        "scaleEquivalence[0].scales",
        "is empty; without a table scales are unknown to one another",
    ),
    "a practice told twice": (
        "terms:",
        TWO_PRACTICES,
        "  - {topic: meeting, text: Om",
        "practices[1].topic",
        "meeting stands here twice; put it into one text",
    ),
    "a practice nobody knows": (
        "terms:",
        UNKNOWN_PRACTICE,
        "topic: meetings",
        "practices[0].topic",
        "did you mean meeting?",
    ),
    "ends before it starts": (
        "validFrom: 2026-01-01",
        "validFrom: 2026-01-01\nvalidUntil: 2025-12-31",
        "validUntil",
        "validUntil",
        "2025-12-31 lies before validFrom 2026-01-01",
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
    "two closed periods at once": (
        "terms:",
        TWO_PERIODS,
        "name: bouwvak",
        "closedPeriods[1]",
        "overlaps zomer",
    ),
    "linked twice": (
        "terms:",
        TWO_LINKS,
        "from: 2026-06-01",
        "links[1].covenant",
        "zee is linked twice",
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
    "a controller from outside": (
        "organisations: [waterrijk, duinmeer]",
        "organisations: [waterrijk, rabo]",
        "organisations:",
        "jointControllers.organisations[1]",
        "rabo is no member",
    ),
}


@pytest.mark.parametrize("story", FAULTS)
def test_a_rule_that_cannot_be_is_told_with_its_line(assert_told: Callable[[Story], None], story: str) -> None:
    assert_told(FAULTS[story])
