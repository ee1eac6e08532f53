"""A demo from its plot to its outcome: the first days, counted at their end, and then the year."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Self

from doorstroom.demo.examples import Examples, found
from doorstroom.demo.figures import Figures, counted
from doorstroom.demo.gathering import gathered
from doorstroom.demo.journal import Journal
from doorstroom.demo.running import Play
from doorstroom.demo.scenario import Scenario
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
class Outcome:
    """`figures` and `examples` are of the first days, `report` and `deeds` of the whole year."""

    figures: Figures
    examples: Examples
    report: Report | None = None
    deeds: Journal = field(default_factory=Journal)


async def played(play: Play, plot: Plot, tell: Tell) -> Outcome:
    await play.play(lambda day: tell("simulated days", day, plot.story.days))
    figures = await counted(play)
    examples = await found(play, figures)
    if plot.year is None or plot.scenario.year is None:
        return Outcome(figures, examples)
    weeks = plot.scenario.year.weeks
    scene, watched = await live_through(
        play, plot.scenario.year, plot.year, plot.covenant, plot.seed, lambda week: tell("simulated weeks", week, weeks)
    )
    return Outcome(figures, examples, await gathered(scene, watched, plot.scenario, plot.seed), scene.journal)
