"""Placements and deviations in their tables; reading is a filter on where somebody goes to, or leaves."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID

from doorstroom_common.covenant import Relation, TierName
from doorstroom_common.database import UnitOfWork, sql
from doorstroom_vacancy.adapters.listing import After
from doorstroom_vacancy.application.published import as_json
from doorstroom_vacancy.domain import errors
from doorstroom_vacancy.domain.clauses import ClauseKept, Deviation
from doorstroom_vacancy.domain.placement import (
    Agreed,
    EndedBecause,
    FilledNeed,
    Gap,
    NeedOf,
    Placement,
    PlacementContract,
    PlacementStatus,
    Through,
    Trace,
)

COLUMNS = (
    "organisation", "placement_id", "version", "recorded_at", "origin", "need_kind", "need_id", "covenant_id",
    "through", "tier", "relation", "contract", "start_date", "end_date", "hours", "right_to_return", "clauses",
    "contract_kept", "status", "ended_because", "ended_at", "extension_due_at", "extended", "replacement", "gap",
    "gap_need_id", "candidate_id", "match_id", "reaction_id", "referral_id",
)  # fmt: skip
KEY = frozenset({"organisation", "placement_id"})
ADD = sql(
    f"INSERT INTO placement ({', '.join(COLUMNS)}) VALUES ({', '.join(f':{name}' for name in COLUMNS)})"  # noqa: S608
)
SAVE = sql(
    f"UPDATE placement SET {', '.join(f'{name} = :{name}' for name in COLUMNS if name not in KEY)}"  # noqa: S608
    " WHERE organisation = :organisation AND placement_id = :placement_id"
)
LOCK = sql("SELECT * FROM placement WHERE placement_id = :placement_id FOR UPDATE")
SEEN = (
    "(organisation = :viewer OR (origin = :viewer AND (contract = 'secondment' OR start_date <= CAST(:today AS date))))"
)
"""The employer that is left for good learns of it when the work starts: until then that is the person's to tell."""
ONE = sql(f"SELECT * FROM placement WHERE placement_id = :placement_id AND {SEEN}")  # noqa: S608 - our own words
PAGE = sql(
    f"SELECT * FROM placement WHERE {SEEN}"  # noqa: S608 - our own words
    " AND (:need_id::uuid IS NULL OR need_id = :need_id)"
    " AND (:after::timestamptz IS NULL OR (recorded_at, placement_id) < (:after, :after_id::uuid))"
    " ORDER BY recorded_at DESC, placement_id DESC LIMIT :most"
)
OF_NEED = sql("SELECT count(*) FROM placement WHERE need_id = :need_id")
OF_CANDIDATE = sql("SELECT * FROM placement WHERE candidate_id = :candidate_id ORDER BY placement_id FOR UPDATE")
ADD_DEVIATIONS = sql(
    "INSERT INTO deviation (organisation, deviation_id, placement_id, clause, reason, covenant_id, recorded_at)"
    " SELECT :organisation, given.*, :covenant_id, :recorded_at FROM unnest(:ids::uuid[], :placement_ids::uuid[],"
    " :clauses::text[], :reasons::text[]) AS given"
)


