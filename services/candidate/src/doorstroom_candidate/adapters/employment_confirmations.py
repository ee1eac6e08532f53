"""What persons asked of their employers: to say that the employment they declared is so."""

from collections.abc import Sequence
from uuid import UUID

from doorstroom_candidate.adapters.rows import Row, employment_from
from doorstroom_candidate.adapters.statements import inserts, paged, puts
from doorstroom_candidate.adapters.tables import (
    EmploymentAnswerRow,
    EmploymentConfirmationRow,
    EmploymentRow,
    columns,
)
from doorstroom_candidate.application.ports import After, Asked
from doorstroom_candidate.domain.candidate import Candidate
from doorstroom_candidate.domain.employment_confirmation import (
    ConfirmationStatus,
    EmployersAnswer,
    EmploymentConfirmation,
)
from doorstroom_common.database import UnitOfWork, sql

OF_CANDIDATE = sql(
    "SELECT * FROM employment_confirmation WHERE person_ref = :person_ref AND candidate_id = :candidate_id FOR UPDATE"
)
WAITS = "r.employer = :employer AND r.status = 'asked'"
ASKED_OF = sql(f"SELECT r.* FROM employment_confirmation r WHERE {WAITS} AND r.confirmation_id = :confirmation_id")  # noqa: S608 - our own names
CANDIDATES = "SELECT c.candidate_id FROM employment_confirmation r JOIN candidate c USING (person_ref, candidate_id)"
HOLD = sql(paged(f"{CANDIDATES} WHERE {WAITS}", "r.asked_at", "r.confirmation_id") + " FOR KEY SHARE OF c")
"""Before names are read: what a person is doing with it at this moment decides first, and waits after it."""

EMPLOYMENT = ", ".join(f"e.{name}" for name in columns(EmploymentRow)[3:])
WAITING = sql(
    f"SELECT r.*, i.name, {EMPLOYMENT} FROM employment_confirmation r"  # noqa: S608 - our own names
    " JOIN identity i USING (person_ref, candidate_id)"
    " JOIN employment e USING (person_ref, candidate_id, employer)"
    f" WHERE {WAITS} AND r.candidate_id = ANY(:held::uuid[]) ORDER BY r.asked_at DESC, r.confirmation_id DESC"
)
PUT = puts(EmploymentConfirmationRow)
ADD_ANSWER = inserts(EmploymentAnswerRow)
ANSWER_OF = sql(
    "SELECT answer, answered_at FROM employment_answer"
    " WHERE organisation = :employer AND confirmation_id = :confirmation_id"
)
REMOVE = sql("DELETE FROM employment_confirmation WHERE person_ref = :person_ref AND candidate_id = :candidate_id")
TAKE_BACK = sql(
    "DELETE FROM employment_confirmation WHERE person_ref = :person_ref AND candidate_id = :candidate_id"
    " AND status = 'asked'"
)


class StoredEmploymentConfirmations:
    """`application.ports.EmploymentConfirmations` in PostgreSQL."""

    async def of_candidate(self, uow: UnitOfWork, candidate: Candidate) -> EmploymentConfirmation | None:
        row = await uow.fetch_row(OF_CANDIDATE, **_keys(candidate))
        return confirmation_from(row) if row else None

    async def asked_of(self, uow: UnitOfWork, employer: str, confirmation_id: UUID) -> EmploymentConfirmation | None:
        row = await uow.fetch_row(ASKED_OF, employer=employer, confirmation_id=confirmation_id)
        return confirmation_from(row) if row else None

    async def waiting_at(self, uow: UnitOfWork, employer: str, after: After | None, most: int) -> Sequence[Asked]:
        place = {"after": after and after.at, "after_id": after and after.id, "most": most}
        held = [row["candidate_id"] for row in await uow.fetch(HOLD, employer=employer, **place)]
        rows = await uow.fetch(WAITING, employer=employer, held=held)
        return [Asked(confirmation_from(row), row["name"], employment_from(row)) for row in rows]

    def put(self, uow: UnitOfWork, confirmation: EmploymentConfirmation) -> None:
        uow.write(
            PUT,
            person_ref=confirmation.person_ref,
            candidate_id=confirmation.candidate_id,
            confirmation_id=confirmation.confirmation_id,
            employer=confirmation.employer,
            status=confirmation.status,
            asked_at=confirmation.asked_at,
            answered_at=confirmation.answered_at,
        )

    async def answer_of(self, uow: UnitOfWork, employer: str, confirmation_id: UUID) -> EmployersAnswer | None:
        row = await uow.fetch_row(ANSWER_OF, employer=employer, confirmation_id=confirmation_id)
        if row is None:
            return None
        return EmployersAnswer(employer, confirmation_id, ConfirmationStatus(row["answer"]), row["answered_at"])

    def add_answer(self, uow: UnitOfWork, answer: EmployersAnswer) -> None:
        uow.write(
            ADD_ANSWER,
            organisation=answer.employer,
            confirmation_id=answer.confirmation_id,
            answer=answer.answer,
            answered_at=answer.answered_at,
        )

    def take_back(self, uow: UnitOfWork, candidate: Candidate) -> None:
        uow.write(TAKE_BACK, **_keys(candidate))

    def remove(self, uow: UnitOfWork, candidate: Candidate) -> None:
        uow.write(REMOVE, **_keys(candidate))


def confirmation_from(row: Row) -> EmploymentConfirmation:
    return EmploymentConfirmation(
        person_ref=row["person_ref"],
        candidate_id=row["candidate_id"],
        confirmation_id=row["confirmation_id"],
        employer=row["employer"],
        status=ConfirmationStatus(row["status"]),
        asked_at=row["asked_at"],
        answered_at=row["answered_at"],
    )


def _keys(candidate: Candidate) -> dict[str, UUID]:
    return {"person_ref": candidate.person_ref, "candidate_id": candidate.candidate_id}
