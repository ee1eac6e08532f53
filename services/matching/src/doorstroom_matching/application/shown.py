"""What an organisation may read of the explanation: as much as its card says, and no more.

No relation, tier, exact hours, dates, scale or contract: those would tell who it is, or why somebody goes first. Nor
the clause that a finding rests on, which tells whether there is a permanent contract: only the covenant. That hours and
start fit is so of everybody who is proposed, and is told also when the card withholds band and month.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from doorstroom_matching.domain.clauses import CLAUSE_RULES
from doorstroom_matching.domain.crowd import Field
from doorstroom_matching.domain.finding import Code, Rule
from doorstroom_matching.domain.inputs import READS

CONTRACT_KEPT = "contract-kept"
"""The clauses of contract preservation in one word, as on the card."""
ENOUGH = "enough"
"""The finding on required skills when the card does not say how many are present."""

SCORED = {Field.SKILLS_PRESENT, Field.SKILLS_COUNT, Field.HOURS_BAND, Field.OCCUPATION_GROUP}

_PLAIN = {
    Rule.REQUIRED_SKILLS: Field.SKILLS_COUNT,
    Rule.LOWEST_SCALE: Field.SCALE_FITS,
    Rule.HOURS_WANTED: None,
    Rule.START_DATE: None,
}
_FIGURES = {Rule.REQUIRED_SKILLS: ("asked", "present", "needed")}

Record = Mapping[str, Any]


def shown_to_organisation(record: Record) -> list[dict[str, Any]]:
    by_rule = {finding["rule"]: finding for finding in record["findings"]}
    withheld = record["card"]["withheld"]
    shown = [
        _entry(rule, by_rule[rule], withheld=field in withheld)
        for rule, field in _PLAIN.items()
        if rule in by_rule and (field not in withheld or rule is Rule.REQUIRED_SKILLS)
    ]
    if Field.CONTRACT_KEPT in withheld:
        return shown
    covenant = f"{record['covenant']['covenantId']} version {record['covenant']['version']}"
    kept = {"rule": CONTRACT_KEPT, "finding": record["card"]["contractKept"], "source": covenant, "figures": {}}
    return [*shown, kept]


def left_out(shown: Iterable[Mapping[str, Any]]) -> list[str]:
    """The rules of which an organisation reads nothing, by name: of most it never does, of some by the card."""
    told = {finding["rule"] for finding in shown}
    return [rule for rule in (*(each.value for each in Rule), CONTRACT_KEPT) if rule not in told]


def inputs_of(rule: str) -> tuple[str, ...]:
    """What the rule reads; that the contract can be kept is made of several."""
    if rule != CONTRACT_KEPT:
        return READS[Rule(rule)]
    return tuple(dict.fromkeys(name for clause in CLAUSE_RULES for name in READS[clause]))


def shown_score(record: Record) -> int | None:
    """None where the card withholds something that the score is made of."""
    score: int = record["score"]
    return score if SCORED.isdisjoint(record["card"]["withheld"]) else None


def _entry(rule: Rule, finding: Mapping[str, Any], *, withheld: bool) -> dict[str, Any]:
    told = ENOUGH if withheld else _told(finding)
    names = [name for name in _FIGURES.get(rule, ()) if name != "present" or not withheld]
    figures = {name: finding["figures"][name] for name in names}
    return {"rule": rule.value, "finding": told, "source": finding["source"], "figures": figures}


def _told(finding: Mapping[str, Any]) -> str:
    """Whether the candidate named a lowest scale at all is theirs to tell."""
    return Code.MET.value if finding["finding"] == Code.NOT_APPLICABLE else finding["finding"]
