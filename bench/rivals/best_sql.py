"""PostgreSQL with what it has for this: a GIN index on skills, and the rules as one statement per tier."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
import numpy as np

from bench.population import Crowd
from bench.rivals.asking import Answer, Question
from doorstroom_common.covenant import ClauseCode, Strictness
from doorstroom_common.database import Statement, sql
from doorstroom_matching.adapters.index.coded import BY_EMPLOYER, HIDDEN, MOVE_BIT, PERMANENT
from doorstroom_matching.adapters.index.losses import BIT

TEXT = (Path(__file__).parent / "match_vacancy.sql").read_text(encoding="utf-8")
COLUMNS = {
    "id": "uuid PRIMARY KEY", "home": "int", "contract": "int", "lowest": "int", "hours_min": "int",
    "hours_max": "int", "available": "int", "first_from": "int", "first_until": "int", "moves": "int",
    "permanent": "bool", "hidden": "bool", "by_employer": "bool", "accepts_pay": "bool", "skills": "int[]",
    "occupations": "int[]", "occupation_groups": "int[]", "blocked": "int[]",
}  # fmt: skip
AFTER = (
    "CREATE INDEX person_skills ON person USING gin (skills)",
    "CREATE INDEX person_home ON person (home)",
    "VACUUM ANALYZE person",
)
FLAGS = {"permanent": PERMANENT, "hidden": HIDDEN, "by_employer": BY_EMPLOYER}


class BestSql:
    name = "SQL"

    def __init__(self, connection: "asyncpg.Connection[asyncpg.Record]", runner: asyncio.Runner, crowd: Crowd) -> None:
        self._connection, self._runner = connection, runner
        self._statements: dict[str, Statement] = {}
        runner.run(self._fill(crowd))

    def ready(self, question: Question, most: int) -> Callable[[], Answer]:
        statement = self._statement(question)
        told = {tier: _told(question, tier) for tier in question.asked.tiers()}
        return lambda: self._runner.run(self._best(statement, told, most))

    def explained(self, question: Question, most: int) -> str:
        """The plan of the last tier that is asked for, as it ran."""
        return self._runner.run(self._explained(question, most))

    async def _best(self, statement: Statement, told: dict[int, dict[str, Any]], most: int) -> Answer:
        found: Answer = []
        for tier, values_of in told.items():
            values = statement.arguments({**values_of, "most": most - len(found)})
            rows = await self._connection.fetch(statement.sql, *values)
            found += [(row["id"].bytes, tier, row["demoted"], row["missing"]) for row in rows]
            if len(found) >= most:
                break
        return found

    async def _explained(self, question: Question, most: int) -> str:
        statement, tier = self._statement(question), question.asked.tiers()[-1]
        values = statement.arguments({**_told(question, tier), "most": most})
        rows = await self._connection.fetch(f"EXPLAIN (ANALYZE, BUFFERS, COSTS OFF) {statement.sql}", *values)
        return "\n".join(row[0] for row in rows)

    def _statement(self, question: Question) -> Statement:
        """One for each number of skills and of what suffices."""
        need = question.need
        sets = (
            " AND ".join(f"person.skills @> ARRAY[:skill_{one}::int]" for one in some) for some in _places(question)
        )
        condition = "(" + " OR ".join(f"({one})" for one in sets) + ")" if need.skills_needed else "true"
        if condition not in self._statements:
            self._statements[condition] = sql(TEXT[TEXT.index("SELECT") :].replace("{skills}", condition))
        return self._statements[condition]

    async def _fill(self, crowd: Crowd) -> None:
        columns = ", ".join(f"{name} {kind}" for name, kind in COLUMNS.items())
        await self._connection.execute(f"CREATE TABLE person ({columns})")
        await self._connection.copy_records_to_table("person", records=_records(crowd), columns=list(COLUMNS))
        for statement in AFTER:
            await self._connection.execute(statement)


def _places(question: Question) -> list[list[int]]:
    return [[question.required.index(one) for one in some] for some in question.enough()]


def _records(crowd: Crowd) -> Any:
    table = crowd.table
    groups = crowd.terms["groups"].codes.reshape(len(crowd), -1)
    blocked: dict[int, list[int]] = {}
    for code, row in zip(crowd.terms["blocked"].codes.tolist(), crowd.terms["blocked"].rows.tolist(), strict=True):
        blocked.setdefault(row, []).append(code)
    starts = np.searchsorted(crowd.terms["skills"].rows, np.arange(len(crowd) + 1)).tolist()
    for row, person in enumerate(table):
        numbers = (int(person[name]) for name in list(COLUMNS)[1:10])
        flags = [bool(int(person["flags"]) & bit) for bit in FLAGS.values()]
        flags.append(bool(int(person["accepts"]) & BIT[ClauseCode.PAY]))
        skills = crowd.terms["skills"].codes[starts[row] : starts[row + 1]].tolist()
        terms = (skills, [int(crowd.profession[row])], groups[row].tolist(), blocked.get(row, []))
        yield (UUID(bytes=person["id"].tobytes()), *numbers, *flags, *terms)


def _told(question: Question, tier: int) -> dict[str, Any]:
    need, asked, score = question.need, question.asked, question.rules.score
    homes = question.homes(tier)
    ranks, sight, offer = asked.ranks[asked.sight.relation[homes]], asked.sight, asked.offer
    return {
        "tier": tier, "homes": homes.tolist(),
        "rank_plain": ranks[:, 0, 0].tolist(), "rank_first": ranks[:, 1, 0].tolist(),
        "rank_plain_by_employer": ranks[:, 0, 1].tolist(), "rank_first_by_employer": ranks[:, 1, 1].tolist(),
        "keeps_permanent": asked.keeps_permanent[homes].tolist(), "own_place": sight.own_place[homes].tolist(),
        "obliged": sight.obliged[homes].tolist(), "contracts": list(range(len(offer.tops))),
        "tops": offer.tops.tolist(), "scale_points": offer.points.tolist(), "lost": offer.lost[0].tolist(),
        "lost_promised": offer.lost[1].tolist(), "today": asked.today, "pay_ranked": question.pay is Strictness.RANKED,
        "pay_required": question.pay is Strictness.REQUIRED, "required": question.required, "wished": question.wished,
        "occupation": question.occupation, "groups": question.groups, "hours_min": need.hours.min,
        "hours_max": need.hours.max, "move": MOVE_BIT[need.move], "starts_by": question.starts_by,
        "organisation": question.organisation, "need_id": need.id.bytes, "weight_required": score.required_skills,
        "weight_wished": score.wished_skills, "weight_occupation": score.occupation, "weight_scale": score.scale,
        "weight_hours": score.hours, "total": score.total - score.commute - score.development,
        **{f"skill_{place}": code for place, code in enumerate(question.required)},
    }  # fmt: skip
