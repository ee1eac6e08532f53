from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any

import pytest

from doorstroom_common.covenant import Covenants, StageName, parse_covenant
from doorstroom_common.errors import Conflict, Invalid, Stale
from doorstroom_vacancy.domain.posting import ChangeKind
from doorstroom_vacancy.domain.vacancy import Vacancy
from doorstroom_vacancy.domain.values import (
    Advert,
    ContractForOutsiders,
    Hours,
    Need,
    NeedKind,
    Outcome,
    Scales,
    Status,
    Term,
    VacancyDetails,
)
from services.vacancy.tests.story import DEMO, FRIESLAND, SWITCH

MONDAY = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
COVENANT = parse_covenant(DEMO, "demo.yaml")
REGION = Covenants([COVENANT])


def details(**changes: Any) -> VacancyDetails:
    usual: dict[str, Any] = {
        "title": "Vergunningverlener",
        "occupation": Term("esco-occupation", "urn:occupation:permit-officer"),
        "posts": 1,
        "hours": Hours(24, 36),
        "scales": Scales("cao-gemeenten", "9", "10"),
        "need": Need(NeedKind.STRUCTURAL),
        "contract_for_outsiders": ContractForOutsiders.TEMPORARY_WITH_PROSPECT,
        "closing_date": date(2026, 4, 12),
        "required_share": 100,
    }
    return VacancyDetails(**{**usual, **changes})


def opened(covenants: Covenants = REGION, organisation: str = "waterrijk", **changes: Any) -> Vacancy:
    vacancy = Vacancy.new(organisation, details(**changes), Advert(), MONDAY)
    vacancy.open(MONDAY, covenants, MONDAY)
    return vacancy


def advance(vacancy: Vacancy, reactions: int = 0, now: datetime | None = None) -> None:
    assert vacancy.opening is not None
    due = vacancy.opening.next_stage_at
    assert due is not None
    vacancy.open_next_stage(due, COVENANT, REGION, reactions, now or due)


def stage(vacancy: Vacancy) -> StageName:
    assert vacancy.opening is not None
    return vacancy.opening.stage


def test_it_opens_to_its_own_organisation_and_knows_when_the_next_stage_is_due() -> None:
    vacancy = opened()
    assert vacancy.opening is not None
    assert [entry.organisation for entry in vacancy.opening.audience] == ["waterrijk"]
    assert vacancy.opening.next_stage_at == datetime(2026, 3, 9, 8, 0, tzinfo=UTC)
    assert vacancy.opening.governing.hash == COVENANT.hash


def test_a_stage_counts_calendar_days_in_amsterdam_over_the_change_of_the_clock() -> None:
    vacancy = Vacancy.new("waterrijk", details(closing_date=date(2026, 5, 1)), Advert(), MONDAY)
    friday_night = datetime(2026, 3, 27, 23, 30, tzinfo=UTC)
    vacancy.open(friday_night, REGION, friday_night)
    assert vacancy.opening is not None
    assert vacancy.opening.next_stage_at == datetime(2026, 4, 4, 7, 0, tzinfo=UTC)


def test_each_stage_begins_when_it_was_due_also_when_it_is_late() -> None:
    vacancy, thirty_days_on = opened(), MONDAY + timedelta(days=30)
    advance(vacancy, now=thirty_days_on)
    assert vacancy.opening is not None
    assert vacancy.opening.stage_opened_at == datetime(2026, 3, 9, 8, 0, tzinfo=UTC)
    assert vacancy.opening.next_stage_at == datetime(2026, 3, 23, 8, 0, tzinfo=UTC)
    advance(vacancy, now=thirty_days_on)
    assert stage(vacancy) is StageName.PUBLIC
    assert vacancy.opening.next_stage_at is None


@pytest.mark.parametrize(("reactions", "expected"), [(0, "public"), (1, "public"), (2, "partners"), (9, "partners")])
def test_the_public_stage_opens_only_when_reactions_are_too_few(reactions: int, expected: str) -> None:
    vacancy = opened()
    advance(vacancy)
    advance(vacancy, reactions)
    assert stage(vacancy) == expected
    assert vacancy.decision is not None
    assert (vacancy.decision.reactions, vacancy.decision.enough) == (reactions, 2)
    assert vacancy.is_held_back == (expected == "partners")


