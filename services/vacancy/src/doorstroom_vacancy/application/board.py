"""Where postings of one kind hang: what a use case needs to load one, keep it, and make the change known."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic

from doorstroom_common.clock import Clock
from doorstroom_common.cloudevent import new_event
from doorstroom_common.consumer import NotYet
from doorstroom_common.covenant import Covenant
from doorstroom_common.database import UnitOfWork
from doorstroom_common.errors import Unavailable
from doorstroom_vacancy.application.ports import KnownCovenants, P, Postings
from doorstroom_vacancy.domain.posting import ChangeKind

VACANCY_EVENTS = {
    ChangeKind.OPENED: "nl.vacancies.vacancy-opened.v1",
    ChangeKind.STAGE_OPENED: "nl.vacancies.vacancy-stage-opened.v1",
    ChangeKind.CHANGED: "nl.vacancies.vacancy-changed.v1",
    ChangeKind.AUDIENCE_CHANGED: "nl.vacancies.vacancy-changed.v1",
    ChangeKind.STAGE_SHORTENED: "nl.vacancies.vacancy-changed.v1",
    ChangeKind.STAGE_EXTENDED: "nl.vacancies.vacancy-changed.v1",
    ChangeKind.REOPENED: "nl.vacancies.vacancy-changed.v1",
    ChangeKind.CLOSED: "nl.vacancies.vacancy-closed.v1",
}
SECONDMENT_EVENTS = {
    ChangeKind.OPENED: "nl.secondments.secondment-requested.v1",
    ChangeKind.STAGE_OPENED: "nl.secondments.secondment-changed.v1",
    ChangeKind.CHANGED: "nl.secondments.secondment-changed.v1",
    ChangeKind.AUDIENCE_CHANGED: "nl.secondments.secondment-changed.v1",
    ChangeKind.STAGE_SHORTENED: "nl.secondments.secondment-changed.v1",
    ChangeKind.STAGE_EXTENDED: "nl.secondments.secondment-changed.v1",
    ChangeKind.REOPENED: "nl.secondments.secondment-changed.v1",
    ChangeKind.CLOSED: "nl.secondments.secondment-closed.v1",
}

TOLD_FIRST = {ChangeKind.OPENED, ChangeKind.STAGE_OPENED}
"""As which a version with several changes is published."""

SETS_STAGE_TIMER = {
    ChangeKind.OPENED,
    ChangeKind.STAGE_OPENED,
    ChangeKind.STAGE_SHORTENED,
    ChangeKind.STAGE_EXTENDED,
    ChangeKind.REOPENED,
}


@dataclass(frozen=True, slots=True)
class Board(Generic[P]):
    """`state` is what is published, `events` which change as what; other changes stay in the history alone."""

    make: type[P]
    clock: Clock
    known: KnownCovenants
    postings: Postings[P]
    source: str
    state: Callable[[P, int | None], dict[str, Any]]
    events: Mapping[ChangeKind, str]
    stage_timer: str
    opening_timer: str

    def now(self) -> datetime:
        return self.clock.now()

    def governing(self, posting: P) -> Covenant | None:
        """The covenant under which it was opened, in that very version; None while it never opened.

        Another process may have adopted it a moment ago: that passes, so it is `Unavailable`.
        """
        if posting.opening is None:
            return None
        try:
            return self.known.by_hash(posting.opening.governing.hash)
        except NotYet as error:
            raise Unavailable("covenant-on-its-way", "Its covenant is not here yet; try again shortly.") from error

    def keep(self, posting: P, uow: UnitOfWork, reactions: int | None = None) -> None:
        """Store what changed as one version, publish it if it is for others, and set the timers it needs.

        Timers are never taken away or moved here: a worker that holds one locks the posting next, and doing it the
        other way round could lock both out. A timer that means nothing any more is passed over when it is due.
        """
        if not posting.changes:
            return
        new = posting.version == 0
        posting.version += 1
        (self.postings.add if new else self.postings.save)(posting, uow)
        self._set_timers(posting, uow)
        self._publish(posting, uow, reactions)
        posting.changes.clear()

    def _set_timers(self, posting: P, uow: UnitOfWork) -> None:
        done = {change.kind for change in posting.changes}
        if ChangeKind.SCHEDULED in done:
            uow.schedule(self.opening_timer, f"{posting.id}/{posting.version}", posting.opens_at)
        if done & SETS_STAGE_TIMER and posting.opening and posting.opening.next_stage_at:
            uow.schedule(self.stage_timer, f"{posting.id}/{posting.version}", posting.opening.next_stage_at)

    def _publish(self, posting: P, uow: UnitOfWork, reactions: int | None) -> None:
        if posting.opening is None:
            return
        kinds = [change.kind for change in posting.changes if change.kind in self.events]
        if not kinds:
            return
        told = max(kinds, key=lambda kind: kind in TOLD_FIRST)
        uow.publish(
            new_event(
                source=self.source,
                type=self.events[told],
                subject=str(posting.id),
                time=self.now(),
                version=posting.version,
                data=self.state(posting, reactions),
            )
        )
