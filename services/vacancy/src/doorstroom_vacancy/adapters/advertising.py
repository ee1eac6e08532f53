"""What is advertised to the public, or to one organisation: open by its stored stage and audience at this very moment.

The order is that of the present stage: when a vacancy opened inside is not for the public to know.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from doorstroom_common.clock import Clock
from doorstroom_common.database import NOBODY, Behalf, Database, sql
from doorstroom_vacancy.adapters.listing import After
from doorstroom_vacancy.adapters.rows import Row, vacancy_details
from doorstroom_vacancy.adapters.sight import near, open_to
from doorstroom_vacancy.application.ports import KnownCovenants
from doorstroom_vacancy.domain import errors
from doorstroom_vacancy.domain.advertised import Advertised
from doorstroom_vacancy.domain.values import Advert, ContactPerson

CHANGED_AT = (
    "greatest(p.stage_opened_at, (SELECT max(h.recorded_at) FROM vacancy_history h"
    " WHERE h.organisation = p.organisation AND h.vacancy_id = p.vacancy_id AND h.kind IN"
    " ('stage-opened', 'opened', 'changed', 'advert-changed', 'closing-date-moved')))"
)
SHOWN = (
    "SELECT p.vacancy_id, p.organisation, p.details, p.text, p.contact_person, p.stage_opened_at,"  # noqa: S608 - our own
    f" {CHANGED_AT} AS changed_at FROM vacancy p WHERE p.status = 'open'"
)
PUBLIC = "p.stage = 'public'"
PAGED = (
    "(:after::timestamptz IS NULL OR (p.stage_opened_at, p.vacancy_id) < (:after, :after_id::uuid))"
    " ORDER BY p.stage_opened_at DESC, p.vacancy_id DESC LIMIT :most"
)
ONE = sql(f"{SHOWN} AND {PUBLIC} AND p.vacancy_id = :id")
ADDRESSES = sql(
    f"SELECT p.vacancy_id, {CHANGED_AT} AS changed_at FROM vacancy p WHERE p.status = 'open' AND {PUBLIC}"  # noqa: S608
    " ORDER BY p.stage_opened_at DESC, p.vacancy_id DESC LIMIT :most"
)
TO_ALL = sql(f"{SHOWN} AND {PUBLIC} AND {PAGED}")
TO_READER = sql(f"{SHOWN} AND {open_to('vacancy', 'vacancy_id')} AND {PAGED}")


class Advertising:
    """Reads what is advertised."""

    def __init__(self, database: Database, known: KnownCovenants, clock: Clock) -> None:
        self._database, self._known, self._clock = database, known, clock

    async def one(self, vacancy_id: UUID) -> Advertised:
        """`NotFound` for whatever is not public now."""
        async with self._database.unit_of_work(NOBODY) as uow:
            row = await uow.fetch_row(ONE, id=vacancy_id)
        if row is None:
            raise errors.unknown()
        return _advertised(row)

    async def page(self, organisation: str | None, after: After | None, most: int) -> Sequence[Advertised]:
        """What is open to an organisation's people, its own included; without one, what is public. Newest first."""
        place = {"after": after and after.moment, "after_id": after and after.id, "most": most}
        async with self._database.unit_of_work(Behalf.of(organisation)) as uow:
            if organisation is None:
                rows = await uow.fetch(TO_ALL, **place)
            else:
                rows = await uow.fetch(TO_READER, **near(organisation, self._known, self._clock), **place)
        return [_advertised(row) for row in rows]

    async def addresses(self, most: int) -> Sequence[tuple[UUID, datetime]]:
        """The ids of what is public, each with its last change."""
        async with self._database.unit_of_work(NOBODY) as uow:
            rows = await uow.fetch(ADDRESSES, most=most)
        return [(row["vacancy_id"], row["changed_at"]) for row in rows]


def _advertised(row: Row) -> Advertised:
    contact: Any = row["contact_person"]
    changed: datetime = row["changed_at"]
    return Advertised(
        vacancy_id=row["vacancy_id"],
        organisation=row["organisation"],
        details=vacancy_details(row["details"]),
        advert=Advert(row["text"], ContactPerson(**contact) if contact else None),
        since=row["stage_opened_at"],
        changed_at=changed,
    )
