"""The facts of the report: the year as the region counted it, and the leading parts as they were watched."""

from datetime import date, timedelta

from doorstroom.demo import cast, leads
from doorstroom.demo.driver import CO_ORDINATES
from doorstroom.demo.examples import stopped_by
from doorstroom.demo.journal import Did
from doorstroom.demo.scenario import Scenario
from doorstroom.demo.scene import Answer, Scene
from doorstroom.demo.vocabulary import occupations
from doorstroom.demo.watching import Watching, clauses, day_of
from doorstroom.report.facts import (
    Finding,
    Job,
    Lending,
    Person,
    Refusal,
    Region,
    Report,
    Said,
    SecondBest,
    Way,
    Yes,
)
from doorstroom.report.reading import year_of


async def results_of(scene: Scene) -> Answer:
    """As the co-ordinator reads them, once the year is over."""
    return await scene.read(
        f"{CO_ORDINATES}{scene.covenant.id}",
        f"/vacancy/v1/covenants/{scene.covenant.id}/results",
        **{"from": scene.play.story.start.isoformat(), "to": _on(scene, scene.year.days).isoformat()},
    )


def gathered(scene: Scene, results: Answer, watched: Watching, scenario: Scenario, seed: int) -> Report:
    return Report(
        region=_region(scene, scenario, seed),
        year=year_of(results),
        way=_way(scene, watched),
        refusal=_refusal(scene, watched.refusal) if watched.refusal else None,
        second_best=_second_best(scene, watched),
        lending=_lending(scene, watched),
    )


def _region(scene: Scene, scenario: Scenario, seed: int) -> Region:
    return Region(
        name=scenario.place,
        covenant=scene.covenant.name,
        version=scene.covenant.version,
        hash=scene.covenant.hash,
        organisations={member.id: member.name for member in scene.covenant.members},
        source=Said(nl=scenario.source_nl, en=scenario.source),
        seed=seed,
    )


def _way(scene: Scene, watched: Watching) -> Way | None:
    match = watched.placed.get(cast.CHOSEN)
    if match is None:
        return None
    placement = match["placement"]
    return Way(
        person=_person(scene, leads.PERSON),
        job=_job(scene, leads.STRUCTURAL),
        relation=match["relation"],
        tier=match["tier"],
        clauses=tuple(clauses(scene, match)),
        heard=tuple(sorted(watched.heard, key=lambda each: (each.day, each.organisation or ""))),
        looks=tuple(watched.looks),
        contract=placement["contract"],
        hours=placement["hours"],
        start=date.fromisoformat(placement["startDate"]),
    )


def _person(scene: Scene, key: str) -> Person:
    body = scene.people[key]
    held = body["employment"]
    wanted = body["occupations"][0]["uri"]
    return Person(
        name=body["identity"]["name"],
        employer=held["employer"],
        occupation=next(each.term["label"] for each in occupations() if each.term["uri"] == wanted),
        contract=held["contract"],
        agreement=held["agreement"],
        scale=held["scale"],
        hours=held["hours"],
    )


def _job(scene: Scene, key: str) -> Job:
    need = scene.needs[key]
    body = need.body
    return Job(
        title=body["title"],
        organisation=need.by,
        opened=scene.play.story.start + timedelta(days=need.day),
        until=date.fromisoformat(body["need"]["until"]) if "until" in body["need"] else None,
        contract=body["contractForOutsiders"],
        agreement=body["scales"]["agreement"],
        lowest_scale=body["scales"]["min"],
        highest_scale=body["scales"]["max"],
        lowest_hours=body["hours"]["min"],
        highest_hours=body["hours"]["max"],
    )


def _refusal(scene: Scene, told: Answer) -> Refusal:
    need = scene.needs[leads.ENDING]
    return Refusal(
        title=need.body["title"],
        organisation=need.by,
        relation=told["relation"],
        tier=told["tier"],
        findings=tuple(
            Finding(rule=rule["rule"], finding=rule["finding"], words=Said(**rule["words"]), source=rule["source"])
            for rule in told["explanation"]
        ),
        stopped_by=tuple(stopped_by(told)),
        rules_version=told["rulesVersion"],
    )


def _second_best(scene: Scene, watched: Watching) -> SecondBest | None:
    match, referral = watched.placed.get(cast.ONLY_REFERRED), watched.referral
    rejected = scene.journal.first(Did.REJECTED, (leads.STRUCTURAL, cast.SECOND))
    if match is None or referral is None or rejected is None:
        return None
    return SecondBest(
        person=scene.people[cast.SECOND]["identity"]["name"],
        title=scene.needs[leads.STRUCTURAL].body["title"],
        sender=referral["sender"],
        rejected=_on(scene, rejected.day),
        reason=rejected.reason or "",
        next_title=referral["need"]["title"],
        receiver=referral["receiver"],
        consented=day_of(referral["sentAt"]),
        sent=day_of(referral["sentAt"]),
        accepted=day_of(referral["answeredAt"]),
        placed=_taken(match, "placed"),
        contract=match["placement"]["contract"],
        start=date.fromisoformat(match["placement"]["startDate"]),
    )


def _lending(scene: Scene, watched: Watching) -> Lending | None:
    pair = (cast.LOAN, cast.LENT)
    match = watched.placed.get(pair)
    if match is None:
        return None
    agreed = match["agreed"]
    yeses = (("candidate", "candidate-agreed"), ("lender", "employer-agreed"), ("borrower", "placed"))
    return Lending(
        person=scene.people[cast.LENT]["identity"]["name"],
        title=scene.needs[cast.LOAN].body["title"],
        lender=scene.people[cast.LENT]["employment"]["employer"],
        borrower=match["organisation"],
        asked=day_of(match["proposedAt"]),
        yeses=tuple(Yes(by=by, day=_taken(match, status)) for by, status in yeses),
        start=date.fromisoformat(agreed["startDate"]),
        end=date.fromisoformat(agreed["endDate"]),
        hours=agreed["hours"],
        right_to_return=agreed["rightToReturn"],
        replacement=agreed["replacement"],
    )


def _taken(match: Answer, status: str) -> date:
    return next(day_of(step["at"]) for step in match["steps"] if step["taken"] == status)


def _on(scene: Scene, day: int) -> date:
    return scene.play.story.start + timedelta(days=day)
