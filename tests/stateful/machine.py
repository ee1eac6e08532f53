"""Random people, recruiters, employers, clocks and restarts, against the model; after each deed everybody looks."""

import asyncio
from collections.abc import Coroutine
from contextlib import AsyncExitStack
from typing import Any

from hypothesis import note
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from doorstroom_common.testing.postgres import Databases
from tests.stateful.deeds import CANDIDATES
from tests.stateful.happening import Happening
from tests.stateful.looking import Looking, same
from tests.stateful.model import Model
from tests.stateful.picking import Pick
from tests.stateful.referring import Referring
from tests.stateful.speaking import Caller
from tests.stateful.story import CROWD, MEMBERS, ORGANISATIONS, PEOPLE, covenant, profile_body
from tests.stateful.totals import check_totals
from tests.stateful.world import START, world

TURN = 11
"""By so many places the list of what can happen turns each time, so that even the simplest story is a varied one."""


class Region(RuleBasedStateMachine):
    """One region, from an empty one on; a subclass names the databases that it stands on.

    A single rule, which weighs what can happen: of rules by name Hypothesis leaves most out of each example, and few
    examples fit in a run.
    """

    databases: Databases

    def __init__(self) -> None:
        super().__init__()
        self.runner, self.stack = asyncio.Runner(), AsyncExitStack()
        self.world = self.runner.run(self.stack.enter_async_context(world(self.databases, covenant())))
        self.model = Model(MEMBERS, START)
        self.deeds = Referring(self.world, self.model)
        self.looking = Looking(self.deeds)
        self.happening = Happening(self.deeds, self.looking)
        self.happened = 0

    @initialize()
    def begins(self) -> None:
        """Three who look around, two of them without their employer's knowledge; a vacancy and a request."""
        deeds = self.deeds
        recruiters = (
            deeds.made(Caller(name), "/notification/v1/recruiters", {"name": "R", "email": f"r@{name}.example"})
            for name in ORGANISATIONS
        )
        crowd = (
            deeds.made(Caller(person=person), CANDIDATES, profile_body(person, None, frozenset(ORGANISATIONS)))
            for person in CROWD
        )
        people = (
            deeds.register(person, employer, frozenset())
            for person, employer in zip(PEOPLE, ("waterrijk", "duinmeer", None), strict=False)
        )
        self.do(*recruiters, *crowd, *people, deeds.open_vacancy("waterrijk"), deeds.open_request("heidestad"))
        self.do(self.happening.until(self.happening.days_from_now(2)))

    @rule(data=st.data())
    def something_happens(self, data: st.DataObject) -> None:
        pick, possible = Pick(data), self.happening.possible()
        self.happened += 1
        turned = self.happened * TURN % len(possible)
        what = pick([*possible[turned:], *possible[:turned]])
        self.do(getattr(self.happening, what)(pick))

    def do(self, *deeds: Coroutine[Any, Any, object]) -> None:
        """One after the other, each until the region is at rest; then everybody looks."""
        self.runner.run(self._done(deeds))
        note(f"        on {self.model.now:%d %B}: {self.model.matches}")

    async def _done(self, deeds: tuple[Coroutine[Any, Any, object], ...]) -> None:
        for deed in deeds:
            await deed
            await self.world.settle()
        self.model.come_to(self.model.now)
        await self.looking.look()
        await check_totals(self.deeds)

    def teardown(self) -> None:
        try:
            same(self.runner.run(self.world.set_aside()), [], "what no service could apply")
        finally:
            self.runner.run(self.stack.aclose())
            self.runner.close()