class StoredPlacements:
    """The organisation that somebody goes to is the controller."""

    def add(self, placement: Placement, uow: UnitOfWork) -> None:
        uow.write(ADD, **_values(placement))

    def save(self, placement: Placement, uow: UnitOfWork) -> None:
        uow.write(SAVE, **_values(placement))

    def add_deviations(self, placement: Placement, found: Sequence[Deviation], uow: UnitOfWork) -> None:
        if found:
            uow.write(
                ADD_DEVIATIONS,
                organisation=placement.organisation,
                ids=[each.deviation_id for each in found],
                placement_ids=[each.placement_id for each in found],
                clauses=[each.clause for each in found],
                reasons=[each.reason for each in found],
                covenant_id=placement.need.covenant_id,
                recorded_at=placement.recorded_at,
            )

    async def load(self, placement_id: UUID, uow: UnitOfWork, organisation: str | None = None) -> Placement:
        """Locked; `NotFound` when unknown, or where the named organisation is neither where to nor the lender."""
        row = await uow.fetch_row(LOCK, placement_id=placement_id)
        if row is None or organisation not in (None, row["organisation"], _lender(row)):
            raise errors.unknown()
        return placement_from(row)

    async def of_need(self, need_id: UUID, uow: UnitOfWork) -> int:
        """How many are recorded for a vacancy or request; lock that first where their number decides something."""
        count: int = await uow.fetch_value(OF_NEED, need_id=need_id)
        return count

    async def of_candidate(self, candidate_id: UUID, uow: UnitOfWork) -> Sequence[Placement]:
        """Locked: those that still lead to this candidate."""
        return [placement_from(row) for row in await uow.fetch(OF_CANDIDATE, candidate_id=candidate_id)]

    async def one(self, placement_id: UUID, viewer: str, today: date, uow: UnitOfWork) -> Placement:
        """`NotFound` for what this organisation may not see."""
        row = await uow.fetch_row(ONE, placement_id=placement_id, viewer=viewer, today=today)
        if row is None:
            raise errors.unknown()
        return placement_from(row)

    async def page(
        self, viewer: str, today: date, need_id: UUID | None, after: After | None, most: int, uow: UnitOfWork
    ) -> Sequence[Placement]:
        """Newest first; `most` at most."""
        rows = await uow.fetch(
            PAGE,
            viewer=viewer,
            today=today,
            need_id=need_id,
            after=after and after.moment,
            after_id=after and after.id,
            most=most,
        )
        return [placement_from(row) for row in rows]


def placement_from(row: Any) -> Placement:
    return Placement(
        organisation=row["organisation"],
        placement_id=row["placement_id"],
        version=row["version"],
        recorded_at=row["recorded_at"],
        need=FilledNeed(NeedOf(row["need_kind"]), row["need_id"], row["covenant_id"]),
        agreed=_agreed(row),
        trace=Trace(**{name: row[name] for name in ("candidate_id", "match_id", "reaction_id", "referral_id")}),
        status=PlacementStatus(row["status"]),
        ended_because=EndedBecause(row["ended_because"]) if row["ended_because"] else None,
        ended_at=row["ended_at"],
        extension_due_at=row["extension_due_at"],
        extended=row["extended"],
        replacement=row["replacement"],
        gap=Gap(row["gap"]) if row["gap"] else None,
        gap_need_id=row["gap_need_id"],
    )


def _lender(row: Any) -> str | None:
    return row["origin"] if row["contract"] == PlacementContract.SECONDMENT else None


def _agreed(row: Any) -> Agreed:
    return Agreed(
        through=Through(row["through"]),
        origin=row["origin"],
        tier=TierName(row["tier"]),
        relation=Relation(row["relation"]),
        contract=PlacementContract(row["contract"]),
        start_date=row["start_date"],
        end_date=row["end_date"],
        hours=row["hours"],
        right_to_return=row["right_to_return"],
        clauses=_clauses(row["clauses"]),
    )


def _clauses(stored: Iterable[Mapping[str, Any]]) -> tuple[ClauseKept, ...]:
    return tuple(ClauseKept(**clause) for clause in stored)


def _values(placement: Placement) -> dict[str, Any]:
    agreed = {name: getattr(placement.agreed, name) for name in Agreed.__slots__}
    return {
        **agreed,
        **asdict(placement.trace),
        "clauses": as_json(placement.agreed.clauses),
        "organisation": placement.organisation,
        "placement_id": placement.placement_id,
        "version": placement.version,
        "recorded_at": placement.recorded_at,
        "need_kind": placement.need.kind,
        "need_id": placement.need.id,
        "covenant_id": placement.need.covenant_id,
        "contract_kept": placement.contract_kept,
        "status": placement.status,
        "ended_because": placement.ended_because,
        "ended_at": placement.ended_at,
        "extension_due_at": placement.extension_due_at,
        "extended": placement.extended,
        "replacement": placement.replacement,
        "gap": placement.gap,
        "gap_need_id": placement.gap_need_id,
    }
