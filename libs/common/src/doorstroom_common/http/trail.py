"""One line in the log for each request of somebody who acts for an organisation: who, for whom, under which mandate.

A supplier is named as its tokens name it, a person by their opaque reference. Whoever asks for themselves alone, a
candidate about their own things, is not in it.
"""

import structlog
from starlette.types import Scope

from doorstroom_common.http.principal import Principal
from doorstroom_common.http.require import MANDATES, PRINCIPAL


def tell(scope: Scope, status: int) -> None:
    """What came of a request, once it has been answered; the route, never the address as it was typed."""
    caller: Principal | None = scope.get(PRINCIPAL)
    if caller is None or caller.organisation is None:
        return
    who = {"supplier": caller.supplier} if caller.kind == "organisation" else {"person": str(caller.person_id)}
    structlog.get_logger().info(
        "request",
        request_id=scope["doorstroom.request_id"],
        method=scope["method"],
        route=getattr(scope.get("route"), "path", None),
        status=status,
        organisation=caller.organisation,
        mandates=[str(one) for one in scope.get(MANDATES, ())],
        **who,
    )
