"""What is answered: to a person everything about them, to an employer what it gave and nothing else."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import Field
from starlette.requests import Request

from doorstroom_candidate.application.ports import Parts
from doorstroom_candidate.domain.candidate import Candidate
from doorstroom_candidate.domain.erasure import Erasure, Reason
from doorstroom_candidate.domain.registration import Registration
from doorstroom_candidate.domain.retention import erase_at
from doorstroom_candidate.domain.values import (
    Contract,
    Employment,
    GoesFirst,
    Identity,
    LegalForm,
    Move,
    Profile,
    RegisteredBy,
    Standing,
)
from doorstroom_candidate.entrypoints.warnings import Warning, warnings_for  # noqa: A004 - what the answer calls it
from doorstroom_common.clock import local_date
from doorstroom_common.http import AnswerModel, PageOf
from doorstroom_common.http.fields import DateTime, LocalDate


class TermAnswer(AnswerModel):
    scheme: str
    uri: str


class HoursAnswer(AnswerModel):
    min: float
    max: float


class GoesFirstAnswer(AnswerModel):
    """From the first day up to and including the last."""

    first_day: LocalDate = Field(alias="from")
    last_day: LocalDate = Field(alias="until")


class EmploymentAnswer(AnswerModel):
    """`standing` tells whether the employer has confirmed it."""

    employer: str
    workplace: str | None
    standing: Standing
    legal_form: LegalForm
    contract: Contract
    contract_end_date: LocalDate | None
    agreement: str
    scale: str
    step: int | None
    hours: float


class IdentityAnswer(AnswerModel):
    name: str
    email: str
    phone: str | None


class Given(AnswerModel):
    """What both kinds of answer say."""

    candidate_id: UUID
    version: int
    identity: IdentityAnswer
    employment: EmploymentAnswer | None
    goes_first: GoesFirstAnswer | None
    occupations: list[TermAnswer]
    skills: list[TermAnswer]
    hours: HoursAnswer
    lowest_scale: str | None
    available_from_date: LocalDate | None
    moves: list[Move]
    blocked_organisations: list[str]
    accepts_loss: list[str]
    registered_at: DateTime
    warnings: list[Warning]


class CandidateAnswer(Given):
    """A person's own. While `asleep` nothing is published: it waits for the person to confirm it."""

    status: Literal["asleep", "active", "withdrawn"]
    registered_by: RegisteredBy
    hidden_from_employer: bool
    asked_at: DateTime | None
    kept_until_date: LocalDate


class RegistrationAnswer(Given):
    """What an employer gave, as it gave it. `confirmed`: the person has confirmed it once; no more is told."""

    status: Literal["asleep", "confirmed"]


class CandidatePage(PageOf[CandidateAnswer | RegistrationAnswer]):
    """Newest first."""


class ConfirmationAnswer(AnswerModel):
    service: str
    confirmed_at: DateTime | None


class ErasureAnswer(AnswerModel):
    """Here it is done; `completedAt` is there once every service that knew the candidate has confirmed."""

    erasure_id: UUID
    reason: Reason
    erased_at: DateTime
    completed_at: DateTime | None
    services: list[ConfirmationAnswer]


def person_answer(
    request: Request, parts: Parts, known: Candidate | Registration, identity: Identity
) -> CandidateAnswer:
    """A candidate, or an employer's registration that waits for this person."""
    last_word: datetime = known.registered_at if isinstance(known, Registration) else known.changed_at
    return CandidateAnswer(
        **_given(known, identity, warnings_for(request, parts, known, identity, person=True)),
        status="asleep" if isinstance(known, Registration) else known.status.value,
        registered_by=RegisteredBy.EMPLOYER if isinstance(known, Registration) else known.registered_by,
        hidden_from_employer=False if isinstance(known, Registration) else known.hidden_from_employer,
        asked_at=None if isinstance(known, Registration) else known.asked_at,
        kept_until_date=local_date(erase_at(last_word)),
    )


def employer_answer(
    request: Request, parts: Parts, registration: Registration, identity: Identity
) -> RegistrationAnswer:
    return RegistrationAnswer(
        **_given(registration, identity, warnings_for(request, parts, registration, identity, person=False)),
        status="asleep" if registration.is_asleep else "confirmed",
    )


def erasure_answer(erasure: Erasure) -> ErasureAnswer:
    return ErasureAnswer(
        erasure_id=erasure.erasure_id,
        reason=erasure.reason,
        erased_at=erasure.erased_at,
        completed_at=erasure.completed_at,
        services=[
            ConfirmationAnswer(service=service, confirmed_at=at)
            for service, at in sorted(erasure.confirmations.items())
        ],
    )


def _given(known: Candidate | Registration, identity: Identity, warnings: list[Warning]) -> dict[str, Any]:
    return {
        "candidate_id": known.candidate_id,
        "version": known.version,
        "identity": IdentityAnswer(name=identity.name, email=identity.email, phone=identity.phone),
        "employment": _employment(known.employment, known.standing),
        "goes_first": _goes_first(known.goes_first),
        **_profile(known.profile),
        "registered_at": known.registered_at,
        "warnings": warnings,
    }


def _profile(profile: Profile) -> dict[str, Any]:
    return {
        "occupations": [TermAnswer(scheme=term.scheme, uri=term.uri) for term in profile.occupations],
        "skills": [TermAnswer(scheme=term.scheme, uri=term.uri) for term in profile.skills],
        "hours": HoursAnswer(min=profile.hours.min, max=profile.hours.max),
        "lowest_scale": profile.lowest_scale,
        "available_from_date": profile.available_from,
        "moves": list(profile.moves),
        "blocked_organisations": list(profile.blocked_organisations),
        "accepts_loss": list(profile.accepts_loss),
    }


def _employment(employment: Employment | None, standing: Standing | None) -> EmploymentAnswer | None:
    if employment is None or standing is None:
        return None
    return EmploymentAnswer(
        employer=employment.employer,
        workplace=employment.workplace,
        standing=standing,
        legal_form=employment.legal_form,
        contract=employment.contract,
        contract_end_date=employment.contract_end,
        agreement=employment.agreement,
        scale=employment.scale,
        step=employment.step,
        hours=employment.hours,
    )


def _goes_first(goes_first: GoesFirst | None) -> GoesFirstAnswer | None:
    return GoesFirstAnswer.model_validate(goes_first, from_attributes=True, by_name=True) if goes_first else None
