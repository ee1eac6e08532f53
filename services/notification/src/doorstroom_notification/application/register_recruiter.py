"""A recruiter is registered by their organisation, with what they want to hear."""

from collections.abc import Mapping
from dataclasses import dataclass

import asyncpg

from doorstroom_common.clock import Clock
from doorstroom_common.database import UnitOfWork
from doorstroom_common.errors import Conflict
from doorstroom_common.identifiers import new_id
from doorstroom_notification.application.ports import Recruiters
from doorstroom_notification.domain.recruiter import Language, Recruiter
from doorstroom_notification.domain.wishes import Channel, Kind, Wishes


@dataclass(frozen=True, slots=True)
class RegisterRecruiter:
    organisation: str
    name: str
    email: str
    language: Language
    wishes: Mapping[Kind, Channel]


def register_recruiter(command: RegisterRecruiter, uow: UnitOfWork, recruiters: Recruiters, clock: Clock) -> Recruiter:
    """Stored when the unit commits, in one statement; see `commit_unique` for an address that is taken."""
    recruiter = Recruiter(
        organisation=command.organisation,
        id=new_id(),
        version=1,
        name=command.name,
        email=command.email,
        language=command.language,
        registered_at=clock.now(),
        wishes=Wishes(command.wishes),
    )
    recruiters.add(recruiter, uow)
    return recruiter


async def commit_unique(uow: UnitOfWork) -> None:
    """Commit; `Conflict` when another recruiter of the same organisation has the address."""
    try:
        await uow.commit()
    except asyncpg.UniqueViolationError as error:
        if error.constraint_name != "recruiter_email":
            raise
        raise Conflict("email-in-use", "Another recruiter of this organisation has this e-mail address.") from None
