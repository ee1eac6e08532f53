"""What each rule reads: facts of the need and of the profile, and what it looks up in covenants.

A test holds it: whatever else changes, the finding of the rule stays the same.
"""

from collections.abc import Mapping

from doorstroom_matching.domain.clauses.service import SERVICE_RULES
from doorstroom_matching.domain.finding import Rule

MEMBERS = "membership"
"""Which organisations belong together on the day, by all covenants in force."""

_WHO = ("need.organisation", "candidate.employment", MEMBERS)
_KEEPING = (*_WHO, "need.kind", "candidate.acceptsLoss", "covenant.contractPreservation")
_OFFERED = (*_KEEPING, "need.offer")

READS: Mapping[Rule, tuple[str, ...]] = {
    Rule.STAGE: (*_WHO, "need.public", "need.audience"),
    Rule.TIER: (*_WHO, "candidate.goesFirst", "candidate.registeredBy", "covenant.tiers", "covenant.goingFirst"),
    Rule.OWN_EMPLOYER: (*_WHO, "candidate.hiddenFromEmployer"),
    Rule.BLOCKED_ORGANISATION: ("need.organisation", "candidate.blocked"),
    Rule.MOVE_WANTED: ("need.kind", "need.until", "candidate.moves"),
    Rule.REQUIRED_SKILLS: ("need.requiredSkills", "need.requiredShare", "candidate.skills"),
    Rule.LOWEST_SCALE: (
        "need.scales", "candidate.lowestScale", "candidate.employment", "covenant.scaleEquivalence",
    ),
    Rule.HOURS_WANTED: ("need.hours", "candidate.hours"),
    Rule.START_DATE: ("need.latestStart", "need.until", "candidate.availableFrom"),
    Rule.PERMANENT: (*_KEEPING, "need.until", "need.contract"),
    Rule.TRIAL: _OFFERED,
    Rule.PAY: (*_OFFERED, "need.scales", "covenant.scaleEquivalence"),
    **dict.fromkeys(SERVICE_RULES, _KEEPING),
    Rule.SERVICE_NOTICE: (*_KEEPING, "candidate.availableFrom"),
    Rule.CHAIN: (*_KEEPING, "need.until", "need.contract", "candidate.availableFrom"),
    Rule.PENSION: _OFFERED,
    Rule.HOURS: (
        "need.kind", "need.hours", "candidate.employment", "candidate.hours", "candidate.acceptsLoss",
        "covenant.contractPreservation",
    ),
    Rule.TRAVEL_AND_LEAVE: _OFFERED,
    Rule.PROMOTION: _OFFERED,
}  # fmt: skip
