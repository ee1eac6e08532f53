"""A proposal as JSON: exactly what is published and shown of it, so that an equal one need not be published again."""

from collections.abc import Iterable, Mapping
from typing import Any

from doorstroom_matching.domain.crowd import Field, ShownCard, skills_of
from doorstroom_matching.domain.finding import Finding
from doorstroom_matching.domain.match import ASKED_FIRST
from doorstroom_matching.domain.need import NeedKind, Term
from doorstroom_matching.domain.verdict import RULES_VERSION, Verdict

Record = Mapping[str, Any]


def record_of(verdict: Verdict, shown: ShownCard) -> Record | None:
    """None for a pair that does not pass.

    Holds neither the versions of the inputs, nor the rank or the crowd of the card, which others change.
    """
    tier = verdict.standing.tier
    if tier is None or not verdict.passes:
        return None
    place, covenant = verdict.place, verdict.covenant
    record = {
        "title": verdict.need.title,
        "relation": verdict.standing.relation.value,
        "relationCovenant": verdict.standing.found.covenant_id,
        "tier": tier.name.value,
        "goesFirst": verdict.standing.first,
        "place": [place.tier_rank, int(place.demoted), place.missing, place.lot],
        "score": verdict.score.total,
        "parts": [{"name": part.name, "points": part.points, "weight": part.weight} for part in verdict.score.parts],
        "card": card_json(shown),
        "findings": findings_json(verdict.findings),
        "covenant": {"covenantId": covenant.id, "version": covenant.version, "hash": covenant.hash},
        "rulesVersion": RULES_VERSION,
    }
    return {**record, ASKED_FIRST: card_json(ShownCard(shown.card))} if _is_asked_first(verdict, shown) else record


def _is_asked_first(verdict: Verdict, shown: ShownCard) -> bool:
    """A secondment is its candidate's to know first anyway: what they say to it says whether others may see them."""
    return shown.asked_first and verdict.need.kind is NeedKind.VACANCY


def findings_json(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    return [
        {
            "rule": finding.rule,
            "finding": finding.code,
            "passes": finding.passes,
            "source": finding.source,
            "figures": dict(finding.figures),
        }
        for finding in findings
    ]


def card_json(shown: ShownCard) -> dict[str, Any]:
    """As the contract of `match-proposed` writes it; what is withheld is absent, and named."""
    card = shown.card
    said: dict[Field, Any] = {
        Field.OCCUPATION_GROUP: card.occupation_group,
        Field.SKILLS_PRESENT: [_term(term) for term in card.skills_present],
        Field.SKILLS_COUNT: len(skills_of(card)),
        Field.HOURS_BAND: card.hours_band,
        Field.START_MONTH: card.start_month,
        Field.SCALE_FITS: card.scale_fits,
        Field.GOES_FIRST: card.goes_first,
        Field.CONTRACT_KEPT: card.contract_kept,
    }
    written = {field.value: value for field, value in said.items() if shown.shows(field) and value is not None}
    return {**written, "skillsAsked": card.skills_asked, "withheld": [field.value for field in shown.withheld]}


def _term(term: Term) -> dict[str, str]:
    written = {"scheme": term.scheme, "uri": term.uri, "label": term.label, "version": term.version}
    return {name: value for name, value in written.items() if value is not None}
