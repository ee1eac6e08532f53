"""Whatever people do, no card that an organisation sees narrows to fewer than five profiles once all is at rest."""

import asyncio
import json
import random
from datetime import timedelta
from functools import cache
from typing import Any
from uuid import uuid4

import pytest
import yaml

from doorstroom_common.cloudevent import CloudEvent
from doorstroom_common.testing.running import Running
from services.matching.tests import facts
from services.matching.tests.story import MEMBERS, covenant_text
from services.matching.tests.taking import organisation, step
from tests.e2e.alike import Alike, crowd
from tests.e2e.model import FEWEST

PEOPLE = 160
SHOWN = "SELECT need_id, card FROM match_view WHERE status IN ('proposed', 'contact-requested')"
SOME = "SELECT organisation, match_id FROM match_view WHERE status = 'proposed' ORDER BY match_id LIMIT 40"
FIRST = {"from": "2026-03-01", "until": "2026-03-04"}

pytestmark = pytest.mark.timeout(120)


class Region:
    """What was published last of everybody, and the plain count over it."""

    def __init__(self, matching: Running, rng: random.Random) -> None:
        self.matching, self.rng = matching, rng
        self.needs: dict[str, CloudEvent] = {}
        self.people: dict[str, CloudEvent] = {}

    async def publish(self, *events: CloudEvent) -> None:
        """From several tasks at once, each with a share in an order of its own."""
        shuffled = self.rng.sample(events, len(events))

        async def some(share: list[CloudEvent]) -> None:
            for event in share:
                await self.matching.publish(event)
                await asyncio.sleep(0)

        await asyncio.gather(*(some(shuffled[number::4]) for number in range(4)))
        for event in events:
            known = self.needs if "candidateId" not in event.data else self.people
            known[event.subject] = event

    async def check(self) -> int:
        """Wait for rest; then every card that is shown is shared by five. Returns how many are shown."""
        await self.matching.settle(60)
        alike = Alike(covenant(), self.matching.clock.now().date().isoformat())
        people = [person_of(event) for event in self.people.values()]
        cards = {key: alike.cards(need_of(event), people) for key, event in self.needs.items()}
        rows = await self.matching.rows(SHOWN)
        for row in rows:
            assert crowd(json.loads(row["card"]), cards[str(row["need_id"])]) >= FEWEST, row["card"]
        return len(rows)

    async def ask_some(self) -> None:
        """Their organisations ask for contact, past the order if need be; unanswered, they see a card and no more."""
        for row in await self.matching.rows(SOME):
            match_id, headers = str(row["match_id"]), organisation(self.matching, row["organisation"])
            await step(self.matching, match_id, "overruling", headers, reason="skills")
            assert (await step(self.matching, match_id, "contact-request", headers)).status_code == 200

    def leavers(self, many: int) -> list[CloudEvent]:
        active = [event for event in self.people.values() if event.data["status"] == "active"]
        return self.rng.sample(active, min(many, len(active)))


@cache
def covenant() -> dict[str, Any]:
    """By a plain YAML reader, the defaults of its members filled in."""
    read: dict[str, Any] = yaml.safe_load(covenant_text())
    return {**read, "members": [{**read["memberDefaults"], **member} for member in read["members"]]}


def need_of(event: CloudEvent) -> dict[str, Any]:
    return {"by": event.data["organisation"], "body": event.data}


def person_of(event: CloudEvent) -> dict[str, Any]:
    by = "employer" if event.data.get("registeredBy") == "employer" else "person"
    return {"body": event.data, "by": by, "active": event.data["status"] == "active"}


def vacancy(rng: random.Random) -> CloudEvent:
    until = {"kind": "until", "until": "2026-12-31"}
    return facts.vacancy(
        need_id=uuid4(), organisation=rng.choice(MEMBERS[:4]), requiredSkills=rng.sample(facts.SKILLS, 2),
        requiredShare=rng.choice((0, 50)), public=rng.random() < 0.5,
        need=until if rng.random() < 0.2 else {"kind": "structural"},
        scales={"agreement": "cao-gemeenten", "min": "8", "max": rng.choice(("9", "10"))},
    )  # fmt: skip


def body(rng: random.Random) -> dict[str, Any]:
    """What somebody says: few values for each field, so that some cards are common and others rare."""
    said: dict[str, Any] = {
        "skills": rng.sample(facts.SKILLS, rng.choice((1, 2, 2, 3))),
        "hours": {"min": 16, "max": rng.choice((24, 32, 36, 36))},
        "moves": rng.sample(("permanent", "temporary", "secondment"), 2),
        "hiddenFromEmployer": rng.random() < 0.5,
        "availableFromDate": rng.choice(("2026-04-01", "2026-05-01", "2026-05-15")),
        "lowestScale": rng.choice(("8", "9", "10")),
        "occupations": facts.candidate().data["occupations"] if rng.random() < 0.7 else [],
    }
    return said | ({"goesFirst": FIRST, "registeredBy": "employer"} if rng.random() < 0.15 else {})


