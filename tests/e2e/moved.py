"""The leading parts of the demo, played by its own actors while services restart: one move, one referral, one loan."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx

from doorstroom.adoption import adopt_files, shipped_covenant
from doorstroom.demo import cast, leads
from doorstroom.demo.deciding import Decisions
from doorstroom.demo.driver import Driver
from doorstroom.demo.figures import set_aside
from doorstroom.demo.gathering import gathered, results_of
from doorstroom.demo.journal import Did, Journal
from doorstroom.demo.knowing import Pair
from doorstroom.demo.running import Play, first_moment
from doorstroom.demo.scenario import DEMO
from doorstroom.demo.scene import Scene
from doorstroom.demo.story import Kind, Step, Story
from doorstroom.demo.vocabulary import occupations, uncoded
from doorstroom.demo.watching import Watching
from doorstroom.demo.weeks import WEEK, Week
from doorstroom.folder import Addresses, BusKind, DataFolder
from doorstroom.report.page import page
from doorstroom.servers import servers
from doorstroom_common.clock import SimulatedClock
from doorstroom_common.covenant import Covenant, parse_covenant
from doorstroom_common.testing.postgres import past_policies
from tests.e2e.hearing import Hearing
from tests.e2e.restarting import Restarting

DAYS, WEEKS = 7, 13
"""Until the last of them has begun in the new job."""
DOUBTER, DOUBTED = "doubter", "doubted"
RESTARTS = {
    (0, "post"): "matching",
    (0, "organisations_act"): "candidate",
    (1, "organisations_act"): "matching",
    (2, "people_answer"): "vacancy",
    (3, "organisations_act"): "notification",
    (4, "organisations_act"): "vacancy",
    (5, "post"): "candidate",
    (7, "organisations_act"): "matching",
}
"""After which step of which week which service is restarted: each at least once, in the middle of a conversation."""
PLACEMENTS = "SELECT origin, organisation, contract, candidate_id, match_id, referral_id FROM placement ORDER BY origin"
LEFT = "SELECT candidate_id::text FROM candidate UNION SELECT candidate_id::text FROM identity"


class Firm(Decisions):
    """Everybody says yes, but for one who takes their consent back."""

    def chance(self, *words: object) -> float:
        return 0.5

    def takes_consent_back(self, pair: Pair) -> bool:
        return pair.person == DOUBTER


@dataclass(slots=True)
class Moved:
    """What was read on the way, and what is left at the end."""

    watched: Watching
    journal: Journal
    hearing: Hearing
    restarts: int = 0
    taken_back: dict[str, Any] = field(default_factory=dict)
    results: list[Mapping[str, Any]] = field(default_factory=list)
    placements: Sequence[Mapping[str, Any]] = ()
    left: Sequence[str] = ()
    ids: Mapping[str, str] = field(default_factory=dict)
    set_aside: int = 0
    page: str = ""


def play(root: Path, bus: BusKind) -> Moved:
    file, folder = shipped_covenant(DEMO.covenant), DataFolder(root)
    covenant = parse_covenant(file.read_text(encoding="utf-8"), file.name)
    story = _story(covenant)
    clock = SimulatedClock(first_moment(story))
    with servers(folder, bus, lambda _: None) as addresses:
        adopt_files(addresses, [file], lambda _: None, clock=clock)
        return asyncio.run(_play(Restarting(folder, addresses, clock), clock, covenant, story, addresses))


async def _play(
    running: Restarting, clock: SimulatedClock, covenant: Covenant, story: Story, addresses: Addresses
) -> Moved:
    transport = httpx.ASGITransport(app=running)
    async with running.running(), httpx.AsyncClient(transport=transport, base_url="http://region.test") as http:
        first = Play(running.region, clock, Driver(http, running.region.issuer, story), story)
        await _ready(running)
        await first.play(lambda _: None)
        scene = Scene(first, _later(covenant, story), covenant, Firm(1), frozenset())
        moved = Moved(Watching(), scene.journal, Hearing(http, running.region.issuer))
        for number in range(WEEKS):
            await _week(Week(scene, moved.watched, DAYS + number * WEEK), number, running, moved)
            await moved.hearing.listen(sorted(member.id for member in covenant.members))
        moved.results.append(await results_of(scene))
        moved.page = page(gathered(scene, moved.results[-1], moved.watched, DEMO, 1))
        moved.restarts, moved.ids, moved.set_aside = running.restarts, first.driver.ids, await set_aside(first)
    moved.placements = await _rows(addresses, "vacancy", PLACEMENTS)
    moved.left = [row["candidate_id"] for row in await _rows(addresses, "candidate", LEFT)]
    return moved


async def _week(week: Week, number: int, running: Restarting, moved: Moved) -> None:
    for step in (week.post, week.organisations_act, week.people_answer):
        await step()
        if name := RESTARTS.get((number, step.__name__)):
            await running.restart(name)
    if not moved.taken_back and any(week.scene.journal.of(Did.TOOK_BACK)):
        moved.taken_back = await _as_wilgenoord_sees_it(week.scene)
    placed = {deed.person for deed in week.scene.journal.of(Did.PLACED)}
    if placed == {leads.PERSON, cast.SECOND, cast.LENT} and not moved.results:
        moved.results.append(await results_of(week.scene))
        await _ask_to_be_erased(week.scene)


async def _ask_to_be_erased(scene: Scene) -> None:
    """The second best, before the first day in the new job; the others go by themselves when theirs begins."""
    driver = scene.play.driver
    path = f"/candidate/v1/candidates/{driver.ids[cast.SECOND]}"
    answer = await driver.http.delete(path, headers=driver.headers(cast.SECOND))
    assert answer.status_code == 202, answer.text
    await scene.settle()


async def _as_wilgenoord_sees_it(scene: Scene) -> dict[str, Any]:
    match_id = next(scene.journal.of(Did.TOOK_BACK)).about
    disclosed = await scene.list(DOUBTER, "/candidate/v1/disclosures", matchId=match_id)
    path = f"/candidate/v1/disclosures/{disclosed[0]['disclosureId']}"
    me = scene.recruiter("wilgenoord")
    return {
        "disclosure": disclosed[0],
        "name": (await scene.play.driver.get(me, path)).status_code,
        "listed": await scene.list(me, "/candidate/v1/disclosures"),
        "match": await scene.read(me, f"/matching/v1/matches/{match_id}"),
    }


async def _ready(running: Restarting) -> None:
    async with asyncio.timeout(60):
        while await running.region.readiness():
            await asyncio.sleep(0.02)


async def _rows(addresses: Addresses, service: str, query: str) -> Sequence[Mapping[str, Any]]:
    async with past_policies(addresses.services[service].owner_dsn) as connection:
        return [dict(row) for row in await connection.fetch(query)]


def _story(covenant: Covenant) -> Story:
    """A week: the first leads, somebody who will take their consent back, and enough others to hide a card among."""
    vacancies, people = leads.leads(DEMO.start)
    organisations = tuple(sorted(member.id for member in covenant.members))
    recruiters = (
        Step(0, Kind.RECRUITER, f"r-{each}-1", each, {"name": "R. Recruiter", "email": f"r@{each}.example"})
        for each in organisations
    )
    doubted = Step(0, Kind.VACANCY, DOUBTED, "wilgenoord", leads.job(DEMO.start, "Wilgenoord", None))
    others = (_person(f"other-{number}", ["temporary"]) for number in range(6))
    steps = (*recruiters, *vacancies, doubted, *people, _person(DOUBTER, ["permanent"], "zilverveen"), *others)
    return Story(DEMO.covenant, organisations, DEMO.start, DAYS, steps)


def _later(covenant: Covenant, story: Story) -> Story:
    return Story(
        story.covenant, story.organisations, story.start, DAYS + WEEKS * WEEK - 1,
        tuple(cast.later(story.start, DAYS + WEEK)),
    )  # fmt: skip


def _person(key: str, moves: Sequence[str], employer: str | None = None) -> Step:
    permits = occupations()[0]
    held = {
        "employer": employer, "legalForm": "contract", "contract": "permanent", "agreement": "cao-gemeenten",
        "scale": "9", "hours": 32,
    }  # fmt: skip
    body: dict[str, Any] = {
        "identity": {"name": f"Iemand {key}", "email": f"{key}@post.example"},
        "occupations": [uncoded(permits.term)],
        "skills": [uncoded(skill) for skill in permits.skills],
        "hours": {"min": 32, "max": 36},
        "moves": list(moves),
        "availableFromDate": (DEMO.start + timedelta(days=40)).isoformat(),
    }
    return Step(1, Kind.CANDIDATE, key, key, {**body, "employment": held} if employer else body)
