"""Writes a story: the same seed and scenario give the same one, to the letter."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from random import Random
from typing import Any

from doorstroom.demo import needs, people
from doorstroom.demo.leads import leads
from doorstroom.demo.names import full_name
from doorstroom.demo.scenario import Scenario
from doorstroom.demo.story import Kind, Step, Story
from doorstroom_common.covenant import Covenant, Member

BY_EMPLOYER = 0.2
"""How many are registered by their HR system; most register themselves."""
SHOWS = 0.4
"""How many of the others let their employer know; the rest leave it as it is, hidden."""
CLOSED, WITHDRAWN, TAKEN_BACK = 0.12, 0.06, 0.1
STANDS = 42
"""A vacancy is closed after at most so many days, where the story lasts that long."""


def write_story(scenario: Scenario, covenant: Covenant, seed: int) -> Story:
    """`covenant` is the scenario's; its members are the organisations."""
    writer = _Writer(scenario, covenant, Random(seed))  # noqa: S311 - a story, no secret
    steps = tuple(sorted(writer.steps(), key=lambda step: (step.day, list(Kind).index(step.kind), step.key)))
    return Story(scenario.covenant, tuple(sorted(writer.members)), scenario.start, scenario.days, steps)


@dataclass
class _Writer:
    scenario: Scenario
    covenant: Covenant
    random: Random
    members: Mapping[str, Member] = field(init=False)

    def __post_init__(self) -> None:
        self.members = {member.id: member for member in self.covenant.members}

    def steps(self) -> Iterator[Step]:
        yield from self._recruiters()
        vacancies = [*self._vacancies()]
        candidates = [*self._candidates()]
        if self.scenario.needs_end:
            planted_needs, planted_people = leads(self.scenario.start)
            vacancies += planted_needs
            candidates += planted_people
        yield from vacancies
        yield from self._secondments()
        yield from candidates
        yield from self._withdrawals(candidates)
        closures = {step.about: step for step in self._closures(vacancies)}
        yield from closures.values()
        yield from self._reactions(vacancies, candidates, closures)

    def _recruiters(self) -> Iterator[Step]:
        """One at each organisation, and a second at some: one who wants no mail of vacancies, one who comes later."""
        for number, organisation in enumerate(sorted(self.members)):
            yield self._recruiter(f"r-{organisation}-1", organisation, 0, {})
            if number % 5 == 0:
                yield self._recruiter(f"r-{organisation}-2", organisation, 0, {"vacancy": "none", "match": "inbox"})
            if number % 5 == 2:
                yield self._recruiter(f"r-{organisation}-3", organisation, 10, {"stage": "none"})

    def _recruiter(self, key: str, organisation: str, day: int, wishes: Mapping[str, str]) -> Step:
        body: dict[str, Any] = {
            "name": full_name(self.random),
            "email": f"{key}@{organisation}.example",
            "language": self.random.choice(("nl", "nl", "en")),
        }
        return Step(day, Kind.RECRUITER, key, organisation, {**body, "wishes": wishes} if wishes else body)

    def _vacancies(self) -> Iterator[Step]:
        for number in range(1, self.scenario.vacancies + 1):
            organisation = self.random.choice(sorted(self.members))
            day = self._opening_day()
            body = needs.vacancy(
                self.random, self.members[organisation].name, self.members[organisation].agreement,
                self.scenario.start + timedelta(days=day), may_end=self.scenario.needs_end,
            )  # fmt: skip
            yield Step(day, Kind.VACANCY, f"v{number:03}", organisation, body)

    def _secondments(self) -> Iterator[Step]:
        for number in range(1, self.scenario.secondments + 1):
            organisation = self.random.choice(sorted(self.members))
            day = self._opening_day()
            body = needs.secondment(
                self.random, self.members[organisation].name, self.members[organisation].agreement,
                self.scenario.start + timedelta(days=day),
            )  # fmt: skip
            yield Step(day, Kind.SECONDMENT, f"s{number:03}", organisation, body)

    def _candidates(self) -> Iterator[Step]:
        for number in range(1, self.scenario.candidates + 1):
            key, day = f"k{number:03}", self.random.randint(0, self.scenario.opening_days)
            today = self.scenario.start + timedelta(days=day)
            body = people.person(self.random, key, self.members, today)
            if "employment" in body and self.random.random() < BY_EMPLOYER:
                yield from self._registered(key, day, body)
                continue
            if "employment" in body and self.random.random() < SHOWS:
                body["hiddenFromEmployer"] = False
            yield Step(day, Kind.CANDIDATE, key, key, body)

    def _registered(self, key: str, day: int, body: dict[str, Any]) -> Iterator[Step]:
        """By the HR system; the person confirms it two days later, or never."""
        employer = body["employment"]["employer"]
        if self.random.random() < 0.5:
            body["goesFirst"] = people.goes_first(self.random, self.scenario.start + timedelta(days=day))
        yield Step(day, Kind.REGISTRATION, key, employer, body)
        if self.random.random() < 0.85:
            yield Step(day + 2, Kind.CONFIRMATION, f"{key}-yes", key, {}, about=key)

    def _withdrawals(self, candidates: list[Step]) -> Iterator[Step]:
        for step in candidates:
            if step.kind is Kind.CANDIDATE and step.key[0] == "k" and self.random.random() < WITHDRAWN:
                day = self.random.randint(step.day + 3, max(step.day + 3, self.scenario.days - 2))
                yield Step(day, Kind.CANDIDATE_WITHDRAWAL, f"{step.key}-no", step.key, {}, about=step.key)

    def _closures(self, vacancies: list[Step]) -> Iterator[Step]:
        for step in vacancies:
            early = self.random.random() < CLOSED and step.key[0] == "v"
            day = step.day + (self.random.randint(5, 24) if early else STANDS)
            if day <= self.scenario.days:
                outcome = self.random.choice(("filled", "not-filled", "withdrawn"))
                body = {"outcome": outcome, **(self._outsider(day) if outcome == "filled" else {})}
                yield Step(day, Kind.CLOSURE, f"{step.key}-end", step.by, body, about=step.key)

    def _outsider(self, day: int) -> dict[str, Any]:
        """Who came from elsewhere: nobody in this story is followed to their new job."""
        starts = self.scenario.start + timedelta(days=day + 30)
        return {"placements": [{"through": "outside", "contract": "temporary", "startDate": starts.isoformat()}]}

    def _reactions(self, vacancies: list[Step], candidates: list[Step], closures: Mapping[str, Step]) -> Iterator[Step]:
        """Half of the vacancies draw most of them, so that some have enough and others too few."""
        wanted = [step for step in vacancies if step.day < self.scenario.days]
        popular = wanted[::2]
        given: set[tuple[str, str]] = set()
        for number in range(1, self.scenario.reactions + 1):
            vacancy = self.random.choice(popular if self.random.random() < 0.8 else wanted)
            last = min(vacancy.day + 24, self.scenario.days, *_days_before(closures, vacancy.key))
            day = self.random.randint(vacancy.day, max(vacancy.day, last))
            reaction = self._reaction(f"x{number:03}", vacancy, day, candidates, given)
            yield reaction
            if self.random.random() < TAKEN_BACK and day < last:
                back = self.random.randint(day + 1, last)
                yield replace(
                    reaction, day=back, kind=Kind.REACTION_WITHDRAWAL, key=f"{reaction.key}-back", body={},
                    about=reaction.key,
                )  # fmt: skip

    def _reaction(self, key: str, vacancy: Step, day: int, candidates: list[Step], given: set[tuple[str, str]]) -> Step:
        """By somebody to whom the vacancy is open then; else the organisation's own system received it elsewhere."""
        partners_too = day >= vacancy.day + _own_days(self.covenant)
        able = [
            step
            for step in candidates
            if step.kind is Kind.CANDIDATE
            and step.day <= day
            and (employer := step.body.get("employment", {}).get("employer"))
            and (partners_too or employer == vacancy.by)
            and (vacancy.key, step.key) not in given
        ]
        if not able or self.random.random() < 0.3:
            return Step(day, Kind.REACTION, key, vacancy.by, {"reference": f"ref-{key}"}, about=vacancy.key)
        person = self.random.choice(able)
        given.add((vacancy.key, person.key))
        return Step(day, Kind.REACTION, key, person.key, {}, about=vacancy.key)

    def _opening_day(self) -> int:
        """A working day."""
        day = self.random.randint(0, self.scenario.opening_days)
        weekday = (self.scenario.start + timedelta(days=day)).weekday()
        return day if weekday < 5 else day - (weekday - 4)


def _own_days(covenant: Covenant) -> int:
    return next((stage.days or 0 for stage in covenant.stages if stage.stage == "own"), 0)


def _days_before(closures: Mapping[str, Step], key: str) -> list[int]:
    return [closures[key].day - 1] if key in closures else []
