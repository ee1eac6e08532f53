"""What people may do to a stage, and what the covenant keeps them from."""

from datetime import UTC, date, datetime, timedelta

import pytest

from doorstroom_common.covenant import Covenants, StageName, parse_covenant
from doorstroom_common.errors import Conflict, Forbidden, Invalid
from doorstroom_vacancy.domain.posting import ChangeKind
from doorstroom_vacancy.domain.reaction import Channel
from doorstroom_vacancy.domain.staged import StageOrder
from doorstroom_vacancy.domain.vacancy import Vacancy
from doorstroom_vacancy.domain.values import Outcome, ReopeningReason, StageReason, Status
from services.vacancy.tests.story import DEMO, next_version
from services.vacancy.tests.unit.test_vacancy import COVENANT, MONDAY, REGION, advance, opened, stage

BOTH = frozenset({"recruiter", "vacancy-holder"})
BY_MISTAKE = ReopeningReason.CLOSED_BY_MISTAKE


def order(about: StageName = StageName.OWN, roles: frozenset[str] = BOTH) -> StageOrder:
    return StageOrder(about, StageReason.URGENT, roles, Channel.PERSON)


def due(vacancy: Vacancy) -> datetime | None:
    assert vacancy.opening is not None
    return vacancy.opening.next_stage_at


def kinds(vacancy: Vacancy) -> list[ChangeKind]:
    return [change.kind for change in vacancy.changes]


def test_a_skipped_stage_ends_now_and_the_history_says_why() -> None:
    vacancy, later = opened(), MONDAY + timedelta(hours=1)
    vacancy.skip_stage(order(), COVENANT, REGION, 0, later)
    assert (stage(vacancy), due(vacancy)) == (StageName.PARTNERS, datetime(2026, 3, 16, 8, 0, tzinfo=UTC))
    assert kinds(vacancy)[1:] == [ChangeKind.STAGE_SKIPPED, ChangeKind.STAGE_OPENED]
    assert vacancy.changes[1].facts == {"stage": "own", "reason": "urgent", "by": "person"}


def test_an_order_about_another_stage_does_nothing_to_this_one() -> None:
    vacancy = opened()
    vacancy.skip_stage(order(), COVENANT, REGION, 0, MONDAY)
    with pytest.raises(Conflict) as refused:
        vacancy.skip_stage(order(), COVENANT, REGION, 0, MONDAY)
    assert refused.value.slug == "not-in-this-stage"
    assert "`partners`; what may follow: closure, extension." in refused.value.detail


def test_what_the_covenant_does_not_say_is_refused() -> None:
    vacancy = opened()
    vacancy.skip_stage(order(), COVENANT, REGION, 0, MONDAY)
    with pytest.raises(Conflict):
        vacancy.skip_stage(order(StageName.PARTNERS), COVENANT, REGION, 0, MONDAY)
    with pytest.raises(Conflict):
        vacancy.shorten_stage(order(StageName.PARTNERS), 5, COVENANT, REGION, 0, MONDAY)
    assert stage(vacancy) is StageName.PARTNERS


def test_only_whom_the_covenant_names_takes_a_step() -> None:
    with pytest.raises(Forbidden):
        opened().skip_stage(order(roles=frozenset({"vacancy-holder"})), COVENANT, REGION, 0, MONDAY)


@pytest.mark.parametrize("days", [1, 2, 7, 8, 30])
def test_no_stage_becomes_shorter_than_agreed_nor_longer_by_shortening(days: int) -> None:
    vacancy = opened()
    with pytest.raises(Invalid):
        vacancy.shorten_stage(order(), days, COVENANT, REGION, 0, MONDAY)
    assert due(vacancy) == datetime(2026, 3, 9, 8, 0, tzinfo=UTC)


def test_a_shortened_stage_ends_earlier_once() -> None:
    vacancy = opened()
    vacancy.shorten_stage(order(), 4, COVENANT, REGION, 0, MONDAY)
    assert due(vacancy) == datetime(2026, 3, 6, 8, 0, tzinfo=UTC)
    assert kinds(vacancy) == [ChangeKind.OPENED, ChangeKind.STAGE_SHORTENED]
    with pytest.raises(Conflict):
        vacancy.shorten_stage(order(), 3, COVENANT, REGION, 0, MONDAY)


def test_a_stage_that_has_lasted_as_long_already_ends_now_and_not_earlier() -> None:
    vacancy, later = opened(), MONDAY + timedelta(days=5)
    vacancy.shorten_stage(order(), 3, COVENANT, REGION, 0, later)
    assert vacancy.opening is not None
    assert (stage(vacancy), vacancy.opening.stage_opened_at) == (StageName.PARTNERS, later)
    assert all(entry.since == later for entry in vacancy.opening.audience[1:])


