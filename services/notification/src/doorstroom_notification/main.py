"""The notification service as an ASGI application."""

from doorstroom_common.bus.protocols import Bus
from doorstroom_common.clock import Clock
from doorstroom_common.http import HttpApp, Verifier, create_http_app
from doorstroom_common.locales import translations
from doorstroom_common.observability import Telemetry
from doorstroom_notification.bootstrap import build
from doorstroom_notification.entrypoints import (
    alerts,
    exports,
    import_jobs,
    mandates,
    notices,
    recruiters,
    role_assignments,
)
from doorstroom_notification.settings import NotificationSettings

VERSION = "1.0.0"
"""Of the API, as semver; the first number stands in the path."""

DESCRIPTION = (
    "Recruiters of the member organisations, what they want to hear, and the alerts they get: an inbox, and e-mail"
    " for what they chose. An alert about a candidate shows a card and never who it is. Also the register of who has"
    " which role at an organisation, from which its identity provider is fed, and of who may act for it."
)


def create_app(
    settings: NotificationSettings, *, clock: Clock, bus: Bus, telemetry: Telemetry, verifier: Verifier | None = None
) -> HttpApp:
    """The service behind its routes. The bus is started by whoever made it."""
    context = build(settings, clock=clock, bus=bus, telemetry=telemetry)
    app = create_http_app(
        service="notification",
        title="Doorstroom: alerts",
        version=VERSION,
        description=DESCRIPTION,
        routers=[
            recruiters.router,
            import_jobs.router,
            exports.router,
            alerts.router,
            notices.router,
            role_assignments.router,
            mandates.router,
        ],
        verifier=verifier or Verifier.from_settings(settings.auth, context.covenants),
        register=context.mandates,
        lifespan=context.service.lifespan,
        provide=context.parts,
        ready=context.service.readiness,
        prepared=context.service.prepared.is_set,
        answered=context.service.database.answered,
        telemetry=telemetry,
        contact=settings.contact,
        rate=settings.rate,
        dutch=translations("doorstroom_notification", "nl"),
    )
    app.api.state.service = context.service
    app.api.state.context = context
    return app
