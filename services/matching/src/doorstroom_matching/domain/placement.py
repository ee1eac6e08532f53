"""What a placement says: days, contract, and of each clause whether it was kept and, where not, why."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from doorstroom_common.covenant import ClauseCode
from doorstroom_matching.domain import errors
from doorstroom_matching.domain.clauses.service import SERVICE_RULES
from doorstroom_matching.domain.finding import Code
from doorstroom_matching.domain.match import Match

PERMANENT, TEMPORARY, SECONDMENT = "permanent", "temporary", "secondment"
_PRESERVED = (Code.PRESERVED, Code.PRESERVED_BY_COVENANT)
_WORST_FIRST = (Code.LOST, Code.UNKNOWN, Code.PRESERVED_BY_COVENANT, Code.PRESERVED, Code.NOT_APPLICABLE)

Entry = Mapping[str, Any]


def placement_of(match: Match, said: Entry) -> dict[str, Any]:
    """As it is kept and published; `said` is what the organisation states, its days as ISO text."""
    if match.is_secondment:
        _within_what_was_agreed(said, match.life.said["agreed"])
    elif said["contract"] == SECONDMENT:
        raise errors.fault("/contract", "must be permanent or temporary: a vacancy lends nobody")
    _days_in_order(said)
    findings = (match.record or {})["findings"]
    return {**said, "clauses": clauses_of(findings, said.get("clauses", ()), said["contract"])}


def clauses_of(findings: Iterable[Entry], stated: Sequence[Entry], contract: str) -> list[dict[str, Any]]:
    """Every clause that is known or stated, in the covenant's order; what is not kept has a reason."""
    found = _by_clause({finding["rule"]: finding["finding"] for finding in findings})
    said = {entry["clause"]: entry for entry in stated}
    entries = (_entry(clause, found.get(clause), said.get(clause), contract) for clause in ClauseCode)
    return [entry for entry in entries if entry is not None]


def _by_clause(found: Mapping[str, str]) -> Mapping[str, str]:
    """The three clocks of service as one clause, which is no better than the worst of them."""
    clocks = {found[rule] for rule in SERVICE_RULES if rule in found}
    worst = next((code.value for code in _WORST_FIRST if code in clocks), None)
    return {**found, ClauseCode.SERVICE: worst} if worst else found


def _entry(clause: ClauseCode, finding: str | None, stated: Entry | None, contract: str) -> dict[str, Any] | None:
    if stated is None and finding in (None, Code.NOT_APPLICABLE, Code.UNKNOWN):
        return None
    kept = stated["kept"] if stated else finding != Code.LOST
    if clause is ClauseCode.PERMANENT_STAYS_PERMANENT and finding in _PRESERVED and contract == TEMPORARY:
        kept = False
    reason = stated.get("reason") if stated else None
    if not kept and reason is None:
        raise errors.fault("/clauses", f"must say why the clause {clause.value} is not kept")
    entry = {"clause": clause.value, "finding": finding or Code.UNKNOWN.value, "kept": kept}
    return entry if kept else {**entry, "reason": reason}


def _within_what_was_agreed(said: Entry, agreed: Entry) -> None:
    if said["contract"] != SECONDMENT:
        raise errors.fault("/contract", "must be secondment: whoever is lent keeps their contract")
    if "endDate" not in said:
        raise errors.fault("/endDate", "is required for a secondment")
    if said["startDate"] < agreed["startDate"]:
        raise errors.fault("/startDate", "must not be before the first day that the employer agreed to")
    if said["endDate"] > agreed["endDate"]:
        raise errors.fault("/endDate", "must not be after the last day that the employer agreed to")


def _days_in_order(said: Entry) -> None:
    if "endDate" not in said:
        return
    if said["contract"] == PERMANENT:
        raise errors.fault("/endDate", "a permanent contract has none")
    if said["endDate"] < said["startDate"]:
        raise errors.fault("/endDate", "must not be before startDate")
