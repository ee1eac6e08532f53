"""Puts the service together: its parts, and what runs in the background."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from doorstroom_candidate.adapters.candidates import StoredCandidates
from doorstroom_candidate.adapters.erasures import StoredErasures
from doorstroom_candidate.adapters.listing import Listing
from doorstroom_candidate.adapters.network import AdoptedCovenants
from doorstroom_candidate.adapters.registrations import StoredRegistrations
from doorstroom_candidate.application.keeping import ASK, ERASE
from doorstroom_candidate.application.on_registration_changed import REGISTRATION_CHANGED, on_registration_changed
from doorstroom_candidate.application.on_retention import ask_again, erase_by_retention
from doorstroom_candidate.application.ports import Parts
from doorstroom_candidate.application.published import Facts
from doorstroom_candidate.domain.addresses import all_domains
from doorstroom_candidate.entrypoints.context import Desk
from doorstroom_candidate.entrypoints.events import covenant_subscriptions, erasure_subscriptions
from doorstroom_candidate.settings import CandidateSettings
from doorstroom_common.bus.protocols import Bus
from doorstroom_common.clock import Clock
from doorstroom_common.cloudevent import event_source
from doorstroom_common.consumer import Consumer
from doorstroom_common.covenant_store import CovenantStore
from doorstroom_common.database import Database, UnitOfWork
from doorstroom_common.observability import Telemetry
from doorstroom_common.service import Service
from doorstroom_common.timers.runner import TimerRunner
from doorstroom_common.work.workers import Workers

MIGRATIONS = Path(__file__).parent / "migrations"


@dataclass(frozen=True, slots=True)
class Context:
    """The running service and what its routes get."""

    service: Service
    covenants: CovenantStore
    desk: Desk


def build(settings: CandidateSettings, *, clock: Clock, bus: Bus, telemetry: Telemetry) -> Context:
    """Nothing runs yet: the service's lifespan starts it."""
    database = Database(settings.database)
    service = Service("candidate", settings, clock=clock, bus=bus, telemetry=telemetry, database=database)
    covenants = CovenantStore(database)
    parts = Parts(
        candidates=StoredCandidates(),
        registrations=StoredRegistrations(),
        erasures=StoredErasures(),
        facts=Facts(event_source(settings.operator_oin, "candidate")),
        network=AdoptedCovenants(covenants),
        clock=clock,
        mail_domains=all_domains(settings.mail_domains),
    )
    service.add(
        covenants,
        Consumer(covenant_subscriptions(covenants), bus, database, telemetry),
        Consumer(erasure_subscriptions(parts), bus, database, telemetry),
        _timers(parts, database, telemetry),
        _workers(parts, database, telemetry),
    )
    service.on_start(covenants.refresh)
    return Context(service, covenants, Desk(parts, database, Listing(database)))


def _timers(parts: Parts, database: Database, telemetry: Telemetry) -> TimerRunner:
    async def ask(key: str, due_at: datetime, uow: UnitOfWork) -> None:
        await ask_again(key, due_at, uow, parts)

    async def erase(key: str, _: datetime, uow: UnitOfWork) -> None:
        await erase_by_retention(key, uow, parts)

    return TimerRunner("retention", {ASK: ask, ERASE: erase}, database, parts.clock, telemetry.metrics)


def _workers(parts: Parts, database: Database, telemetry: Telemetry) -> Workers:
    async def follow(key: str, uow: UnitOfWork) -> None:
        await on_registration_changed(key, uow, parts)

    return Workers(REGISTRATION_CHANGED, follow, database, telemetry.metrics, count=1)
