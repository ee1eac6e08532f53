"""Single cases worth a closer look, found in what came of the story and asked for over HTTP."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from doorstroom.demo.figures import Figures, MatchFound
from doorstroom.demo.running import Play
from doorstroom.demo.story import Kind, Step

PERMANENT = "permanent-stays-permanent"
QUESTIONS = 400
"""How many pairs are asked about at most before an example counts as not to be found."""

Answer = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Examples:
    """Each as the interface answered it; None where the story holds no such case."""

    card: Answer | None
    explained: Answer | None
    survived: Answer | None
    refused: Answer | None
    why_not: Answer | None


async def found(play: Play, figures: Figures) -> Examples:
    shown = _first(figures, lambda match: "first" in match.tier) or _first(figures, lambda _: True)
    kept = _first(figures, lambda match: match.findings[PERMANENT] == "preserved_by_covenant")
    refused, why_not = await _not_proposed(play, figures)
    return Examples(
        card=await _as_organisation(play, shown) if shown else None,
        explained=await _as_person(play, shown) if shown else None,
        survived=await _as_person(play, kept) if kept else None,
        refused=refused,
        why_not=why_not,
    )


def _first(figures: Figures, fits: Any) -> MatchFound | None:
    """The same one in every run of a story: the first by keys."""
    able = [
        match for match in figures.matches
        if match.status == "proposed" and match.need_kind == "vacancy" and fits(match)
    ]  # fmt: skip
    return min(able, key=lambda match: (match.need, match.candidate), default=None)


async def _as_organisation(play: Play, match: MatchFound) -> Answer:
    return await _read(play, match.organisation, f"/matching/v1/matches/{match.match_id}")


async def _as_person(play: Play, match: MatchFound) -> Answer:
    return await _read(play, match.candidate, f"/matching/v1/matches/{match.match_id}")


async def _read(play: Play, caller: str, path: str, **query: Any) -> Answer:
    answer = await play.driver.get(caller, path, **query)
    answer.raise_for_status()
    read: Answer = answer.json()
    return read


async def _not_proposed(play: Play, figures: Figures) -> tuple[Answer | None, Answer | None]:
    """A temporary offer that a permanent employee was not proposed for, and somebody whom one other rule stopped."""
    refused = why_not = None
    for need, person in _questions(play, figures):
        answer = await play.driver.get(
            person.key, "/matching/v1/explanations",
            needId=play.driver.ids[need.key], candidateId=play.driver.ids[person.key],
        )  # fmt: skip
        if answer.is_error:
            continue
        told = {**answer.json(), "title": need.body["title"]}
        failed = stopped_by(told)
        refused = refused or (told if failed == [PERMANENT] else None)
        why_not = why_not or (told if len(failed) == 1 and failed != [PERMANENT] else None)
        if refused and why_not:
            break
    return refused, why_not


def _questions(play: Play, figures: Figures) -> Iterable[tuple[Step, Step]]:
    """Pairs of one occupation that were not proposed, those with a need that ends first."""
    proposed = {(match.need, match.candidate) for match in figures.matches}
    needs = sorted(play.story.of(Kind.VACANCY), key=lambda step: (step.body["need"]["kind"] == "structural", step.key))
    people = play.story.of(Kind.CANDIDATE)
    pairs = [
        (need, person)
        for need in needs
        for person in people
        if (need.key, person.key) not in proposed
        and need.body["occupation"]["uri"] in {term["uri"] for term in person.body["occupations"]}
    ]
    return pairs[:QUESTIONS]


def stopped_by(told: Answer) -> list[str]:
    """The rules by which a pair was not proposed; empty when it ended for another reason."""
    if told["proposed"] or told["because"]:
        return []
    return [
        rule["rule"]
        for rule in told["explanation"]
        if rule["finding"] == "not_met" or (rule["finding"] == "lost" and rule["rule"] == PERMANENT)
    ]
