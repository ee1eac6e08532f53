"""Why, or why not: the same rules on the copies as they are now; nothing is stored of a pair that does not pass."""

from dataclasses import dataclass
from uuid import UUID

from doorstroom_common.clock import Clock
from doorstroom_common.consumer import NotYet
from doorstroom_common.errors import Unavailable
from doorstroom_matching.application.ports import KnownCovenants, Profiles
from doorstroom_matching.domain import errors
from doorstroom_matching.domain.candidate import Candidate
from doorstroom_matching.domain.verdict import Verdict, judge


@dataclass(frozen=True, slots=True)
class Asked:
    """About which pair, by which person; `advises` says whether they ask as somebody's adviser, too."""

    need_id: UUID
    candidate_id: UUID
    person: UUID
    advises: bool


async def explain(asked: Asked, profiles: Profiles, known: KnownCovenants, clock: Clock) -> tuple[Verdict, bool]:
    """With whether it is the person's own; a need that is not open to the candidate is unknown, as others' profiles."""
    own = await profiles.own_profile(asked.candidate_id, asked.person)
    candidate = own or await _advised(asked, profiles)
    now = clock.now()
    members = known.covenants.on(now)
    kept = await profiles.need(asked.need_id, members.organisations)
    if candidate is None or kept is None:
        raise errors.unknown()
    try:
        rules = known.by_hash(kept.need.covenant_hash)
    except NotYet:
        raise Unavailable("not-ready", "A covenant has not arrived here yet; try again shortly.") from None
    verdict = judge(kept.need, candidate, rules, members, now)
    if not verdict.standing.admitted:
        raise errors.unknown()
    return verdict, own is not None


async def _advised(asked: Asked, profiles: Profiles) -> Candidate | None:
    return await profiles.advised_profile(asked.candidate_id, asked.person) if asked.advises else None
