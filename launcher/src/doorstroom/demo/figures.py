"""What came of a story, counted from the databases of the four services."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from doorstroom.demo.running import Play
from doorstroom_common.clock import local_date
from doorstroom_common.database import Role, sql
from doorstroom_matching.domain.card import contract_kept
from doorstroom_matching.domain.finding import Code, Rule

STAGES = sql(
    "SELECT vacancy_id, facts ->> 'stage' AS stage, facts ->> 'dueAt' AS due_at FROM vacancy_history"
    " WHERE kind IN ('opened', 'stage-opened') ORDER BY id"
)
VACANCIES = sql(
    "SELECT organisation, vacancy_id, status, stage, decision, details ->> 'title' AS title,"
    " (SELECT count(*) FROM reaction WHERE reaction.vacancy_id = vacancy.vacancy_id AND reaction.status = 'received')"
    " AS reactions FROM vacancy"
)
ALERTS = sql(
    "SELECT organisation, recruiter_id, kind, subject_id, need_id, because_of, told_at FROM alert ORDER BY told_at"
)
MATCHES = sql(
    "SELECT match_id, need_id, candidate_id, organisation, need_kind, status, because, record, rank() OVER ("
    " PARTITION BY need_id, status ORDER BY tier_rank, demoted, missing, lot) AS rank FROM match"
)
DELIVERIES = sql("SELECT state, count(*) AS many FROM delivery GROUP BY state")
SET_ASIDE = sql("SELECT count(*) AS many FROM dead_letter WHERE settled_at IS NULL")


@dataclass(frozen=True, slots=True)
class Alert:
    """`about` is the need's key, or need/candidate for a match; `cause` the organisation where the fact arose."""

    organisation: str
    recruiter: str
    kind: str
    about: str
    cause: str
    day: int


@dataclass(frozen=True, slots=True)
class MatchFound:
    """`rank` is the place among the proposals of the same need; 1 is looked at first."""

    match_id: str
    need: str
    need_kind: str
    organisation: str
    candidate: str
    status: str
    because: str | None
    tier: str
    relation: str
    contract_kept: str
    findings: Mapping[str, str]
    rank: int


@dataclass(frozen=True, slots=True)
class VacancySeen:
    """`stages`: the day on which each opened; `held_back`: with reactions enough; `reactions`: that still stand."""

    key: str
    organisation: str
    title: str
    status: str
    stages: Mapping[str, int]
    held_back: bool
    reactions: int


@dataclass(frozen=True, slots=True)
class Figures:
    vacancies: tuple[VacancySeen, ...]
    alerts: tuple[Alert, ...]
    matches: tuple[MatchFound, ...]
    mails: Mapping[str, int]
    set_aside: int


async def counted(play: Play) -> Figures:
    """Read everything once the story has ended."""
    keys = {identifier: key for key, identifier in play.driver.ids.items()}
    matches = tuple(_match(row, keys) for row in await _rows(play, "matching", MATCHES))
    pairs = {match.match_id: f"{match.need}/{match.candidate}" for match in matches}
    start = play.story.start
    return Figures(
        vacancies=await _vacancies(play, keys),
        alerts=tuple(_alert(row, keys, pairs, start) for row in await _rows(play, "notification", ALERTS)),
        matches=matches,
        mails={row["state"]: row["many"] for row in await _rows(play, "notification", DELIVERIES)},
        set_aside=await set_aside(play),
    )


async def set_aside(play: Play) -> int:
    """Messages that no service could use."""
    return sum([(await _rows(play, name, SET_ASIDE))[0]["many"] for name in play.region.services])


async def _rows(play: Play, service: str, statement: Any) -> list[Mapping[str, Any]]:
    async with play.region.services[service].database.unit_of_work(Role.WORKER) as uow:
        return [dict(row) for row in await uow.fetch(statement)]


async def _vacancies(play: Play, keys: Mapping[str, str]) -> tuple[VacancySeen, ...]:
    stages: dict[str, dict[str, int]] = {}
    for row in await _rows(play, "vacancy", STAGES):
        day = (local_date(datetime.fromisoformat(row["due_at"])) - play.story.start).days
        stages.setdefault(str(row["vacancy_id"]), {})[row["stage"]] = day
    seen = [_vacancy(row, keys, stages) for row in await _rows(play, "vacancy", VACANCIES)]
    return tuple(sorted(seen, key=lambda vacancy: vacancy.key))


def _vacancy(row: Mapping[str, Any], keys: Mapping[str, str], stages: Mapping[str, Mapping[str, int]]) -> VacancySeen:
    identifier = str(row["vacancy_id"])
    return VacancySeen(
        key=keys[identifier],
        organisation=row["organisation"],
        title=row["title"],
        status=row["status"],
        stages=stages[identifier],
        held_back=row["decision"] is not None and not row["decision"]["opens"],
        reactions=row["reactions"],
    )


def _alert(row: Mapping[str, Any], keys: Mapping[str, str], pairs: Mapping[str, str], start: date) -> Alert:
    subject = str(row["subject_id"])
    return Alert(
        organisation=row["organisation"],
        recruiter=keys[str(row["recruiter_id"])],
        kind=row["kind"],
        about=pairs.get(subject) or keys[subject],
        cause=row["because_of"],
        day=(local_date(row["told_at"]) - start).days,
    )


def _match(row: Mapping[str, Any], keys: Mapping[str, str]) -> MatchFound:
    """Whether the contract is kept is read from the findings: a card may withhold it."""
    record = row["record"]
    findings = {finding["rule"]: finding["finding"] for finding in record["findings"]}
    return MatchFound(
        match_id=str(row["match_id"]),
        need=keys[str(row["need_id"])],
        need_kind=row["need_kind"],
        organisation=row["organisation"],
        candidate=keys[str(row["candidate_id"])],
        status=row["status"],
        because=row["because"],
        tier=record["tier"],
        relation=record["relation"],
        contract_kept=contract_kept({Rule(rule): Code(code) for rule, code in findings.items()}),
        findings=findings,
        rank=row["rank"],
    )


def as_json(figures: Figures) -> dict[str, Any]:
    """Keys of the story instead of ids, sorted, so that two runs of the same story can be compared."""
    alerts = sorted([each.organisation, each.recruiter, each.kind, each.about, each.cause] for each in figures.alerts)
    matches = [
        {
            "need": each.need,
            "candidate": each.candidate,
            "status": each.status,
            "because": each.because,
            "tier": each.tier,
            "rank": each.rank if each.status == "proposed" else None,
            "relation": each.relation,
            "contractKept": each.contract_kept,
            "findings": dict(each.findings),
        }
        for each in sorted(figures.matches, key=lambda each: (each.need, each.candidate))
    ]
    return {
        "stages": {each.key: dict(each.stages) for each in figures.vacancies},
        "heldBack": [each.key for each in figures.vacancies if each.held_back],
        "alerts": alerts,
        "matches": matches,
        "mails": dict(figures.mails),
        "setAside": figures.set_aside,
    }
