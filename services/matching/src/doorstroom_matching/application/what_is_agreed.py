"""What a step adds to the life of a match: the next term, a consent, and what was agreed with it."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from doorstroom_common.consumer import NotYet
from doorstroom_common.covenant import Covenant
from doorstroom_common.database import UnitOfWork
from doorstroom_common.errors import Unavailable
from doorstroom_matching.application.desk import Desk
from doorstroom_matching.domain import errors
from doorstroom_matching.domain.life import Noun
from doorstroom_matching.domain.match import Life, Match
from doorstroom_matching.domain.placement import placement_of
from doorstroom_matching.domain.terms import consent_is_sound, default_consent, due_after

CONFIRMED = "confirmed"


@dataclass(frozen=True, slots=True)
class _Spoken:
    """A step as it was taken, at the desk."""

    match: Match
    said: Mapping[str, Any]
    until: date | None
    now: datetime
    desk: Desk
    uow: UnitOfWork

    @property
    def answered(self) -> Life:
        """Nobody waits any more."""
        return replace(self.match.life, due_at=None, overdue_since=None)

    @property
    def covenant(self) -> Covenant:
        return governing(self.match, self.desk)

    def due(self, days: int) -> datetime:
        return due_after(self.now, days)

    def consented(self) -> date:
        until = self.until or default_consent(self.now)
        if not consent_is_sound(until, self.now):
            raise errors.consent_out_of_range()
        return until

    def adding(self, **said: Any) -> Mapping[str, Any]:
        return {**self.match.life.said, **said}


async def life_after(
    noun: Noun, match: Match, said: Mapping[str, Any], until: date | None, uow: UnitOfWork, desk: Desk
) -> Life:
    """The life after a step of this noun; refused where what is said with it cannot be."""
    spoken = _Spoken(match, said, until, desk.now(), desk, uow)
    says = _SAYING.get(noun)
    return await says(spoken) if says else spoken.answered


def governing(match: Match, desk: Desk) -> Covenant:
    """The very version under which the match was proposed."""
    return covenant_of((match.record or {})["covenant"]["hash"], desk)


def covenant_of(covenant_hash: str, desk: Desk) -> Covenant:
    try:
        return desk.known.by_hash(covenant_hash)
    except NotYet:
        raise Unavailable("not-ready", "A covenant has not arrived here yet; try again shortly.") from None


async def _contact_request(spoken: _Spoken) -> Life:
    return replace(spoken.answered, due_at=spoken.due(spoken.covenant.terms.contact_answer_days))


async def _contact_grant(spoken: _Spoken) -> Life:
    return replace(spoken.answered, consent_until=spoken.consented())


async def _agreement(spoken: _Spoken) -> Life:
    """The present employer hears of it from now on, and nobody else."""
    employment = await spoken.desk.lives.employment(spoken.match.id, spoken.uow)
    if employment is None:
        raise errors.no_employer()
    need = await spoken.desk.lives.need(spoken.match.need_id, spoken.uow)
    days = {"startDate": need["startDate"], "endDate": need["endDate"]}
    asked = {"wish": spoken.said, "need": days, "employer": employment["employer"], "askedAt": spoken.now.isoformat()}
    return replace(
        spoken.answered,
        due_at=spoken.due(spoken.covenant.terms.employer_consent_days),
        consent_until=spoken.consented(),
        lender=_now_called(employment["employer"], spoken),
        said=spoken.adding(**asked),
    )


async def _employer_consent(spoken: _Spoken) -> Life:
    """With it begins the borrower's term."""
    if spoken.said["endDate"] < spoken.said["startDate"]:
        raise errors.fault("/endDate", "must not be before startDate")
    due_at = spoken.due(spoken.covenant.terms.candidate_answer_days)
    return replace(spoken.answered, due_at=due_at, said=spoken.adding(agreed=spoken.said))


async def _offer(spoken: _Spoken) -> Life:
    return replace(spoken.answered, said=spoken.adding(offer=spoken.said))


async def _placement(spoken: _Spoken) -> Life:
    """Not before the employment of somebody employed is confirmed."""
    employment = await spoken.desk.lives.employment(spoken.match.id, spoken.uow)
    placement = placement_of(spoken.match, spoken.said)
    if employment:
        if employment["standing"] != CONFIRMED:
            raise errors.employment_not_confirmed()
        placement["from"] = _now_called(employment["employer"], spoken)
    return replace(spoken.answered, said=spoken.adding(placement=placement))


def _now_called(organisation: str, spoken: _Spoken) -> str:
    """The organisation itself, or the one that has taken its place."""
    return spoken.desk.known.covenants.on(spoken.now).current(organisation)


_SAYING: Mapping[Noun, Callable[[_Spoken], Awaitable[Life]]] = {
    Noun.CONTACT_REQUEST: _contact_request,
    Noun.CONTACT_GRANT: _contact_grant,
    Noun.AGREEMENT: _agreement,
    Noun.EMPLOYER_CONSENT: _employer_consent,
    Noun.OFFER: _offer,
    Noun.PLACEMENT: _placement,
}
"""The other nouns say no more than that they were taken, and why."""
