"""What everybody who acts in the year has in common: the region over HTTP, the day, the open needs, and the journal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import httpx

from doorstroom.demo.deciding import Decisions
from doorstroom.demo.driver import Refused
from doorstroom.demo.journal import Deed, Did, Journal
from doorstroom.demo.knowing import Known, Pair, look_up
from doorstroom.demo.running import Play, settled
from doorstroom.demo.story import Kind, Step, Story
from doorstroom_common.covenant import Covenant

PAGE = 100
NOWHERE = Known({}, ())

Answer = Mapping[str, Any]


@dataclass(slots=True)
class Scene:
    """`needs` holds all that were posted, `open` those that nobody closed yet, `people` what each posted: by key.

    `filled` are the needs for which somebody was placed.
    """

    play: Play
    year: Story
    covenant: Covenant
    decisions: Decisions
    sleeps: frozenset[str]
    day: int = 0
    open: dict[str, Step] = field(default_factory=dict)
    needs: dict[str, Step] = field(default_factory=dict)
    filled: set[str] = field(default_factory=set)
    people: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    journal: Journal = field(default_factory=Journal)
    known: Known = NOWHERE

    def __post_init__(self) -> None:
        self.play.driver.learn(self.year)
        story = self.play.story
        closed = {step.about for step in story.of(Kind.CLOSURE)}
        for need in (*story.of(Kind.VACANCY), *story.of(Kind.SECONDMENT)):
            self.needs[need.key] = need
            if need.key not in closed:
                self.open[need.key] = need
        for person in (*story.of(Kind.CANDIDATE), *story.of(Kind.REGISTRATION)):
            self.people[person.key] = person.body

    @property
    def today(self) -> date:
        return self.play.story.start + timedelta(days=self.day)

    async def post(self, day: int) -> None:
        """What the story of the year has for this day, each kind after the one that it may be about."""
        for kind in Kind:
            steps = self.year.on(day, kind)
            await self.play.driver.play(steps)
            if kind in (Kind.VACANCY, Kind.SECONDMENT):
                self.open |= {step.key: step for step in steps}
                self.needs |= {step.key: step for step in steps}
            if kind in (Kind.CANDIDATE, Kind.REGISTRATION):
                self.people |= {step.key: step.body for step in steps}
        await self.settle()

    async def settle(self) -> None:
        await settled(self.play.region)

    async def look_up(self) -> None:
        self.known = await look_up(self.play)

    def pair(self, identifier: str) -> Pair:
        """Behind the id of a match or a referral."""
        return self.known.pairs[identifier]

    def pairs_of(self, person: str) -> list[Pair]:
        return sorted({pair for pair in self.known.pairs.values() if pair.person == person}, key=lambda pair: pair.key)

    def recruiter(self, organisation: str) -> str:
        """The key of whoever acts for an organisation."""
        return f"r-{organisation}-1"

    async def read(self, caller: str, path: str, **query: Any) -> Answer:
        return told(await self.play.driver.get(caller, path, **query))

    async def list(self, caller: str, path: str, **query: Any) -> Sequence[Answer]:
        """Every page of it."""
        answer = await self.play.driver.get(caller, path, limit=PAGE, **query)
        items = list(told(answer)["items"])
        while following := answer.links.get("next"):
            answer = await self.play.driver.get(caller, following["url"])
            items += told(answer)["items"]
        return items

    async def do(self, caller: str, path: str, body: Any = None) -> Answer:
        return told(await self.play.driver.post(caller, path, body))

    def write(
        self, did: Did, by: str, need: str, person: str = "", reason: str | None = None, about: Any = None
    ) -> None:
        self.journal.deeds.append(Deed(self.day, did, by, need, person, reason, about))


def told(answer: httpx.Response) -> Answer:
    """What was answered; whatever goes otherwise than it should ends the demo."""
    if answer.is_error:
        asked = answer.request
        raise Refused(f"{asked.method} {asked.url.path}: {answer.status_code} {answer.text}")
    found: Answer = answer.json()
    return found
