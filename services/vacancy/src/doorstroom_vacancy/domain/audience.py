"""Who may see something that is open: worked out here and nowhere else.

Stages gate on the relation between two organisations alone. The rules of a vacancy are frozen with its governing
covenant, membership is not: whoever leaves a covenant stops seeing what it shares, whoever joins begins to.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from doorstroom_common.covenant import Covenants, Relation, StageName, admits


@dataclass(frozen=True, slots=True)
class AudienceEntry:
    """One organisation that may see it, since when, by which covenant and why; `until` once that has ended."""

    organisation: str
    relation: Relation
    covenant_id: str
    since: datetime
    until: datetime | None
    reason: str


Standing = tuple[Relation, str]
"""A relation and the covenant it rests on."""


def admitted(
    organisation: str, stage: StageName, governing_id: str, covenants: Covenants, at: datetime
) -> dict[str, Standing]:
    """The organisations to which `stage` is open, as the memberships are at `at`."""
    found: dict[str, Standing] = {
        organisation: (Relation.OWN, governing_id),
        covenants.current(organisation, at): (Relation.OWN, governing_id),
    }
    for relation, others in (
        (Relation.PARTNER, covenants.partners_of(organisation, at)),
        (Relation.LINKED, covenants.linked_to(organisation, at)),
    ):
        if admits(stage, relation):
            for other, covenant_id in others.items():
                found.setdefault(other, (relation, covenant_id))
    return found


def widened_or_ended(
    entries: Iterable[AudienceEntry],
    now_admitted: Mapping[str, Standing],
    *,
    since: datetime,
    at: datetime,
    reason: str,
) -> tuple[AudienceEntry, ...]:
    """The entries that hold from now on: those of who left get an end, those of who came a beginning (`since`).

    Nobody's beginning is rewritten, so that it can be shown afterwards who could see it when.
    """
    kept: list[AudienceEntry] = []
    present: set[str] = set()
    for entry in entries:
        if entry.until is not None:
            kept.append(entry)
            continue
        standing = now_admitted.get(entry.organisation)
        if standing is None:
            kept.append(replace(entry, until=at))
        else:
            present.add(entry.organisation)
            kept.append(replace(entry, relation=standing[0], covenant_id=standing[1]))
    came = sorted(now_admitted.keys() - present, key=lambda other: (now_admitted[other][0].distance, other))
    kept.extend(AudienceEntry(other, *now_admitted[other], since, None, reason) for other in came)
    return tuple(kept)
