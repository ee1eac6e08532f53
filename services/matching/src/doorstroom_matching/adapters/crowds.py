"""Who may show the same card, in SQL, and the cards that are shown now.

`SAME` says for each field that the database knows what `domain.crowd.SAID` says; a test holds both equal. Whether
somebody goes first and whether the contract is kept is judged in the domain, on the profiles that are found here.

Nobody who leaves goes unnoticed. Consumers keep a leaving profile as it was, and count it as the last thing before
they commit; a worker that counted a crowd holds that number while it stores the cards. So either it counted without
who left, or the worker of who left finds its cards. A consumer waits for a worker here, and no worker for a consumer
that waits: what else they both lock, a consumer locks before.
"""

import hashlib
from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

import orjson

from doorstroom_common.database import UnitOfWork, sql
from doorstroom_matching.application.on_candidate import MATCH_CANDIDATE
from doorstroom_matching.domain.card import OTHER_OCCUPATION, Card
from doorstroom_matching.domain.crowd import FIELDS, FIVE, LEVELS, CountedCard, Field, part, skills_of

PRESENT = (
    "FROM unnest(need.required_skills) WITH ORDINALITY AS asked(uri, place) WHERE asked.uri = ANY (candidate.skills)"
)
SCALE_FITS = (
    "(candidate.any_scale OR coalesce("
    "(need.scale_tops ->> coalesce(candidate.agreement, need.agreement))::int >= candidate.lowest_scale, false))"
)
SAME = {
    Field.START_MONTH: ("start_month", "candidate.start_month"),
    Field.SKILLS_PRESENT: ("skills", f"ARRAY(SELECT asked.uri {PRESENT} ORDER BY asked.place)"),
    Field.HOURS_BAND: ("hours_band", "candidate.hours_band"),
    Field.SCALE_FITS: ("scale_fits", SCALE_FITS),
    Field.SKILLS_COUNT: ("skills_count", f"(SELECT count(*) {PRESENT})"),
    Field.OCCUPATION_GROUP: ("occupation", "(candidate.occupations ? (need.data #>> '{occupation,uri}'))"),
}
"""Field → the column of a card, and what it is for one profile and one need."""

TYPES = {"skills": "text[]", "skills_count": "int", "scale_fits": "bool", "occupation": "bool"}
AT_FIRST_SIGHT = {Field.HOURS_BAND: "hours_bands", Field.START_MONTH: "start_months"}
"""Columns with an index of their own, and the parameter with all that is looked for."""


def _alike(level: int) -> str:
    """One pass over the profiles for all cards: what each says, for whoever has the same to say."""
    fields = [field for field in FIELDS[level:] if field in SAME]
    columns = ", ".join(SAME[field][0] for field in fields)
    types = ", ".join(f"{SAME[field][0]} {TYPES.get(SAME[field][0], 'text')}" for field in fields)
    said = "".join(f", {SAME[field][1]} AS {SAME[field][0]}" for field in fields)
    some = "".join(
        f" AND candidate.{SAME[field][0]} = ANY(:{names}::text[])"
        for field, names in AT_FIRST_SIGHT.items()
        if field in fields
    )
    return (
        "SELECT DISTINCT need_id, candidate_id FROM (SELECT need_id, candidate_id,"  # noqa: S608 - our own text
        " row_number() OVER (PARTITION BY number ORDER BY candidate_id) AS place"
        f" FROM jsonb_to_recordset(:cards::jsonb) AS card(number int, need_id uuid{', ' if types else ''}{types})"
        f" JOIN (SELECT need.need_id, candidate.candidate_id{said} FROM need, candidate"
        f" WHERE need.need_id = ANY(:needs::uuid[]) AND candidate.state = 'active'{some} OFFSET 0) AS said"
        f" USING (need_id{', ' if columns else ''}{columns})) AS placed WHERE place <= :most ORDER BY 1, 2"
    )


ALIKE = {level: sql(_alike(level)) for level in LEVELS}
PUT_CARDS = sql(
    "INSERT INTO shown_card SELECT * FROM jsonb_populate_recordset(NULL::shown_card, :rows::jsonb)"
    " ORDER BY organisation, need_id, card_key"
    " ON CONFLICT (organisation, need_id, card_key) DO UPDATE"
    " SET crowd = excluded.crowd, safe_until = excluded.safe_until"
)
SAFE = sql(
    "SELECT need_id, card_key FROM shown_card JOIN unnest(:needs::uuid[], :keys::text[]) AS wanted(need_id, card_key)"  # noqa: S608 - a number
    f" USING (need_id, card_key) WHERE crowd >= {FIVE} AND safe_until >= (SELECT counted FROM departure)"
)
FORGET_OTHERS = sql("DELETE FROM shown_card WHERE need_id = :need_id AND card_key <> ALL(:keys::text[])")
DEPARTURES = sql("SELECT counted FROM departure")
HOLD = sql("SELECT counted FROM departure FOR SHARE")
AS_IT_WAS = "candidate_id, version, occupations, skills, hours_band, start_month, any_scale, agreement, lowest_scale"
LEAVE = sql(
    f"INSERT INTO departed ({AS_IT_WAS}) SELECT {AS_IT_WAS} FROM candidate WHERE candidate_id = :candidate_id"  # noqa: S608 - our own text
    " AND state = 'active' AND (:version::int IS NULL OR version <= :version::int) FOR UPDATE ON CONFLICT DO NOTHING"
)
"""Locks the row, and the table against a rebuild, as the change of the profile that follows it does."""
COUNT = sql(
    "UPDATE departure SET counted = counted + 1 WHERE EXISTS (SELECT FROM departed WHERE candidate_id = :candidate_id)"  # noqa: S608 - a number
    f" OR (SELECT count(*) FROM (SELECT FROM candidate WHERE state = 'active' LIMIT {FIVE + 1}) AS few) <= {FIVE}"
)
PERHAPS = " AND ".join(f"(card.{column} IS NULL OR card.{column} = {value})" for column, value in SAME.values())
THINNED = sql(
    "SELECT card.need_id FROM shown_card AS card JOIN need USING (organisation, need_id), departed AS candidate"  # noqa: S608 - our own text
    " WHERE candidate.candidate_id = :candidate_id AND card.safe_until < (SELECT counted FROM departure)"
    f" AND {PERHAPS}"
    f" UNION SELECT need_id FROM shown_card WHERE crowd < {FIVE}"
    f" AND {FIVE} = (SELECT count(*) FROM (SELECT FROM candidate WHERE state = 'active' LIMIT {FIVE}) AS enough)"
)
FORGET_DEPARTED = sql("DELETE FROM departed WHERE candidate_id = :candidate_id")


