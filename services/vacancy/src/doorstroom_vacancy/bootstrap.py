"""The vacancy service put together: its parts, and what runs in the background."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from doorstroom_common.bus.protocols import Bus
from doorstroom_common.clock import Clock
from doorstroom_common.cloudevent import event_source
from doorstroom_common.consumer import Consumer
from doorstroom_common.covenant_store import CovenantStore
from doorstroom_common.database import Database, Role, UnitOfWork
from doorstroom_common.imports import Imports
from doorstroom_common.mandate_store import MandateStore
from doorstroom_common.observability import Telemetry
from doorstroom_common.service import Service
from doorstroom_common.timers import TimerRunner
from doorstroom_common.timers.runner import TimerHandler
from doorstroom_common.work import Workers
from doorstroom_vacancy.adapters.advertising import Advertising
from doorstroom_vacancy.adapters.history import StoredHistory
from doorstroom_vacancy.adapters.listing import Listing
from doorstroom_vacancy.adapters.placements import StoredPlacements
from doorstroom_vacancy.adapters.progress import StoredProgress
from doorstroom_vacancy.adapters.reactions import References, StoredReactions
from doorstroom_vacancy.adapters.repository import SECONDMENTS, VACANCIES, StoredPostings
from doorstroom_vacancy.adapters.results import StoredResults
from doorstroom_vacancy.application.adopt_covenant import AdoptCovenant, Adopted, adopt_covenant
from doorstroom_vacancy.application.board import SECONDMENT_EVENTS, VACANCY_EVENTS, Board
from doorstroom_vacancy.application.on_placement_due import on_end_in_sight, on_start
from doorstroom_vacancy.application.open_next_stage import no_reactions, open_next_stage
from doorstroom_vacancy.application.open_posting import open_scheduled
from doorstroom_vacancy.application.place import Registry
from doorstroom_vacancy.application.placing import EXTENSION_TIMER, START_TIMER, Placing
from doorstroom_vacancy.application.published import secondment_state, vacancy_state
from doorstroom_vacancy.application.review_audience import MEMBERSHIP_TIMER, members_changed, review_audience
from doorstroom_vacancy.domain.secondment_request import SecondmentRequest
from doorstroom_vacancy.domain.vacancy import Vacancy
from doorstroom_vacancy.entrypoints.events import candidate_subscriptions, match_subscriptions
from doorstroom_vacancy.entrypoints.feeds.entry import Site
from doorstroom_vacancy.entrypoints.parts import Parts
from doorstroom_vacancy.entrypoints.sheet_imports import importers
from doorstroom_vacancy.settings import VacancySettings

NAME = "vacancy"
MIGRATIONS = Path(__file__).parent / "migrations"


@dataclass(frozen=True, slots=True)
class Context:
    """What `create_app`, the launcher and the commands work with."""

    service: Service
    parts: Parts
    mandates: MandateStore

    async def adopt(self, text: str, filename: str) -> Adopted:
        """Adopt a covenant in the running service; raises `CovenantRefused` with every fault."""
        parts, oin = self.parts, self.service.settings.operator_oin
        adopted = await adopt(parts.database, parts.clock, oin, text, filename)
        await parts.covenants.refresh()
        return adopted


async def adopt(database: Database, clock: Clock, operator_oin: str, text: str, filename: str) -> Adopted:
    """Adopt a covenant, with nothing running but the database; raises `CovenantRefused` with every fault."""
    everything = (StoredPostings(VACANCIES), StoredPostings(SECONDMENTS))
    async with database.unit_of_work(Role.WORKER) as uow:
        adopted = await adopt_covenant(
            AdoptCovenant(text, filename),
            uow,
            CovenantStore(database),
            clock,
            event_source(operator_oin, NAME),
            everything,
        )
        if adopted.new:
            await uow.commit()
    return adopted


def build(settings: VacancySettings, *, clock: Clock, bus: Bus, telemetry: Telemetry) -> Context:
    """Nothing here connects yet; that begins with the service's lifespan."""
    database = Database(settings.database)
    source = event_source(settings.operator_oin, NAME)
    covenants, mandates = CovenantStore(database), MandateStore(database, clock, settings)
    parts = _parts(settings, database, clock, covenants, source)
    service = Service(NAME, settings, clock=clock, bus=bus, telemetry=telemetry, database=database)
    metrics = telemetry.metrics
    service.add(
        covenants,
        mandates,
        Consumer(mandates.subscriptions(NAME), bus, database, telemetry),
        Consumer(candidate_subscriptions(parts), bus, database, telemetry),
        Consumer(match_subscriptions(parts), bus, database, telemetry),
        _timers(parts, telemetry),
        *parts.imports.components(metrics),
        Workers(VACANCIES.review_work, partial(review_audience, board=parts.vacancies), database, metrics),
        Workers(SECONDMENTS.review_work, partial(review_audience, board=parts.secondments), database, metrics),
    )
    service.on_start(covenants.refresh)
    service.on_start(mandates.refresh)
    service.on_start(parts.references.open)
    return Context(service, parts, mandates)