def person(rng: random.Random) -> CloudEvent:
    made = facts.candidate(candidate_id=uuid4(), employer=rng.choice((*MEMBERS, None)), **body(rng))
    data = dict(made.data)
    if data["employment"]:
        held = {"scale": rng.choice(("8", "9", "10", "11")), "contract": rng.choice(("permanent", "temporary"))}
        data["employment"] = {**data["employment"], **held}
    for optional in ("availableFromDate", "lowestScale"):
        if rng.random() < 0.3:
            del data[optional]
    return facts.fact("candidate", "registered", made.subject, data)


def changed(event: CloudEvent, what: str, **data: Any) -> CloudEvent:
    return facts.fact("candidate", what, event.subject, {**event.data, "version": event.version + 1, **data})


def gone(event: CloudEvent, *, erased: bool) -> CloudEvent:
    if not erased:
        return changed(event, "withdrawn", status="withdrawn")
    return facts.erased(event.data["candidateId"], event.version + 1)


async def test_no_card_narrows_to_fewer_than_five_whoever_leaves(matching: Running) -> None:
    seed = random.randrange(10**9)
    print("seed", seed)
    region = Region(matching, random.Random(seed))
    rng = region.rng
    await region.publish(*(vacancy(rng) for _ in range(5)), *(person(rng) for _ in range(PEOPLE)))
    assert await region.check() > PEOPLE / 2
    await region.ask_some()
    for _ in range(3):
        leaving = region.leavers(12)
        moving = [changed(event, "changed", **body(rng)) for event in leaving[6:]]
        again = [
            facts.fact("vacancy", "changed", event.subject, {**event.data, "version": event.version + 1})
            for event in rng.sample(list(region.needs.values()), 2)
        ]
        out = [gone(event, erased=rng.random() < 0.5) for event in leaving[:6]]
        await region.publish(*out, *moving, *again, person(rng))
        await region.check()
    await matching.advance(timedelta(days=4))
    await region.check()
    for event in region.leavers(15):
        await region.publish(gone(event, erased=rng.random() < 0.5))
        await region.check()
    assert await matching.rows("SELECT * FROM departed") == []


async def test_with_fewer_than_five_left_nobody_is_shown_until_there_are_five_again(matching: Running) -> None:
    region = Region(matching, random.Random(0))
    people = [facts.candidate(candidate_id=uuid4()) for _ in range(6)]
    await region.publish(facts.vacancy(), *people)
    assert await region.check() == 6
    await region.publish(gone(people[0], erased=True), gone(people[1], erased=False))
    assert await region.check() == 0
    events = {event["subject"]: event["data"] for event in await matching.events("matches")}
    still = [data for data in events.values() if data["status"] == "proposed"]
    assert [(data["visibleTo"], set(data["card"])) for data in still] == [
        ("candidate", {"skillsAsked", "withheld"})
    ] * 4  # fmt: skip
    await region.publish(facts.candidate(candidate_id=uuid4()))
    assert await region.check() == 5


async def test_who_begins_to_go_first_leaves_the_crowd_they_were_in(matching: Running) -> None:
    person, region = facts.candidate(), Region(matching, random.Random(0))
    soon = facts.alike(facts.candidate(goesFirst={"from": "2026-03-04", "until": "2026-03-10"}), many=1)
    later = facts.alike(facts.candidate(availableFromDate="2026-04-01"))
    await region.publish(*facts.alike(person, many=3), *soon, *later)
    await region.publish(facts.vacancy(), person)
    for days, withheld in ((0, []), (2, ["startMonth"])):
        await matching.advance(timedelta(days=days))
        assert await region.check() == 1
        (row,) = await matching.rows("SELECT card FROM match_view")
        assert json.loads(row["card"])["withheld"] == withheld


async def test_a_number_alone_is_no_news(matching: Running) -> None:
    """The crowd of a card grows and shrinks; what is shown stays the same, and nothing is published."""
    person = facts.candidate()
    others = facts.alike(person, many=7)
    region = Region(matching, random.Random(0))
    await region.publish(*others)
    await region.publish(facts.vacancy(), person)
    await region.check()
    before = len(await matching.events("matches"))
    for event in others[:3]:
        await region.publish(gone(event, erased=False))
    await region.check()
    assert len(await matching.events("matches")) == before
    await region.publish(gone(others[3], erased=True))
    await region.check()
    newest = max((event["data"] for event in await matching.events("matches")), key=lambda data: data["version"])
    assert newest["card"]["withheld"]