class StoredCrowds:
    """The port `Crowds`."""

    async def alike(
        self, cards: Collection[tuple[UUID, Card]], level: int, most: int, uow: UnitOfWork
    ) -> list[tuple[UUID, UUID]]:
        asked = {orjson.dumps((need_id, said := _columns(card, level))): (need_id, said) for need_id, card in cards}
        rows = [{"number": number, "need_id": need_id, **said} for number, (need_id, said) in enumerate(asked.values())]
        some = {
            names: list({row[SAME[field][0]] for row in rows})
            for field, names in AT_FIRST_SIGHT.items()
            if field in FIELDS[level:]
        }
        needs = list({need_id for need_id, _ in cards})
        return [(row[0], row[1]) for row in await uow.fetch(ALIKE[level], cards=rows, needs=needs, most=most, **some)]

    async def safe(self, cards: Collection[tuple[UUID, Card]], level: int, uow: UnitOfWork) -> set[tuple[UUID, Card]]:
        keys = {(need_id, _key(card, level)): (need_id, card) for need_id, card in cards}
        needs, texts = [need_id for need_id, _ in keys], [text for _, text in keys]
        rows = await uow.fetch(SAFE, needs=needs, keys=texts)
        return {keys[row["need_id"], row["card_key"]] for row in rows}

    def keep(self, cards: Sequence[CountedCard], departures: int, uow: UnitOfWork) -> None:
        if rows := _rows(cards, departures):
            uow.write_beside(PUT_CARDS, rows=rows)

    def keep_only(self, need_id: UUID, cards: Sequence[CountedCard], departures: int, uow: UnitOfWork) -> None:
        rows = _rows(cards, departures)
        uow.write_beside(FORGET_OTHERS, need_id=need_id, keys=[row["card_key"] for row in rows])
        if rows:
            uow.write_beside(PUT_CARDS, rows=rows)

    async def departures(self, uow: UnitOfWork) -> int:
        return int(await uow.fetch_value(DEPARTURES))

    async def hold(self, uow: UnitOfWork) -> int:
        return int(await uow.fetch_value(HOLD))

    async def leave(self, candidate_id: UUID, version: int | None, uow: UnitOfWork) -> None:
        await uow.execute(LEAVE, candidate_id=candidate_id, version=version)

    async def count_departure(self, candidate_id: UUID, uow: UnitOfWork) -> None:
        await uow.enqueue_now(MATCH_CANDIDATE, [str(candidate_id)])
        await uow.execute(COUNT, candidate_id=candidate_id)

    async def take_thinned(self, candidate_id: UUID, uow: UnitOfWork) -> list[UUID]:
        rows = await uow.fetch(THINNED, candidate_id=candidate_id)
        await uow.execute(FORGET_DEPARTED, candidate_id=candidate_id)
        return [row[0] for row in rows]


def _columns(card: Card, level: int = 0) -> dict[str, Any]:
    """What is left of a card; a field that is withheld is null."""
    said: dict[str, tuple[Field, Any]] = {
        "start_month": (Field.START_MONTH, card.start_month or ""),
        "skills": (Field.SKILLS_PRESENT, skills_of(card)),
        "hours_band": (Field.HOURS_BAND, card.hours_band),
        "scale_fits": (Field.SCALE_FITS, card.scale_fits),
        "skills_count": (Field.SKILLS_COUNT, len(skills_of(card))),
        "occupation": (Field.OCCUPATION_GROUP, card.occupation_group != OTHER_OCCUPATION),
    }
    return {column: value if field in FIELDS[level:] else None for column, (field, value) in said.items()}


def _key(card: Card, level: int) -> str:
    return hashlib.sha256(orjson.dumps(part(card, level))).hexdigest()


def _rows(cards: Sequence[CountedCard], departures: int) -> list[dict[str, Any]]:
    """Each card once, also where several have the same left to show."""
    counted = (_row(card, card.crowd, departures) for card in cards if card.crowd is not None)
    return list({(row["need_id"], row["card_key"]): row for row in counted}.values())


def _row(counted: CountedCard, crowd: int, departures: int) -> dict[str, Any]:
    level = LEVELS[-1] if counted.level is None else counted.level
    return {
        "organisation": counted.need.organisation,
        "need_id": counted.need.id,
        "card_key": _key(counted.card, level),
        **_columns(counted.card, level),
        "crowd": crowd,
        "safe_until": departures + crowd - FIVE,
    }
