"""Open needs in PostgreSQL, with a GIN index on the skills that they require."""

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import asyncpg

from bench.population import NOW, PROFESSIONS, Country, occupation
from bench.rivals.asking import Answer
from doorstroom_common.covenant import ClauseCode, Promise, RegisteredBy, Strictness, Work
from doorstroom_common.database import sql
from doorstroom_matching.adapters.index.clauses import weights_of
from doorstroom_matching.adapters.index.coded import MOVE_BIT, NO_SCALE
from doorstroom_matching.adapters.index.codes import Codes
from doorstroom_matching.adapters.index.sight import Sights
from doorstroom_matching.adapters.index.terms import offer_of, ranks_of
from doorstroom_matching.domain.candidate import Candidate
from doorstroom_matching.domain.need import Need, OutsiderContract
from doorstroom_matching.domain.scale import order_of
from doorstroom_matching.domain.score import occupation_points
from doorstroom_matching.domain.verdict import NO_TIER

STATEMENT = sql((Path(__file__).parent / "match_candidate.sql").read_text(encoding="utf-8").split("\n", 3)[3])
COLUMNS = {
    "id": "uuid PRIMARY KEY", "organisation": "int", "terms": "int", "occupation": "int", "hours_min": "int",
    "hours_max": "int", "starts_by": "int", "needed": "int", "move": "int", "public": "bool", "for_good": "bool",
    "required": "int[]", "wished": "int[]", "audience": "int[]",
}  # fmt: skip
AFTER = (
    "CREATE INDEX need_required ON need USING gin (required)",
    "CREATE INDEX need_asks_nothing ON need (id) WHERE needed = 0",
    "VACUUM ANALYZE need",
)


class NeedsSql:
    name = "SQL"

    def __init__(
        self, connection: "asyncpg.Connection[asyncpg.Record]", runner: asyncio.Runner, country: Country,
        needs: Sequence[Need],
    ) -> None:  # fmt: skip
        self._connection, self._runner, self._country = connection, runner, country
        self._organisations, self._skills, self._terms = Codes[str](), Codes[str](), Codes[Any]()
        self._occupations = Codes(*(occupation(one) for one in range(PROFESSIONS)))
        self._examples: list[Need] = []
        self._sights: Sights[Work | None, str] = Sights(self._organisations, lambda home, one: (one, home))
        runner.run(self._fill(needs))

    def ready(self, candidate: Candidate, most: int) -> Callable[[], Answer]:
        values = STATEMENT.arguments(self._told(candidate, most))
        return lambda: self._runner.run(self._best(values))

    def explained(self, candidate: Candidate, most: int) -> str:
        values = STATEMENT.arguments(self._told(candidate, most))
        rows = self._runner.run(
            self._connection.fetch(f"EXPLAIN (ANALYZE, BUFFERS, COSTS OFF) {STATEMENT.sql}", *values)
        )
        return "\n".join(row[0] for row in rows)

    async def _best(self, values: list[Any]) -> Answer:
        rows = await self._connection.fetch(STATEMENT.sql, *values)
        return [(row["id"].bytes, row["tier"], row["demoted"], row["missing"]) for row in rows]

    def _told(self, one: Candidate, most: int) -> dict[str, Any]:
        held, rules = one.employment, self._country.covenants[0]
        if held is None or one.accepts_loss:
            raise ValueError("the population has no such people")
        sight = self._sights.of(held.work, self._country.members)
        first = int(one.goes_first_on(NOW.date()))
        tiers = ranks_of(rules)[sight.relation, first, int(one.registered_by is RegisteredBy.EMPLOYER)]
        contract = Codes((held.agreement, held.scale))
        offers = [offer_of(need, self._country.governing(need), contract) for need in self._examples]  # type: ignore[arg-type]
        clauses, score = rules.contract_preservation, rules.score
        pay, permanent = clauses.clause(ClauseCode.PAY), clauses.clause(ClauseCode.PERMANENT_STAYS_PERMANENT)
        weights = ("required", "wished", "occupation", "scale", "hours")
        points = [occupation_points(uri, one.occupations) for uri in self._occupations.keys]
        places = (self._organisations.find(place) for place in held.places)
        lowest = order_of(one.lowest_scale) if one.lowest_scale else None
        return {
            "organisations": list(range(len(self._organisations))), "tiers": tiers.tolist(),
            "relations": sight.relation.tolist(), "stays": sight.stays.tolist(), "own_place": sight.own_place.tolist(),
            "obliged": sight.obliged.tolist(), "terms": list(range(len(offers))),
            "tops": [int(offer.tops[0]) for offer in offers],
            "scale_points": [int(offer.points[0]) for offer in offers],
            "lost": [bool(offer.lost[0, 0]) for offer in offers],
            "lost_promised": [bool(offer.lost[1, 0]) for offer in offers],
            "skills": [code for uri in one.skills if (code := self._skills.find(uri)) is not None],
            "pay_ranked": pay.strictness is Strictness.RANKED, "pay_required": pay.strictness is Strictness.REQUIRED,
            "permanent_promised": permanent.promise is not Promise.NONE, "permanent": held.permanent,
            "hidden": one.hidden_from_employer, "hours_min": one.hours.min, "hours_max": one.hours.max,
            "moves": sum(MOVE_BIT[move] for move in one.moves), "occupation_points": points,
            "available": one.available_from.toordinal() if one.available_from else 0,
            "lowest": NO_SCALE if lowest is None else lowest, "no_tier": NO_TIER, "candidate_id": one.id.bytes,
            "blocked": [code for name in one.blocked if (code := self._organisations.find(name)) is not None],
            "places": [code for code in places if code is not None],
            "total": score.total - score.commute - score.development, "most": most,
            **{f"weight_{name}": weight for name, weight in zip(weights, weights_of(rules), strict=True)},
        }  # fmt: skip

    async def _fill(self, needs: Sequence[Need]) -> None:
        columns = ", ".join(f"{name} {kind}" for name, kind in COLUMNS.items())
        await self._connection.execute(f"CREATE TEMPORARY TABLE need ({columns})")
        records = [self._record(need) for need in needs]
        await self._connection.copy_records_to_table("need", records=records, columns=list(COLUMNS))
        for statement in AFTER:
            await self._connection.execute(statement)

    def _record(self, need: Need) -> tuple[Any, ...]:
        terms = self._terms.code((need.covenant_hash, need.scales))
        if terms == len(self._examples):
            self._examples.append(need)
        return (
            need.id, self._organisations.code(need.organisation), terms, self._occupations.code(need.occupation.uri),
            need.hours.min, need.hours.max, need.starts_by.toordinal() if need.starts_by else 2**31 - 1,
            need.skills_needed, MOVE_BIT[need.move], need.public, need.contract is OutsiderContract.PERMANENT,
            [self._skills.code(term.uri) for term in need.required_skills],
            [self._skills.code(term.uri) for term in need.wished_skills],
            [self._organisations.code(entry.organisation) for entry in need.audience],
        )  # fmt: skip
