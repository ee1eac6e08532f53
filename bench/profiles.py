"""A large region in the database of matching: candidates as its consumer would have stored them, and a need."""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from bench.command import Ground
from bench.serving import ORGANISATION
from doorstroom.adoption import shipped_covenant
from doorstroom_common.covenant import Covenant, parse_covenant
from doorstroom_common.covenant_store import CovenantStore
from doorstroom_common.database import Database, Role
from doorstroom_common.database.pool import prepare_connection
from doorstroom_matching.adapters.copies import StoredCopies, candidate_row
from doorstroom_matching.adapters.statements import add_many
from doorstroom_matching.adapters.tables import CandidateRow
from doorstroom_matching.application.reading import candidate_from, need_from_vacancy

KINDS = 4_000
"""Profiles that are made one by one. The others have the work, skills and wishes of one of them, but hours and day of
their own."""
BASE = "http://data.europa.eu/esco"
OCCUPATIONS = [{"scheme": "esco-occupation", "uri": f"{BASE}/occupation/{number}"} for number in range(40)]
SKILLS = [{"scheme": "esco-skill", "uri": f"{BASE}/skill/{number}"} for number in range(30)]
SAME = "version, state, person_ref, moves, agreement, lowest_scale, hours_min, skills, closed_to"
MULTIPLY = (
    f"INSERT INTO candidate (candidate_id, {SAME}, hours_max, available_from, data)"
    f" SELECT id, {SAME}, most * 60, day, data || jsonb_build_object('candidateId', id, 'hours',"
    " jsonb_build_object('min', 16, 'max', most), 'availableFromDate', day) FROM ("
    f"SELECT {SAME}, data, gen_random_uuid() AS id, (ARRAY[24, 28, 32, 36, 36])[1 + mod(number, 5)] AS most,"
    " $2::date + (random() * 400)::int AS day FROM candidate, generate_series(1, $1) AS number OFFSET 0) AS own"
)
ADD_KEYS = "INSERT INTO candidate_key SELECT candidate_id, uuid_send(gen_random_uuid()) FROM candidate"
ADD_TURNS = "INSERT INTO turn SELECT candidate_id FROM candidate"
ADD_COVENANT = "INSERT INTO covenant (covenant_id, version, hash, text, adopted_at) VALUES ($1, $2, $3, $4, $5)"


async def fill(servers: Ground, candidates: int) -> Covenant:
    """So many active candidates, and the covenant that governs them."""
    file, now = shipped_covenant("demo"), datetime.now(UTC)
    text = file.read_text(encoding="utf-8")
    rules = parse_covenant(text, file.name)
    kinds = min(KINDS, candidates)
    rows = [candidate_row(candidate_from(data), data) for data in profiles(random.Random(1), kinds, rules)]
    owner = await servers.owner("matching")
    await prepare_connection(owner)
    await owner.execute(ADD_COVENANT, rules.id, rules.version, rules.hash, text, now)
    await owner.execute(add_many(CandidateRow).sql, rows)
    await owner.execute(MULTIPLY, candidates // kinds - 1, now.date())
    for statement in (ADD_KEYS, ADD_TURNS, "VACUUM ANALYZE candidate"):
        await owner.execute(statement)
    await owner.close()
    return rules


async def add_need(database: Database, known: CovenantStore, rules: Covenant) -> UUID:
    """A structural job that asks for one of two skills, open to every member."""
    data = vacancy(rules)
    need = need_from_vacancy(data)
    async with database.unit_of_work(Role.WORKER) as uow:
        await StoredCopies(known).keep_need(need, data, uow)
        await uow.commit()
    return need.id


def vacancy(rules: Covenant) -> dict[str, Any]:
    now = datetime.now(UTC)
    audience = [
        {"organisation": member.id, "relation": "partner", "from": (now - timedelta(days=1)).isoformat()}
        for member in rules.members
    ]
    return {
        "vacancyId": str(uuid4()), "version": 1, "status": "open", "organisation": ORGANISATION,
        "title": "Vergunningverlener", "occupation": {**OCCUPATIONS[0], "label": "vergunningverlener"},
        "hours": {"min": 24, "max": 36}, "scales": {"agreement": "cao-gemeenten", "min": "9", "max": "10"},
        "need": {"kind": "structural"}, "contractForOutsiders": "temporary-with-prospect",
        "latestStartDate": (now.date() + timedelta(days=120)).isoformat(), "audience": audience, "public": False,
        "governingCovenant": {"hash": rules.hash}, "requiredShare": 50, "wishedSkills": SKILLS[2:4],
        "requiredSkills": [{**skill, "label": f"vaardigheid {number}"} for number, skill in enumerate(SKILLS[:2])],
    }  # fmt: skip


def profiles(rng: random.Random, many: int, rules: Covenant) -> Iterator[dict[str, Any]]:
    """Nine in ten have work in the region, most of it for good; one in thirty goes first."""
    today = date.today()  # noqa: DTZ011 - any day will do
    for _ in range(many):
        first = rng.random() < 1 / 30
        made: dict[str, Any] = {
            "candidateId": str(uuid4()), "version": 1, "status": "active", "personRef": str(uuid4()),
            "registeredBy": "employer" if first else "person", "hiddenFromEmployer": rng.random() < 0.8,
            "occupations": [rng.choice(OCCUPATIONS)], "skills": rng.sample(SKILLS, 3),
            "hours": {"min": 16, "max": 36}, "moves": rng.sample(["permanent", "temporary", "secondment"], 2),
            "availableFromDate": today.isoformat(), "blockedOrganisations": [], "acceptsLoss": [],
        }  # fmt: skip
        if rng.random() < 0.9:
            made["employment"] = _employment(rng, rng.choice(rules.members).id)
        if rng.random() < 0.3:
            made["lowestScale"] = rng.choice(("8", "9", "10"))
        if first:
            made["goesFirst"] = {"from": today.isoformat(), "until": (today + timedelta(days=90)).isoformat()}
        yield made


def _employment(rng: random.Random, employer: str) -> dict[str, Any]:
    return {
        "employer": employer, "legalForm": "contract", "standing": "declared",
        "contract": "permanent" if rng.random() < 0.85 else "temporary",
        "agreement": "cao-waterschappen" if rng.random() < 0.1 else "cao-gemeenten",
        "scale": rng.choice(("8", "9", "10", "11")), "hours": rng.choice((24, 32, 36)),
    }  # fmt: skip
