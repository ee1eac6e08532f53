"""Reactions in their table, and the keyed hash that stands for whoever reacted."""

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any
from uuid import UUID

from pydantic import SecretStr

from doorstroom_common.database import NOBODY, Database, UnitOfWork, sql
from doorstroom_vacancy.adapters.listing import After
from doorstroom_vacancy.domain.reaction import COUNTING, Channel, Reaction, ReactionStatus, Reason
from doorstroom_vacancy.domain.vacancy import Vacancy

ADD = sql(
    "INSERT INTO reaction (organisation, vacancy_id, reaction_id, reactor, channel, sent_by, status, version,"
    " received_at, withdrawn_at, assessed_at, reason) VALUES (:organisation, :vacancy_id, :reaction_id, :reactor,"
    " :channel, :sent_by, :status, :version, :received_at, :withdrawn_at, :assessed_at, :reason)"
    " ON CONFLICT (organisation, vacancy_id, reactor) DO NOTHING"
)
SAVE = sql(
    "UPDATE reaction SET status = :status, version = :version, received_at = :received_at,"
    " withdrawn_at = :withdrawn_at, assessed_at = :assessed_at, reason = :reason WHERE organisation = :organisation"
    " AND vacancy_id = :vacancy_id AND reaction_id = :reaction_id"
)
OF_REACTOR = sql(
    "SELECT * FROM reaction WHERE organisation = :organisation AND vacancy_id = :vacancy_id AND reactor = :reactor"
    " FOR UPDATE"
)
ONE = sql(
    "SELECT * FROM reaction WHERE organisation = :organisation AND vacancy_id = :vacancy_id"
    " AND reaction_id = :reaction_id FOR UPDATE"
)
CONTROLLER = sql("SELECT organisation FROM reaction WHERE vacancy_id = :vacancy_id AND reaction_id = :reaction_id")
STANDING = sql(
    "SELECT count(*) FROM reaction WHERE organisation = :organisation AND vacancy_id = :vacancy_id"
    " AND status = ANY(:counting::text[]) AND reaction_id IS DISTINCT FROM :without::uuid"
)
PAGE = sql(
    "SELECT * FROM reaction WHERE organisation = :organisation AND vacancy_id = :vacancy_id"
    " AND (:after::timestamptz IS NULL OR (received_at, reaction_id) > (:after, :after_id::uuid))"
    " ORDER BY received_at, reaction_id LIMIT :most"
)
STANDS = sorted(COUNTING)
READ_KEY = sql("SELECT key FROM reference_key")


class StoredReactions:
    """Everything is of one vacancy; its organisation is the controller of the reactions too."""

    async def controller(self, vacancy_id: UUID, reaction_id: UUID, uow: UnitOfWork) -> str | None:
        organisation: str | None = await uow.fetch_value(CONTROLLER, vacancy_id=vacancy_id, reaction_id=reaction_id)
        return organisation

    async def standing(self, vacancy: Vacancy, uow: UnitOfWork, without: UUID | None = None) -> int:
        count: int = await uow.fetch_value(
            STANDING, organisation=vacancy.organisation, vacancy_id=vacancy.id, counting=STANDS, without=without
        )
        return count

    async def page(self, vacancy: Vacancy, after: After | None, most: int, uow: UnitOfWork) -> Sequence[Reaction]:
        """Oldest first, withdrawn ones included; `most` at most."""
        rows = await uow.fetch(
            PAGE,
            organisation=vacancy.organisation,
            vacancy_id=vacancy.id,
            after=after and after.moment,
            after_id=after and after.id,
            most=most,
        )
        return [_made(row) for row in rows]

    async def of(self, vacancy: Vacancy, reactor: str, uow: UnitOfWork) -> Reaction | None:
        row = await uow.fetch_row(OF_REACTOR, organisation=vacancy.organisation, vacancy_id=vacancy.id, reactor=reactor)
        return _reaction(row)

    async def load(self, vacancy: Vacancy, reaction_id: UUID, uow: UnitOfWork) -> Reaction | None:
        row = await uow.fetch_row(
            ONE, organisation=vacancy.organisation, vacancy_id=vacancy.id, reaction_id=reaction_id
        )
        return _reaction(row)

    def add(self, reaction: Reaction, uow: UnitOfWork) -> None:
        """Writes no row, and so publishes nothing, where the same person was faster by another request."""
        uow.write(ADD, **asdict(reaction))

    def save(self, reaction: Reaction, uow: UnitOfWork) -> None:
        values = asdict(reaction)
        del values["reactor"], values["channel"], values["sent_by"]
        uow.write(SAVE, **values)


class References:
    """HMAC-SHA-256 under a key of this installation. The organisation that names a person is part of what is hashed, so
    that equal references of two organisations do not meet.
    """

    def __init__(self, key: SecretStr | None, database: Database) -> None:
        self._key = key.get_secret_value().encode() if key else b""
        self._database = database

    async def open(self) -> None:
        """Read the installation's own key where the settings give none."""
        if self._key:
            return
        async with self._database.unit_of_work(NOBODY) as uow:
            self._key = str(await uow.fetch_value(READ_KEY)).encode()

    def of_person(self, person_id: UUID) -> str:
        return self._hash("person", str(person_id))

    def of_reference(self, organisation: str, reference: str) -> str:
        return self._hash("organisation", organisation, reference)

    def of_match(self, match_id: UUID) -> str:
        return self._hash("match", str(match_id))

    def _hash(self, *parts: str) -> str:
        return hmac.new(self._key, "\n".join(parts).encode(), hashlib.sha256).hexdigest()


def _reaction(row: Any) -> Reaction | None:
    return None if row is None else _made(row)


def _made(row: Any) -> Reaction:
    values = dict(row)
    known = {
        "channel": Channel(values["channel"]),
        "status": ReactionStatus(values["status"]),
        "reason": Reason(values["reason"]) if values["reason"] else None,
    }
    return Reaction(**{**values, **known})
