"""A person who wants to move: their profile and employment, without who they are."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self
from uuid import UUID

from doorstroom_candidate.domain import errors
from doorstroom_candidate.domain.registration import Registration
from doorstroom_candidate.domain.values import (
    Employment,
    GoesFirst,
    Profile,
    RegisteredBy,
    Standing,
    Status,
)


@dataclass(slots=True, kw_only=True)
class Candidate:
    """`version` counts every change that the person can see; some of them change nothing that is published."""

    person_ref: UUID
    candidate_id: UUID
    version: int
    status: Status
    registered_by: RegisteredBy
    hidden_from_employer: bool
    profile: Profile
    employment: Employment | None
    standing: Standing | None
    employment_by: RegisteredBy
    goes_first: GoesFirst | None
    registered_at: datetime
    changed_at: datetime
    asked_at: datetime | None = None
    adviser_ref: UUID | None = None
    goes_at: datetime | None = None

    @classmethod
    def register(
        cls, person_ref: UUID, candidate_id: UUID, profile: Profile, employment: Employment | None, *, hidden: bool,
        now: datetime,
    ) -> Self:  # fmt: skip
        """A person registers themselves and takes part at once; what they say of their employment is declared."""
        return cls(
            person_ref=person_ref,
            candidate_id=candidate_id,
            version=1,
            status=Status.ACTIVE,
            registered_by=RegisteredBy.PERSON,
            hidden_from_employer=hidden,
            profile=profile,
            employment=employment,
            standing=Standing.DECLARED if employment else None,
            employment_by=RegisteredBy.PERSON,
            goes_first=None,
            registered_at=now,
            changed_at=now,
        )

    @classmethod
    def of(cls, registration: Registration, person_ref: UUID, now: datetime) -> Self:
        """What an employer's registration becomes when its person confirms it: not hidden, since the employer knows."""
        return cls(
            person_ref=person_ref,
            candidate_id=registration.candidate_id,
            version=1,
            status=Status.ACTIVE,
            registered_by=RegisteredBy.EMPLOYER,
            hidden_from_employer=False,
            profile=registration.profile,
            employment=registration.employment,
            standing=registration.standing,
            employment_by=RegisteredBy.EMPLOYER,
            goes_first=registration.goes_first,
            registered_at=registration.registered_at,
            changed_at=now,
        )

    @property
    def is_active(self) -> bool:
        return self.status is Status.ACTIVE

    def expect(self, version: int | None) -> None:
        """Refuse a change that was made from another version."""
        if version is not None and version != self.version:
            raise errors.stale(version, self.version)

    def change(self, profile: Profile, employment: Employment | None, *, hidden: bool, now: datetime) -> bool:
        """The person's own change, also when it changes nothing: saying so is an answer to being asked.

        True when what is published became another. An employment that the person changed is theirs, and declared.
        """
        before = self._published()
        if employment != self.employment:
            self.employment, self.employment_by = employment, RegisteredBy.PERSON
            self.standing = Standing.DECLARED if employment else None
        self.profile, self.hidden_from_employer = profile, hidden
        self._heard(now)
        return before != self._published()

    def withdraw(self, now: datetime) -> bool:
        """Take part no longer; False when that was so already."""
        if not self.is_active:
            return False
        self.status = Status.WITHDRAWN
        self._heard(now)
        return True

    def follow(self, registration: Registration) -> bool:
        """Take over what the employer has since said: when the person goes first, and the employment as it gave it.

        An employment that the person changed stays as they said; it is confirmed only where both say the same. One
        that the employer confirmed when the person asked stays so until it changes.
        True when what is published became another.
        """
        before, held = self._published(), self.employment
        self.goes_first = registration.goes_first
        if self.employment_by is RegisteredBy.EMPLOYER:
            self.employment = registration.employment
        stays = self.standing is Standing.CONFIRMED and self.employment == held
        if self.employment == registration.employment and not stays:
            self.standing = registration.standing
        if before == self._published():
            return False
        self.version += 1
        return True

    def confirm_employment(self) -> bool:
        """The employer says that the employment is as the person declared it; False when that was so already."""
        if self.standing is not Standing.DECLARED:
            return False
        self.standing = Standing.CONFIRMED
        self.version += 1
        return True

    def choose_adviser(self, now: datetime) -> bool:
        """Another adviser, or none: whoever advised before is dismissed. True when what is published changed."""
        dismissed = self.adviser_ref is not None
        self.adviser_ref = None
        self._heard(now)
        return dismissed

    def advised_by(self, adviser_ref: UUID) -> None:
        """The adviser whom the person chose accepts; from here on they are named in what is published."""
        self.adviser_ref = adviser_ref
        self.version += 1

    def go_at(self, moment: datetime | None) -> bool:
        """When everything goes because a new job begins, told at the person's next read; False when it stays so."""
        if moment == self.goes_at:
            return False
        self.goes_at = moment
        return True

    def ask(self, now: datetime) -> None:
        """Show at the next read that the person is asked whether they still take part. Nothing published changes."""
        self.asked_at = now

    def _heard(self, now: datetime) -> None:
        self.version += 1
        self.changed_at = now
        self.asked_at = None

    def _published(self) -> tuple[object, ...]:
        return (
            self.status,
            self.hidden_from_employer,
            self.profile,
            self.employment,
            self.standing,
            self.goes_first,
            self.adviser_ref,
        )
