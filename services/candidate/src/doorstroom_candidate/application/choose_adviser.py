"""A person chooses who advises them, or dismisses whoever did."""

from dataclasses import dataclass
from uuid import UUID

from doorstroom_candidate.application.keeping import keep_from
from doorstroom_candidate.application.own_candidate import own_candidate
from doorstroom_candidate.application.ports import Parts
from doorstroom_candidate.domain import errors
from doorstroom_candidate.domain.addresses import address_key
from doorstroom_candidate.domain.adviser import Adviser
from doorstroom_common.database import UnitOfWork
from doorstroom_common.errors import Fault


@dataclass(frozen=True, slots=True)
class ChooseAdviser:
    """Without `adviser_email` nobody advises the person from now on."""

    person_ref: UUID
    email: str | None
    candidate_id: UUID
    expected: int | None
    adviser_email: str | None


async def choose_adviser(command: ChooseAdviser, uow: UnitOfWork, parts: Parts) -> None:
    """Whoever advised before can look no longer, from this moment on. Choosing the same again changes nothing."""
    candidate = await own_candidate(uow, parts, command.person_ref, command.email, command.candidate_id)
    candidate.expect(command.expected)
    before = await parts.advisers.of_candidate(uow, candidate)
    if _is_so(before, command.adviser_email):
        return
    now = parts.clock.now()
    published = candidate.choose_adviser(now)
    parts.candidates.save(uow, candidate)
    if command.adviser_email is None:
        parts.advisers.remove(uow, candidate)
    else:
        await _not_oneself(command.adviser_email, candidate.person_ref, candidate.candidate_id, uow, parts)
        chosen = Adviser(
            person_ref=candidate.person_ref,
            candidate_id=candidate.candidate_id,
            email=command.adviser_email,
            chosen_at=now,
        )
        parts.advisers.put(uow, chosen)
    keep_from(uow, candidate.candidate_id, now)
    if published and candidate.is_active:
        uow.publish(parts.facts.changed(candidate, now))


def _is_so(before: Adviser | None, wanted: str | None) -> bool:
    if before is None or wanted is None:
        return before is None and wanted is None
    return before.is_at(wanted)


async def _not_oneself(address: str, person_ref: UUID, candidate_id: UUID, uow: UnitOfWork, parts: Parts) -> None:
    identity = await parts.candidates.identity(uow, person_ref, candidate_id)
    if address_key(identity.email) == address_key(address):
        raise errors.invalid([Fault("/email", "is your own address; name the adviser's")])
