"""From what is stored of a match to what is answered."""

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic.alias_generators import to_camel

from doorstroom_matching.application.record import findings_json
from doorstroom_matching.domain.verdict import RULES_VERSION, Verdict
from doorstroom_matching.entrypoints.answers import (
    CovenantCited,
    Ended,
    ExplanationAnswer,
    NeedAnswer,
    OrganisationMatch,
    OrganisationMatchSummary,
    PersonMatch,
    PersonMatchSummary,
    RuleAnswer,
    ScorePart,
    WordsAnswer,
)
from doorstroom_matching.entrypoints.words import TO_ORGANISATION, TO_PERSON, in_words

Row = Mapping[str, Any]

UNAVAILABLE = "candidate-unavailable"
"""All an organisation hears where the reason lies with the candidate."""


def organisation_summary(row: Row) -> OrganisationMatchSummary:
    return OrganisationMatchSummary(**_organisation_fields(row))


def organisation_match(row: Row) -> OrganisationMatch:
    explanation = rules(row["explanation"] or (), TO_ORGANISATION)
    return OrganisationMatch(**_organisation_fields(row), explanation=explanation)


def person_summary(row: Row) -> PersonMatchSummary:
    return PersonMatchSummary(**_person_fields(row))


def person_match(row: Row) -> PersonMatch:
    parts = [ScorePart(**part) for part in row["parts"]]
    return PersonMatch(**_person_fields(row), score_parts=parts, explanation=rules(row["explanation"], TO_PERSON))


def explanation_of(verdict: Verdict) -> ExplanationAnswer:
    standing, covenant = verdict.standing, verdict.covenant
    return ExplanationAnswer(
        need_id=verdict.need.id,
        candidate_id=verdict.candidate.id,
        proposed=verdict.passes,
        because=_ended(verdict),
        relation=standing.relation,
        relation_covenant=standing.found.covenant_id,
        tier=standing.tier.name if standing.tier else None,
        covenant=CovenantCited(covenant_id=covenant.id, version=covenant.version, hash=covenant.hash),
        rules_version=RULES_VERSION,
        score=verdict.score.total,
        score_parts=[ScorePart.model_validate(part) for part in verdict.score.parts],
        explanation=rules(findings_json(verdict.findings), TO_PERSON),
    )


def rules(findings: Iterable[Mapping[str, Any]], texts: Mapping[str, str]) -> list[RuleAnswer]:
    return [
        RuleAnswer(
            rule=finding["rule"],
            finding=finding["finding"],
            words=WordsAnswer(**in_words(finding, texts)),
            source=finding["source"],
            figures={to_camel(name): value for name, value in finding["figures"].items()},
        )
        for finding in findings
    ]


def _ended(verdict: Verdict) -> Ended | None:
    if not verdict.need.is_open:
        return "need-closed"
    return None if verdict.candidate.is_active else "candidate-withdrawn"


def _organisation_fields(row: Row) -> dict[str, Any]:
    because = row["because"]
    hidden = because is not None and because.startswith("candidate-")
    return {
        **_fields(row),
        "withdrawn_because": UNAVAILABLE if hidden else because,
        "rank": row["rank"],
        "card": row["card"],
    }


def _person_fields(row: Row) -> dict[str, Any]:
    own = ("candidate_id", "organisation", "relation", "relation_covenant", "tier")
    return {
        **_fields(row),
        **{name: row[name] for name in own},
        "shown_to_organisation": row["need_kind"] == "vacancy" and not row["asked_first"],
        "asked_first": row["asked_first"],
        "agreed_to_showing": row["agreed"],
        "card": row["card"],
    }


def _fields(row: Row) -> dict[str, Any]:
    same = ("match_id", "version", "status", "score", "proposed_at", "changed_at")
    return {
        **{name: row[name] for name in same},
        "withdrawn_because": row["because"],
        "need": NeedAnswer(kind=row["need_kind"], id=row["need_id"], title=row["title"]),
    }
