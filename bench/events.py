"""Events as the vacancy service stores them, made in number for the benchmarks that need no HTTP."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from bench.serving import ORGANISATION
from bench.story import vacancy_body
from doorstroom_common.cloudevent import CloudEvent, event_source, new_event
from doorstroom_common.settings import SYNTHETIC_OIN

TOPIC = "vacancies"
TYPE = "nl.vacancies.vacancy-changed.v1"
ADVERT = ("text", "contactPerson")


def events(count: int, versions: int = 10) -> Iterator[CloudEvent]:
    """`count` events of vacancies with that many versions each; the versions of several vacancies are interleaved."""
    made, subjects = 0, [str(uuid4()) for _ in range(max(count // versions, 1))]
    version = 0
    while made < count:
        version += 1
        for subject in subjects[: count - made]:
            yield event(subject, version)
            made += 1


def event(subject: str | None = None, version: int = 1) -> CloudEvent:
    """One change of a vacancy that is open to its own organisation."""
    subject = subject or str(uuid4())
    return new_event(
        source=event_source(SYNTHETIC_OIN, "vacancy"),
        type=TYPE,
        subject=subject,
        time=datetime.now(UTC),
        version=version,
        data=_data(subject, version),
    )


def _data(subject: str, version: int) -> dict[str, Any]:
    published = {name: value for name, value in vacancy_body().items() if name not in ADVERT}
    now = datetime.now(UTC)
    seen_by = {
        "organisation": ORGANISATION,
        "relation": "own",
        "covenantId": "demo",
        "from": now,
        "reason": "stage-own",
    }
    return {
        "vacancyId": str(UUID(subject)),
        "version": version,
        "organisation": ORGANISATION,
        "status": "open",
        **published,
        "governingCovenant": {"covenantId": "demo", "version": 1, "hash": "0" * 64},
        "stage": "own",
        "openedAt": now,
        "stageOpenedAt": now,
        "audience": [seen_by],
        "public": False,
    }
