"""How a posting is written as JSON: the whole published state of an event, and the facts of a history line.

Ids are written as text: a UUID that comes from the database is of a class of its own, which the encoder does not know.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from functools import cache, lru_cache, partial
from typing import Any

from doorstroom_vacancy.domain.audience import AudienceEntry
from doorstroom_vacancy.domain.clauses import Deviation
from doorstroom_vacancy.domain.placement import Placement
from doorstroom_vacancy.domain.posting import Posting
from doorstroom_vacancy.domain.reaction import Reaction
from doorstroom_vacancy.domain.secondment_request import SecondmentRequest
from doorstroom_vacancy.domain.vacancy import Vacancy

_AS_THEY_ARE = frozenset({str, int, float, bool, date, type(None)})


def as_json(value: Any) -> Any:
    """Dataclasses as objects with lowerCamelCase names, without what is empty; times in UTC."""
    kind: Any = type(value)
    return value if kind in _AS_THEY_ARE else _writer(kind)(value)


@lru_cache(maxsize=512)
def details_json(details: Any) -> dict[str, Any]:
    """The details of a posting, written once for its row, its event and its answer. Not to be changed by a caller."""
    written: dict[str, Any] = as_json(details)
    return written


def vacancy_state(vacancy: Vacancy, reactions: int | None = None) -> dict[str, Any]:
    """The data of every vacancy event; nothing of the advert, which names people."""
    state = {"vacancyId": str(vacancy.id), **_state(vacancy)}
    if vacancy.opening:
        state |= {"stageOpenedAt": vacancy.opening.stage_opened_at, "public": vacancy.opening.is_public}
    if reactions is not None:
        state["reactions"] = {"open": reactions}
    return state


def secondment_state(request: SecondmentRequest, _: int | None = None) -> dict[str, Any]:
    """The data of every secondment event."""
    return {"secondmentRequestId": str(request.id), **_state(request)}


def reaction_state(reaction: Reaction) -> dict[str, Any]:
    """The data of every reaction event: that there is one, never whose."""
    state = {
        "reactionId": str(reaction.reaction_id),
        "vacancyId": str(reaction.vacancy_id),
        "organisation": reaction.organisation,
        "version": reaction.version,
        "status": reaction.status,
        "channel": reaction.channel,
    }
    return state if reaction.reason is None else {**state, "reason": reaction.reason}


def placement_state(placement: Placement) -> dict[str, Any]:
    """The data of every placement event: from where to where and how, never who."""
    agreed = placement.agreed
    return {
        "placementId": str(placement.placement_id),
        "version": placement.version,
        "organisation": placement.organisation,
        "needId": str(placement.need.id),
        "needKind": placement.need.kind,
        "tier": agreed.tier,
        "relation": agreed.relation,
        "through": agreed.through,
        "contract": agreed.contract,
        "startDate": agreed.start_date,
        "contractKept": placement.contract_kept,
        "clauses": [{"clause": each.clause, "finding": each.finding} for each in agreed.clauses],
        "covenantId": placement.need.covenant_id,
        "status": placement.status,
        "recordedAt": placement.recorded_at,
        **as_json(
            {
                "from": agreed.origin,
                "endDate": agreed.end_date,
                "hours": agreed.hours,
                "rightToReturn": agreed.right_to_return,
                "endedBecause": placement.ended_because,
                "extensionDueAt": placement.extension_due_at,
            }
        ),
    }


def deviation_state(deviation: Deviation, placement: Placement) -> dict[str, Any]:
    """The data of a deviation; it never changes."""
    return {
        "deviationId": str(deviation.deviation_id),
        "placementId": str(deviation.placement_id),
        "version": 1,
        "organisation": deviation.organisation,
        "clause": deviation.clause,
        "reason": deviation.reason,
        "covenantId": placement.need.covenant_id,
        "recordedAt": placement.recorded_at,
    }


def audience_entry(entry: AudienceEntry) -> dict[str, Any]:
    written = {
        "organisation": entry.organisation,
        "relation": entry.relation,
        "covenantId": entry.covenant_id,
        "from": entry.since,
        "reason": entry.reason,
    }
    return written if entry.until is None else {**written, "until": entry.until}


def _state(posting: Posting[Any]) -> dict[str, Any]:
    state = {
        "version": posting.version,
        "organisation": posting.organisation,
        "status": posting.status,
        **details_json(posting.details),
    }
    if opening := posting.opening:
        state |= {
            "governingCovenant": as_json(opening.governing),
            "stage": opening.stage,
            "openedAt": opening.opened_at,
            "audience": [audience_entry(entry) for entry in opening.audience],
        }
    if posting.unannounced_until:
        state["unannouncedUntil"] = posting.unannounced_until
    if posting.closed_at:
        state |= {"closedAt": posting.closed_at, "outcome": posting.outcome}
    return state


@cache
def _writer(kind: type[Any]) -> Callable[[Any], Any]:
    """How values of one class are written; found once, since every request writes the same few classes."""
    if issubclass(kind, AudienceEntry):
        return audience_entry
    if is_dataclass(kind):
        return partial(_written, tuple((field.name, _camel(field.name)) for field in fields(kind)))
    if issubclass(kind, tuple | list):
        return _items
    if issubclass(kind, Mapping):
        return _mapping
    return _utc if issubclass(kind, datetime) else _itself


def _written(names: tuple[tuple[str, str], ...], value: Any) -> dict[str, Any]:
    return {
        json_name: found if type(found) in _AS_THEY_ARE else as_json(found)
        for name, json_name in names
        if (found := getattr(value, name)) is not None
    }


def _items(value: Iterable[Any]) -> list[Any]:
    return [as_json(item) for item in value]


def _mapping(value: Mapping[str, Any]) -> dict[str, Any]:
    return {name: as_json(item) for name, item in value.items() if item is not None}


def _utc(value: datetime) -> datetime:
    return value.astimezone(UTC)


def _itself(value: Any) -> Any:
    return value


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)
