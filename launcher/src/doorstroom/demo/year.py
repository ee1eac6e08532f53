"""Writes what is posted after the first days, on Mondays, until a year has passed; a story of its own."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from typing import Any

from doorstroom.demo import cast, needs, people
from doorstroom.demo.scenario import Scenario, Year
from doorstroom.demo.story import Kind, Step, Story
from doorstroom_common.covenant import Covenant, Member

BY_EMPLOYER, SHOWS = 0.15, 0.5
WEEK = 7


def write_year(scenario: Scenario, covenant: Covenant, seed: int) -> Story:
    """It goes on where the first story ended; drawn apart from it, so that neither changes with the other."""
    assert scenario.year  # noqa: S101 - the caller looked
    writer = _Writer(scenario, scenario.year, covenant, Random(f"{seed}/year"))  # noqa: S311 - a story, no secret
    steps = tuple(sorted(writer.steps(), key=lambda step: (step.day, list(Kind).index(step.kind), step.key)))
    days = scenario.days + scenario.year.weeks * WEEK - 1
    return Story(scenario.covenant, tuple(sorted(writer.members)), scenario.start, days, steps)


@dataclass
class _Writer:
    scenario: Scenario
    year: Year
    covenant: Covenant
    random: Random
    members: Mapping[str, Member] = field(init=False)

    def __post_init__(self) -> None:
        self.members = {member.id: member for member in self.covenant.members}

    def steps(self) -> Iterator[Step]:
        vacancies = [*self._vacancies()]
        yield from vacancies
        yield from self._secondments()
        yield from self._candidates()
        yield from self._reactions(vacancies)
        yield from cast.later(self.scenario.start, self._monday(1))

    def _vacancies(self) -> Iterator[Step]:
        wanting = self._weighed(self.year.looks_for)
        for number in range(1, self.year.vacancies + 1):
            member, day = self.members[self.random.choice(wanting)], self._some_monday()
            opens = self.scenario.start + timedelta(days=day)
            body = needs.vacancy(self.random, member.name, member.agreement, opens, may_end=self.scenario.needs_end)
            yield Step(day, Kind.VACANCY, f"y-v{number:03}", member.id, body)

    def _secondments(self) -> Iterator[Step]:
        wanting = self._weighed(self.year.looks_for)
        for number in range(1, self.year.secondments + 1):
            member, day = self.members[self.random.choice(wanting)], self._some_monday()
            opens = self.scenario.start + timedelta(days=day)
            body = needs.secondment(self.random, member.name, member.agreement, opens)
            yield Step(day, Kind.SECONDMENT, f"y-s{number:03}", member.id, body)

    def _candidates(self) -> Iterator[Step]:
        employers = self._weighed(self.year.leaves)
        for number in range(1, self.year.candidates + 1):
            key, day = f"y-k{number:03}", self._some_monday()
            today = self.scenario.start + timedelta(days=day)
            body = people.person(self.random, key, self.members, today, employers)
            if "employment" in body and self.random.random() < BY_EMPLOYER:
                yield Step(day, Kind.REGISTRATION, key, body["employment"]["employer"], body)
                yield Step(day + WEEK, Kind.CONFIRMATION, f"{key}-yes", key, {}, about=key)
                continue
            if "employment" in body and self.random.random() < SHOWS:
                body["hiddenFromEmployer"] = False
            yield Step(day, Kind.CANDIDATE, key, key, body)

    def _reactions(self, vacancies: list[Step]) -> Iterator[Step]:
        """Received by the organisations' own systems, in the first three weeks of a vacancy."""
        for number in range(1, self.year.reactions + 1):
            vacancy, key = self.random.choice(vacancies), f"y-x{number:03}"
            day = min(vacancy.day + WEEK * self.random.randint(0, 2), self._monday(self.year.weeks - 1))
            yield Step(day, Kind.REACTION, key, vacancy.by, _referenced(key), about=vacancy.key)

    def _weighed(self, weights: Mapping[str, int]) -> list[str]:
        return [member for member in sorted(self.members) for _ in range(weights.get(member, 1))]

    def _some_monday(self) -> int:
        """Not the last one, so that somebody can confirm a week later."""
        return self._monday(self.random.randint(1, self.year.weeks - 2))

    def _monday(self, week: int) -> int:
        return self.scenario.days + week * WEEK


def _referenced(key: str) -> dict[str, Any]:
    return {"reference": f"ref-{key}"}
