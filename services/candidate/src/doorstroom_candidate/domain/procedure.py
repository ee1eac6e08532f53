"""What a match or a referral says about who may know its candidate: the rules by which disclosures come and end."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from uuid import UUID

from doorstroom_candidate.domain.disclosure import Because, Disclosure, End, Receiver
from doorstroom_candidate.domain.retention import months_after
from doorstroom_common.clock import AMSTERDAM

AFTER_THE_PROCEDURE = timedelta(weeks=4)
USUAL_CONSENT = timedelta(days=90)
LONGEST_CONSENT_MONTHS = 12


class Kind(StrEnum):
    MATCH = "match"
    REFERRAL = "referral"


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure:
    """The newest known state. `yes_at` is the person's last yes, `stepped_at` the last step of anybody.

    `shown_to` is empty where nobody has the person's yes, no longer or not yet.
    """

    kind: Kind
    procedure_id: UUID
    version: int
    candidate_id: UUID
    need_id: UUID | None
    shown_to: tuple[Receiver, ...]
    stepped_at: datetime
    yes_at: datetime | None
    consent_until: datetime | None
    starts_on: date | None

    @property
    def key(self) -> str:
        return f"{self.kind} {self.procedure_id}"

    def end(self) -> End:
        """When what is shown now ends: with the consent, at the start of the new job, or four weeks after all is over.

        A consent without an end holds for 90 days, and none holds longer than a year.
        """
        if not self.shown_to:
            return End(self.stepped_at + AFTER_THE_PROCEDURE, Because.PROCEDURE_ENDED)
        since = self.yes_at or self.stepped_at
        asked = self.consent_until or since + USUAL_CONSENT
        consent = End(min(asked, months_after(since, LONGEST_CONSENT_MONTHS)), Because.EXPIRED)
        if self.starts_on is None:
            return consent
        return min(End(midnight(self.starts_on), Because.PLACED), consent, key=lambda end: end.at)

    def moved(self, known: Iterable[Disclosure]) -> Iterator[Disclosure]:
        """The running ones that get another end. After a procedure an end only comes nearer."""
        end = self.end()
        for disclosure in known:
            concerned = disclosure.receiver in self.shown_to if self.shown_to else end.at < disclosure.until.at
            if concerned and disclosure.move(end):
                yield disclosure

    def newly_shown_to(self, known: Iterable[Disclosure], now: datetime) -> Iterator[Receiver]:
        """To whom the person is to be made known now.

        What ended after the person's last yes does not come back by a step of somebody else; a consent that they
        withdrew ends the procedure for every receiver.
        """
        if self.end().at <= now:
            return
        known = tuple(known)
        for receiver in self.shown_to:
            if not any(self._bars(disclosure, receiver) for disclosure in known):
                yield receiver

    def _bars(self, disclosure: Disclosure, receiver: Receiver) -> bool:
        same, ended = disclosure.receiver == receiver, disclosure.ended
        if ended is None:
            return same
        if self.yes_at is not None and ended.at < self.yes_at:
            return False
        return same or ended.because is Because.CONSENT_WITHDRAWN


def midnight(day: date) -> datetime:
    """The beginning of a calendar day in Europe/Amsterdam."""
    return datetime.combine(day, time.min, AMSTERDAM)
