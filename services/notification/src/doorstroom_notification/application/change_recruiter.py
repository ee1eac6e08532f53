"""A recruiter's name, address, language or wishes change, or the recruiter leaves."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from doorstroom_common.database import UnitOfWork
from doorstroom_common.errors import Filled, NotFound, Stale
from doorstroom_notification.application.ports import Recruiters
from doorstroom_notification.domain.recruiter import Language, Recruiter
from doorstroom_notification.domain.wishes import Channel, Kind

NEWER = "The recruiter is at version {version} by now; read it again."


@dataclass(frozen=True, slots=True)
class ChangeRecruiter:
    """None leaves a field as it is; wishes not named stay too."""

    organisation: str
    recruiter_id: UUID
    expected_version: int | None
    name: str | None = None
    email: str | None = None
    language: Language | None = None
    wishes: Mapping[Kind, Channel] = field(default_factory=dict)


async def change_recruiter(command: ChangeRecruiter, uow: UnitOfWork, recruiters: Recruiters) -> Recruiter:
    """Raises `NotFound`, also for another organisation's, and `Stale`."""
    recruiter = await _known(command.organisation, command.recruiter_id, command.expected_version, uow, recruiters)
    recruiter.version += 1
    recruiter.name = command.name or recruiter.name
    recruiter.email = command.email or recruiter.email
    recruiter.language = command.language or recruiter.language
    recruiter.wishes = recruiter.wishes.with_changes(command.wishes)
    recruiters.save(recruiter, uow)
    return recruiter


async def remove_recruiter(
    organisation: str, recruiter_id: UUID, expected: int | None, uow: UnitOfWork, recruiters: Recruiters
) -> None:
    """The recruiter's alerts and waiting mails go with them. Raises `NotFound` and `Stale`."""
    recruiters.remove(await _known(organisation, recruiter_id, expected, uow, recruiters), uow)


async def _known(
    organisation: str, recruiter_id: UUID, expected: int | None, uow: UnitOfWork, recruiters: Recruiters
) -> Recruiter:
    recruiter = await recruiters.load(organisation, recruiter_id, uow)
    if recruiter is None:
        raise NotFound("recruiter-not-found", "There is no such recruiter.")
    if expected is not None and expected != recruiter.version:
        raise Stale("stale", Filled.of(NEWER, version=recruiter.version))
    return recruiter
