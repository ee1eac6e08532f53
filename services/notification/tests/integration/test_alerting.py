"""From events to alerts, on real servers."""

import itertools
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from doorstroom_common.cloudevent import CloudEvent, new_event
from doorstroom_common.testing.contracts import examples, validate_event
from doorstroom_common.testing.running import Running

SCOPES = ("recruiters:read", "recruiters:write", "alerts:read", "alerts:write")
VACANCY, CANDIDATE, MATCH = (str(uuid4()) for _ in range(3))


async def register(service: Running, organisation: str, **fields: Any) -> dict[str, Any]:
    body = {"name": "Recruiter van dienst", "email": f"werving@{organisation}.example", **fields}
    answer = await service.http.post(
        "/notification/v1/recruiters", json=body, headers=service.as_organisation(organisation, *SCOPES)
    )
    assert answer.status_code == 201, answer.text
    recruiter: dict[str, Any] = answer.json()
    return recruiter


async def alerts(service: Running, organisation: str, query: str = "") -> list[dict[str, Any]]:
    answer = await service.http.get(
        f"/notification/v1/alerts{query}", headers=service.as_organisation(organisation, *SCOPES)
    )
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


def fact(service: Running, event_type: str, name: str = "rich", **data: Any) -> CloudEvent:
    """An event of the contract, about our own vacancy, candidate or match, told now."""
    example = examples(event_type)[name]
    now = service.clock.now().isoformat().replace("+00:00", "Z")
    own = {**example["data"], **data}
    if "audience" in own:
        own["audience"] = [{**entry, "from": now} for entry in own["audience"]]
        own["stageOpenedAt"] = own["openedAt"] = now
    subject = own.get("matchId") or own.get("vacancyId") or own.get("secondmentRequestId") or own["candidateId"]
    return new_event(
        source=example["source"], type=event_type, subject=subject, time=service.clock.now(), version=own["version"],
        data=own,
    )  # fmt: skip


def story(service: Running) -> list[CloudEvent]:
    need = {**examples("nl.matches.match-proposed.v1")["rich"]["data"]["need"], "id": VACANCY}
    return [
        fact(service, "nl.vacancies.vacancy-opened.v1", vacancyId=VACANCY, version=1),
        fact(service, "nl.vacancies.vacancy-stage-opened.v1", vacancyId=VACANCY, version=2),
        fact(service, "nl.matches.match-proposed.v1", matchId=MATCH, version=1, candidateId=CANDIDATE, need=need),
        fact(service, "nl.vacancies.vacancy-closed.v1", vacancyId=VACANCY, version=3),
        fact(service, "nl.candidates.candidate-erased.v1", "minimal", candidateId=CANDIDATE, version=9),
    ]


async def publish(service: Running, events: Sequence[CloudEvent]) -> None:
    for event in events:
        await service.publish(event)
        await service.settle()


async def test_a_vacancy_that_opens_to_partners_reaches_each_of_their_recruiters_once(notification: Running) -> None:
    for organisation in ("waterrijk", "duinmeer", "heidestad"):
        await register(notification, organisation)
    staged = story(notification)[1]
    await publish(notification, [staged, staged])
    assert await alerts(notification, "waterrijk") == []
    told = await alerts(notification, "duinmeer")
    assert [(alert["kind"], alert["becauseOf"]) for alert in told] == [("vacancy", "waterrijk")]


async def test_what_was_loaded_unannounced_reaches_nobody(notification: Running) -> None:
    await register(notification, "duinmeer")
    now = notification.clock.now().isoformat().replace("+00:00", "Z")
    loaded = fact(
        notification, "nl.vacancies.vacancy-opened.v1", "loaded", vacancyId=VACANCY, version=1, unannouncedUntil=now
    )
    await publish(notification, [loaded])
    assert await alerts(notification, "duinmeer") == []


