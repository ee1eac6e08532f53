"""What goes with every change of a disclosure: its row, its timer, and the event that says so."""

from collections.abc import Iterable
from datetime import datetime

from doorstroom_candidate.application.ports import Parts
from doorstroom_candidate.domain.candidate import Candidate
from doorstroom_candidate.domain.disclosure import Because, Disclosure
from doorstroom_common.database import UnitOfWork

END_DISCLOSURE = "disclosure-end"
"""The timer at which a disclosure ends, unless something ended it before."""


def granted(uow: UnitOfWork, parts: Parts, disclosure: Disclosure, now: datetime) -> None:
    """Granted, or given another end."""
    uow.schedule(END_DISCLOSURE, str(disclosure.disclosure_id), disclosure.until.at)
    uow.publish(parts.facts.disclosure_granted(disclosure, now))


def ended(uow: UnitOfWork, parts: Parts, disclosure: Disclosure, at: datetime) -> None:
    parts.disclosures.save(uow, disclosure)
    uow.unschedule(END_DISCLOSURE, str(disclosure.disclosure_id))
    uow.publish(parts.facts.disclosure_ended(disclosure, at))


async def end_all(uow: UnitOfWork, parts: Parts, candidate: Candidate, because: Because, now: datetime) -> None:
    """Shut whatever of this candidate is open to anybody."""
    for disclosure in await parts.disclosures.of_candidate(uow, candidate):
        if disclosure.end(because, now):
            ended(uow, parts, disclosure, now)


def forget_all(
    uow: UnitOfWork, parts: Parts, disclosures: Iterable[Disclosure], because: Because, now: datetime
) -> None:
    """The rows go with their candidate. Whoever could still look hears that it is over, and the log is emptied."""
    for disclosure in disclosures:
        if disclosure.end(because, now):
            uow.publish(parts.facts.disclosure_ended(disclosure, now))
        uow.unschedule(END_DISCLOSURE, str(disclosure.disclosure_id))
        uow.publish_tombstone("disclosures", str(disclosure.disclosure_id))
