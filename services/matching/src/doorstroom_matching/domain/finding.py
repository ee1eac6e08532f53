"""What a rule found: a code, what it rests on, and the figures it read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

Figure = str | int | float | bool | None


class Rule(StrEnum):
    """Every rule that is looked at, in the order in which an outcome is explained."""

    STAGE = "stage"
    TIER = "tier"
    OWN_EMPLOYER = "own-employer"
    BLOCKED_ORGANISATION = "blocked-organisation"
    MOVE_WANTED = "move-wanted"
    REQUIRED_SKILLS = "required-skills"
    LOWEST_SCALE = "lowest-scale"
    HOURS_WANTED = "hours-wanted"
    START_DATE = "start-date"
    PERMANENT = "permanent-stays-permanent"
    TRIAL = "no-new-trial-period"
    PAY = "pay"
    SERVICE_GOVERNMENT = "service-government"
    SERVICE_NOTICE = "service-notice"
    SERVICE_WAITING = "service-waiting"
    CHAIN = "chain"
    PENSION = "pension"
    HOURS = "hours"
    TRAVEL_AND_LEAVE = "travel-and-leave"
    PROMOTION = "promotion"


class Code(StrEnum):
    """The findings: of rules that are met or not, and of the clauses of contract preservation."""

    MET = "met"
    NOT_MET = "not_met"
    PRESERVED = "preserved"
    PRESERVED_BY_COVENANT = "preserved_by_covenant"
    SUPPLEMENTED = "supplemented"
    CHANGED = "changed"
    LOST = "lost"
    NOT_APPLICABLE = "not_applicable"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule's finding. With `passes` False the pair is not proposed; `demotes` puts it last in its tier."""

    rule: Rule
    code: Code
    passes: bool = True
    demotes: bool = False
    source: str | None = None
    figures: Mapping[str, Figure] = field(default_factory=dict)


def met_if(rule: Rule, met: bool, **figures: Figure) -> Finding:
    """The finding of a hard rule without anything in between."""
    return Finding(rule, Code.MET if met else Code.NOT_MET, passes=met, figures=figures)