def test_an_extended_stage_lasts_longer_once_and_the_closing_date_moves_along() -> None:
    vacancy = opened(closing_date=date(2026, 3, 23))
    advance(vacancy)
    partners = order(StageName.PARTNERS, frozenset({"vacancy-holder"}))
    with pytest.raises(Invalid):
        vacancy.extend_stage(partners, 15, COVENANT, MONDAY)
    vacancy.extend_stage(partners, 14, COVENANT, MONDAY)
    assert due(vacancy) == datetime(2026, 4, 6, 7, 0, tzinfo=UTC)
    assert vacancy.details.closing_date == date(2026, 4, 6)
    with pytest.raises(Conflict):
        vacancy.extend_stage(partners, 7, COVENANT, MONDAY)
    advance(vacancy)
    assert stage(vacancy) is StageName.PUBLIC


def test_what_was_held_back_opens_when_a_recruiter_says_why() -> None:
    vacancy, later = opened(), MONDAY + timedelta(days=40)
    advance(vacancy)
    with pytest.raises(Conflict):
        vacancy.release(order(StageName.PARTNERS), COVENANT, REGION, 0, later)
    advance(vacancy, reactions=3)
    with pytest.raises(Forbidden):
        vacancy.release(order(StageName.PARTNERS, frozenset({"vacancy-holder"})), COVENANT, REGION, 3, later)
    vacancy.release(order(StageName.PARTNERS), COVENANT, REGION, 3, later)
    assert (stage(vacancy), vacancy.is_held_back) == (StageName.PUBLIC, False)
    assert vacancy.changes[-2].facts["reactions"] == 3


def test_what_is_reopened_stands_in_its_stage_with_the_days_that_were_left() -> None:
    vacancy = opened()
    advance(vacancy)
    vacancy.close(Outcome.WITHDRAWN, datetime(2026, 3, 19, 12, 0, tzinfo=UTC))
    vacancy.reopen(BY_MISTAKE, COVENANT, REGION, 0, datetime(2026, 5, 4, 12, 0, tzinfo=UTC))
    assert (vacancy.status, vacancy.outcome, stage(vacancy)) == (Status.OPEN, None, StageName.PARTNERS)
    assert due(vacancy) == datetime(2026, 5, 8, 7, 0, tzinfo=UTC)
    assert vacancy.details.closing_date == date(2026, 5, 8)
    vacancy.close(Outcome.WITHDRAWN, datetime(2026, 5, 5, 12, 0, tzinfo=UTC))
    vacancy.reopen(BY_MISTAKE, COVENANT, REGION, 0, datetime(2026, 6, 1, 12, 0, tzinfo=UTC))
    assert due(vacancy) == datetime(2026, 6, 4, 7, 0, tzinfo=UTC)


def test_who_left_meanwhile_does_not_see_what_is_reopened_and_its_rules_stay() -> None:
    later = Covenants([COVENANT, parse_covenant(next_version(DEMO, "2026-04-01", without="duinmeer"), "demo.yaml")])
    vacancy, now = opened(), datetime(2026, 4, 2, 12, 0, tzinfo=UTC)
    advance(vacancy)
    vacancy.close(Outcome.NOT_FILLED, datetime(2026, 3, 19, 12, 0, tzinfo=UTC))
    vacancy.reopen(BY_MISTAKE, COVENANT, later, 0, now)
    assert vacancy.opening is not None
    [left] = [entry for entry in vacancy.opening.audience if entry.until is not None]
    assert (left.organisation, left.until, vacancy.opening.governing.version) == ("duinmeer", now, 1)


@pytest.mark.parametrize("reactions", [1, 2])
def test_what_was_held_back_and_reopened_opens_only_when_too_few_remain(reactions: int) -> None:
    vacancy = opened()
    advance(vacancy)
    advance(vacancy, reactions=2)
    vacancy.close(Outcome.NOT_FILLED, MONDAY + timedelta(days=30))
    vacancy.reopen(BY_MISTAKE, COVENANT, REGION, reactions, MONDAY + timedelta(days=35))
    assert (stage(vacancy), due(vacancy)) == (StageName.PUBLIC if reactions < 2 else StageName.PARTNERS, None)


def test_what_was_filled_or_never_opened_stays_closed() -> None:
    filled, draft = opened(), opened()
    filled.close(Outcome.FILLED, MONDAY)
    draft.opening, draft.status = None, Status.DRAFT
    draft.close(Outcome.WITHDRAWN, MONDAY)
    for vacancy in (filled, draft, opened()):
        with pytest.raises(Conflict):
            vacancy.reopen(BY_MISTAKE, COVENANT, REGION, 0, MONDAY)
