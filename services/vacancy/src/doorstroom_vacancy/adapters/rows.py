"""From an aggregate to the values of its row and back."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from doorstroom_common.covenant import Relation, StageName
from doorstroom_vacancy.application.ports import P
from doorstroom_vacancy.application.published import as_json, details_json
from doorstroom_vacancy.domain.audience import AudienceEntry
from doorstroom_vacancy.domain.opening import GoverningCovenant, Opening
from doorstroom_vacancy.domain.posting import Posting
from doorstroom_vacancy.domain.values import (
    Advert,
    ClosingDateMoved,
    ContactPerson,
    ContractForOutsiders,
    Hours,
    Need,
    NeedKind,
    Notice,
    Offer,
    OpeningRefused,
    Outcome,
    Place,
    Promotion,
    PublicDecision,
    Scales,
    SecondmentDetails,
    StageChange,
    Status,
    Term,
    VacancyDetails,
)

Row = Any
"""A record of asyncpg, which reads like a mapping."""
Json = Mapping[str, Any]


def posting_values(posting: Posting[Any]) -> dict[str, Any]:
    """The columns that both tables share."""
    opening, advert = posting.opening, posting.advert
    governing = opening.governing if opening else None
    return {
        "organisation": posting.organisation,
        "external_id": posting.external_id,
        "unannounced_until": posting.unannounced_until,
        "version": posting.version,
        "status": posting.status,
        "created_at": posting.created_at,
        "listed_at": posting.listed_at,
        "opens_at": posting.opens_at,
        "covenant_id": governing.covenant_id if governing else None,
        "covenant_version": governing.version if governing else None,
        "covenant_hash": governing.hash if governing else None,
        "opened_at": opening.opened_at if opening else None,
        "stage": opening.stage if opening else None,
        "stage_opened_at": opening.stage_opened_at if opening else None,
        "next_stage_at": opening.next_stage_at if opening else None,
        "stage_days": opening.stage_days if opening else None,
        "stage_changed": opening.stage_changed if opening else None,
        "closed_at": posting.closed_at,
        "outcome": posting.outcome,
        "details": details_json(posting.details),
        "text": advert.text,
        "contact_person": as_json(advert.contact_person),
        "notices": [notice_json(notice) for notice in posting.notices],
        "decision": as_json(posting.decision),
    }


def posting_from(
    make: type[P], key: str, details: Callable[[Json], Any], row: Row, audience: Iterable[AudienceEntry]
) -> P:
    """The aggregate as it was stored; what the row does not have (a list reads no texts) stays empty."""
    contact, told = row.get("contact_person"), tuple(audience)
    return make(
        organisation=row["organisation"],
        id=row[key],
        external_id=row["external_id"],
        unannounced_until=row["unannounced_until"],
        version=row["version"],
        status=Status(row["status"]),
        created_at=row["created_at"],
        listed_at=row["listed_at"],
        opens_at=row["opens_at"],
        opening=_opening(row, told),
        stored_audience=told,
        closed_at=row["closed_at"],
        outcome=Outcome(row["outcome"]) if row["outcome"] else None,
        details=details(row["details"]),
        advert=Advert(row.get("text"), ContactPerson(**contact) if contact else None),
        notices=tuple(_notice(notice) for notice in row["notices"]),
        decision=_decision(row["decision"]),
    )


def audience_from(rows: Iterable[Row]) -> tuple[AudienceEntry, ...]:
    return tuple(
        AudienceEntry(
            row["audience"],
            Relation(row["relation"]),
            row["covenant_id"],
            row["from_at"],
            row["until_at"],
            row["reason"],
        )
        for row in rows
    )


def vacancy_details(stored: Json) -> VacancyDetails:
    need = stored["need"]
    return VacancyDetails(
        **_job(stored),
        posts=stored["posts"],
        need=Need(NeedKind(need["kind"]), _day(need.get("until"))),
        contract_for_outsiders=ContractForOutsiders(stored["contractForOutsiders"]),
        closing_date=date.fromisoformat(stored["closingDate"]),
        latest_start_date=_day(stored.get("latestStartDate")),
        offer=_offer(stored.get("offer")),
        conditions=tuple(stored["conditions"]),
    )


def secondment_details(stored: Json) -> SecondmentDetails:
    return SecondmentDetails(
        **_job(stored),
        start_date=date.fromisoformat(stored["startDate"]),
        end_date=date.fromisoformat(stored["endDate"]),
    )


def _offer(stored: Json | None) -> Offer | None:
    if stored is None:
        return None
    promotion = stored.get("promotion")
    return Offer(
        trial_period=stored.get("trialPeriod"),
        allowances_monthly_cents=stored.get("allowancesMonthlyCents"),
        pension_fund=stored.get("pensionFund"),
        travel_yearly_cents=stored.get("travelYearlyCents"),
        leave_yearly_hours=stored.get("leaveYearlyHours"),
        promotion=Promotion(promotion) if promotion else None,
    )


def notice_json(notice: Notice) -> dict[str, Any]:
    """With the code that tells notices apart."""
    code = "closing-date-moved" if isinstance(notice, ClosingDateMoved) else "opening-refused"
    return {"code": code, **as_json(notice)}


def _job(stored: Json) -> dict[str, Any]:
    place = stored.get("place")
    return {
        "title": stored["title"],
        "function": stored.get("function"),
        "department": stored.get("department"),
        "url": stored.get("url"),
        "occupation": Term(**stored["occupation"]),
        "hours": Hours(**stored["hours"]),
        "scales": Scales(**stored["scales"]),
        "place": Place(**place) if place else None,
        "office_days": stored.get("officeDays"),
        "required_skills": tuple(Term(**term) for term in stored["requiredSkills"]),
        "required_share": stored["requiredShare"],
        "wished_skills": tuple(Term(**term) for term in stored["wishedSkills"]),
    }


def _opening(row: Row, audience: tuple[AudienceEntry, ...]) -> Opening | None:
    if row["opened_at"] is None:
        return None
    return Opening(
        organisation=row["organisation"],
        governing=GoverningCovenant(row["covenant_id"], row["covenant_version"], row["covenant_hash"]),
        opened_at=row["opened_at"],
        stage=StageName(row["stage"]),
        stage_opened_at=row["stage_opened_at"],
        next_stage_at=row["next_stage_at"],
        audience=audience,
        stage_days=row["stage_days"],
        stage_changed=StageChange(row["stage_changed"]) if row["stage_changed"] else None,
    )


def _notice(stored: Json) -> Notice:
    at = datetime.fromisoformat(stored["at"])
    if stored["code"] == "opening-refused":
        return OpeningRefused(at, stored["reason"])
    return ClosingDateMoved(at, date.fromisoformat(stored["wanted"]), date.fromisoformat(stored["movedTo"]))


def _decision(stored: Json | None) -> PublicDecision | None:
    if stored is None:
        return None
    at = datetime.fromisoformat(stored["at"])
    return PublicDecision(at, stored["reactions"], stored["enough"], stored["opens"])


def _day(stored: str | None) -> date | None:
    return date.fromisoformat(stored) if stored else None
