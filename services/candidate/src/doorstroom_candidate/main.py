"""The application that a server runs."""

from doorstroom_candidate.bootstrap import build
from doorstroom_candidate.entrypoints import (
    access_log,
    advisers,
    candidate_imports,
    disclosures,
    employment_confirmations,
    exports,
    http,
    import_jobs,
    steps,
)
from doorstroom_candidate.settings import CandidateSettings
from doorstroom_common.bus.protocols import Bus
from doorstroom_common.clock import Clock
from doorstroom_common.http import HttpApp, Verifier, create_http_app
from doorstroom_common.observability import Telemetry

VERSION = "1.0.0"
DESCRIPTION = (
    "Persons who want to move. Who somebody is lives apart from what matching may read; an employer never learns that"
    " one of its people looks around, unless that person said so."
)


def create_app(
    settings: CandidateSettings, *, clock: Clock, bus: Bus, telemetry: Telemetry, verifier: Verifier | None = None
) -> HttpApp:
    """The ASGI application; `api.state.service` is the service behind it, for whoever runs it."""
    context = build(settings, clock=clock, bus=bus, telemetry=telemetry)
    app = create_http_app(
        service="candidate",
        title="Doorstroom candidates",
        version=VERSION,
        description=DESCRIPTION,
        routers=[
            http.router,
            candidate_imports.router,
            import_jobs.router,
            exports.router,
            steps.router,
            advisers.router,
            employment_confirmations.router,
            disclosures.router,
            access_log.router,
            steps.erasures,
        ],
        verifier=verifier or Verifier.from_settings(settings.auth, context.covenants),
        register=context.mandates,
        lifespan=context.service.lifespan,
        provide=context.desk,
        ready=context.service.readiness,
        prepared=context.service.prepared.is_set,
        answered=context.service.database.answered,
        telemetry=telemetry,
        contact=settings.contact,
        rate=settings.rate,
    )
    app.api.state.service = context.service
    return app
