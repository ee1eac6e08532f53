"""The matching service as an ASGI application."""

from doorstroom_common.bus.protocols import Bus
from doorstroom_common.clock import Clock
from doorstroom_common.http import HttpApp, Verifier, create_http_app
from doorstroom_common.observability import Telemetry
from doorstroom_matching.bootstrap import build
from doorstroom_matching.entrypoints import explaining, exports, http, overruling, pending, referrals, steps, switches
from doorstroom_matching.settings import MatchingSettings

VERSION = "1.0.0"
"""Of the API, as semver; the first number stands in the path."""

DESCRIPTION = (
    "Pairs of a need and a candidate that the rules of a covenant let pass, each with its explanation. An organisation"
    " sees cards without identity; a person sees everything about themself. The system proposes, people decide."
)


def create_app(
    settings: MatchingSettings, *, clock: Clock, bus: Bus, telemetry: Telemetry, verifier: Verifier | None = None
) -> HttpApp:
    """The service behind its routes. The bus is started by whoever made it."""
    context = build(settings, clock=clock, bus=bus, telemetry=telemetry)
    app = create_http_app(
        service="matching",
        title="Doorstroom: matches",
        version=VERSION,
        description=DESCRIPTION,
        routers=[
            http.router,
            exports.router,
            explaining.router,
            steps.router,
            overruling.router,
            switches.router,
            referrals.router,
            pending.router,
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
