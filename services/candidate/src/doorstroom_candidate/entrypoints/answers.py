"""What is answered of candidates: to a person everything, to their adviser most, to an employer what it gave alone."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import Field
from starlette.requests import Request

from doorstroom_candidate.adapters.listing import Own
from doorstroom_candidate.application.ports import Parts
from doorstroom_candidate.domain.adviser import Adviser
from doorstroom_candidate.domain.candidate import Candidate
from doorstroom_candidate.domain.employment_confirmation import ConfirmationStatus, EmploymentConfirmation
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
from doorstroom_candidate.entrypoints.passport import PassportAnswer, passport_answer
from doorstroom_candidate.entrypoints.warnings import (
    Warning,  # noqa: A004 - what the answer calls it
    warnings_for_employer,
    warnings_for_person,
)
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
    passport: PassportAnswer | None


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


class AdviserAnswer(AnswerModel):
    """Whom you chose. Once they accepted they see you, and you see where they work."""

    email: str
    organisation: str | None
    chosen_at: DateTime
    accepted_at: DateTime | None


class AskedEmployerAnswer(AnswerModel):
    """What you asked of your employer, and what it answered."""

    status: ConfirmationStatus
    asked_at: DateTime
    answered_at: DateTime | None


class CandidateAnswer(Given):
    """A person's own. While `asleep` nothing is published: it waits for the person to confirm it.

    `goesAt` is there when a new job was agreed: at its start everything here is erased.
    """

    status: Literal["asleep", "active", "withdrawn"]
    registered_by: RegisteredBy
    hidden_from_employer: bool
    asked_at: DateTime | None
    kept_until_date: LocalDate
    goes_at: DateTime | None
    adviser: AdviserAnswer | None
    employment_confirmation: AskedEmployerAnswer | None


class RegistrationAnswer(Given):
    """What an employer gave, as it gave it. `confirmed`: the person has confirmed it once; no more is told."""

    status: Literal["asleep", "confirmed"]


class AdvisedAnswer(Given):
    """What an adviser sees of the person who chose them."""

    status: Literal["active", "withdrawn"]
    registered_by: RegisteredBy
    hidden_from_employer: bool


class AdviceAnswer(AnswerModel):
    """Somebody who chose this adviser; `acceptedAt` is there once the adviser accepted."""

    candidate_id: UUID
    chosen_at: DateTime
    accepted_at: DateTime | None


class CandidatePage(PageOf[CandidateAnswer | RegistrationAnswer | AdviceAnswer]):
    """Newest first."""


def person_answer(request: Request, parts: Parts, own: Own) -> CandidateAnswer:
    """A candidate, or an employer's registration that waits for this person."""
    known = own.known
    last_word: datetime = known.registered_at if isinstance(known, Registration) else known.changed_at
    return CandidateAnswer(
        **_given(known, own.identity, warnings_for_person(request, parts, own)),
        status="asleep" if isinstance(known, Registration) else known.status.value,
        registered_by=RegisteredBy.EMPLOYER if isinstance(known, Registration) else known.registered_by,
        hidden_from_employer=False if isinstance(known, Registration) else known.hidden_from_employer,
        asked_at=None if isinstance(known, Registration) else known.asked_at,
        kept_until_date=local_date(erase_at(last_word)),
        goes_at=None if isinstance(known, Registration) else known.goes_at,
        adviser=_adviser(own.adviser),
        employment_confirmation=_asked(own.confirmation),
    )


def advised_answer(candidate: Candidate, identity: Identity) -> AdvisedAnswer:
    return AdvisedAnswer(
        **_given(candidate, identity, []),
        status=candidate.status.value,
        registered_by=candidate.registered_by,
        hidden_from_employer=candidate.hidden_from_employer,
    )


def employer_answer(
    request: Request, parts: Parts, registration: Registration, identity: Identity
) -> RegistrationAnswer:
    return RegistrationAnswer(
        **_given(registration, identity, warnings_for_employer(request, parts, identity)),
        status="asleep" if registration.is_asleep else "confirmed",
    )


def _given(known: Candidate | Registration, identity: Identity, warnings: list[Warning]) -> dict[str, Any]:
    return {
        "candidate_id": known.candidate_id,
        "version": known.version,
        "identity": identity_answer(identity),
        "employment": _employment(known.employment, known.standing),
        "goes_first": _goes_first(known.goes_first),
        **_profile(known.profile),
        "registered_at": known.registered_at,
        "warnings": warnings,
    }


def identity_answer(identity: Identity) -> IdentityAnswer:
    return IdentityAnswer(name=identity.name, email=identity.email, phone=identity.phone)


def _adviser(adviser: Adviser | None) -> AdviserAnswer | None:
    return AdviserAnswer.model_validate(adviser) if adviser else None


def _asked(confirmation: EmploymentConfirmation | None) -> AskedEmployerAnswer | None:
    return AskedEmployerAnswer.model_validate(confirmation) if confirmation else None


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
        passport=passport_answer(employment.passport),
    )


def _goes_first(goes_first: GoesFirst | None) -> GoesFirstAnswer | None:
    return GoesFirstAnswer.model_validate(goes_first, from_attributes=True, by_name=True) if goes_first else None
