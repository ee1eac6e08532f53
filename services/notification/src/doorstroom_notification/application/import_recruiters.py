"""The recruiters of an organisation from its own list, some at a time in one unit of work; known by their address."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from doorstroom_common.clock import Clock
from doorstroom_common.database import UnitOfWork
from doorstroom_common.errors import Fault
from doorstroom_notification.application.ports import Recruiters
from doorstroom_notification.application.register_recruiter import RegisterRecruiter, register_recruiter
from doorstroom_notification.domain.recruiter import Recruiter

TWICE = "stands in a row before this one"


class Done(StrEnum):
    CREATED = "created"
    CHANGED = "changed"
    LEFT_ALONE = "leftAlone"


@dataclass(slots=True)
class ImportRecruiters:
    """One import; `seen` are the addresses of its rows so far. Who is in no row stays."""

    organisation: str
    recruiters: Recruiters
    clock: Clock
    seen: set[str] = field(default_factory=set)

    async def rows(
        self, rows: Sequence[RegisterRecruiter], uow: UnitOfWork, *, store: bool
    ) -> list[Done | Sequence[Fault]]:
        """What becomes of each row, or its faults. What is stored is left with the unit of work, to be flushed."""
        found = await self.recruiters.with_addresses(self.organisation, [row.email for row in rows], uow)
        known = {recruiter.email.lower(): recruiter for recruiter in found}
        return [self._one(row, known.get(row.email.lower()), uow, store=store) for row in rows]

    def _one(
        self, row: RegisterRecruiter, recruiter: Recruiter | None, uow: UnitOfWork, *, store: bool
    ) -> Done | Sequence[Fault]:
        if row.email.lower() in self.seen:
            return [Fault("/email", TWICE)]
        self.seen.add(row.email.lower())
        if recruiter is None:
            if store:
                register_recruiter(row, uow, self.recruiters, self.clock)
            return Done.CREATED
        wishes = recruiter.wishes.with_changes(row.wishes)
        if (recruiter.name, recruiter.language, recruiter.wishes) == (row.name, row.language, wishes):
            return Done.LEFT_ALONE
        if store:
            recruiter.version += 1
            recruiter.name, recruiter.language, recruiter.wishes = row.name, row.language, wishes
            self.recruiters.save(recruiter, uow)
        return Done.CHANGED
