"""Why, or why not: the same rules on the copies as they are now; nothing is stored of a pair that does not pass."""

from uuid import UUID

from doorstroom_common.clock import Clock
from doorstroom_common.consumer import NotYet
from doorstroom_common.errors import Unavailable
from doorstroom_matching.application.ports import KnownCovenants, Profiles
from doorstroom_matching.domain import errors
from doorstroom_matching.domain.verdict import Verdict, judge


async def explain(
    need_id: UUID, candidate_id: UUID, person: UUID, profiles: Profiles, known: KnownCovenants, clock: Clock
) -> Verdict:
    """For the person about themself; a need that is not open to them is unknown to them, as another's profile is."""
    candidate = await profiles.own_profile(candidate_id, person)
    kept = await profiles.need(need_id)
    if candidate is None or kept is None:
        raise errors.unknown()
    now = clock.now()
    try:
        rules = known.by_hash(kept.need.covenant_hash)
    except NotYet:
        raise Unavailable("not-ready", "A covenant has not arrived here yet; try again shortly.") from None
    verdict = judge(kept.need, candidate, rules, known.covenants.on(now), now)
    if not verdict.standing.admitted:
        raise errors.unknown()
    return verdict
