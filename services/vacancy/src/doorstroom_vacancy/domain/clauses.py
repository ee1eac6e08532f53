"""The clauses of contract preservation as they were kept, or not, in one placement."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from doorstroom_common.covenant import ClauseCode, Covenant, Promise
from doorstroom_common.identifiers import new_id

SUPPLEMENTED = "supplemented"


class DeviationReason(StrEnum):
    """Why a promise was not kept, as a code."""

    NEED_IS_TEMPORARY = "need-is-temporary"
    SCALE_NOT_USED = "scale-not-used"
    OTHER_AGREEMENT = "other-agreement"
    BUDGET = "budget"
    EMPLOYEE_AGREED = "employee-agreed"
    NOT_GIVEN = "not-given"


class ContractKept(StrEnum):
    """As a card foretells it, and `not-applicable` for who had no contract within the covenants to keep."""

    YES = "yes"
    WITH_SUPPLEMENT = "with-supplement"
    NO = "no"
    NOT_APPLICABLE = "not-applicable"


@dataclass(frozen=True, slots=True)
class ClauseKept:
    """One clause: what was found of it, whether it was kept, and why not."""

    clause: str
    finding: str
    kept: bool
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Deviation:
    """A clause that the covenant promises and that was not kept, with the reason."""

    organisation: str
    placement_id: UUID
    clause: str
    reason: str
    deviation_id: UUID


def contract_kept(clauses: Iterable[ClauseKept]) -> ContractKept:
    known = tuple(clauses)
    if not known:
        return ContractKept.NOT_APPLICABLE
    if not all(clause.kept for clause in known):
        return ContractKept.NO
    supplement = any(clause.finding == SUPPLEMENTED for clause in known)
    return ContractKept.WITH_SUPPLEMENT if supplement else ContractKept.YES


def deviations(
    organisation: str, placement_id: UUID, clauses: Iterable[ClauseKept], covenant: Covenant
) -> tuple[Deviation, ...]:
    """What the covenant does not promise cannot be departed from."""
    preservation = covenant.contract_preservation
    promised = {code for code in ClauseCode if preservation.clause(code).promise is not Promise.NONE}
    return tuple(
        Deviation(
            organisation=organisation,
            placement_id=placement_id,
            clause=clause.clause,
            reason=clause.reason or DeviationReason.NOT_GIVEN,
            deviation_id=new_id(),
        )
        for clause in clauses
        if not clause.kept and clause.clause in promised
    )
