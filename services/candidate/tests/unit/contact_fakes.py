"""Disclosures, looks, advisers and confirmations, in memory. As stored: what is read is a copy."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from uuid import UUID

from doorstroom_candidate.application.ports import After, Asked
from doorstroom_candidate.domain.addresses import address_key
from doorstroom_candidate.domain.adviser import Adviser
from doorstroom_candidate.domain.candidate import Candidate
from doorstroom_candidate.domain.disclosure import Because, Disclosure
from doorstroom_candidate.domain.employment_confirmation import EmployersAnswer, EmploymentConfirmation
from doorstroom_candidate.domain.look import Look
from doorstroom_candidate.domain.procedure import Kind, Procedure
from doorstroom_candidate.domain.values import Identity
from doorstroom_common.database import UnitOfWork

WHO = Identity("name", "address@thuis.example", None)


@dataclass
class FakeProcedures:
    stored: dict[str, Procedure] = field(default_factory=dict)

    async def keep(self, uow: UnitOfWork, procedure: Procedure) -> bool:
        before = self.stored.get(procedure.key)
        if before and before.version >= procedure.version:
            return False
        yes_at = procedure.yes_at or (before.yes_at if before else None)
        self.stored[procedure.key] = replace(procedure, yes_at=yes_at)
        return True

    async def by_id(self, uow: UnitOfWork, kind: Kind, procedure_id: UUID) -> Procedure | None:
        return self.stored.get(f"{kind} {procedure_id}")

    async def first_start(self, uow: UnitOfWork, candidate_id: UUID) -> date | None:
        starts = [each.starts_on for each in self.stored.values() if each.candidate_id == candidate_id]
        return min((start for start in starts if start), default=None)


@dataclass
class FakeDisclosures:
    stored: dict[UUID, Disclosure] = field(default_factory=dict)

    def _all(self) -> list[Disclosure]:
        return [replace(each) for each in self.stored.values()]

    async def of_procedure(self, uow: UnitOfWork, procedure: Procedure) -> Sequence[Disclosure]:
        return [each for each in self._all() if procedure.procedure_id in (each.match_id, each.referral_id)]

    async def by_id(self, uow: UnitOfWork, disclosure_id: UUID) -> Disclosure | None:
        return next((each for each in self._all() if each.disclosure_id == disclosure_id), None)

    async def of_candidate(self, uow: UnitOfWork, candidate: Candidate) -> Sequence[Disclosure]:
        return [each for each in self._all() if each.candidate_id == candidate.candidate_id]

    async def of_one_consent(self, uow: UnitOfWork, person_ref: UUID, disclosure_id: UUID) -> Sequence[Disclosure]:
        named = await self.by_id(uow, disclosure_id)
        if named is None or named.person_ref != person_ref:
            return []
        others = [each for each in self._all() if each.need_id and each.need_id == named.need_id]
        same = [each for each in others if each.receiver.organisation == named.receiver.organisation]
        return [named, *(each for each in same if each.disclosure_id != disclosure_id)]

    async def taken_back(self, uow: UnitOfWork, procedure: Procedure) -> Sequence[Disclosure]:
        of_need = [each for each in self._all() if each.need_id == procedure.need_id]
        return [each for each in of_need if each.ended and each.ended.because is Because.CONSENT_WITHDRAWN]

    async def in_force(
        self, uow: UnitOfWork, organisation: str, disclosure_id: UUID, now: datetime
    ) -> tuple[Disclosure, Identity] | None:
        found = await self.by_id(uow, disclosure_id)
        if found is None or found.receiver.organisation != organisation:
            return None
        return (found, WHO) if found.is_running and found.from_at <= now < found.until.at else None

    def add(self, uow: UnitOfWork, disclosure: Disclosure) -> None:
        self.stored[disclosure.disclosure_id] = replace(disclosure)

    save = add


@dataclass
class FakeAccessLog:
    looks: list[Look] = field(default_factory=list)

    def add(self, uow: UnitOfWork, looks: Sequence[Look]) -> None:
        self.looks += looks


@dataclass
class FakeAdvisers:
    stored: dict[UUID, Adviser] = field(default_factory=dict)

    async def of_candidate(self, uow: UnitOfWork, candidate: Candidate) -> Adviser | None:
        found = self.stored.get(candidate.candidate_id)
        return replace(found) if found else None

    async def asked_at(self, uow: UnitOfWork, address: str | None, candidate_id: UUID) -> Adviser | None:
        found = self.stored.get(candidate_id)
        asked = found and address and address_key(found.email) == address_key(address)
        return replace(found) if found and asked else None

    def put(self, uow: UnitOfWork, adviser: Adviser) -> None:
        self.stored[adviser.candidate_id] = replace(adviser)

    def remove(self, uow: UnitOfWork, candidate: Candidate) -> None:
        self.stored.pop(candidate.candidate_id, None)


@dataclass
class FakeConfirmations:
    stored: dict[UUID, EmploymentConfirmation] = field(default_factory=dict)
    answers: dict[UUID, EmployersAnswer] = field(default_factory=dict)

    async def of_candidate(self, uow: UnitOfWork, candidate: Candidate) -> EmploymentConfirmation | None:
        found = self.stored.get(candidate.candidate_id)
        return replace(found) if found else None

    async def asked_of(self, uow: UnitOfWork, employer: str, confirmation_id: UUID) -> EmploymentConfirmation | None:
        waiting = [each for each in self.stored.values() if each.is_open and each.employer == employer]
        return next((replace(each) for each in waiting if each.confirmation_id == confirmation_id), None)

    async def waiting_at(self, uow: UnitOfWork, employer: str, after: After | None, most: int) -> Sequence[Asked]:
        raise NotImplementedError("a list is read from the real thing")

    def put(self, uow: UnitOfWork, confirmation: EmploymentConfirmation) -> None:
        self.stored[confirmation.candidate_id] = replace(confirmation)

    async def answer_of(self, uow: UnitOfWork, employer: str, confirmation_id: UUID) -> EmployersAnswer | None:
        found = self.answers.get(confirmation_id)
        return found if found and found.employer == employer else None

    def add_answer(self, uow: UnitOfWork, answer: EmployersAnswer) -> None:
        self.answers[answer.confirmation_id] = answer

    def take_back(self, uow: UnitOfWork, candidate: Candidate) -> None:
        found = self.stored.get(candidate.candidate_id)
        if found and found.is_open:
            self.remove(uow, candidate)

    def remove(self, uow: UnitOfWork, candidate: Candidate) -> None:
        self.stored.pop(candidate.candidate_id, None)