async def test_a_match_is_mailed_to_the_recruiter_of_the_vacancy_with_nothing_but_the_card(
    notification: Running, mail_folder: Path
) -> None:
    await register(notification, "waterrijk")
    await register(notification, "duinmeer")
    await publish(notification, [story(notification)[2]])
    assert await alerts(notification, "duinmeer") == []
    (alert,) = await alerts(notification, "waterrijk")
    assert alert["card"]["contractKept"] == "yes"
    (mail,) = mail_folder.glob("*.eml")
    assert mail.stem == alert["alertId"]
    assert CANDIDATE not in mail.read_text()


async def test_what_a_recruiter_does_not_want_to_hear_is_not_told(notification: Running, mail_folder: Path) -> None:
    await register(notification, "waterrijk", wishes={"match": "none"})
    await register(notification, "duinmeer", wishes={"vacancy": "email"})
    await publish(notification, story(notification)[1:3])
    assert await alerts(notification, "waterrijk") == []
    assert len(list(mail_folder.glob("*.eml"))) == 1


async def test_who_registers_later_is_not_told_of_what_was_told_before(notification: Running) -> None:
    events = story(notification)
    await publish(notification, events[1:2])
    from datetime import timedelta

    notification.clock.advance(timedelta(hours=1))
    await register(notification, "duinmeer")
    changed = fact(notification, "nl.vacancies.vacancy-changed.v1", vacancyId=VACANCY, version=3)
    await publish(notification, [new_event(
        source=changed.source, type=changed.type, subject=changed.subject, time=changed.time, version=3,
        data={**changed.data, "audience": events[1].data["audience"], "stageOpenedAt": events[1].data["stageOpenedAt"]},
    )])  # fmt: skip
    assert await alerts(notification, "duinmeer") == []


ORDERS = list(itertools.permutations(range(5)))


async def test_every_interleaving_ends_in_the_same_alerts(notification: Running) -> None:
    """Opened, staged, proposed, closed, erased, in all 120 orders, each about a vacancy of its own."""
    for organisation in ("waterrijk", "duinmeer"):
        await register(notification, organisation)
    for order in ORDERS:
        ids = dict(zip((VACANCY, CANDIDATE, MATCH), (str(uuid4()) for _ in range(3)), strict=True))
        events = [_renamed(event, ids) for event in story(notification)]
        for position in order:
            await notification.publish(events[position])
    await notification.settle(60)
    standing = await notification.rows("SELECT * FROM alert WHERE ended_at IS NULL")
    assert standing == []
    doubled = await notification.rows(
        "SELECT 1 FROM alert GROUP BY recruiter_id, kind, subject_id, marker HAVING count(*) > 1"
    )
    assert doubled == []
    assert await notification.rows("SELECT 1 FROM alert WHERE kind = 'match' AND content <> '{}'") == []


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
async def test_before_the_end_every_order_tells_the_same(notification: Running, order: tuple[int, ...]) -> None:
    for organisation in ("waterrijk", "duinmeer"):
        await register(notification, organisation)
    events = story(notification)
    await publish(notification, [events[position] for position in order])
    told = {
        organisation: sorted((alert["kind"], alert["subjectId"]) for alert in await alerts(notification, organisation))
        for organisation in ("waterrijk", "duinmeer")
    }
    assert told == {"waterrijk": [("match", MATCH)], "duinmeer": [("vacancy", VACANCY)]}


async def test_an_erasure_is_confirmed_and_leaves_nothing_of_the_person(notification: Running) -> None:
    await register(notification, "waterrijk")
    await publish(notification, [story(notification)[2], story(notification)[4]])
    (confirmed,) = await notification.events("erasures")
    validate_event(confirmed)
    assert await alerts(notification, "waterrijk") == []
    for table in ("alert", "match_copy", "dead_letter", "outbox"):
        rows = await notification.rows(f"SELECT * FROM {table}")
        assert CANDIDATE not in str(rows)


def _renamed(event: CloudEvent, ids: dict[str, str]) -> CloudEvent:
    text = event.to_bytes().decode()
    for old, new in ids.items():
        text = text.replace(old, new)
    renamed = CloudEvent.from_bytes(text.encode())
    return new_event(
        source=renamed.source, type=renamed.type, subject=renamed.subject, time=renamed.time, version=renamed.version,
        data=renamed.data,
    )  # fmt: skip