def test_what_was_held_back_opens_when_too_few_remain() -> None:
    vacancy, later = opened(), MONDAY + timedelta(days=40)
    advance(vacancy)
    advance(vacancy, reactions=2)
    vacancy.reconsider(COVENANT, REGION, 2, later)
    assert stage(vacancy) is StageName.PARTNERS
    vacancy.reconsider(COVENANT, REGION, 1, later)
    assert stage(vacancy) is StageName.PUBLIC
    assert vacancy.opening is not None
    assert vacancy.opening.stage_opened_at == later
    assert vacancy.details.closing_date == date(2026, 4, 12)


def test_a_stage_that_opens_after_the_closing_date_moves_it() -> None:
    vacancy, later = opened(closing_date=date(2026, 3, 25)), MONDAY + timedelta(days=40)
    advance(vacancy)
    advance(vacancy, reactions=2)
    vacancy.reconsider(COVENANT, REGION, 0, later)
    assert vacancy.details.closing_date == date(2026, 4, 11)
    assert vacancy.closing_date_moved


def test_nothing_is_reconsidered_before_the_public_stage_was_due() -> None:
    vacancy = opened()
    advance(vacancy)
    vacancy.reconsider(COVENANT, REGION, 0, MONDAY + timedelta(days=10))
    assert stage(vacancy) is StageName.PARTNERS


def test_a_timer_of_another_moment_means_nothing() -> None:
    vacancy = opened()
    assert vacancy.opening is not None
    assert vacancy.opening.next_stage_at is not None
    assert vacancy.is_due(vacancy.opening.next_stage_at)
    assert not vacancy.is_due(vacancy.opening.next_stage_at + timedelta(days=1))
    vacancy.close(Outcome.FILLED, MONDAY)
    assert not vacancy.is_due(datetime(2026, 3, 9, 8, 0, tzinfo=UTC))


def test_what_is_closed_opens_changes_and_closes_no_more() -> None:
    vacancy = opened()
    vacancy.close(Outcome.NOT_FILLED, MONDAY)
    for forbidden in (
        partial(vacancy.open, MONDAY, REGION, MONDAY),
        partial(vacancy.schedule, MONDAY + timedelta(days=1), REGION, MONDAY),
        partial(vacancy.close, Outcome.FILLED, MONDAY),
        partial(vacancy.change, {"posts": 2}, Advert(), COVENANT, MONDAY),
    ):
        with pytest.raises(Conflict):
            forbidden()


def test_a_change_from_another_version_is_stale() -> None:
    vacancy = opened()
    vacancy.expect(None)
    vacancy.expect(0)
    with pytest.raises(Stale):
        vacancy.expect(1)


def test_an_outsider_opens_nothing() -> None:
    with pytest.raises(Conflict) as refused:
        opened(organisation="elders")
    assert refused.value.slug == "not-in-a-covenant"


def test_a_need_that_the_members_do_not_share_opens_nothing() -> None:
    switch = Covenants([parse_covenant(SWITCH, "switch.yaml")])
    assert opened(switch, "roermond").status is Status.OPEN
    with pytest.raises(Conflict) as refused:
        opened(switch, "roermond", need=Need(NeedKind.UNTIL, date(2026, 12, 31)))
    assert refused.value.slug == "need-not-shared"


def test_a_closing_date_in_the_past_opens_nothing() -> None:
    with pytest.raises(Invalid):
        opened(closing_date=date(2026, 3, 1))


def test_without_an_own_stage_the_partners_are_told_at_once() -> None:
    friesland = Covenants([parse_covenant(FRIESLAND, "friesland.yaml")])
    vacancy = opened(friesland, "leeuwarden")
    assert vacancy.opening is not None
    assert (vacancy.opening.stage, len(vacancy.opening.audience) > 20) == (StageName.PARTNERS, True)


def test_each_change_says_in_the_history_what_it_rests_on() -> None:
    vacancy = opened(closing_date=date(2026, 3, 5))
    advance(vacancy)
    advance(vacancy, reactions=1)
    kinds = [change.kind for change in vacancy.changes]
    assert kinds == [
        ChangeKind.OPENED,
        ChangeKind.CLOSING_DATE_MOVED,
        ChangeKind.STAGE_OPENED,
        ChangeKind.PUBLIC_DECIDED,
        ChangeKind.STAGE_OPENED,
    ]
    assert vacancy.changes[2].facts["dueAt"] == datetime(2026, 3, 9, 8, 0, tzinfo=UTC)
    assert len(vacancy.changes[2].facts["audience"]) == 11
