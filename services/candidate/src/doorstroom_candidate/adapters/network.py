"""Membership, as the adopted covenants tell it."""

from datetime import datetime

from doorstroom_candidate.domain import errors
from doorstroom_common.covenant_store import CovenantStore


class AdoptedCovenants:
    """`application.ports.Network` over this service's copy of the covenants."""

    def __init__(self, store: CovenantStore) -> None:
        self._store = store

    def is_member(self, organisation: str, at: datetime) -> bool:
        if self._store.problem:
            raise errors.no_covenant_yet()
        return bool(self._store.covenants.covenants_of(organisation, at))
