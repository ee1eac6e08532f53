"""How near a candidate stands to an organisation, over all covenants in which both are members on a day.

Opening stages gate on the relation alone; the tier in which somebody competes is another thing, see `tier`.
"""

from dataclasses import dataclass
from enum import StrEnum

from doorstroom_common.covenant.rules import OwnStaff
from doorstroom_common.covenant.vocabulary import LegalForm, OwnMeans, StageName


class Relation(StrEnum):
    """From near to far."""

    OWN = "own"
    PARTNER = "partner"
    LINKED = "linked"
    EXTERNAL = "external"

    @property
    def distance(self) -> int:
        """0 for own to 3 for external."""
        return _DISTANCE[self]


_DISTANCE = {relation: distance for distance, relation in enumerate(Relation)}


@dataclass(frozen=True, slots=True)
class RelationFound:
    """The nearest relation and the covenant it rests on; `external` rests on none."""

    relation: Relation
    covenant_id: str | None


@dataclass(frozen=True, slots=True)
class Work:
    """Where somebody works: whose contract it is, where the work is done if elsewhere, and in which legal form."""

    employer: str
    workplace: str | None = None
    legal_form: LegalForm = LegalForm.CONTRACT


_ADMITTED = {
    StageName.OWN: Relation.OWN,
    StageName.PARTNERS: Relation.PARTNER,
    StageName.LINKED: Relation.LINKED,
    StageName.PUBLIC: Relation.EXTERNAL,
}


def admits(stage: StageName, relation: Relation) -> bool:
    """Whether a vacancy in this stage is open to somebody with this relation."""
    return relation.distance <= _ADMITTED[stage].distance


def counts_as_staff_of(work: Work, own: OwnStaff, serves_workplace: bool) -> tuple[str, ...]:
    """The organisations whose staff somebody is, by the covenant's clause on own staff.

    Whose contract it is counts always: the duty to re-place rests there. The workplace counts beside it for staff of
    a joint organisation (`serves_workplace`) where the workplace is what matters, and for seconded staff where the
    covenant says so. Payroll and agency staff have no contract with a member: they count at their workplace or nowhere.
    """
    place = work.workplace or work.employer
    if work.legal_form is LegalForm.PAYROLL:
        return (place,) if own.payroll else ()
    if work.legal_form is LegalForm.AGENCY:
        return (place,) if own.agency else ()
    if place == work.employer:
        return (work.employer,)
    counts = own.means is OwnMeans.WORKPLACE if serves_workplace else own.seconded
    return (work.employer, place) if counts else (work.employer,)
