"""From the domain to the values of a row and back."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Protocol
from uuid import UUID

from doorstroom_candidate.application.published import employment_state, passport_state, profile_state
from doorstroom_candidate.domain.addresses import address_key
from doorstroom_candidate.domain.candidate import Candidate
from doorstroom_candidate.domain.passport import Passport, PastContract, Successor
from doorstroom_candidate.domain.registration import Registration
from doorstroom_candidate.domain.values import (
    Contract,
    Employment,
    GoesFirst,
    Hours,
    Identity,
    LegalForm,
    Move,
    Profile,
    RegisteredBy,
    Standing,
    Status,
    Term,
)

Stored = Mapping[str, Any]
Values = dict[str, Any]


class Row(Protocol):
    """What the database gives back: values by the names of columns."""

    def __getitem__(self, name: str, /) -> Any: ...


def candidate_values(candidate: Candidate) -> Values:
    return {
        "person_ref": candidate.person_ref,
        "candidate_id": candidate.candidate_id,
        "version": candidate.version,
        "status": candidate.status,
        "registered_by": candidate.registered_by,
        "hidden_from_employer": candidate.hidden_from_employer,
        **_goes_first_values(candidate.goes_first),
        "profile": profile_state(candidate.profile),
        "registered_at": candidate.registered_at,
        "changed_at": candidate.changed_at,
        "asked_at": candidate.asked_at,
        "adviser_ref": candidate.adviser_ref,
        "goes_at": candidate.goes_at,
    }


def employment_values(candidate: Candidate, employment: Employment) -> Values:
    return {
        "person_ref": candidate.person_ref,
        "candidate_id": candidate.candidate_id,
        "employer": employment.employer,
        "workplace": employment.workplace,
        "standing": candidate.standing,
        "given_by": candidate.employment_by,
        "legal_form": employment.legal_form,
        "contract": employment.contract,
        "contract_end_date": employment.contract_end,
        "agreement": employment.agreement,
        "scale": employment.scale,
        "step": employment.step,
        "hours": employment.hours,
        "passport": employment.passport and passport_state(employment.passport),
    }


def candidate_from(row: Row, employment: Row | None) -> Candidate:
    """From the candidate's row and that of its employment, if there is one."""
    return Candidate(
        person_ref=row["person_ref"],
        candidate_id=row["candidate_id"],
        version=row["version"],
        status=Status(row["status"]),
        registered_by=RegisteredBy(row["registered_by"]),
        hidden_from_employer=row["hidden_from_employer"],
        profile=profile_from(row["profile"]),
        employment=employment_from(employment) if employment else None,
        standing=Standing(employment["standing"]) if employment else None,
        employment_by=RegisteredBy(employment["given_by"]) if employment else RegisteredBy.PERSON,
        goes_first=_goes_first_from(row),
        registered_at=row["registered_at"],
        changed_at=row["changed_at"],
        asked_at=row["asked_at"],
        adviser_ref=row["adviser_ref"],
        goes_at=row["goes_at"],
    )


def registration_values(registration: Registration) -> Values:
    return {
        "organisation": registration.organisation,
        "candidate_id": registration.candidate_id,
        "version": registration.version,
        "standing": registration.standing,
        "employment": employment_state(registration.employment, None),
        **_goes_first_values(registration.goes_first),
        "profile": profile_state(registration.profile),
        "registered_at": registration.registered_at,
        "confirmed_at": registration.confirmed_at,
        "external_key": registration.external_key,
    }


def addressee_values(registration: Registration, identity: Identity) -> Values:
    return {
        "organisation": registration.organisation,
        "candidate_id": registration.candidate_id,
        "name": identity.name,
        "email": identity.email,
        "address_key": address_key(identity.email),
        "phone": identity.phone,
    }


def listed(values: Values) -> Values:
    """As one of a JSON list of rows: the driver's own kind of UUID is none that JSON knows."""
    return {name: str(value) if isinstance(value, UUID) else value for name, value in values.items()}


def registration_from(row: Row) -> Registration:
    stored = row["employment"]
    end = stored.get("contractEndDate")
    return Registration(
        organisation=row["organisation"],
        candidate_id=row["candidate_id"],
        version=row["version"],
        profile=profile_from(row["profile"]),
        employment=Employment(
            employer=stored["employer"],
            workplace=stored.get("workplace"),
            legal_form=LegalForm(stored["legalForm"]),
            contract=Contract(stored["contract"]),
            contract_end=end and date.fromisoformat(end),
            agreement=stored["agreement"],
            scale=stored["scale"],
            step=stored.get("step"),
            hours=stored["hours"],
            passport=passport_from(stored.get("passport")),
        ),
        standing=Standing(row["standing"]),
        goes_first=_goes_first_from(row),
        registered_at=row["registered_at"],
        confirmed_at=row["confirmed_at"],
        external_key=row["external_key"],
    )


def identity_from(row: Row) -> Identity:
    return Identity(row["name"], row["email"], row["phone"])


def profile_from(stored: Stored) -> Profile:
    available = stored.get("availableFromDate")
    return Profile(
        occupations=tuple(Term(**term) for term in stored["occupations"]),
        skills=tuple(Term(**term) for term in stored["skills"]),
        hours=Hours(**stored["hours"]),
        lowest_scale=stored.get("lowestScale"),
        available_from=available and date.fromisoformat(available),
        moves=tuple(Move(move) for move in stored["moves"]),
        blocked_organisations=tuple(stored["blockedOrganisations"]),
        accepts_loss=tuple(stored["acceptsLoss"]),
    )


def employment_from(row: Row) -> Employment:
    return Employment(
        employer=row["employer"],
        workplace=row["workplace"],
        legal_form=LegalForm(row["legal_form"]),
        contract=Contract(row["contract"]),
        contract_end=row["contract_end_date"],
        agreement=row["agreement"],
        scale=row["scale"],
        step=row["step"],
        hours=row["hours"],
        passport=passport_from(row["passport"]),
    )


def passport_from(stored: Stored | None) -> Passport | None:
    if stored is None:
        return None
    chain = stored.get("chain")
    return Passport(
        contract_since=_day(stored.get("contractSinceDate")),
        pension_fund=stored.get("pensionFund"),
        government_service_since=_day(stored.get("governmentServiceSinceDate")),
        notice_service_since=_day(stored.get("noticeServiceSinceDate")),
        waiting_service_since=_day(stored.get("waitingServiceSinceDate")),
        chain=None if chain is None else tuple(_contract_from(contract) for contract in chain),
        successive=stored.get("successive"),
        successors=tuple(Successor(**one) for one in stored.get("successors") or ()) or None,
        allowances_monthly_cents=stored.get("allowancesMonthlyCents"),
        travel_yearly_cents=stored.get("travelYearlyCents"),
        leave_yearly_hours=stored.get("leaveYearlyHours"),
        next_step=_day(stored.get("nextStepDate")),
    )


def _contract_from(stored: Stored) -> PastContract:
    return PastContract(
        date.fromisoformat(stored["from"]), _day(stored.get("until")), stored["temporary"], stored.get("successive")
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _goes_first_values(goes_first: GoesFirst | None) -> Values:
    return {
        "goes_first_from": goes_first and goes_first.first_day,
        "goes_first_until": goes_first and goes_first.last_day,
    }


def _goes_first_from(row: Row) -> GoesFirst | None:
    first, last = row["goes_first_from"], row["goes_first_until"]
    return None if first is None else GoesFirst(first, last)
