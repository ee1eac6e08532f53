"""How much one client may ask, told in every answer (draft-ietf-httpapi-ratelimit-headers).

A client is the caller of a token, an HR system together with its supplier, or without a token the address. Each replica
counts for itself and gives its share of the quota: nothing has to be asked of anybody before an answer. A quota refills
evenly, so that who keeps below it never waits.
"""

import math
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from starlette.types import Scope

from doorstroom_common.errors import TooManyRequests
from doorstroom_common.http.principal import Principal
from doorstroom_common.settings import RateSettings

RATE_HEADERS = "doorstroom.rate"
MOST_CLIENTS = 20_000
"""So many are remembered, those seen last; who is forgotten begins with a full quota."""


class QuotaSpent(TooManyRequests):
    """The client asked more than its quota; `seconds` until the next request is taken."""

    def __init__(self, seconds: int) -> None:
        super().__init__("too-many-requests", "Your quota is spent; see Retry-After and RateLimit.")
        self.headers: Mapping[str, str] = {"retry-after": str(seconds)}


@dataclass(slots=True)
class _Quota:
    left: float
    seen: float


class Rates:
    """The quotas of one replica's clients; `requests` of the settings is what all replicas together give."""

    def __init__(
        self, settings: RateSettings, clock: Callable[[], float] = time.monotonic, most: int = MOST_CLIENTS
    ) -> None:
        self._quota = max(1, settings.requests // settings.replicas) if settings.requests else 0
        self._window = settings.window_seconds
        self._clock = clock
        self._most = most
        self._clients: OrderedDict[str, _Quota] = OrderedDict()
        self._policy = f'"default";q={self._quota};w={self._window}'.encode()

    def take(self, scope: Scope, caller: Principal | None) -> None:
        """Count this request and leave with it what its answer says; raises `QuotaSpent`."""
        if not self._quota:
            return
        quota = self._refilled(_client(scope, caller))
        spent = quota.left < 1
        if not spent:
            quota.left -= 1
        until_full = math.ceil((self._quota - quota.left) * self._window / self._quota)
        scope[RATE_HEADERS] = [
            (b"ratelimit-policy", self._policy),
            (b"ratelimit", f'"default";r={int(quota.left)};t={until_full}'.encode()),
        ]
        if spent:
            raise QuotaSpent(max(1, math.ceil((1 - quota.left) * self._window / self._quota)))

    def __len__(self) -> int:
        return len(self._clients)

    def _refilled(self, client: str) -> _Quota:
        now = self._clock()
        quota = self._clients.setdefault(client, _Quota(self._quota, now))
        self._clients.move_to_end(client)
        if len(self._clients) > self._most:
            self._clients.popitem(last=False)
        quota.left = min(self._quota, quota.left + (now - quota.seen) * self._quota / self._window)
        quota.seen = now
        return quota


def _client(scope: Scope, caller: Principal | None) -> str:
    if caller is None:
        return f"address:{(scope.get('client') or ('',))[0]}"
    return caller.caller if caller.supplier is None else f"{caller.caller} by {caller.supplier}"
