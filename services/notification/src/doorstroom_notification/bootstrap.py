"""The notification service put together: its parts, and what runs in the background."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path

import asyncpg

from doorstroom_common.bus.protocols import Bus
from doorstroom_common.clock import Clock
from doorstroom_common.cloudevent import event_source
from doorstroom_common.consumer import Consumer
from doorstroom_common.covenant_store import CovenantStore
from doorstroom_common.database import Database
from doorstroom_common.imports import Imports
from doorstroom_common.mandate_store import MandateStore
from doorstroom_common.observability import Telemetry
from doorstroom_common.service import Service
from doorstroom_common.timers import TimerRunner
from doorstroom_common.work import Workers
from doorstroom_notification.adapters.alerts import SqlAlerts
from doorstroom_notification.adapters.copies import SqlCopies
from doorstroom_notification.adapters.inbox import Inbox
from doorstroom_notification.adapters.mail import post_office, say_where_mail_goes
from doorstroom_notification.adapters.mandate_register import SqlMandateRegister
from doorstroom_notification.adapters.notice_keeping import NoticeKeeping
from doorstroom_notification.adapters.notice_reading import Newest, NoticeReading
from doorstroom_notification.adapters.notices import SqlNotices
from doorstroom_notification.adapters.rebuild import Rebuilding, Rebuilt
from doorstroom_notification.adapters.recruiters import SqlRecruiters
from doorstroom_notification.adapters.role_register import SqlRoleRegister
from doorstroom_notification.application.deliver_alert import DeliverAlert
from doorstroom_notification.application.tell_recruiters import DELIVERY_TIMER, WORK, TellRecruiters
from doorstroom_notification.entrypoints.events import covenant_subscriptions, fact_subscriptions
from doorstroom_notification.entrypoints.parts import Parts
from doorstroom_notification.entrypoints.sheet_imports import RecruiterImporter
from doorstroom_notification.settings import NotificationSettings

MIGRATIONS = Path(__file__).parent / "migrations"
SENDERS = 2


@dataclass(frozen=True, slots=True)
class Context:
    """What `create_app`, the launcher and the commands work with."""

    service: Service
    covenants: CovenantStore
    mandates: MandateStore
    parts: Parts


def build(settings: NotificationSettings, *, clock: Clock, bus: Bus, telemetry: Telemetry) -> Context:
    """Nothing here connects yet; that begins with the service's lifespan."""
    database = Database(settings.database)
    source = event_source(settings.operator_oin, "notification")
    covenants, mandates = CovenantStore(database), MandateStore(database, clock, settings)
    copies, recruiters, alerts = SqlCopies(), SqlRecruiters(), SqlAlerts(clock)
    notices, newest = SqlNotices(clock), Newest(database)
    tell = TellRecruiters(clock, copies, recruiters, alerts, notices)
    deliver = DeliverAlert(clock, alerts, copies, post_office(settings))
    service = Service("notification", settings, clock=clock, bus=bus, telemetry=telemetry, database=database)
    metrics = telemetry.metrics
    service.add(
        covenants,
        mandates,
        Consumer(covenant_subscriptions(covenants), bus, database, telemetry),
        Consumer(fact_subscriptions(clock, source, copies, alerts, notices), bus, database, telemetry),
        Workers(WORK, tell, database, metrics),
        NoticeKeeping(database, clock),
        newest,
        *(TimerRunner(f"deliver-{n}", {DELIVERY_TIMER: deliver}, database, clock, metrics) for n in range(SENDERS)),
    )
    service.on_start(covenants.refresh)
    service.on_start(mandates.refresh)
    service.on_leave(newest.let_go)
    service.on_start(partial(say_where_mail_goes, settings))
    imports = Imports(database, [RecruiterImporter(recruiters, clock)])
    service.add(*imports.components(metrics))
    inbox, reading = Inbox(database, clock), NoticeReading(database, newest)
    parts = Parts(
        database, clock, recruiters, inbox, SqlRoleRegister(), covenants, reading, source, imports,
        SqlMandateRegister(), mandates,
    )  # fmt: skip
    return Context(service, covenants, mandates, parts)


async def rebuild(settings: NotificationSettings, bus: Bus) -> Rebuilt:
    """Make every copy anew from the bus, which is started; the service may be running.

    Needs the database's owner. Tells nobody anything; run it again when it was broken off.
    """
    owner_dsn = settings.database.owner_dsn
    if owner_dsn is None:
        raise ValueError("rebuilding makes tables, so it needs the address of the database's owner (owner_dsn)")
    owner = await asyncpg.connect(owner_dsn.get_secret_value())
    try:
        return await Rebuilding(owner, bus).run()
    finally:
        await owner.close()
