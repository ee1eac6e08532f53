"""Transaction 2 for a match or a referral: who is to know its candidate now, and when everything of them goes."""

from uuid import UUID

from doorstroom_candidate.application.disclosing import granted
from doorstroom_candidate.application.keeping import GO
from doorstroom_candidate.application.ports import Parts
from doorstroom_candidate.domain.candidate import Candidate
from doorstroom_candidate.domain.disclosure import Disclosure, Receiver
from doorstroom_candidate.domain.procedure import Kind, Procedure, midnight
from doorstroom_common.database import UnitOfWork
from doorstroom_common.identifiers import new_id

FOLLOW_PROCEDURE = "procedure"


async def follow_procedure(key: str, uow: UnitOfWork, parts: Parts) -> None:
    """Works from the newest copy alone, so that a step that was never seen by itself has its effect too."""
    kind, _, identifier = key.partition(" ")
    procedure = await parts.procedures.by_id(uow, Kind(kind), UUID(identifier))
    candidate = await parts.candidates.by_id(uow, procedure.candidate_id) if procedure else None
    if procedure is None or candidate is None:
        return
    await _disclose(procedure, candidate, uow, parts)
    await _plan_to_go(candidate, uow, parts)


async def _disclose(procedure: Procedure, candidate: Candidate, uow: UnitOfWork, parts: Parts) -> None:
    """Of somebody who withdrew nothing is made known any more."""
    now = parts.clock.now()
    known = await parts.disclosures.of_procedure(uow, procedure)
    for disclosure in procedure.moved(known):
        parts.disclosures.save(uow, disclosure)
        granted(uow, parts, disclosure, now)
    if not candidate.is_active:
        return
    for receiver in procedure.newly_shown_to([*known, *await parts.disclosures.taken_back(uow, procedure)], now):
        disclosure = _made(procedure, candidate, receiver, parts)
        parts.disclosures.add(uow, disclosure)
        granted(uow, parts, disclosure, now)


def _made(procedure: Procedure, candidate: Candidate, receiver: Receiver, parts: Parts) -> Disclosure:
    return Disclosure(
        person_ref=candidate.person_ref,
        disclosure_id=new_id(),
        candidate_id=candidate.candidate_id,
        version=1,
        receiver=receiver,
        match_id=procedure.procedure_id if procedure.kind is Kind.MATCH else None,
        referral_id=procedure.procedure_id if procedure.kind is Kind.REFERRAL else None,
        need_id=procedure.need_id,
        from_at=parts.clock.now(),
        until=procedure.end(),
    )


async def _plan_to_go(candidate: Candidate, uow: UnitOfWork, parts: Parts) -> None:
    starts_on = await parts.procedures.first_start(uow, candidate.candidate_id)
    goes_at = midnight(starts_on) if starts_on else None
    if not candidate.go_at(goes_at):
        return
    parts.candidates.save(uow, candidate)
    if goes_at:
        uow.schedule(GO, str(candidate.candidate_id), goes_at)
    else:
        uow.unschedule(GO, str(candidate.candidate_id))
