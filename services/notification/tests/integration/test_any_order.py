"""One life in any order, with facts that come twice, tells in the end what its newest state tells."""

from collections.abc import AsyncIterator, Mapping, Sequence
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import SecretStr

from doorstroom_common.clock import SimulatedClock
from doorstroom_common.cloudevent import CloudEvent
from doorstroom_common.database import Behalf, Database, Role, sql
from doorstroom_common.database.migrations import migrate_async
from doorstroom_common.settings import DatabaseSettings
from doorstroom_common.testing.plugin import ServiceDatabase
from doorstroom_common.testing.postgres import blocking
from doorstroom_notification.adapters.alerts import SqlAlerts
from doorstroom_notification.adapters.copies import SqlCopies
from doorstroom_notification.adapters.notices import SqlNotices
from doorstroom_notification.adapters.recruiters import SqlRecruiters
from doorstroom_notification.application.tell_recruiters import TellRecruiters
from doorstroom_notification.bootstrap import MIGRATIONS
from doorstroom_notification.domain.recruiter import Language, Recruiter
from doorstroom_notification.domain.wishes import Channel, Kind, Wishes
from doorstroom_notification.entrypoints.events import fact_subscriptions
from services.notification.tests.life import (
    AGREED,
    LENDER,
    OWNER,
    RECEIVER,
    START,
    disclosure,
    erased,
    lending,
    placement,
    proposed,
    referral,
    step,
    withdrawn,
)

Told = set[tuple[str, str, str | None]]
"""Organisation, kind, news."""

ASKED = (proposed(), step("contact-requested", 2))
GRANTED = (*ASKED, step("contact-granted", 3), disclosure())
LENT = (
    proposed(lent=True),
    step("candidate-agreed", 2, lent=True, visible_to="lender"),
    step("employer-agreed", 3, lent=True, agreed=AGREED),
)
REFERRED = (referral("awaiting-consent", 1), referral("sent", 2))

LIVES: Mapping[str, tuple[Sequence[CloudEvent], Told]] = {
    "asked": (ASKED, set()),
    "granted": (GRANTED, {(OWNER, "answer", "contact-granted")}),
    "declined": ((*ASKED, step("contact-declined", 3)), {(OWNER, "answer", "contact-declined")}),
    "late": (
        (proposed(), step("proposed", 2, taken="answer-overdue"), proposed(3, overdueSince="2026-03-02T08:32:00Z")),
        {(OWNER, "match", None), (OWNER, "answer", "answer-overdue")},
    ),
    "proposed anew": (
        (*ASKED, withdrawn(3, "candidate-changed"), proposed(4, proposedAt="2026-03-02T08:34:00Z")),
        {(OWNER, "match", None)},
    ),
    "too few alike": ((proposed(), proposed(2, visibleTo="candidate", card={"skillsAsked": 2})), set()),
    "consent expired": ((*GRANTED, disclosure(2, "expired")), {(OWNER, "answer", "contact-ended")}),
    "consent withdrawn": (
        (*GRANTED, step("invited", 4), withdrawn(5, "consent-withdrawn"), disclosure(2, "consent-withdrawn")),
        {(OWNER, "answer", "unavailable")},
    ),
    "erased": (
        (*GRANTED, withdrawn(4, "candidate-erased"), disclosure(2, "candidate-erased"), erased()),
        {(OWNER, "answer", "unavailable")},
    ),
    "erased after a no": ((*ASKED, step("contact-declined", 3), erased()), set()),
    "erased after a referral": ((*REFERRED, referral("accepted", 3), erased()), set()),
    "moved": ((*GRANTED, step("placed", 4), placement()), {(OWNER, "placement", "arrives")}),
    "agreed": (LENT, {(OWNER, "secondment", "agreed")}),
    "not agreed": ((*LENT[:2], step("employer-declined", 3, lent=True, visible_to="lender")), set()),
    "called off before the borrower": (
        (*LENT[:2], withdrawn(3, "candidate-withdrew", lent=True, visible_to="candidate")),
        {(LENDER, "secondment", "called-off")},
    ),
    "called off after": (
        (*LENT, withdrawn(4, "candidate-withdrew", lent=True)),
        {(LENDER, "secondment", "called-off"), (OWNER, "answer", "unavailable")},
    ),
    "lent": (
        (*LENT, step("placed", 4, lent=True, agreed=AGREED), lending(),
         lending(2, extensionDueAt="2026-10-01T07:00:00Z")),
        {(to, "secondment", "extension") for to in (OWNER, LENDER)}
        | {(OWNER, "placement", "arrives"), (LENDER, "placement", "lent")},
    ),
    "referred": ((*REFERRED, referral("accepted", 3)), {(OWNER, "referral", "accepted")}),
    "referred and taken back": (
        (*REFERRED, referral("accepted", 3), disclosure(of="referral", to=RECEIVER), referral("withdrawn", 4),
         disclosure(2, "consent-withdrawn", of="referral", to=RECEIVER)),
        {(OWNER, "referral", "withdrawn"), (RECEIVER, "referral", "contact-ended")},
    ),
}  # fmt: skip
BEFORE_THEIR_TURN = {
    "asked": {LENDER, RECEIVER}, "moved": {LENDER, RECEIVER}, "not agreed": {OWNER, RECEIVER},
    "called off before the borrower": {OWNER, RECEIVER},
}  # fmt: skip
"""Who never hears anything of it, whatever the order."""

OVER = {
    "declined", "too few alike", "consent withdrawn", "erased", "erased after a no", "erased after a referral", "moved",
    "not agreed", "called off after", "referred and taken back",
}  # fmt: skip

