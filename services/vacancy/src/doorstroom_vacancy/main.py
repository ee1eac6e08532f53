"""The vacancy service as an ASGI application."""

from doorstroom_common.bus.protocols import Bus
from doorstroom_common.clock import Clock
from doorstroom_common.http import HttpApp, Verifier, create_http_app
from doorstroom_common.observability import Telemetry
from doorstroom_vacancy.bootstrap import build
from doorstroom_vacancy.entrypoints import (
    audit,
    by_external_id,
    covenants,
    exports,
    import_jobs,
    placements,
    posting_imports,
    reactions,
    results,
    secondment_requests,
    secondment_stages,
    stages,
    vacancies,
)
from doorstroom_vacancy.entrypoints.feeds import partner, public
from doorstroom_vacancy.entrypoints.pages import public as pages
from doorstroom_vacancy.settings import VacancySettings

VERSION = "1.0.0"
"""Of the API, as semver; the first number stands in the path."""

DESCRIPTION = (
    "Vacancies and secondment requests that open in stages to the members of a covenant, reactions to them, and the"
    " covenants themselves. Whatever is not open to the caller is 404. What is public"
    " is there for everybody too, as pages, as `JobPosting` and as feeds."
)


def create_app(
    settings: VacancySettings, *, clock: Clock, bus: Bus, telemetry: Telemetry, verifier: Verifier | None = None
) -> HttpApp:
    """The service behind its routes. The bus is started by whoever made it."""
    context = build(settings, clock=clock, bus=bus, telemetry=telemetry)
    app = create_http_app(
        service="vacancy",
        title="Doorstroom: vacancies",
        version=VERSION,
        description=DESCRIPTION,
        routers=[
            vacancies.router,
            by_external_id.router,
            posting_imports.router,
            import_jobs.router,
            exports.router,
            stages.router,
            audit.router,
            reactions.router,
            secondment_requests.router,
            secondment_stages.router,
            placements.router,
            covenants.router,
            results.router,
            public.router,
            partner.router,
            pages.router,
        ],
        verifier=verifier or Verifier.from_settings(settings.auth, context.parts.covenants),
        register=context.mandates,
        lifespan=context.service.lifespan,
        provide=context.parts,
        ready=context.service.readiness,
        prepared=context.service.prepared.is_set,
        answered=context.service.database.answered,
        telemetry=telemetry,
        contact=settings.contact,
        rate=settings.rate,
    )
    app.api.state.service = context.service
    app.api.state.context = context
    return app
