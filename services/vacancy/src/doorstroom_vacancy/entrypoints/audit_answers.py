"""Who could see a posting when, as it is answered."""

from typing import Any
from uuid import UUID

from pydantic import Field

from doorstroom_common.covenant import Relation
from doorstroom_common.http import AnswerModel
from doorstroom_common.http.fields import DateTime
from doorstroom_vacancy.adapters.history import History
from doorstroom_vacancy.domain.audit import Line, sights, steps
from doorstroom_vacancy.entrypoints.answers import GoverningCovenantAnswer


class SightAnswer(AnswerModel):
    """An organisation could see it, from and until, by a rule and the clause of the covenant it rests on.

    `everybody` stands for whoever has a token. `own-organisation` is the rule for the organisation's HR system,
    recruiters and vacancy holders, who see what is theirs whether it is open or not.
    """

    organisation: str
    relation: Relation
    since: DateTime = Field(alias="from")
    until: DateTime | None = None
    rule: str
    clause: str | None = None
    covenant_id: str | None = None
    ended_by: str | None = None


class StepAnswer(AnswerModel):
    """What was done, or happened, that bears on who could see it; `by` is `person`, `hr-system` or `co-ordinator`."""

    at: DateTime
    step: str
    stage: str | None = None
    due_at: DateTime | None = None
    reason: str | None = None
    by: str | None = None
    days: int | None = None
    reactions: int | None = None
    enough: int | None = None


class PostingAudit(AnswerModel):
    """Worked out from the append-only history alone."""

    organisation: str
    governing_covenant: GoverningCovenantAnswer | None = None
    sights: list[SightAnswer]
    steps: list[StepAnswer]


class AuditAnswer(PostingAudit):
    """Who could see a vacancy when."""

    vacancy_id: UUID


class SecondmentAuditAnswer(PostingAudit):
    """Who could see a secondment request when."""

    secondment_request_id: UUID


def audit_answer(vacancy_id: UUID, history: History) -> AuditAnswer:
    return AuditAnswer(vacancy_id=vacancy_id, **_told(history))


def secondment_audit_answer(secondment_request_id: UUID, history: History) -> SecondmentAuditAnswer:
    return SecondmentAuditAnswer(secondment_request_id=secondment_request_id, **_told(history))


def _told(history: History) -> dict[str, Any]:
    governing = next((line.facts["covenant"] for line in history.lines if "covenant" in line.facts), None)
    return {
        "organisation": history.organisation,
        "governing_covenant": governing and GoverningCovenantAnswer.model_validate(governing),
        "sights": [SightAnswer.model_validate(sight) for sight in sights(history.organisation, history.lines)],
        "steps": [_step(line) for line in steps(history.lines)],
    }


def _step(line: Line) -> StepAnswer:
    """The number that counted stands with the decision, or with whoever overruled it."""
    facts: dict[str, Any] = {**line.facts, **line.facts.get("decision", {})}
    named = {name: facts.get(name) for name in ("stage", "dueAt", "reason", "by", "days", "reactions", "enough")}
    return StepAnswer.model_validate({**named, "at": line.at, "step": line.kind})