ERASED = {"erased", "erased after a no", "erased after a referral"}
GONE = {"nl.matches.match-unavailable.v1", "nl.referrals.referral-unavailable.v1"}
IN_TURN = {"agreed", "not agreed", "called off before the borrower", "called off after", "lent"}
"""Secondments, which a lender hears of once its employee agreed."""

TABLES = (
    "alert", "delivery", "need_copy", "match_copy", "referral_copy", "disclosure_copy", "placement_copy",
    "erased_candidate", "outbox", "timer", "work", "notice", "notice_feed", "notice_standing",
)  # fmt: skip
WAITING = sql("SELECT key FROM work")
DONE = sql("DELETE FROM work WHERE key = :key")
NOTICES = sql("SELECT organisation, type, data FROM notice ORDER BY organisation, position")
ALERTS = sql("SELECT organisation, kind, content ->> 'news' AS news, ended_at IS NULL AS stands, content FROM alert")


class Desk:
    """The consumer and the worker, one step at a time, on a real database."""

    def __init__(self, database: Database) -> None:
        clock = SimulatedClock(START)
        copies, alerts, notices = SqlCopies(), SqlAlerts(clock), SqlNotices(clock)
        self._database = database
        self._recruiters = SqlRecruiters()
        self._handlers = fact_subscriptions(clock, "urn:test", copies, alerts, notices).handlers
        self._tell = TellRecruiters(clock, copies, self._recruiters, alerts, notices)

    async def staff(self) -> None:
        """Everybody hears everything, in the inbox."""
        wishes = Wishes(dict.fromkeys(Kind, Channel.INBOX))
        async with self._database.unit_of_work(Behalf().and_of((OWNER, LENDER, RECEIVER))) as uow:
            for number, organisation in enumerate((OWNER, LENDER, RECEIVER)):
                address = f"werving@{organisation}.example"
                recruiter = Recruiter(organisation, UUID(int=number), 1, "R", address, Language.NL, START, wishes)
                self._recruiters.add(recruiter, uow)
            await uow.commit()

    async def hear(self, event: CloudEvent) -> None:
        async with self._database.unit_of_work(Role.WORKER) as uow:
            await self._handlers[event.type](event, uow)
            await uow.commit()

    async def work(self) -> None:
        async with self._database.unit_of_work(Role.WORKER) as uow:
            for row in await uow.fetch(WAITING):
                await self._tell(row["key"], uow)
                uow.write(DONE, key=row["key"])
            await uow.commit()

    async def clear(self) -> None:
        async with self._database.unit_of_work(Role.WORKER) as uow:
            for table in TABLES:
                await uow.execute(sql(f"DELETE FROM {table}"))
            await uow.commit()

    async def alerts(self) -> list[Mapping[str, object]]:
        async with self._database.unit_of_work(Role.WORKER) as uow:
            return [dict(row) for row in await uow.fetch(ALERTS)]

    async def notices(self) -> list[Mapping[str, object]]:
        async with self._database.unit_of_work(Role.WORKER) as uow:
            return [dict(row) for row in await uow.fetch(NOTICES)]


@pytest.fixture
async def desk(service_database: ServiceDatabase) -> AsyncIterator[Desk]:
    made = service_database("lives", lambda owner: blocking(migrate_async(owner, MIGRATIONS)))
    database = Database(DatabaseSettings(app_dsn=SecretStr(made.app_dsn), worker_dsn=SecretStr(made.worker_dsn)))
    await database.open()
    opened = Desk(database)
    await opened.staff()
    yield opened
    await database.close()


@st.composite
def tellings(draw: st.DrawFn) -> tuple[str, list[tuple[CloudEvent, bool]]]:
    """A life, its facts in some order, some of them twice, and after which of them the worker looks."""
    name = draw(st.sampled_from(sorted(LIVES)))
    events = list(LIVES[name][0])
    twice = draw(st.lists(st.sampled_from(events), max_size=3))
    order = draw(st.permutations([*events, *twice]))
    looks = draw(st.lists(st.booleans(), min_size=len(order), max_size=len(order)))
    return name, list(zip(order, looks, strict=True))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(telling=tellings())
async def test_in_any_order_a_life_tells_in_the_end_what_its_newest_state_tells(
    desk: Desk, telling: tuple[str, list[tuple[CloudEvent, bool]]]
) -> None:
    name, facts = telling
    await desk.clear()
    for event, looks in facts:
        await desk.hear(event)
        if looks:
            await desk.work()
    await desk.work()
    alerts = await desk.alerts()
    standing = {(each["organisation"], each["kind"], each["news"]) for each in alerts if each["stands"]}
    assert standing == LIVES[name][1]
    notices = await desk.notices()
    assert {each["organisation"] for each in [*alerts, *notices]}.isdisjoint(BEFORE_THEIR_TURN.get(name, set()))
    told = {each["organisation"] for each in notices}
    assert name in IN_TURN or LENDER not in told, "an employer learnt of it"
    assert name not in ERASED or {str(each["type"]) for each in notices} <= GONE


async def test_each_life_told_in_its_own_order_tells_the_same_and_of_what_is_over_no_card_is_kept(desk: Desk) -> None:
    for name, (events, expected) in LIVES.items():
        await desk.clear()
        for event in events:
            await desk.hear(event)
            await desk.work()
        alerts = await desk.alerts()
        standing = {(each["organisation"], each["kind"], each["news"]) for each in alerts if each["stands"]}
        assert standing == expected, name
        assert name not in OVER or not any("card" in str(each["content"]) for each in alerts), name
