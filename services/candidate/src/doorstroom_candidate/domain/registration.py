"""What an employer gave about its own employee. It sleeps until that person confirms it; nothing is published before.

The employer sees this and nothing else, so it never learns what the person changes, withdraws or registers themselves.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from doorstroom_candidate.domain import errors
from doorstroom_candidate.domain.values import Employment, GoesFirst, Profile, Standing


@dataclass(slots=True, kw_only=True)
class Registration:
    """Has a version of its own: the candidate that may come of it is the person's and counts for itself."""

    organisation: str
    candidate_id: UUID
    version: int
    profile: Profile
    employment: Employment
    standing: Standing
    goes_first: GoesFirst | None
    registered_at: datetime
    confirmed_at: datetime | None = None
    external_key: str | None = None
    """The keyed hash of the id in the employer's own system, of what that system made."""

    @property
    def is_asleep(self) -> bool:
        return self.confirmed_at is None

    def expect(self, version: int | None) -> None:
        """Refuse a change that was made from another version."""
        if version is not None and version != self.version:
            raise errors.stale(version, self.version)

    def confirm(self, now: datetime) -> None:
        """The person says yes; from here on the profile is theirs."""
        self.confirmed_at = now
        self.version += 1

    def confirm_employment(self) -> bool:
        """The employer stands for the employment it gave; False when it did so before."""
        if self.standing is Standing.CONFIRMED:
            return False
        self.standing = Standing.CONFIRMED
        self.version += 1
        return True

    def take(
        self, employment: Employment, goes_first: GoesFirst | None, profile: Profile, *, identity_changed: bool
    ) -> bool:
        """As `change`, of what a system sends whole: what the person has confirmed stays theirs, without a word."""
        if self.is_asleep:
            return self.change(employment, goes_first, profile, identity_changed=identity_changed)
        return self.change(employment, goes_first, self.profile, identity_changed=False)

    def change(
        self, employment: Employment, goes_first: GoesFirst | None, profile: Profile, *, identity_changed: bool
    ) -> bool:
        """Take over what the employer gives now; a changed employment needs confirming anew. False if all is equal."""
        if (identity_changed or profile != self.profile) and not self.is_asleep:
            raise errors.the_persons_now()
        if not identity_changed and (employment, goes_first, profile) == (
            self.employment,
            self.goes_first,
            self.profile,
        ):
            return False
        if employment != self.employment:
            self.standing = Standing.DECLARED
        self.employment, self.goes_first, self.profile = employment, goes_first, profile
        self.version += 1
        return True
