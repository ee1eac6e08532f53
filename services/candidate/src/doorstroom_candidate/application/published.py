"""What is published of a candidate and of disclosures: the whole state in each event, as typed codes.

Who it is has no way in here.
"""

from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from doorstroom_candidate.domain.candidate import Candidate
from doorstroom_candidate.domain.disclosure import Disclosure
from doorstroom_candidate.domain.passport import Passport, PastContract
from doorstroom_candidate.domain.values import Employment, GoesFirst, Profile, Standing
from doorstroom_common.cloudevent import CloudEvent, new_event

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Facts:
    """The events of candidates and disclosures; `source` names the operator and this service."""

    source: str

    def registered(self, candidate: Candidate, now: datetime) -> CloudEvent:
        return self._event("registered", candidate, now, candidate_state(candidate))

    def changed(self, candidate: Candidate, now: datetime) -> CloudEvent:
        return self._event("changed", candidate, now, candidate_state(candidate))

    def withdrawn(self, candidate: Candidate, now: datetime) -> CloudEvent:
        return self._event("withdrawn", candidate, now, candidate_state(candidate))

    def erased(self, candidate: Candidate, now: datetime) -> CloudEvent:
        """Nothing but that it is so."""
        state = {"candidateId": str(candidate.candidate_id), "version": candidate.version, "status": "erased"}
        return self._event("erased", candidate, now, state)

    def disclosure_granted(self, disclosure: Disclosure, now: datetime) -> CloudEvent:
        """Granted, or given another end."""
        return self._disclosed("granted", disclosure, now)

    def disclosure_ended(self, disclosure: Disclosure, at: datetime) -> CloudEvent:
        return self._disclosed("ended", disclosure, at)

    def _disclosed(self, fact: str, disclosure: Disclosure, at: datetime) -> CloudEvent:
        return new_event(
            source=self.source,
            type=f"nl.disclosures.disclosure-{fact}.v1",
            subject=str(disclosure.disclosure_id),
            time=at,
            version=disclosure.version,
            data=disclosure_state(disclosure),
        )

    def _event(self, fact: str, candidate: Candidate, now: datetime, state: Json) -> CloudEvent:
        return new_event(
            source=self.source,
            type=f"nl.candidates.candidate-{fact}.v1",
            subject=str(candidate.candidate_id),
            time=now,
            version=candidate.version,
            data=state,
        )


def candidate_state(candidate: Candidate) -> Json:
    """The data of every event but the last; what is empty is left out, as the contract asks."""
    return {
        "candidateId": str(candidate.candidate_id),
        "version": candidate.version,
        "status": candidate.status,
        "personRef": str(candidate.person_ref),
        **({"adviserRef": str(candidate.adviser_ref)} if candidate.adviser_ref else {}),
        "registeredBy": candidate.registered_by,
        "hiddenFromEmployer": candidate.hidden_from_employer,
        "employment": candidate.employment and employment_state(candidate.employment, candidate.standing),
        **({"goesFirst": goes_first_state(candidate.goes_first)} if candidate.goes_first else {}),
        **profile_state(candidate.profile),
    }


def disclosure_state(disclosure: Disclosure) -> Json:
    """To whom, for what, until when; never who it is."""
    return _without_empty(
        {
            "disclosureId": str(disclosure.disclosure_id),
            "version": disclosure.version,
            "candidateId": str(disclosure.candidate_id),
            "organisation": disclosure.receiver.organisation,
            "purpose": disclosure.receiver.purpose,
            "matchId": disclosure.match_id and str(disclosure.match_id),
            "referralId": disclosure.referral_id and str(disclosure.referral_id),
            "needId": disclosure.need_id and str(disclosure.need_id),
            "from": _utc(disclosure.from_at),
            "until": _utc(disclosure.until.at),
            "endedBecause": disclosure.ended and disclosure.ended.because,
        }
    )


def profile_state(profile: Profile) -> Json:
    return _without_empty(
        {
            "occupations": [{"scheme": term.scheme, "uri": term.uri} for term in profile.occupations],
            "skills": [{"scheme": term.scheme, "uri": term.uri} for term in profile.skills],
            "hours": {"min": profile.hours.min, "max": profile.hours.max},
            "lowestScale": profile.lowest_scale,
            "availableFromDate": profile.available_from and profile.available_from.isoformat(),
            "moves": list(profile.moves),
            "blockedOrganisations": list(profile.blocked_organisations),
            "acceptsLoss": list(profile.accepts_loss),
        }
    )


def employment_state(employment: Employment, standing: Standing | None) -> Json:
    return _without_empty(
        {
            "employer": employment.employer,
            "workplace": employment.workplace,
            "standing": standing,
            "legalForm": employment.legal_form,
            "contract": employment.contract,
            "contractEndDate": employment.contract_end and employment.contract_end.isoformat(),
            "agreement": employment.agreement,
            "scale": employment.scale,
            "step": employment.step,
            "hours": employment.hours,
            "passport": employment.passport and passport_state(employment.passport),
        }
    )


def passport_state(passport: Passport) -> Json:
    """What was not given is not there."""
    days = {
        "contractSinceDate": passport.contract_since,
        "governmentServiceSinceDate": passport.government_service_since,
        "noticeServiceSinceDate": passport.notice_service_since,
        "waitingServiceSinceDate": passport.waiting_service_since,
        "nextStepDate": passport.next_step,
    }
    return _without_empty(
        {
            **{name: day and day.isoformat() for name, day in days.items()},
            "pensionFund": passport.pension_fund,
            "chain": None if passport.chain is None else [_contract_state(contract) for contract in passport.chain],
            "successive": passport.successive,
            "successors": passport.successors and [asdict(one) for one in passport.successors],
            "allowancesMonthlyCents": passport.allowances_monthly_cents,
            "travelYearlyCents": passport.travel_yearly_cents,
            "leaveYearlyHours": passport.leave_yearly_hours,
        }
    )


def _contract_state(contract: PastContract) -> Json:
    return _without_empty(
        {
            "from": contract.first_day.isoformat(),
            "until": contract.last_day and contract.last_day.isoformat(),
            "temporary": contract.temporary,
            "successive": contract.successive,
        }
    )


def goes_first_state(goes_first: GoesFirst) -> Json:
    return {"from": goes_first.first_day.isoformat(), "until": goes_first.last_day.isoformat()}


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _without_empty(state: Json) -> Json:
    return {name: value for name, value in state.items() if value is not None}
