"""Who holds which role at an organisation, from when until when; and which duties of one person clash."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID


class Role(StrEnum):
    """As the tokens of the identity provider name it."""

    RECRUITER = "recruiter"
    VACANCY_HOLDER = "vacancy-holder"
    ADVISER = "adviser"
    CO_ORDINATOR = "co-ordinator"
    PRIVACY_OFFICER = "privacy-officer"


class Clash(StrEnum):
    """Duties that one person had better not have together."""

    CHECKS_OWN_LOOKS = "checks-own-looks"
    SEES_PERSONS_AND_TOTALS = "sees-persons-and-totals"
    ADVISES_AND_CHOOSES = "advises-and-chooses"


CHOOSING = frozenset({Role.RECRUITER, Role.VACANCY_HOLDER})
"""Whoever has one of these looks at candidates and rejects them."""

CLASHES = {
    Clash.CHECKS_OWN_LOOKS: (Role.PRIVACY_OFFICER, CHOOSING | {Role.ADVISER}),
    Clash.SEES_PERSONS_AND_TOTALS: (Role.CO_ORDINATOR, CHOOSING | {Role.ADVISER}),
    Clash.ADVISES_AND_CHOOSES: (Role.ADVISER, CHOOSING),
}


@dataclass(frozen=True, slots=True)
class RoleAssignment:
    """`covenant_id` is of a co-ordinator alone; `granted_by` the system that entered it. The last day counts."""

    organisation: str
    id: UUID
    email: str
    role: Role
    covenant_id: str | None
    from_date: date
    until_date: date | None
    granted_by: str
    granted_at: datetime

    def meets(self, other: "RoleAssignment") -> bool:
        """Whether both hold on some day."""
        return self._begins_in_time_for(other) and other._begins_in_time_for(self)  # noqa: SLF001 - of its own kind

    def _begins_in_time_for(self, other: "RoleAssignment") -> bool:
        return other.until_date is None or self.from_date <= other.until_date


def clashes(assignment: RoleAssignment, of_same_person: Iterable[RoleAssignment]) -> list[Clash]:
    """With what the same person holds at the same organisation on a day that both hold."""
    beside = {other.role for other in of_same_person if other.id != assignment.id and assignment.meets(other)}
    return [clash for clash, duties in CLASHES.items() if _are_both(duties, assignment.role, beside)]


def _are_both(duties: tuple[Role, frozenset[Role]], role: Role, beside: set[Role]) -> bool:
    watching, acting = duties
    return (role is watching and bool(beside & acting)) or (role in acting and watching in beside)
