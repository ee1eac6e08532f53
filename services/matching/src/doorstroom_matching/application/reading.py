"""From the published state of others to what the rules read: tolerant, and nothing more than that."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from doorstroom_common.covenant import LegalForm, RegisteredBy
from doorstroom_matching.domain.candidate import Candidate, Employment, GoesFirst
from doorstroom_matching.domain.need import Admission, Minutes, Move, Need, NeedKind, OutsiderContract, Term
from doorstroom_matching.domain.passport import Offer, Passport, PastContract, Promotion
from doorstroom_matching.domain.scale import Scales

Data = Mapping[str, Any]

UNREADABLE = (KeyError, ValueError, TypeError, AttributeError)
"""What reading raises for data that is not as its contract says."""


def need_from_vacancy(data: Data) -> Need:
    return _need(
        NeedKind.VACANCY,
        data,
        id=UUID(data["vacancyId"]),
        public=bool(data.get("public")),
        until=_day(data["need"].get("until")),
        latest_start=_day(data.get("latestStartDate")),
        contract=OutsiderContract(data["contractForOutsiders"]),
        offer=_offer(data.get("offer") or {}),
    )


def need_from_secondment(data: Data) -> Need:
    """Somebody lent must be there on the first day."""
    return _need(
        NeedKind.SECONDMENT_REQUEST,
        data,
        id=UUID(data["secondmentRequestId"]),
        public=False,
        until=_day(data["endDate"]),
        latest_start=_day(data["startDate"]),
    )


READ_NEED: Mapping[NeedKind, Callable[[Data], Need]] = {
    NeedKind.VACANCY: need_from_vacancy,
    NeedKind.SECONDMENT_REQUEST: need_from_secondment,
}


def need_from(data: Data) -> Need:
    """Of whichever kind it is."""
    return need_from_vacancy(data) if "vacancyId" in data else need_from_secondment(data)


def candidate_from(data: Data) -> Candidate:
    person, first = data.get("personRef"), data.get("goesFirst")
    return Candidate(
        id=UUID(data["candidateId"]),
        version=int(data["version"]),
        is_active=data["status"] == "active",
        person_ref=UUID(person) if person else None,
        registered_by=RegisteredBy(data["registeredBy"]),
        hidden_from_employer=bool(data["hiddenFromEmployer"]),
        employment=_employment(data["employment"]) if data.get("employment") else None,
        skills=frozenset(term["uri"] for term in data["skills"]),
        occupations=frozenset(term["uri"] for term in data["occupations"]),
        hours=_hours(data["hours"]),
        moves=frozenset(Move(move) for move in data["moves"]),
        goes_first=GoesFirst(date.fromisoformat(first["from"]), date.fromisoformat(first["until"])) if first else None,
        lowest_scale=data.get("lowestScale"),
        available_from=_day(data.get("availableFromDate")),
        blocked=frozenset(data["blockedOrganisations"]),
        accepts_loss=frozenset(data["acceptsLoss"]),
    )


def _need(kind: NeedKind, data: Data, **own: Any) -> Need:
    scales = data["scales"]
    return Need(
        kind=kind,
        version=int(data["version"]),
        organisation=data["organisation"],
        title=data["title"],
        is_open=data["status"] == "open",
        occupation=_term(data["occupation"]),
        hours=_hours(data["hours"]),
        scales=Scales(scales["agreement"], scales["min"], scales["max"]),
        covenant_hash=data["governingCovenant"]["hash"],
        audience=tuple(_admission(entry) for entry in data["audience"]),
        required_skills=tuple(_term(term) for term in data["requiredSkills"]),
        required_share=int(data["requiredShare"]),
        wished_skills=tuple(_term(term) for term in data["wishedSkills"]),
        **own,
    )


def _employment(data: Data) -> Employment:
    return Employment(
        employer=data["employer"],
        agreement=data["agreement"],
        scale=data["scale"],
        minutes=round(data["hours"] * 60),
        permanent=data["contract"] == "permanent",
        legal_form=LegalForm(data["legalForm"]),
        workplace=data.get("workplace"),
        confirmed=data["standing"] == "confirmed",
        step=data.get("step"),
        passport=_passport(data.get("passport") or {}),
    )


def _passport(data: Data) -> Passport:
    return Passport(
        contract_since=_day(data.get("contractSinceDate")),
        pension_fund=data.get("pensionFund"),
        government_service_since=_day(data.get("governmentServiceSinceDate")),
        notice_service_since=_day(data.get("noticeServiceSinceDate")),
        waiting_service_since=_day(data.get("waitingServiceSinceDate")),
        chain=tuple(_past_contract(contract) for contract in data.get("chain") or ()),
        successive=data.get("successive"),
        successors={one["organisation"]: one["successive"] for one in data.get("successors") or ()},
        allowances_monthly=data.get("allowancesMonthlyCents"),
        travel_yearly=data.get("travelYearlyCents"),
        leave_yearly=data.get("leaveYearlyHours"),
        next_step=_day(data.get("nextStepDate")),
    )


def _past_contract(data: Data) -> PastContract:
    return PastContract(
        date.fromisoformat(data["from"]), _day(data.get("until")), bool(data["temporary"]), data.get("successive")
    )


def _offer(data: Data) -> Offer:
    """A rule for moving up that is not known here is unknown to the rules."""
    promotion = data.get("promotion")
    return Offer(
        trial_period=data.get("trialPeriod"),
        allowances_monthly=data.get("allowancesMonthlyCents"),
        pension_fund=data.get("pensionFund"),
        travel_yearly=data.get("travelYearlyCents"),
        leave_yearly=data.get("leaveYearlyHours"),
        promotion=Promotion(promotion) if promotion in set(Promotion) else None,
    )


def _admission(data: Data) -> Admission:
    return Admission(data["organisation"], data["relation"], _moment(data["from"]), _optional_moment(data.get("until")))


def _term(data: Data) -> Term:
    return Term(data["scheme"], data["uri"], data.get("label"), data.get("version"))


def _hours(data: Data) -> Minutes:
    return Minutes.of_hours(data["min"], data["max"])


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _optional_moment(text: str | None) -> datetime | None:
    return _moment(text) if text else None
