"""All that is shown of a candidate before contact is granted: broad fields, and nothing that tells who it is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from doorstroom_matching.domain.candidate import Candidate
from doorstroom_matching.domain.finding import Code, Finding, Rule
from doorstroom_matching.domain.need import Need, Term

OTHER_OCCUPATION = "other"
_BANDS = ((8, "1-8"), (16, "9-16"), (24, "17-24"), (32, "25-32"))


@dataclass(frozen=True, slots=True)
class Card:
    """See `Who is told what, when`: no employer, sector, place, step, date, exact hours, pension or agreement."""

    occupation_group: str
    skills_present: tuple[Term, ...]
    skills_asked: int
    hours_band: str
    start_month: str | None
    scale_fits: bool
    goes_first: bool
    contract_kept: str


def card_of(need: Need, candidate: Candidate, findings: Iterable[Finding], *, goes_first: bool) -> Card:
    codes = {finding.rule: finding.code for finding in findings}
    return Card(
        occupation_group=occupation_group(need.occupation, candidate.occupations),
        skills_present=tuple(term for term in need.required_skills if term.uri in candidate.skills),
        skills_asked=len(need.required_skills),
        hours_band=hours_band(candidate.hours.max),
        start_month=candidate.available_from.strftime("%Y-%m") if candidate.available_from else None,
        scale_fits=codes[Rule.LOWEST_SCALE] in (Code.MET, Code.NOT_APPLICABLE),
        goes_first=goes_first,
        contract_kept=contract_kept(codes),
    )


def occupation_group(asked: Term, present: frozenset[str]) -> str:
    """The occupation that the need itself names, when the candidate has it; anything else would tell too much."""
    return (asked.label or asked.uri)[:120] if asked.uri in present else OTHER_OCCUPATION


def hours_band(minutes: int) -> str:
    """By the most hours wanted; the last band is everything above 32."""
    return next((band for most, band in _BANDS if minutes <= most * 60), "33-36")


def contract_kept(codes: Mapping[Rule, Code]) -> str:
    """`no` when a clause is lost; `with-supplement` when one needs it, or pay cannot be compared and is to be settled.

    What else is unknown says nothing here: it would tell how much somebody told of their contract.
    """
    found = codes.values()
    if Code.LOST in found:
        return "no"
    return "with-supplement" if Code.SUPPLEMENTED in found or codes[Rule.PAY] is Code.UNKNOWN else "yes"
