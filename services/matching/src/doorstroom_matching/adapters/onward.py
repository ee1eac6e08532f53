"""Who else looks for this candidate: vacancies for which the rules propose them too, in the order of the rules.

Not those that may see them only after their yes: that there is such a proposal is the candidate's to tell.
"""

from collections.abc import Sequence
from uuid import UUID

from doorstroom_common.database import UnitOfWork, sql
from doorstroom_matching.application.reading import need_from_vacancy
from doorstroom_matching.domain.need import Need

ALSO_PROPOSED = sql(
    "SELECT need.data FROM match JOIN need USING (need_id) WHERE match.candidate_id = :candidate_id"
    " AND match.status = 'proposed' AND NOT match.record ? 'askedFirst' AND NOT match.said ? 'heldBack'"
    " AND match.need_kind = 'vacancy' AND need.is_open ORDER BY tier_rank, demoted, missing, lot"
)


async def also_proposed(candidate_id: UUID, uow: UnitOfWork) -> Sequence[Need]:
    return [need_from_vacancy(row["data"]) for row in await uow.fetch(ALSO_PROPOSED, candidate_id=candidate_id)]
