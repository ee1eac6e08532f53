"""The year after the first days, week by week: on Monday things are posted, on Thursday organisations act, on Saturday
people answer.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import time

from doorstroom.demo.answering import Answering
from doorstroom.demo.closing import awaiting_assessment, close_needs, end_loans
from doorstroom.demo.driver import CO_ORDINATES, Refused
from doorstroom.demo.journal import Did
from doorstroom.demo.recruiting import Recruiting
from doorstroom.demo.running import WORKS_AT, moment
from doorstroom.demo.scenario import Year
from doorstroom.demo.scene import Scene
from doorstroom.demo.watching import Watching

WEEK, THURSDAY, SATURDAY = 7, 3, 5
EARLY = time(6)


@dataclass(frozen=True, slots=True)
class Week:
    """`monday` is a day of the story. Each day ends at rest."""

    scene: Scene
    watched: Watching
    monday: int

    async def post(self) -> None:
        """After the night, in which people begin elsewhere; only then are stages opened."""
        await _come_to(self.scene, self.monday, EARLY)
        await _come_to(self.scene, self.monday)
        await self.scene.post(self.monday)

    async def organisations_act(self) -> None:
        """All but those who sleep. Employers confirm first, so that a placement need not wait another week."""
        scene = self.scene
        await _come_to(scene, self.monday + THURSDAY)
        awake = [organisation for organisation in scene.year.organisations if organisation not in scene.sleeps]
        for organisation in sorted({*awake} & _asked_to_confirm(scene)):
            await _confirm(scene, organisation)
        await _assess(scene)
        await scene.settle()
        await scene.look_up()
        for organisation in awake:
            await Recruiting(scene, organisation).work()
        await scene.settle()
        await close_needs(scene)
        await end_loans(scene)
        await scene.settle()
        await self.watched.after_organisations(scene)

    async def people_answer(self) -> None:
        """Those who were asked something, and those about whom something was decided this week."""
        scene = self.scene
        await _come_to(scene, self.monday + SATURDAY)
        await scene.look_up()
        decided = (Did.PLACED, Did.INVITED)
        concerned = {deed.person for did in decided for deed in scene.journal.on(self.monday + THURSDAY, did)}
        for person in sorted(concerned.union(scene.known.addressed)):
            await Answering(scene, person).work()
        await scene.settle()


async def live_through(scene: Scene, scenario: Year, tell: Callable[[int], None]) -> Watching:
    """`tell` is called with each week that is over."""
    watched = Watching()
    await _enter_baseline(scene, scenario)
    for number in range(scenario.weeks):
        week = Week(scene, watched, scene.play.story.days + number * WEEK)
        await week.post()
        await week.organisations_act()
        await week.people_answer()
        tell(number + 1)
    return watched


async def _come_to(scene: Scene, day: int, at: time = WORKS_AT) -> None:
    """What was due before it happens first."""
    scene.day = day
    await scene.play.come_to(moment(scene.today, at))


def _asked_to_confirm(scene: Scene) -> set[str]:
    asked = (deed for deed in scene.journal.of(Did.ASKED_EMPLOYER) if scene.day - deed.day < WEEK)
    return {scene.people[deed.person]["employment"]["employer"] for deed in asked}


async def _confirm(scene: Scene, organisation: str) -> None:
    """Employments, as the people who ask for it gave them."""
    me = scene.recruiter(organisation)
    for asked in await scene.list(me, "/candidate/v1/employment-confirmations"):
        await scene.do(me, f"/candidate/v1/employment-confirmations/{asked['confirmationId']}/confirmation")
        scene.write(Did.CONFIRMED, organisation, "")


async def _assess(scene: Scene) -> None:
    for reaction in awaiting_assessment(scene):
        if reaction.by in scene.sleeps:
            continue
        reason = scene.decisions.finds_unsuitable(reaction.key)
        ids = scene.play.driver.ids
        path = f"/vacancy/v1/vacancies/{ids[reaction.about]}/reactions/{ids[reaction.key]}/assessment"
        body = {"suitable": False, "reason": reason} if reason else {"suitable": True}
        await scene.do(scene.recruiter(reaction.by), path, body)
        scene.write(Did.ASSESSED, reaction.by, reaction.about, reason=reason, about=ids[reaction.key])


async def _people(scene: Scene) -> None:
    """Those who were asked something, and those about whom something was decided this week."""
    await scene.look_up()
    decided = (Did.PLACED, Did.INVITED)
    concerned = {deed.person for did in decided for deed in scene.journal.on(scene.day - SATURDAY + THURSDAY, did)}
    for person in sorted(concerned.union(scene.known.addressed)):
        await Answering(scene, person).work()
    await scene.settle()


async def _enter_baseline(scene: Scene, scenario: Year) -> None:
    caller = f"{CO_ORDINATES}{scene.covenant.id}"
    path = f"/vacancy/v1/covenants/{scene.covenant.id}/baseline"
    driver = scene.play.driver
    answer = await driver.http.put(path, json=dict(scenario.baseline), headers=driver.headers(caller))
    if answer.is_error:
        raise Refused(f"baseline: {answer.status_code} {answer.text}")
