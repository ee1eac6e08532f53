"""Reading as a filter on the data: what a viewer may not see is not there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic
from uuid import UUID

from doorstroom_common.clock import Clock
from doorstroom_common.database import Behalf, Database, UnitOfWork, sql
from doorstroom_vacancy.adapters.repository import Kind
from doorstroom_vacancy.adapters.rows import Row, audience_from, posting_from
from doorstroom_vacancy.adapters.sight import near, open_to
from doorstroom_vacancy.application.ports import KnownCovenants, P
from doorstroom_vacancy.application.viewer import Viewer
from doorstroom_vacancy.domain import errors

LISTED = (
    "organisation, version, status, listed_at, opens_at, opened_at, stage, stage_opened_at, closed_at, outcome, details"
)
"""What a list shows and is ordered by: of these rows no aggregate is made."""


@dataclass(frozen=True, slots=True)
class Filter:
    """What a caller asked for; None asks nothing."""

    status: str | None = None
    stage: str | None = None
    organisation: str | None = None


@dataclass(frozen=True, slots=True)
class After:
    """The last one shown before."""

    moment: datetime
    id: UUID


class Listing(Generic[P]):
    """Reads one kind of posting for a viewer."""

    def __init__(self, kind: Kind[P], database: Database, known: KnownCovenants, clock: Clock) -> None:
        self._kind = kind
        self._database = database
        self._known = known
        self._clock = clock
        table, key = kind.table.__table__.name, kind.key
        seen = (
            "CASE WHEN p.organisation = :organisation AND :sees_own THEN true"
            f" ELSE p.status = 'open' AND {open_to(table, key)} END"
        )
        self._one = sql(f"SELECT p.* FROM {table} p WHERE p.{key} = :id AND {seen}")  # noqa: S608 - our own names
        self._called = sql(
            f"SELECT * FROM {table} WHERE organisation = :organisation AND external_id = :external_id"  # noqa: S608
        )
        self._audience = sql(
            f"SELECT a.* FROM {table}_audience a WHERE a.organisation = :organisation AND a.{key} = :id"  # noqa: S608
            " ORDER BY a.from_at, a.audience"
        )
        self._own = sql(
            f"SELECT * FROM {table} WHERE organisation = :organisation"  # noqa: S608 - our own names
            f" AND (:after::uuid IS NULL OR {key} > :after) ORDER BY {key} LIMIT :most"
        )
        self._page = sql(
            f"SELECT {key} AS id, {LISTED} FROM {table} p WHERE {seen}"  # noqa: S608 - our own names
            " AND (:status::text IS NULL OR p.status = :status) AND (:stage::text IS NULL OR p.stage = :stage)"
            " AND (:of::text IS NULL OR p.organisation = :of)"
            f" AND (:after::timestamptz IS NULL OR (p.listed_at, p.{key}) < (:after, :after_id::uuid))"
            f" ORDER BY p.listed_at DESC, p.{key} DESC LIMIT :most"
        )

    async def one(self, posting_id: UUID, viewer: Viewer) -> P:
        """`NotFound` for what this viewer may not see; with its audience for its own organisation alone."""
        async with self._database.unit_of_work(viewer.behalf) as uow:
            row = await uow.fetch_row(self._one, id=posting_id, **self._sight(viewer))
            return await self._shown(row, viewer, uow)

    async def called(self, external_id: str, viewer: Viewer) -> P:
        """The one that the viewer's own organisation calls so; `NotFound` for who may not see all of its own."""
        if not viewer.sees_all_of_own:
            raise errors.unknown()
        async with self._database.unit_of_work(viewer.behalf) as uow:
            row = await uow.fetch_row(self._called, organisation=viewer.organisation, external_id=external_id)
            return await self._shown(row, viewer, uow)

    async def _shown(self, row: Row | None, viewer: Viewer, uow: UnitOfWork) -> P:
        if row is None:
            raise errors.unknown()
        kind = self._kind
        own = viewer.owns(row["organisation"])
        rows = await uow.fetch(self._audience, organisation=viewer.organisation, id=row[kind.key]) if own else []
        return posting_from(kind.make, kind.key, kind.details, row, audience_from(rows))

    async def page(self, viewer: Viewer, wanted: Filter, after: After | None, most: int) -> Sequence[Row]:
        """Newest first, `LISTED` with the key as `id`; `most` at most."""
        async with self._database.unit_of_work(viewer.behalf) as uow:
            return await uow.fetch(
                self._page,
                **self._sight(viewer),
                status=wanted.status,
                stage=wanted.stage,
                of=wanted.organisation,
                after=after and after.moment,
                after_id=after and after.id,
                most=most,
            )

    async def own(self, organisation: str, after: UUID | None, most: int) -> Sequence[P]:
        """All that an organisation has, in the order in which it was made, with texts and without audiences."""
        async with self._database.unit_of_work(Behalf.of(organisation)) as uow:
            rows = await uow.fetch(self._own, organisation=organisation, after=after, most=most)
        kind = self._kind
        return [posting_from(kind.make, kind.key, kind.details, row, ()) for row in rows]

    def _sight(self, viewer: Viewer) -> dict[str, Any]:
        return {**near(viewer.organisation, self._known, self._clock), "sees_own": viewer.sees_all_of_own}
