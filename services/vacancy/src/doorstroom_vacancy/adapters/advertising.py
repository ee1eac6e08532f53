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
from doorstroom_vacancy.adapters.rows import Row, secondment_details, vacancy_details
from doorstroom_vacancy.adapters.sight import near, open_to
from doorstroom_vacancy.application.ports import KnownCovenants
from doorstroom_vacancy.domain import errors
from doorstroom_vacancy.domain.advertised import Advertised, AdvertisedRequest, AnyAdvertised
from doorstroom_vacancy.domain.values import Advert, ContactPerson

PUBLIC = "p.stage = 'public'"
PAGED = (
    "(:after::timestamptz IS NULL OR (p.stage_opened_at, p.{key}) < (:after, :after_id::uuid))"
    " ORDER BY p.stage_opened_at DESC, p.{key} DESC LIMIT :most"
)


def _changed_at(table: str, key: str) -> str:
    return (
        f"greatest(p.stage_opened_at, (SELECT max(h.recorded_at) FROM {table}_history h"  # noqa: S608 - our own names
        f" WHERE h.organisation = p.organisation AND h.{key} = p.{key} AND h.kind IN"
        " ('stage-opened', 'opened', 'changed', 'advert-changed', 'closing-date-moved'))) AS changed_at"
    )


def _shown(table: str, key: str) -> str:
    return (
        f"SELECT '{table}' AS posting, p.{key} AS posting_id, p.organisation, p.details, p.text, p.contact_person,"  # noqa: S608
        f" p.stage_opened_at, {_changed_at(table, key)} FROM {table} p WHERE p.status = 'open'"
    )


def _open_page(table: str, key: str) -> str:
    return f"({_shown(table, key)} AND {open_to(table, key)} AND {PAGED.format(key=key)})"


VACANCY, REQUEST = ("vacancy", "vacancy_id"), ("secondment_request", "secondment_request_id")
ONE = sql(f"{_shown(*VACANCY)} AND {PUBLIC} AND p.vacancy_id = :id")
ADDRESSES = sql(
    f"SELECT p.vacancy_id, {_changed_at(*VACANCY)} FROM vacancy p WHERE p.status = 'open' AND {PUBLIC}"  # noqa: S608
    " ORDER BY p.stage_opened_at DESC, p.vacancy_id DESC LIMIT :most"
)
TO_ALL = sql(f"{_shown(*VACANCY)} AND {PUBLIC} AND {PAGED.format(key='vacancy_id')}")
TO_READER = sql(
    f"SELECT * FROM ({_open_page(*VACANCY)} UNION ALL {_open_page(*REQUEST)}) found"  # noqa: S608 - our own names
    " ORDER BY stage_opened_at DESC, posting_id DESC LIMIT :most"
)


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

    async def to_all(self, after: After | None, most: int) -> Sequence[Advertised]:
        """What is public, newest first: vacancies alone."""
        async with self._database.unit_of_work(NOBODY) as uow:
            rows = await uow.fetch(TO_ALL, **_place(after, most))
        return [_advertised(row) for row in rows]

    async def to_reader(self, organisation: str | None, after: After | None, most: int) -> Sequence[AnyAdvertised]:
        """What is open to an organisation's people, its own included; newest first, vacancies and requests as one."""
        async with self._database.unit_of_work(Behalf.of(organisation)) as uow:
            sight = near(organisation, self._known, self._clock)
            rows = await uow.fetch(TO_READER, **sight, **_place(after, most))
        return [_advertised(row) if row["posting"] == "vacancy" else _request(row) for row in rows]

    async def addresses(self, most: int) -> Sequence[tuple[UUID, datetime]]:
        """The ids of what is public, each with its last change."""
        async with self._database.unit_of_work(NOBODY) as uow:
            rows = await uow.fetch(ADDRESSES, most=most)
        return [(row["vacancy_id"], row["changed_at"]) for row in rows]


def _place(after: After | None, most: int) -> dict[str, Any]:
    return {"after": after and after.moment, "after_id": after and after.id, "most": most}


def _advertised(row: Row) -> Advertised:
    return Advertised(details=vacancy_details(row["details"]), **_posted(row))


def _request(row: Row) -> AdvertisedRequest:
    return AdvertisedRequest(details=secondment_details(row["details"]), **_posted(row))


def _posted(row: Row) -> dict[str, Any]:
    contact = row["contact_person"]
    return {
        "posting_id": row["posting_id"],
        "organisation": row["organisation"],
        "advert": Advert(row["text"], ContactPerson(**contact) if contact else None),
        "since": row["stage_opened_at"],
        "changed_at": row["changed_at"],
    }
