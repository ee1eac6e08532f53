"""Over any covenant, clock and steps nobody reads a vacancy before its stage, and the audit tells what they saw."""

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from doorstroom_common.clock import AMSTERDAM, local_date
from services.vacancy.tests.regions import OTHERS, RULES, STEPS, Region, Rules
from services.vacancy.tests.speaking import VacancyService

pytestmark = pytest.mark.asyncio(loop_scope="module")

NUMBERS = count(1)
ALLOWED = {200, 201, 400, 409}
"""A step is taken, or the covenant does not have it; nothing else may happen to its own organisation."""


@dataclass(slots=True)
class Play:
    """One vacancy in one region, with every read that was made."""

    service: VacancyService
    region: Region
    vacancy_id: str = ""
    opened_at: datetime | None = None
    left_at: datetime | None = None
    was_closed: bool = False
    reads: dict[tuple[datetime, str], bool] = field(default_factory=dict)

    @property
    def owner(self) -> dict[str, str]:
        return self.service.hr(self.region.name("owner"))

    async def begin(self) -> None:
        for text in self.region.covenants:
            await self.service.context.adopt(text, "region.yaml")
        self.opened_at = self.service.now
        opened = await self.service.opened(self.region.name("owner"), closingDate="2099-01-01")
        self.vacancy_id = opened["vacancyId"]
        assert opened["governingCovenant"]["covenantId"] == self.region.name("first")

    async def take(self, step: str, number: int) -> None:
        path = f"/vacancies/{self.vacancy_id}"
        if step == "wait":
            await self.service.advance(hours=number)
        elif step == "leave":
            await self._leave()
        elif step == "react":
            for reference in ("a-17", "b-18"):
                await self.service.react(self.vacancy_id, self.region.name("partner"), reference)
        elif step == "close":
            await self._post(f"{path}/closure", {"outcome": "withdrawn"})
            self.was_closed = True
        elif step == "reopening":
            await self._post(f"{path}/reopening", {"reason": "closed-by-mistake"})
        else:
            stage = (await self.service.get(path, self.owner)).json()["stage"]
            more = {"days": number} if number else {}
            await self._post(f"{path}/{step}", {"stage": stage, "reason": "urgent", **more})

    async def read(self) -> None:
        """Everybody looks, at one and in the list."""
        for who in OTHERS:
            caller = self.service.hr(self.region.name(who))
            answer = await self.service.get(f"/vacancies/{self.vacancy_id}", caller)
            listed = (await self.service.get(f"/vacancies?organisation={self.region.name('owner')}", caller)).json()
            seen = answer.status_code == 200
            assert seen == bool(listed["items"])
            assert answer.status_code in (200, 404)
            self.reads[self.service.now, who] = seen
            if seen:
                await self._check_may_see(who)

    async def _check_may_see(self, who: str) -> None:
        assert self.opened_at is not None
        shown = (await self.service.get(f"/vacancies/{self.vacancy_id}", self.owner)).json()
        assert shown["status"] == "open"
        earliest = self.region.earliest(who, self.opened_at)
        assert earliest is not None
        assert self.service.now >= earliest
        if who == "leaver" and self.left_at and self.service.now >= self.left_at:
            assert shown["public"]

    async def check_audit(self) -> None:
        """At every moment at which somebody looked, the audit says what they saw."""
        told = (await self.service.get(f"/vacancies/{self.vacancy_id}/audit", self.owner)).json()
        for (at, who), seen in self.reads.items():
            assert (at, who, holds(told, at, self.region.name(who))) == (at, who, seen)

    async def _leave(self) -> None:
        if self.left_at:
            return
        day = local_date(self.service.now) + timedelta(days=3)
        text = self.region.governing(left=True, version=2, valid_from=day)
        await self.service.context.adopt(text, "region.yaml")
        self.left_at = datetime.combine(day, time.min, AMSTERDAM)

    async def _post(self, path: str, body: dict[str, Any]) -> None:
        answer = await self.service.post(path, self.owner, body)
        assert answer.status_code in ALLOWED, answer.text


def holds(told: dict[str, Any], at: datetime, organisation: str) -> bool:
    return any(
        datetime.fromisoformat(sight["from"]) <= at
        and (sight["until"] is None or at < datetime.fromisoformat(sight["until"]))
        for sight in told["sights"]
        if sight["organisation"] in (organisation, "everybody")
    )


@settings(max_examples=8, deadline=None, suppress_health_check=[*HealthCheck])
@given(rules=RULES, steps=STEPS, data=st.data())
async def test_nobody_reads_before_their_stage_and_the_audit_is_what_everybody_saw(
    standing: VacancyService, rules: Rules, steps: list[tuple[str, int]], data: st.DataObject
) -> None:
    play = Play(standing, Region(next(NUMBERS), rules))
    await standing.advance(seconds=data.draw(st.integers(1, 90_000)))
    await play.begin()
    await play.read()
    for step, number in [*steps, ("wait", 24 * 9)]:
        await standing.advance(seconds=1)
        await play.take(step, number)
        await play.read()
    await play.check_audit()
    if not play.was_closed:
        assert play.reads[standing.now, "partner"]
