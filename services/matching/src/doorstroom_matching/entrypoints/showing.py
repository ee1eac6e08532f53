"""From what is stored of a match to what is answered."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Literal

from pydantic.alias_generators import to_camel

from doorstroom_matching.application.record import findings_json
from doorstroom_matching.application.shown import inputs_of, left_out
from doorstroom_matching.domain.life import OPEN, REFERABLE, Side, Status
from doorstroom_matching.domain.match import HELD_BACK, Taken
from doorstroom_matching.domain.need import NeedKind
from doorstroom_matching.domain.verdict import RULES_VERSION, Verdict
from doorstroom_matching.entrypoints.answers import (
    CovenantCited,
    Ended,
    ExplanationAnswer,
    LenderMatch,
    LenderMatchSummary,
    NeedAnswer,
    OrganisationExplanation,
    OrganisationMatch,
    OrganisationMatchSummary,
    PersonMatch,
    PersonMatchSummary,
    RuleAnswer,
    ScorePart,
    WordsAnswer,
)
from doorstroom_matching.entrypoints.competing import CompetitionAnswer
from doorstroom_matching.entrypoints.taking_part import SHOWING, held_to_the_order, may_do, shown_steps
from doorstroom_matching.entrypoints.words import TO_ORGANISATION, TO_PERSON, in_words

Row = Mapping[str, Any]

REFERRAL = "referral"
"""To hand the candidate on, `POST /referrals`: allowed once contact was granted."""

UNAVAILABLE = "candidate-unavailable"
"""All an organisation hears where the reason lies with the candidate."""


def organisation_summary(row: Row, now: datetime) -> OrganisationMatchSummary:
    return OrganisationMatchSummary(**_organisation_fields(row, now))


def organisation_match(row: Row, steps: Sequence[Taken], now: datetime) -> OrganisationMatch:
    return OrganisationMatch(
        **_organisation_fields(row, now),
        **_said(row, "agreed", "offer", "placement", "throughReferral"),
        explanation=rules(row["explanation"] or (), TO_ORGANISATION),
        steps=shown_steps(steps, Side.ORGANISATION, row["need_kind"]),
    )


def lender_summary(row: Row, now: datetime) -> LenderMatchSummary:
    return LenderMatchSummary(**_lender_fields(row, now))


def lender_match(row: Row, steps: Sequence[Taken], now: datetime) -> LenderMatch:
    return LenderMatch(
        **_lender_fields(row, now),
        **_said(row, "agreed", "placement"),
        steps=shown_steps(steps, Side.LENDER, NeedKind.SECONDMENT_REQUEST),
    )


def person_summary(row: Row, now: datetime, *, adviser: bool = False) -> PersonMatchSummary:
    return PersonMatchSummary(**_person_fields(row, now, adviser=adviser))


def person_match(
    row: Row, steps: Sequence[Taken], competition: CompetitionAnswer | None, now: datetime, *, adviser: bool = False
) -> PersonMatch:
    return PersonMatch(
        competition=competition,
        **_person_fields(row, now, adviser=adviser),
        **_said(row, "wish", "agreed", "offer", "placement", "throughReferral"),
        score_parts=[ScorePart(**part) for part in row["parts"]],
        explanation=rules(row["explanation"], TO_PERSON),
        steps=shown_steps(steps, Side.CANDIDATE, row["need_kind"]),
    )


def explanation_of(
    verdict: Verdict, competition: CompetitionAnswer | None, seen_as: Literal["candidate", "adviser"]
) -> ExplanationAnswer:
    standing, covenant = verdict.standing, verdict.covenant
    return ExplanationAnswer(
        seen_as=seen_as,
        competition=competition,
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


def explained_to_organisation(row: Row) -> OrganisationExplanation:
    """As it stands with the match; what is left out is named, and is the same whoever it is about."""
    explanation = row["explanation"] or ()
    return OrganisationExplanation(
        match_id=row["match_id"],
        need_id=row["need_id"],
        proposed=row["status"] in OPEN,
        explanation=rules(explanation, TO_ORGANISATION),
        left_out=left_out(explanation),
    )


def rules(findings: Iterable[Mapping[str, Any]], texts: Mapping[str, str]) -> list[RuleAnswer]:
    return [
        RuleAnswer(
            rule=finding["rule"],
            finding=finding["finding"],
            words=WordsAnswer(**in_words(finding, texts)),
            source=finding["source"],
            inputs=list(inputs_of(finding["rule"])),
            figures={to_camel(name): value for name, value in finding["figures"].items()},
        )
        for finding in findings
    ]


def _ended(verdict: Verdict) -> Ended | None:
    if not verdict.need.is_open:
        return "need-closed"
    if not verdict.need.is_matched:
        return "matching-off"
    return None if verdict.candidate.is_active else "candidate-withdrawn"


def _organisation_fields(row: Row, now: datetime) -> dict[str, Any]:
    same = ("rank", "card", "score", "proposed_at", "overdue_since")
    fields = _fields(row, Side.ORGANISATION, now)
    fields["may_do"] = held_to_the_order(fields["may_do"], NeedKind(row["need_kind"]), barred=row["barred"])
    if row["consent_until"] and row["status"] in REFERABLE:
        fields["may_do"].append(REFERRAL)
    return {**fields, **{name: row[name] for name in same}, "withdrawn_because": _told_to_others(row)}


def _lender_fields(row: Row, now: datetime) -> dict[str, Any]:
    return {
        **_fields({**row, "need_kind": NeedKind.SECONDMENT_REQUEST}, Side.LENDER, now),
        "withdrawn_because": _told_to_others(row),
        "borrower": row["borrower"],
        "days": row["said"]["need"],
        "wish": row["said"]["wish"],
        "asked_at": row["asked_at"],
    }


def _person_fields(row: Row, now: datetime, *, adviser: bool) -> dict[str, Any]:
    own = ("candidate_id", "organisation", "relation", "relation_covenant", "tier", "score", "proposed_at")
    fields = {**_fields(row, Side.CANDIDATE, now), **{name: row[name] for name in own}}
    if row["asked_first"] and row["status"] == Status.PROPOSED:
        fields["may_do"].append(SHOWING)
    if adviser:
        fields |= {"seen_as": "adviser", "may_do": []}
    return {
        **fields,
        "shown_to_organisation": _is_shown(row),
        "shown_to_lender": row["lender"],
        "asked_first": row["asked_first"],
        "held_back": HELD_BACK in row["said"],
        "agreed_to_showing": row["agreed"],
        "card": row["card"],
    }


def _is_shown(row: Row) -> bool:
    """To the organisation of the need."""
    return (
        not row["asked_first"]
        and HELD_BACK not in row["said"]
        and (row["need_kind"] == NeedKind.VACANCY or "agreed" in row["said"])
    )


def _fields(row: Row, side: Side, now: datetime) -> dict[str, Any]:
    same = ("match_id", "version", "status", "changed_at", "due_at", "consent_until")
    return {
        **{name: row[name] for name in same},
        "withdrawn_because": row["because"],
        "need": NeedAnswer(kind=row["need_kind"], id=row["need_id"], title=row["title"]),
        "may_do": may_do(NeedKind(row["need_kind"]), Status(row["status"]), side, row["due_at"], now),
    }


def _told_to_others(row: Row) -> str | None:
    """Whatever lies with the candidate is one word, their own withdrawal and their consent included."""
    because = row["because"]
    hidden = because is not None and because.startswith(("candidate-", "consent-"))
    return UNAVAILABLE if hidden else because


def _said(row: Row, *names: str) -> dict[str, Any]:
    return {name: row["said"].get(name) for name in names}
