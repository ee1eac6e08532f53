"""Who fills the place that somebody leaves for a time: a vacancy, a request, colleagues, or nobody."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from doorstroom_common.clock import local_date
from doorstroom_common.database import UnitOfWork
from doorstroom_vacancy.application.board import Board
from doorstroom_vacancy.application.create_posting import CreatePosting, create_posting
from doorstroom_vacancy.application.placing import Placing
from doorstroom_vacancy.domain import errors
from doorstroom_vacancy.domain.placement import Gap, NeedOf, Placement
from doorstroom_vacancy.domain.secondment_request import SecondmentRequest
from doorstroom_vacancy.domain.vacancy import Vacancy
from doorstroom_vacancy.domain.values import (
    Advert,
    ContractForOutsiders,
    Hours,
    Need,
    NeedKind,
    SecondmentDetails,
    VacancyDetails,
)

DAYS_TO_CLOSING = 28
JOB = ("title", "function", "occupation", "hours", "scales", "required_share", "required_skills", "wished_skills")


@dataclass(frozen=True, slots=True, kw_only=True)
class FillGap:
    """`overriding` holds what differs from the need that the placement fills: details of a vacancy or a request."""

    organisation: str
    placement_id: UUID
    gap: Gap
    opens: bool
    expected_version: int | None
    overriding: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Boards:
    """Where both kinds of posting hang."""

    vacancies: Board[Vacancy]
    secondments: Board[SecondmentRequest]


async def fill_gap(command: FillGap, uow: UnitOfWork, placing: Placing, boards: Boards) -> Placement:
    """By the lender alone. What is made of it is the lender's own posting, remembered with the placement."""
    placement = await placing.placements.load(command.placement_id, uow, command.organisation)
    if placement.agreed.origin != command.organisation:
        raise errors.not_the_lender()
    await uow.act_for(organisations=[placement.organisation])
    placement.expect(command.expected_version)
    placement.check_gap()
    posts = command.gap in (Gap.VACANCY, Gap.SECONDMENT_REQUEST)
    placement.fill_gap(command.gap, await _posted(command, placement, uow, boards) if posts else None)
    placing.keep(placement, uow)
    return placement


async def _posted(command: FillGap, placement: Placement, uow: UnitOfWork, boards: Boards) -> UUID:
    job = await _job(placement, uow, boards)
    end = placement.agreed.end_date
    assert end is not None  # noqa: S101 - a secondment has an end
    if command.gap is Gap.VACANCY:
        vacancy = VacancyDetails(**{**job, **_vacancy(placement, end, boards.vacancies.now()), **command.overriding})
        order = CreatePosting(command.organisation, vacancy, Advert(), command.opens)
        return create_posting(order, uow, boards.vacancies).id
    request = SecondmentDetails(
        **{**job, "start_date": placement.agreed.start_date, "end_date": end, **command.overriding}
    )
    if request.end_date < request.start_date:
        raise errors.ends_before_it_starts()
    return create_posting(
        CreatePosting(command.organisation, request, Advert(), command.opens), uow, boards.secondments
    ).id


async def _job(placement: Placement, uow: UnitOfWork, boards: Boards) -> dict[str, Any]:
    """What the need that the placement fills says of the work, with the hours that were agreed."""
    board: Board[Any] = boards.vacancies if placement.need.kind is NeedOf.VACANCY else boards.secondments
    need = await board.postings.load(placement.need.id, uow)
    job = {name: getattr(need.details, name) for name in JOB}
    hours = placement.agreed.hours
    return job if hours is None else {**job, "hours": Hours(hours, hours)}


def _vacancy(placement: Placement, end: date, now: datetime) -> dict[str, Any]:
    return {
        "posts": 1,
        "need": Need(NeedKind.UNTIL, end),
        "contract_for_outsiders": ContractForOutsiders.TEMPORARY,
        "closing_date": local_date(now) + timedelta(days=DAYS_TO_CLOSING),
        "latest_start_date": max(placement.agreed.start_date, local_date(now)),
    }
