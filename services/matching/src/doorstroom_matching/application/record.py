"""A proposal as JSON: exactly what is published and shown of it, so that an equal one need not be published again."""

from collections.abc import Iterable, Mapping
from typing import Any

from doorstroom_matching.domain.card import Card
from doorstroom_matching.domain.finding import Finding
from doorstroom_matching.domain.need import Term
from doorstroom_matching.domain.verdict import RULES_VERSION, Verdict

Record = Mapping[str, Any]


def record_of(verdict: Verdict) -> Record | None:
    """None for a pair that does not pass. Holds neither version of the inputs nor the rank, which others change."""
    tier = verdict.standing.tier
    if tier is None or not verdict.passes:
        return None
    place, covenant = verdict.place, verdict.covenant
    return {
        "title": verdict.need.title,
        "relation": verdict.standing.relation.value,
        "relationCovenant": verdict.standing.found.covenant_id,
        "tier": tier.name.value,
        "place": [place.tier_rank, int(place.demoted), place.missing, place.lot],
        "score": verdict.score.total,
        "parts": [{"name": part.name, "points": part.points, "weight": part.weight} for part in verdict.score.parts],
        "card": card_json(verdict.card),
        "findings": findings_json(verdict.findings),
        "covenant": {"covenantId": covenant.id, "version": covenant.version, "hash": covenant.hash},
        "rulesVersion": RULES_VERSION,
    }


def findings_json(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    return [
        {
            "rule": finding.rule.value,
            "finding": finding.code.value,
            "passes": finding.passes,
            "source": finding.source,
            "figures": dict(finding.figures),
        }
        for finding in findings
    ]


def card_json(card: Card) -> dict[str, Any]:
    """As the contract of `match-proposed` writes it."""
    written = {
        "occupationGroup": card.occupation_group,
        "skillsPresent": [_term(term) for term in card.skills_present],
        "skillsAsked": card.skills_asked,
        "hoursBand": card.hours_band,
        "scaleFits": card.scale_fits,
        "goesFirst": card.goes_first,
        "contractKept": card.contract_kept,
    }
    return written if card.start_month is None else {**written, "startMonth": card.start_month}


def _term(term: Term) -> dict[str, str]:
    written = {"scheme": term.scheme, "uri": term.uri, "label": term.label, "version": term.version}
    return {name: value for name, value in written.items() if value is not None}
