"""Over any covenant, clock and steps: nobody is let in before their stage, and the audit equals what was open."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from functools import cache, partial

from hypothesis import given, settings
from hypothesis import strategies as st

from doorstroom_common.clock import AMSTERDAM, local_date
from doorstroom_common.covenant import Covenant, Covenants, parse_covenant
from doorstroom_common.errors import DoorstroomError
from doorstroom_vacancy.application.published import as_json
from doorstroom_vacancy.domain.audit import EVERYBODY, Line, sights
from doorstroom_vacancy.domain.reaction import Channel
from doorstroom_vacancy.domain.staged import StageOrder
from doorstroom_vacancy.domain.vacancy import Vacancy
from doorstroom_vacancy.domain.values import Advert, Outcome, ReopeningReason, StageReason, Status
from services.vacancy.tests.regions import OTHERS, RULES, STEPS, Region, Rules
from services.vacancy.tests.unit.test_vacancy import details

MOMENTS = st.datetimes(datetime(2026, 1, 2), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
NEVER = datetime(9000, 1, 1, tzinfo=UTC)
ROLES = frozenset({"recruiter", "vacancy-holder"})


@cache
def parsed(text: str) -> Covenant:
    """Once for each text: reading one takes far longer than playing."""
    return parse_covenant(text, "region.yaml")


class Play:
    """One vacancy, its clock, and what was open to whom at each moment."""

    def __init__(self, rules: Rules, at: datetime) -> None:
        self.region, self.now, self.opened_at = Region(1, rules), at, at
        self.known = Covenants([parsed(text) for text in self.region.covenants])
        self.vacancy = Vacancy.new(self.region.name("owner"), details(closing_date=local_date(at)), Advert(), at)
        self.vacancy.open(at, self.known, at)
        assert self.vacancy.opening is not None
        covenant = self.known.by_hash(self.vacancy.opening.governing.hash)
        assert covenant is not None
        self.covenant, self.reactions, self.left_at = covenant, 0, NEVER
        self.open_to: dict[tuple[datetime, str], bool] = {}

    def take(self, step: str, number: int) -> None:
        vacancy, now = self.vacancy, self.now
        assert vacancy.opening is not None
        order = StageOrder(vacancy.opening.stage, StageReason.URGENT, ROLES, Channel.PERSON)
        known = (self.covenant, self.known)
        ways: dict[str, Callable[[], object]] = {
            "wait": partial(self._wait, number),
            "leave": self._leave,
            "react": partial(setattr, self, "reactions", 2),
            "close": partial(vacancy.close, Outcome.WITHDRAWN, now),
            "reopening": partial(vacancy.reopen, ReopeningReason.FELL_THROUGH, *known, self.reactions, now),
            "skipping": partial(vacancy.skip_stage, order, *known, self.reactions, now),
            "shortening": partial(vacancy.shorten_stage, order, number, *known, self.reactions, now),
            "extension": partial(vacancy.extend_stage, order, number, self.covenant, now),
            "public-opening": partial(vacancy.release, order, *known, self.reactions, now),
        }
        before = len(vacancy.changes)
        try:
            ways[step]()
        except DoorstroomError:
            assert len(vacancy.changes) == before

    def look(self) -> None:
        """What is open now; nothing of it before its earliest moment, and nothing to who has left."""
        vacancy = self.vacancy
        assert vacancy.opening is not None
        present = {entry.organisation for entry in vacancy.opening.audience if entry.until is None}
        for who in OTHERS:
            let_in = vacancy.opening.is_public or self.region.name(who) in present
            seen = vacancy.status is Status.OPEN and let_in
            self.open_to[self.now, who] = seen
            if seen:
                earliest = self.region.earliest(who, self.opened_at)
                assert earliest is not None
                assert self.now >= earliest
                assert who != "leaver" or vacancy.opening.is_public or self.now < self.left_at

    def check_audit(self) -> None:
        lines = [Line(one.kind, one.at, stored(as_json(one.facts))) for one in self.vacancy.changes]
        told = sights(self.vacancy.organisation, lines)
        for (at, who), seen in self.open_to.items():
            names = (self.region.name(who), EVERYBODY)
            assert (at, who, any(one.organisation in names and one.holds(at) for one in told)) == (at, who, seen)

    def _wait(self, hours: int) -> None:
        """The timers that fall due, each at the moment at which somebody came to them."""
        self.now += timedelta(hours=hours)
        vacancy = self.vacancy
        while vacancy.opening and (due := vacancy.opening.next_stage_at) and due <= self.now and vacancy.is_due(due):
            vacancy.open_next_stage(due, self.covenant, self.known, self.reactions, self.now)
        vacancy.review_audience(self.known, self.now)

    def _leave(self) -> None:
        if self.left_at != NEVER:
            return
        day = local_date(self.now) + timedelta(days=3)
        text = self.region.governing(left=True, version=2, valid_from=day)
        self.known = self.known.including(parsed(text))
        self.left_at = datetime.combine(day, time.min, AMSTERDAM)


def stored(facts: object) -> dict[str, object]:
    """As the database gives them back."""
    read: dict[str, object] = json.loads(json.dumps(facts, default=str))
    return read


@settings(max_examples=100, deadline=None)
@given(rules=RULES, at=MOMENTS, steps=STEPS)
def test_nobody_is_let_in_before_their_stage_and_the_audit_is_what_was_open(
    rules: Rules, at: datetime, steps: list[tuple[str, int]]
) -> None:
    play = Play(rules, at)
    play.look()
    for step, number in [*steps, ("wait", 24 * 9)]:
        play.now += timedelta(seconds=1)
        play.take(step, number)
        play.look()
    play.check_audit()
