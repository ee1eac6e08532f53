"""A demo from its plot to its outcome: the first days, counted at their end, and then the year."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

from doorstroom.demo.deciding import Decisions
from doorstroom.demo.examples import Examples, found
from doorstroom.demo.figures import Figures, counted, set_aside
from doorstroom.demo.gathering import gathered, results_of
from doorstroom.demo.journal import Journal
from doorstroom.demo.running import Play
from doorstroom.demo.scenario import Scenario
from doorstroom.demo.scene import Answer, Scene
from doorstroom.demo.story import Story
from doorstroom.demo.weeks import live_through
from doorstroom.demo.writing import write_story
from doorstroom.demo.year import write_year
from doorstroom.report.facts import Report
from doorstroom_common.covenant import Covenant

Tell = Callable[[str, int, int], None]
"""Called with what is counted, how many are done, and how many there are."""


@dataclass(frozen=True, slots=True)
class Plot:
    """What is to be played: the first days, and the year after them where the scenario has one."""

    scenario: Scenario
    covenant: Covenant
    seed: int
    story: Story
    year: Story | None

    @classmethod
    def of(cls, scenario: Scenario, covenant: Covenant, seed: int) -> Self:
        year = write_year(scenario, covenant, seed) if scenario.year else None
        return cls(scenario, covenant, seed, write_story(scenario, covenant, seed), year)


@dataclass(frozen=True, slots=True)
class YearPlayed:
    """`results` as the region answered them, `set_aside` how many messages it could not use."""

    results: Answer
    report: Report
    deeds: Journal
    set_aside: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """`figures` and `examples` are of the first days."""

    figures: Figures
    examples: Examples
    year: YearPlayed | None = None


async def played(play: Play, plot: Plot, tell: Tell) -> Outcome:
    await play.play(lambda day: tell("simulated days", day, plot.story.days))
    figures = await counted(play)
    examples = await found(play, figures)
    return Outcome(figures, examples, await _year(play, plot, tell))


async def _year(play: Play, plot: Plot, tell: Tell) -> YearPlayed | None:
    if plot.year is None or plot.scenario.year is None:
        return None
    weeks, decisions = plot.scenario.year.weeks, Decisions(plot.seed)
    scene = Scene(play, plot.year, plot.covenant, decisions, plot.scenario.year.sleeps)
    watched = await live_through(scene, plot.scenario.year, lambda week: tell("simulated weeks", week, weeks))
    results = await results_of(scene)
    report = gathered(scene, results, watched, plot.scenario, plot.seed)
    return YearPlayed(results, report, scene.journal, await set_aside(play))
