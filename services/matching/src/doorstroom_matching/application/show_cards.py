"""How much of each card may be shown: level by level, until at least five profiles share what is left."""

from collections import Counter
from collections.abc import Collection, Iterable
from uuid import UUID

from doorstroom_common.database import UnitOfWork
from doorstroom_matching.application.desk import Desk
from doorstroom_matching.domain.candidate import Candidate
from doorstroom_matching.domain.card import Card
from doorstroom_matching.domain.crowd import FIVE, LEVELS, CountedCard, Part, crowds, part
from doorstroom_matching.domain.need import Need
from doorstroom_matching.domain.verdict import Verdict, card_alone

LOOKED_AT = 100
"""How many profiles are judged at most to find five with the same card. Of a larger crowd, those with the first ids."""


Wanted = tuple[UUID, Card]


async def counted_cards(
    verdicts: Iterable[Verdict], uow: UnitOfWork, desk: Desk, *, afresh: bool = False
) -> dict[Wanted, CountedCard]:
    """Of every proposal in these verdicts. The profiles that were judged already count first.

    `afresh`: each is counted, also what is shown already and shared by enough.
    """
    crowd = _Crowd(verdicts, uow, desk)
    waiting = crowd.proposed()
    found: dict[Wanted, CountedCard] = {}
    for level in LEVELS:
        few = [wanted for wanted in waiting if crowd.size(wanted, level) < FIVE]
        safe = await desk.crowds.safe(few, level, uow) if few and not afresh else set()
        await crowd.grow([wanted for wanted in few if wanted not in safe], level)
        for wanted in waiting:
            if counted := crowd.counted(wanted, level, safe=wanted in safe):
                found[wanted] = counted
        waiting = [wanted for wanted in waiting if wanted not in found]
    return found


class _Crowd:
    """The cards of active profiles that are known by now, by need."""

    def __init__(self, verdicts: Iterable[Verdict], uow: UnitOfWork, desk: Desk) -> None:
        self._verdicts = list(verdicts)
        self._uow = uow
        self._desk = desk
        self._now = desk.now()
        self._members = desk.known.covenants.on(self._now)
        self._needs = {verdict.need.id: verdict.need for verdict in self._verdicts}
        self._said: dict[UUID, dict[UUID, Part]] = {need_id: {} for need_id in self._needs}
        for verdict in self._verdicts:
            if verdict.candidate.is_active:
                self._said[verdict.need.id][verdict.candidate.id] = part(verdict.card)
        self._sizes: dict[tuple[UUID, int], Counter[Part]] = {}

    def proposed(self) -> list[Wanted]:
        """Each card once, in a fixed order."""
        return list(dict.fromkeys((verdict.need.id, verdict.card) for verdict in self._verdicts if verdict.passes))

    def size(self, wanted: Wanted, level: int) -> int:
        need_id, card = wanted
        if (need_id, level) not in self._sizes:
            self._sizes[need_id, level] = crowds(self._said[need_id].values(), level)
        return self._sizes[need_id, level][part(card, level)]

    def counted(self, wanted: Wanted, level: int, *, safe: bool) -> CountedCard | None:
        """None as long as something has to drop away yet."""
        need, card, size = self._needs[wanted[0]], wanted[1], self.size(wanted, level)
        if safe or size >= FIVE:
            return CountedCard(need, card, level, None if safe else size)
        return CountedCard(need, card, None, size) if level == LEVELS[-1] else None

    async def grow(self, few: Collection[Wanted], level: int) -> None:
        """Judge more profiles, of which the database says that they may have the same card."""
        alike = await self._desk.crowds.alike(few, level, LOOKED_AT, self._uow) if few else []
        new = [(need_id, key) for need_id, key in alike if key not in self._said[need_id]]
        people = await self._desk.copies.candidates({key for _, key in new}, self._uow) if new else {}
        for need_id, key in new:
            if key in people and people[key].candidate.is_active:
                self._said[need_id][key] = part(self._card(self._needs[need_id], people[key].candidate))
            self._sizes.pop((need_id, level), None)

    def _card(self, need: Need, candidate: Candidate) -> Card:
        rules = self._desk.known.by_hash(need.covenant_hash)
        return card_alone(need, candidate, rules, self._members, self._now)