def _parts(settings: VacancySettings, database: Database, clock: Clock, covenants: CovenantStore, source: str) -> Parts:
    vacancies = Board(
        make=Vacancy,
        clock=clock,
        known=covenants,
        postings=StoredPostings(VACANCIES),
        source=source,
        state=vacancy_state,
        events=VACANCY_EVENTS,
        stage_timer="stage",
        opening_timer="opening",
    )
    secondments = Board(
        make=SecondmentRequest,
        clock=clock,
        known=covenants,
        postings=StoredPostings(SECONDMENTS),
        source=source,
        state=secondment_state,
        events=SECONDMENT_EVENTS,
        stage_timer="secondment-stage",
        opening_timer="secondment-opening",
    )
    reactions, references = StoredReactions(), References(settings.reference_key, database)
    placements, progress = StoredPlacements(), StoredProgress(references)
    placing = Placing(placements, clock, source)
    return Parts(
        database=database,
        clock=clock,
        covenants=covenants,
        vacancies=vacancies,
        vacancy_list=Listing(VACANCIES, database, covenants, clock),
        vacancy_history=StoredHistory(VACANCIES),
        secondments=secondments,
        secondment_list=Listing(SECONDMENTS, database, covenants, clock),
        secondment_history=StoredHistory(SECONDMENTS),
        reactions=reactions,
        references=references,
        placing=placing,
        placements=placements,
        registry=Registry(placing, progress, reactions),
        progress=progress,
        results=StoredResults(),
        advertising=Advertising(database, covenants, clock),
        imports=Imports(database, importers(vacancies, secondments)),
        site=Site(settings.public_url, settings.contact.name),
    )


def _timers(parts: Parts, telemetry: Telemetry) -> TimerRunner:
    """One runner for all kinds, so that what fell due first happens first."""
    vacancies, secondments = parts.vacancies, parts.secondments
    everything: Sequence[Any] = (vacancies.postings, secondments.postings)

    async def membership(_: str, __: datetime, uow: UnitOfWork) -> None:
        await members_changed(uow, parts.covenants, parts.clock, everything)

    handlers: dict[str, TimerHandler] = {
        vacancies.opening_timer: partial(open_scheduled, board=vacancies),
        vacancies.stage_timer: partial(open_next_stage, board=vacancies, count=parts.reactions.standing),
        secondments.opening_timer: partial(open_scheduled, board=secondments),
        secondments.stage_timer: partial(open_next_stage, board=secondments, count=no_reactions),
        MEMBERSHIP_TIMER: membership,
        START_TIMER: partial(on_start, placing=parts.placing),
        EXTENSION_TIMER: partial(on_end_in_sight, placing=parts.placing),
    }
    return TimerRunner("stages", handlers, parts.database, parts.clock, telemetry.metrics)
