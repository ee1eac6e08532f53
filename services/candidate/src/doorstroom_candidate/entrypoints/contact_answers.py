"""What is answered about disclosures, looks, advice and confirmations; each says as much as its reader may know."""

from typing import Literal
from uuid import UUID

from doorstroom_candidate.adapters.advisers import Advised
from doorstroom_candidate.application.ports import Asked
from doorstroom_candidate.domain.adviser import Adviser
from doorstroom_candidate.domain.disclosure import Because, Disclosure, Purpose
from doorstroom_candidate.domain.employment_confirmation import ConfirmationStatus, EmployersAnswer
from doorstroom_candidate.domain.look import Look, LookPurpose, Seen
from doorstroom_candidate.domain.passport import without_wish
from doorstroom_candidate.domain.values import Contract, Identity, LegalForm
from doorstroom_candidate.entrypoints.answers import AdviceAnswer, IdentityAnswer, identity_answer
from doorstroom_candidate.entrypoints.passport import PassportAnswer, passport_answer
from doorstroom_common.http import AnswerModel, PageOf
from doorstroom_common.http.fields import DateTime, LocalDate


class OpenDisclosureAnswer(AnswerModel):
    """One person who is disclosed to an organisation, without who it is."""

    seen_as: Literal["organisation"] = "organisation"
    disclosure_id: UUID
    version: int
    purpose: Purpose
    match_id: UUID | None
    referral_id: UUID | None
    need_id: UUID | None
    from_at: DateTime
    until_at: DateTime


class DisclosedAnswer(OpenDisclosureAnswer):
    """With who it is: to show this was a look."""

    identity: IdentityAnswer


class DisclosureAnswer(AnswerModel):
    """A person's own yes: to whom, for what, until when."""

    seen_as: Literal["candidate"] = "candidate"
    disclosure_id: UUID
    version: int
    candidate_id: UUID
    organisation: str
    purpose: Purpose
    match_id: UUID | None
    referral_id: UUID | None
    need_id: UUID | None
    from_at: DateTime
    until_at: DateTime
    ended_at: DateTime | None
    ended_because: Because | None


class DisclosurePage(PageOf[OpenDisclosureAnswer | DisclosureAnswer]):
    """Newest first."""


class OrganisationLookAnswer(AnswerModel):
    """A look, without at whom. `lookedBy` is the reference of the person who looked, where it was one."""

    looked_at: DateTime
    role: str | None
    system: str | None
    looked_by: UUID | None
    purpose: LookPurpose
    seen: list[Seen]
    match_id: UUID | None
    referral_id: UUID | None
    need_id: UUID | None


class LookAnswer(AnswerModel):
    """A look at the person who reads this. Either a role or a system, by its name in the token, is there."""

    looked_at: DateTime
    organisation: str | None
    role: str | None
    system: str | None
    purpose: LookPurpose
    seen: list[Seen]
    disclosure_id: UUID | None
    match_id: UUID | None
    referral_id: UUID | None
    need_id: UUID | None


class LookPage(PageOf[LookAnswer]):
    """Newest first."""


class OrganisationLookPage(PageOf[OrganisationLookAnswer]):
    """Newest first."""


class DeclaredEmploymentAnswer(AnswerModel):
    """As the person gave it; what they recorded of the work that they want is not the employer's to know."""

    workplace: str | None
    legal_form: LegalForm
    contract: Contract
    contract_end_date: LocalDate | None
    agreement: str
    scale: str
    step: int | None
    hours: float
    passport: PassportAnswer | None


class AskedAnswer(AnswerModel):
    """Who asks for a confirmation, of which employment."""

    confirmation_id: UUID
    name: str
    employment: DeclaredEmploymentAnswer
    asked_at: DateTime


class AskedPage(PageOf[AskedAnswer]):
    """Newest first."""


class EmploymentConfirmationAnswer(AnswerModel):
    confirmation_id: UUID
    status: ConfirmationStatus
    answered_at: DateTime


def open_disclosure_answer(disclosure: Disclosure) -> OpenDisclosureAnswer:
    return OpenDisclosureAnswer(
        disclosure_id=disclosure.disclosure_id,
        version=disclosure.version,
        purpose=disclosure.receiver.purpose,
        match_id=disclosure.match_id,
        referral_id=disclosure.referral_id,
        need_id=disclosure.need_id,
        from_at=disclosure.from_at,
        until_at=disclosure.until.at,
    )


def disclosed_answer(disclosure: Disclosure, identity: Identity) -> DisclosedAnswer:
    return DisclosedAnswer(**dict(open_disclosure_answer(disclosure)), identity=identity_answer(identity))


def disclosure_answer(disclosure: Disclosure) -> DisclosureAnswer:
    return DisclosureAnswer(
        disclosure_id=disclosure.disclosure_id,
        version=disclosure.version,
        candidate_id=disclosure.candidate_id,
        organisation=disclosure.receiver.organisation,
        purpose=disclosure.receiver.purpose,
        match_id=disclosure.match_id,
        referral_id=disclosure.referral_id,
        need_id=disclosure.need_id,
        from_at=disclosure.from_at,
        until_at=disclosure.until.at,
        ended_at=disclosure.ended.at if disclosure.ended else None,
        ended_because=disclosure.ended.because if disclosure.ended else None,
    )


def look_answer(look: Look) -> LookAnswer:
    return LookAnswer(
        looked_at=look.looked_at,
        organisation=look.viewer.organisation,
        role=look.viewer.role,
        system=look.viewer.system,
        purpose=look.purpose,
        seen=list(look.seen),
        disclosure_id=look.disclosure_id,
        match_id=look.match_id,
        referral_id=look.referral_id,
        need_id=look.need_id,
    )


def organisation_look_answer(look: Look) -> OrganisationLookAnswer:
    return OrganisationLookAnswer(
        looked_at=look.looked_at,
        role=look.viewer.role,
        system=look.viewer.system,
        looked_by=look.viewer.person_ref,
        purpose=look.purpose,
        seen=list(look.seen),
        match_id=look.match_id,
        referral_id=look.referral_id,
        need_id=look.need_id,
    )


def advice_answer(adviser: Adviser | Advised) -> AdviceAnswer:
    return AdviceAnswer(candidate_id=adviser.candidate_id, chosen_at=adviser.chosen_at, accepted_at=adviser.accepted_at)


def asked_answer(asked: Asked) -> AskedAnswer:
    employment = asked.employment
    return AskedAnswer(
        confirmation_id=asked.confirmation.confirmation_id,
        name=asked.name,
        employment=DeclaredEmploymentAnswer(
            workplace=employment.workplace,
            legal_form=employment.legal_form,
            contract=employment.contract,
            contract_end_date=employment.contract_end,
            agreement=employment.agreement,
            scale=employment.scale,
            step=employment.step,
            hours=employment.hours,
            passport=passport_answer(without_wish(employment.passport)),
        ),
        asked_at=asked.confirmation.asked_at,
    )


def employment_confirmation_answer(given: EmployersAnswer) -> EmploymentConfirmationAnswer:
    return EmploymentConfirmationAnswer(
        confirmation_id=given.confirmation_id, status=given.answer, answered_at=given.answered_at
    )
