"""Somebody leaves in the middle: while a crowd is counted, and after it, before the worker commits."""

import asyncio
import json
from uuid import UUID

import pytest

from doorstroom_common.cloudevent import CloudEvent, event_source
from doorstroom_common.covenant_store import CovenantStore
from doorstroom_common.database import Role, UnitOfWork
from doorstroom_common.settings import SYNTHETIC_OIN
from doorstroom_common.testing.running import Running
from doorstroom_matching.adapters.copies import StoredCopies
from doorstroom_matching.adapters.crowds import StoredCrowds
from doorstroom_matching.adapters.held import StoredHeld
from doorstroom_matching.adapters.lives import StoredLives
from doorstroom_matching.adapters.matches import StoredMatches
from doorstroom_matching.adapters.pairs import FittingPairs
from doorstroom_matching.adapters.referrals import StoredReferrals
from doorstroom_matching.application.desk import Desk
from doorstroom_matching.application.match_need import match_need
from services.matching.tests import facts
from services.matching.tests.story import NEED_ID

OPEN_UP = "UPDATE need SET data = jsonb_set(data, '{audience}', $1::jsonb)"
STILL_THERE = "SELECT 1 FROM candidate WHERE candidate_id = $1 AND state = 'active' UNION ALL SELECT 1 FROM departed"
WAITS = "SELECT 1 FROM pg_locks WHERE NOT granted"


class Interrupted(StoredCrowds):
    """Lets somebody leave at one moment of a worker's transaction, and goes on when they are gone or have to wait."""

    def __init__(self, matching: Running, moment: str, event: CloudEvent) -> None:
        self._matching, self._moment, self._event = matching, moment, event
        self.made_to_wait = False

    async def hold(self, uow: UnitOfWork) -> int:
        await self._leave("counted")
        departures = await super().hold(uow)
        await self._leave("held")
        return departures

    async def _leave(self, moment: str) -> None:
        if moment != self._moment:
            return
        self._moment = ""
        await self._matching.publish(self._event)
        async with asyncio.timeout(10):
            while await self._matching.rows(STILL_THERE, UUID(self._event.subject)) and not self.made_to_wait:
                self.made_to_wait = bool(await self._matching.rows(WAITS))


async def desk_with(matching: Running, crowds: StoredCrowds) -> Desk:
    known = CovenantStore(matching.service.database)
    await known.refresh()
    source = event_source(SYNTHETIC_OIN, "matching")
    return Desk(
        clock=matching.clock,
        known=known,
        copies=StoredCopies(known),
        pairs=FittingPairs(),
        matches=StoredMatches(),
        crowds=crowds,
        lives=StoredLives(),
        referrals=StoredReferrals(),
        held=StoredHeld(),
        source=source,
    )


@pytest.mark.parametrize(("moment", "waits"), [("counted", False), ("held", True)])
async def test_who_leaves_while_a_card_is_made_does_not_stand_behind_it(
    matching: Running, moment: str, waits: bool
) -> None:
    """The need has no card before, so that only this worker can notice, or be noticed."""
    person = facts.candidate()
    others, later = facts.alike(person), facts.alike(facts.candidate(availableFromDate="2026-04-01"))
    for event in (*others, *later, facts.vacancy(audience=facts.audience()), person):
        await matching.publish(event)
    await matching.settle()
    await matching.rows(OPEN_UP, json.dumps(facts.ALL_MEMBERS))
    leaves = facts.candidate("withdrawn", candidate_id=UUID(others[0].subject), version=2, status="withdrawn")
    crowds = Interrupted(matching, moment, leaves)
    desk = await desk_with(matching, crowds)
    async with matching.service.database.unit_of_work(Role.WORKER) as uow:
        await match_need(str(NEED_ID), uow, desk)
        await uow.commit()
    await matching.settle()
    assert crowds.made_to_wait is waits
    (row,) = await matching.rows("SELECT card FROM match_view")
    assert json.loads(row["card"])["withheld"] == ["startMonth"]
