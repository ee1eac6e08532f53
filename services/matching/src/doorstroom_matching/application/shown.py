"""What an organisation may read of the explanation: as much as its card says, and no more.

No relation, tier, exact hours, dates, scale or contract: those would tell who it is, or why somebody goes first.
"""

from collections.abc import Mapping
from typing import Any

from doorstroom_matching.domain.finding import Code, Rule

CONTRACT_KEPT = "contract-kept"
"""The clauses of contract preservation in one word, as on the card."""

_PLAIN = (Rule.REQUIRED_SKILLS, Rule.LOWEST_SCALE, Rule.HOURS_WANTED, Rule.START_DATE)
_FIGURES = {Rule.REQUIRED_SKILLS: ("asked", "present", "needed")}


def shown_to_organisation(record: Mapping[str, Any]) -> list[dict[str, Any]]:
    by_rule = {finding["rule"]: finding for finding in record["findings"]}
    shown = [_entry(rule, by_rule[rule]) for rule in _PLAIN if rule in by_rule]
    clause = by_rule.get(Rule.PERMANENT, {})
    kept = {"rule": CONTRACT_KEPT, "finding": record["card"]["contractKept"], "figures": {}}
    return [*shown, {**kept, "source": clause.get("source")}]


def _entry(rule: Rule, finding: Mapping[str, Any]) -> dict[str, Any]:
    figures = {name: finding["figures"][name] for name in _FIGURES.get(rule, ())}
    return {"rule": rule.value, "finding": _told(finding), "source": finding["source"], "figures": figures}


def _told(finding: Mapping[str, Any]) -> str:
    """Whether the candidate named a lowest scale at all is theirs to tell."""
    return Code.MET.value if finding["finding"] == Code.NOT_APPLICABLE else finding["finding"]
