"""How far matches came, each under a keyed hash, and the ids of candidates who were erased."""

from uuid import UUID

from doorstroom_common.database import UnitOfWork, sql
from doorstroom_vacancy.adapters.reactions import References
from doorstroom_vacancy.domain.progress import Progress

COVENANT = (
    "(SELECT covenant_id FROM vacancy WHERE vacancy_id = :need_id UNION ALL"
    " SELECT covenant_id FROM secondment_request WHERE secondment_request_id = :need_id)"
)
ADVANCE = sql(
    "INSERT INTO match_progress AS known (organisation, match_key, need_kind, need_id, covenant_id, version, shown_at,"
    f" first_answer_at, furthest, placed) SELECT :organisation, :match_key, :need_kind, :need_id, {COVENANT}, :version,"
    " :shown_at::timestamptz, :answered_at::timestamptz, :step, false"
    " ON CONFLICT (organisation, match_key) DO UPDATE SET version = excluded.version,"
    " shown_at = CASE WHEN known.first_answer_at IS NULL AND known.need_kind = 'vacancy' THEN excluded.shown_at"
    " ELSE known.shown_at END, first_answer_at = coalesce(known.first_answer_at, excluded.first_answer_at),"
    " furthest = greatest(known.furthest, excluded.furthest) WHERE known.version < excluded.version RETURNING true"
)
ADVANCE_KNOWN = sql(
    "UPDATE match_progress SET version = :version, first_answer_at = coalesce(first_answer_at, :answered_at),"
    " furthest = greatest(furthest, :step) WHERE organisation = :organisation AND match_key = :match_key"
    " AND version < :version RETURNING true"
)
PLACE = sql(
    "UPDATE match_progress SET placed = true WHERE organisation = :organisation AND match_key = :match_key"
    " AND NOT placed RETURNING true"
)
IS_PLACED = sql(
    "SELECT placed FROM match_progress WHERE organisation = :organisation AND match_key = :match_key"
    " AND need_id = :need_id"
)
ERASE = sql("INSERT INTO erased_candidate (candidate_id) VALUES (:candidate_id) ON CONFLICT DO NOTHING")
IS_ERASED = sql("SELECT EXISTS (SELECT FROM erased_candidate WHERE candidate_id = :candidate_id)")


class StoredProgress:
    """A match is recognised by the keyed hash of its id, as whoever reacts is."""

    def __init__(self, references: References) -> None:
        self._references = references

    async def advance(self, progress: Progress, uow: UnitOfWork) -> bool:
        known = {
            "organisation": progress.organisation,
            "match_key": self._references.of_match(progress.match_id),
            "version": progress.version,
            "answered_at": progress.answered_at,
            "step": progress.step,
        }
        if progress.shown_at is None:
            return bool(await uow.fetch_value(ADVANCE_KNOWN, **known))
        told = {"need_kind": progress.need_kind, "need_id": progress.need_id, "shown_at": progress.shown_at}
        return bool(await uow.fetch_value(ADVANCE, **known, **told))

    async def place(self, match_id: UUID, organisation: str, uow: UnitOfWork) -> bool:
        key = self._references.of_match(match_id)
        return bool(await uow.fetch_value(PLACE, organisation=organisation, match_key=key))

    async def is_placed(self, match_id: UUID, organisation: str, need_id: UUID, uow: UnitOfWork) -> bool:
        key = self._references.of_match(match_id)
        return bool(await uow.fetch_value(IS_PLACED, organisation=organisation, match_key=key, need_id=need_id))

    async def erase(self, candidate_id: UUID, uow: UnitOfWork) -> None:
        await uow.execute(ERASE, candidate_id=candidate_id)

    async def is_erased(self, candidate_id: UUID, uow: UnitOfWork) -> bool:
        return bool(await uow.fetch_value(IS_ERASED, candidate_id=candidate_id))
