"""Puts the service together: its parts, and what runs in the background."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from doorstroom_candidate.adapters.access_log import AccessLogListing, StoredAccessLog
from doorstroom_candidate.adapters.advisers import AdvisedListing, StoredAdvisers
from doorstroom_candidate.adapters.candidates import StoredCandidates
from doorstroom_candidate.adapters.disclosures import DisclosureListing, StoredDisclosures
from doorstroom_candidate.adapters.employment_confirmations import StoredEmploymentConfirmations
from doorstroom_candidate.adapters.erasures import StoredErasures
from doorstroom_candidate.adapters.imports import StoredImports
from doorstroom_candidate.adapters.listing import Listing
from doorstroom_candidate.adapters.network import AdoptedCovenants
from doorstroom_candidate.adapters.procedures import StoredProcedures
from doorstroom_candidate.adapters.registrations import StoredRegistrations
from doorstroom_candidate.application.disclosing import END_DISCLOSURE
from doorstroom_candidate.application.follow_procedure import FOLLOW_PROCEDURE, follow_procedure
from doorstroom_candidate.application.keeping import ASK, ERASE, GO
from doorstroom_candidate.application.on_disclosure_end import on_disclosure_end
from doorstroom_candidate.application.on_placement import erase_placed
from doorstroom_candidate.application.on_registration_changed import REGISTRATION_CHANGED, on_registration_changed
from doorstroom_candidate.application.on_retention import ask_again, erase_by_retention
from doorstroom_candidate.application.ports import Parts
from doorstroom_candidate.application.published import Facts
from doorstroom_candidate.entrypoints.context import Desk
from doorstroom_candidate.entrypoints.events import (
    covenant_subscriptions,
    erasure_subscriptions,
    procedure_subscriptions,
)
from doorstroom_candidate.entrypoints.sheet_imports import CandidateImporter
from doorstroom_candidate.settings import CandidateSettings
from doorstroom_common.bus.protocols import Bus
from doorstroom_common.clock import Clock
from doorstroom_common.cloudevent import event_source
from doorstroom_common.consumer import Consumer
from doorstroom_common.covenant_store import CovenantStore
from doorstroom_common.database import Database, UnitOfWork
from doorstroom_common.imports import Imports
from doorstroom_common.mandate_store import MandateStore
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
    mandates: MandateStore
    desk: Desk


def build(settings: CandidateSettings, *, clock: Clock, bus: Bus, telemetry: Telemetry) -> Context:
    """Nothing runs yet: the service's lifespan starts it."""
    database = Database(settings.database)
    service = Service("candidate", settings, clock=clock, bus=bus, telemetry=telemetry, database=database)
    covenants, mandates = CovenantStore(database), MandateStore(database, clock, settings)
    parts = Parts(
        candidates=StoredCandidates(),
        registrations=StoredRegistrations(),
        imports=StoredImports(settings.external_id_key),
        erasures=StoredErasures(),
        procedures=StoredProcedures(),
        disclosures=StoredDisclosures(),
        log=StoredAccessLog(),
        advisers=StoredAdvisers(),
        confirmations=StoredEmploymentConfirmations(),
        facts=Facts(event_source(settings.operator_oin, "candidate")),
        network=AdoptedCovenants(covenants),
        clock=clock,
        mail_domains=settings.mail_domains,
    )
    imports = Imports(database, [CandidateImporter(parts)])
    service.add(
        covenants,
        mandates,
        Consumer(mandates.subscriptions("candidate"), bus, database, telemetry),
        Consumer(covenant_subscriptions(covenants), bus, database, telemetry),
        Consumer(erasure_subscriptions(parts), bus, database, telemetry),
        Consumer(procedure_subscriptions(parts), bus, database, telemetry),
        _timers(parts, database, telemetry),
        *_workers(parts, database, telemetry),
        *imports.components(telemetry.metrics),
    )
    service.on_start(covenants.refresh)
    service.on_start(mandates.refresh)
    desk = Desk(
        parts,
        database,
        listing=Listing(database),
        disclosures=DisclosureListing(database),
        log=AccessLogListing(database),
        advised=AdvisedListing(database),
        imports=imports,
    )
    return Context(service, covenants, mandates, desk)


def _timers(parts: Parts, database: Database, telemetry: Telemetry) -> TimerRunner:
    async def ask(key: str, due_at: datetime, uow: UnitOfWork) -> None:
        await ask_again(key, due_at, uow, parts)

    async def erase(key: str, _: datetime, uow: UnitOfWork) -> None:
        await erase_by_retention(key, uow, parts)

    async def go(key: str, _: datetime, uow: UnitOfWork) -> None:
        await erase_placed(key, uow, parts)

    async def end(key: str, due_at: datetime, uow: UnitOfWork) -> None:
        await on_disclosure_end(key, due_at, uow, parts)

    handlers = {ASK: ask, ERASE: erase, GO: go, END_DISCLOSURE: end}
    return TimerRunner("retention", handlers, database, parts.clock, telemetry.metrics)


def _workers(parts: Parts, database: Database, telemetry: Telemetry) -> tuple[Workers, ...]:
    async def follow(key: str, uow: UnitOfWork) -> None:
        await on_registration_changed(key, uow, parts)

    async def disclose(key: str, uow: UnitOfWork) -> None:
        await follow_procedure(key, uow, parts)

    return (
        Workers(REGISTRATION_CHANGED, follow, database, telemetry.metrics, count=1),
        Workers(FOLLOW_PROCEDURE, disclose, database, telemetry.metrics),
    )
