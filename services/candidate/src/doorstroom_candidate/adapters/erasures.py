"""Progress of erasures, and what goes with a candidate outside their own tables."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from doorstroom_candidate.adapters.statements import inserts_all
from doorstroom_candidate.adapters.tables import ErasureConfirmationRow, ErasureRow
from doorstroom_candidate.domain.erasure import Erasure, Reason
from doorstroom_common.database import UnitOfWork, sql

ADD, EXPECT = inserts_all(ErasureRow), inserts_all(ErasureConfirmationRow)
CONFIRMED = sql(
    "UPDATE erasure_confirmation SET confirmed_at = :confirmed_at"
    " WHERE candidate_id = :candidate_id AND service = :service AND confirmed_at IS NULL"
)
BY_ID = sql(
    "SELECT e.*, c.service, c.confirmed_at FROM erasure e JOIN erasure_confirmation c USING (candidate_id)"
    " WHERE e.erasure_id = :erasure_id ORDER BY c.service"
)
FORGET_ANSWERS = sql(
    "DELETE FROM idempotency WHERE caller = :caller OR position(convert_to(:candidate_id, 'UTF8') IN body) > 0"
)
"""The person's own answers, and those to the employer that hold the candidate."""

FORGET_ANSWERS_ABOUT = sql(
    "DELETE FROM idempotency WHERE EXISTS (SELECT FROM unnest(:candidate_ids::text[]) AS gone"
    " WHERE position(convert_to(gone, 'UTF8') IN body) > 0)"
)

FORGET_LETTERS = sql(
    "DELETE FROM dead_letter WHERE key = :candidate_id OR position(convert_to(:candidate_id, 'UTF8') IN value) > 0"
)
"""Those about their matches and referrals have other keys."""

FORGET_WAITING = sql(
    "DELETE FROM outbox WHERE topic = 'candidates' AND key = :candidate_id"
    " OR topic = 'disclosures' AND key = ANY(:disclosures::text[])"
)
"""What waits to be published of them is not published any more; the erasure follows in its place."""


class StoredErasures:
    """`application.ports.Erasures` in PostgreSQL."""

    async def by_id(self, uow: UnitOfWork, erasure_id: UUID) -> Erasure | None:
        rows = await uow.fetch(BY_ID, erasure_id=erasure_id)
        if not rows:
            return None
        first = rows[0]
        return Erasure(
            erasure_id=erasure_id,
            candidate_id=first["candidate_id"],
            reason=Reason(first["reason"]),
            requester=first["requester"],
            erased_at=first["erased_at"],
            confirmations={row["service"]: row["confirmed_at"] for row in rows},
        )

    def add(self, uow: UnitOfWork, *erasures: Erasure) -> None:
        uow.write(
            ADD,
            rows=[
                {
                    "erasure_id": erasure.erasure_id,
                    "candidate_id": str(erasure.candidate_id),
                    "reason": erasure.reason,
                    "requester": erasure.requester,
                    "erased_at": erasure.erased_at,
                }
                for erasure in erasures
            ],
        )
        uow.write(
            EXPECT,
            rows=[
                {"candidate_id": str(erasure.candidate_id), "service": service, "confirmed_at": moment}
                for erasure in erasures
                for service, moment in erasure.confirmations.items()
            ],
        )

    def forget_answers(self, uow: UnitOfWork, candidate_ids: Sequence[UUID]) -> None:
        uow.write(FORGET_ANSWERS_ABOUT, candidate_ids=list(map(str, candidate_ids)))

    def forget_traces(
        self, uow: UnitOfWork, candidate_id: UUID, person_ref: UUID | None, disclosures: Iterable[UUID]
    ) -> None:
        caller = person_ref and f"person:{person_ref}"
        uow.write(FORGET_ANSWERS, caller=caller, candidate_id=str(candidate_id))
        uow.write(FORGET_LETTERS, candidate_id=str(candidate_id))
        uow.write(FORGET_WAITING, candidate_id=str(candidate_id), disclosures=list(map(str, disclosures)))

    def confirmed(self, uow: UnitOfWork, candidate_id: UUID, service: str, at: datetime) -> None:
        uow.write(CONFIRMED, candidate_id=candidate_id, service=service, confirmed_at=at)
