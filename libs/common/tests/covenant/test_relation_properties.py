"""Over random regions whose members come and go, every question about nearness has one answer."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from doorstroom_common.covenant import Covenant, Covenants, Relation

TRIED = settings(deadline=None, max_examples=60)
NAMES = ["een", "twee", "drie"]
ORGANISATIONS = ["aa", "bb", "cc", "dd", "ee", "ff"]
DAYS = st.dates(date(2025, 12, 25), date(2026, 12, 31))
Row = tuple[str, date, date | None]
Plan = list[tuple[list[Row], list[str]]]
Write = Callable[..., Covenant]


@st.composite
def memberships(draw: st.DrawFn) -> list[Row]:
    rows: list[Row] = []
    for name in draw(st.lists(st.sampled_from(ORGANISATIONS), min_size=1, unique=True)):
        first, length = draw(DAYS), draw(st.none() | st.integers(0, 200))
        rows.append((name, first, None if length is None else first + timedelta(days=length)))
    return rows


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """One to three covenants: the members with their days, and the covenants that each recognises."""
    names = NAMES[: draw(st.integers(1, 3))]
    return [
        (draw(memberships()), [other for other in NAMES if other != name and draw(st.booleans())]) for name in names
    ]


@pytest.fixture(scope="session")
def made(another: Write) -> Callable[[Plan], Covenants]:
    def make(plan: Plan) -> Iterator[Covenant]:
        for name, (rows, linked) in zip(NAMES, plan, strict=False):
            links = ", ".join(f"{{covenant: {other}, from: 2026-01-01, source: {{text: x}}}}" for other in linked)
            yield another(name, rows, ("terms:\n", f"links: [{links}]\nterms:\n"))

    return lambda plan: Covenants(make(plan))


@TRIED
@given(plan=plans(), day=DAYS)
def test_partners_are_partners_of_one_another(made: Callable[[Plan], Covenants], plan: Plan, day: date) -> None:
    covenants = made(plan)
    for one in ORGANISATIONS:
        for other, covenant_id in covenants.partners_of(one, day).items():
            assert one in covenants.partners_of(other, day)
            assert covenant_id in {covenant.id for covenant in covenants.covenants_of(other, day)}
            assert covenants.relation(one, other, day).relation is Relation.PARTNER
            assert covenants.relation(other, one, day).relation is Relation.PARTNER


@TRIED
@given(plan=plans(), day=DAYS)
def test_relation_partners_and_linked_say_the_same(made: Callable[[Plan], Covenants], plan: Plan, day: date) -> None:
    covenants = made(plan)
    for one in ORGANISATIONS:
        partners, linked = covenants.partners_of(one, day), covenants.linked_to(one, day)
        assert one not in partners
        assert not partners.keys() & linked.keys()
        for other in (name for name in ORGANISATIONS if name != one):
            found = covenants.relation(one, other, day)
            assert (found.relation is Relation.PARTNER) == (other in partners)
            assert (found.relation is Relation.LINKED) == (other in linked)
            assert found.covenant_id == partners.get(other, linked.get(other))


@TRIED
@given(plan=plans(), day=DAYS)
def test_the_relation_is_what_reading_the_plan_afresh_gives(
    made: Callable[[Plan], Covenants], plan: Plan, day: date
) -> None:
    covenants = made(plan)
    started = day >= date(2026, 1, 1)
    present = [{name for name, first, last in rows if started and first <= day <= (last or day)} for rows, _ in plan]
    for one in ORGANISATIONS:
        mine = [place for place, members in enumerate(present) if one in members]
        there = [NAMES.index(name) for place in mine for name in plan[place][1] if NAMES.index(name) < len(plan)]
        for other in (name for name in ORGANISATIONS if name != one):
            partner = any(other in present[place] for place in mine)
            near = any(other in present[place] for place in there)
            expected = Relation.PARTNER if partner else Relation.LINKED if near else Relation.EXTERNAL
            assert covenants.relation(one, other, day).relation is expected


@TRIED
@given(plan=plans(), day=DAYS, one=st.sampled_from(ORGANISATIONS))
def test_nothing_about_members_changes_before_the_next_change(
    made: Callable[[Plan], Covenants], plan: Plan, day: date, one: str
) -> None:
    covenants = made(plan)
    change = covenants.next_change(day)
    still = day if change is None else change - timedelta(days=1)
    assert covenants.partners_of(one, day) == covenants.partners_of(one, still)
    assert covenants.linked_to(one, day) == covenants.linked_to(one, still)
    assert covenants.may_publish(one, day) == covenants.may_publish(one, still)


@settings(deadline=None, max_examples=25)
@given(plan=plans(), days=st.lists(DAYS, min_size=2, max_size=6))
def test_an_answer_does_not_depend_on_which_days_were_asked_before(
    made: Callable[[Plan], Covenants], plan: Plan, days: list[date]
) -> None:
    asked = made(plan)
    for day in days:
        fresh = made(plan)
        for one in ORGANISATIONS:
            assert asked.partners_of(one, day) == fresh.partners_of(one, day)
            assert asked.governing(one, day) == fresh.governing(one, day)
