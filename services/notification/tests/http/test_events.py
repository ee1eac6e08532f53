"""What an organisation's own systems read: each its own, in order, nothing left out, nothing about a candidate."""

import asyncio
from datetime import timedelta
from uuid import UUID, uuid4

from doorstroom_common.database.pool import Role
from doorstroom_common.http import Limits
from doorstroom_common.testing.running import Running
from doorstroom_notification.adapters.notice_keeping import KEEP, NoticeKeeping
from doorstroom_notification.adapters.notices import SqlNotices
from doorstroom_notification.domain.notice import Notice, NoticeType, Told
from services.notification.tests import life
from services.notification.tests.feed import EVENTS, ask, opened, told, types

AVAILABLE, UNAVAILABLE = "nl.vacancies.vacancy-available.v1", "nl.vacancies.vacancy-unavailable.v1"
IN_TRANSACTION = (
    "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in transaction%'"
)


async def say(service: Running, organisation: str, *, commit: asyncio.Event | None = None) -> UUID:
    """One notice, in a transaction that stays open until it may commit."""
    subject = uuid4()
    data = {"vacancyId": str(subject), "link": f"/vacancy/v1/vacancies/{subject}"}
    notice = Notice(Told(organisation, NoticeType.VACANCY_AVAILABLE, ""), data)
    async with service.service.database.unit_of_work(Role.WORKER) as uow:
        await SqlNotices(service.clock).say(subject, notice, uow)
        if commit:
            await commit.wait()
        await uow.commit()
    return subject


async def test_a_vacancy_is_told_to_whom_it_is_open_without_any_recruiter_and_when_it_no_longer_is(
    notification: Running,
) -> None:
    data = await opened(notification)
    partners = {entry["organisation"] for entry in data["audience"]} - {data["organisation"]}
    assert {"duinmeer"} < partners
    left = [e for e in data["audience"] if e["organisation"] != "duinmeer"]
    await opened(notification, 3, audience=left)
    await notification.publish_example("nl.vacancies.vacancy-closed.v1", version=4)
    await notification.settle()
    for partner in partners:
        events = await told(notification, partner)
        assert types(events) == [AVAILABLE, UNAVAILABLE], partner
        assert [event["sequence"] for event in events] == ["1", "2"]
        assert events[0]["data"]["link"] == f"/vacancy/v1/vacancies/{data['vacancyId']}"
    assert types(await told(notification, data["organisation"])) == ["nl.vacancies.stage-opened.v1"]


async def test_a_fact_that_comes_twice_is_told_once(notification: Running) -> None:
    await opened(notification)
    await opened(notification)
    await opened(notification, 3)
    assert types(await told(notification, "duinmeer")) == [AVAILABLE]


async def test_what_opens_again_is_told_again(notification: Running) -> None:
    data = await opened(notification)
    over = {"until": "2026-03-02T08:30:00Z"}
    audience = [{**each, **over} if each["organisation"] == "duinmeer" else each for each in data["audience"]]
    await opened(notification, 3, audience=audience)
    await opened(notification, 4, audience=data["audience"])
    assert types(await told(notification, "duinmeer")) == [AVAILABLE, UNAVAILABLE, AVAILABLE]


async def test_another_organisation_a_person_and_another_scope_get_nothing(notification: Running) -> None:
    await opened(notification)
    answer = await ask(notification, "duinmeer")
    assert answer.json()["items"]
    strangers = await ask(notification, "heidestad")
    assert strangers.json() == {"items": []}
    headers = notification.as_organisation("heidestad", "events:read")
    stolen = await notification.http.get(answer.links["next"]["url"], headers=headers)
    assert (stolen.status_code, stolen.json()["type"].rpartition("/")[2]) == (400, "cursor-unknown")
    assert (await notification.http.get(EVENTS)).status_code == 401
    wrong = notification.as_organisation("duinmeer", "alerts:read")
    assert (await notification.http.get(EVENTS, headers=wrong)).status_code == 403
    person = notification.as_person("anna", "events:read", organisation="duinmeer", roles=["recruiter"])
    assert (await notification.http.get(EVENTS, headers=person)).status_code == 403


async def test_a_cursor_gives_the_same_again_and_never_passes_over_what_commits_late(notification: Running) -> None:
    """The first to draw a place commits last."""
    commit = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        group.create_task(say(notification, "duinmeer", commit=commit))
        await _drawn(notification)
        quick = [group.create_task(say(notification, "duinmeer")) for _ in range(3)]
        group.create_task(say(notification, "heidestad"))
        await asyncio.wait(quick, timeout=0.3)
        early = await ask(notification, "duinmeer")
        commit.set()
    assert await told(notification, "heidestad")
    late = await ask(notification, "duinmeer", early.links["next"]["url"])
    again = await ask(notification, "duinmeer", early.links["next"]["url"])
    seen = [item["sequence"] for answer in (early, late) for item in answer.json()["items"]]
    assert seen == ["1", "2", "3", "4"]
    assert late.content == again.content


async def test_many_writers_at_once_are_read_whole_and_in_order(notification: Running) -> None:
    async def write() -> None:
        for _ in range(10):
            await say(notification, "duinmeer")

    writing = [asyncio.create_task(write()) for _ in range(8)]
    seen: list[int] = []
    answer = await ask(notification, "duinmeer", limit=7)
    while answer.json()["items"] or not all(task.done() for task in writing):
        seen += [int(item["sequence"]) for item in answer.json()["items"]]
        answer = await ask(notification, "duinmeer", answer.links["next"]["url"])
    await asyncio.gather(*writing)
    answer = await ask(notification, "duinmeer", answer.links["next"]["url"])  # the last of them may have come since
    while answer.json()["items"]:
        seen += [int(item["sequence"]) for item in answer.json()["items"]]
        answer = await ask(notification, "duinmeer", answer.links["next"]["url"])
    assert seen == list(range(1, 81))


async def test_who_waits_is_answered_when_there_is_something_and_holds_no_connection_meanwhile(
    notification: Running,
) -> None:
    await opened(notification)
    answer = await ask(notification, "duinmeer", wait=20)
    assert len(answer.json()["items"]) == 1
    following = answer.links["next"]["url"]
    assert "wait=20" in following
    waiting = [asyncio.create_task(ask(notification, "duinmeer", following)) for _ in range(60)]
    await asyncio.sleep(1.2)
    assert not any(task.done() for task in waiting)
    async with asyncio.timeout(5):
        while await notification.rows(IN_TRANSACTION):
            await asyncio.sleep(0.05)
    assert not any(task.done() for task in waiting)
    others = asyncio.get_running_loop().time()
    await say(notification, "heidestad")
    await say(notification, "duinmeer")
    answers = await asyncio.wait_for(asyncio.gather(*waiting), 10)
    assert asyncio.get_running_loop().time() - others < 10
    assert {len(answer.json()["items"]) for answer in answers} == {1}


async def test_a_wait_may_be_longer_than_any_other_request(notification: Running) -> None:
    started = asyncio.get_running_loop().time()
    empty = await ask(notification, "duinmeer", wait=int(Limits().seconds) + 1)
    assert empty.json() == {"items": []}
    assert asyncio.get_running_loop().time() - started > Limits().seconds


async def test_waiting_ends_with_an_empty_page_that_can_be_followed(notification: Running) -> None:
    empty = await ask(notification, "duinmeer", wait=1)
    assert empty.json() == {"items": []}
    await opened(notification)
    assert len((await ask(notification, "duinmeer", empty.links["next"]["url"])).json()["items"]) == 1
    headers = notification.as_organisation("duinmeer", "events:read")
    assert (await notification.http.get(f"{EVENTS}?wait=21", headers=headers)).status_code == 400


async def test_who_waits_is_let_go_when_the_service_is_about_to_stop(notification: Running) -> None:
    waiting = asyncio.create_task(ask(notification, "duinmeer", wait=20))
    await asyncio.sleep(0.5)
    assert not waiting.done()
    notification.service.leave()
    assert (await asyncio.wait_for(waiting, 5)).json() == {"items": []}
    assert (await asyncio.wait_for(ask(notification, "duinmeer", wait=20), 5)).json() == {"items": []}


async def test_what_was_taken_out_keeps_nobody_from_waiting(notification: Running) -> None:
    subject = await say(notification, life.OWNER)
    async with notification.service.database.unit_of_work(Role.WORKER) as uow:
        await SqlNotices(notification.clock).forget(subject, uow)
        await uow.commit()
    emptied = await ask(notification, life.OWNER)
    assert emptied.json() == {"items": []}
    waiting = asyncio.create_task(ask(notification, life.OWNER, emptied.links["next"]["url"] + "&wait=5"))
    await asyncio.sleep(1)
    assert not waiting.done()
    await say(notification, life.OWNER)
    assert len((await waiting).json()["items"]) == 1


async def test_after_thirty_days_an_event_goes_and_an_older_cursor_is_told_to_begin_again(
    notification: Running,
) -> None:
    never = await ask(notification, "duinmeer")
    await say(notification, "duinmeer")
    first = await ask(notification, "duinmeer")
    await say(notification, "duinmeer")
    notification.clock.advance(KEEP - timedelta(hours=1))
    await say(notification, "duinmeer")
    keeping = NoticeKeeping(notification.service.database, notification.clock)
    await keeping.tidy()
    assert len(await told(notification, "duinmeer")) == 3
    notification.clock.advance(timedelta(hours=2))
    await keeping.tidy()
    assert [event["sequence"] for event in await told(notification, "duinmeer")] == ["3"]
    headers = notification.as_organisation("duinmeer", "events:read")
    for old in (never, first):
        refused = await notification.http.get(old.links["next"]["url"], headers=headers)
        assert (refused.status_code, refused.json()["type"].rpartition("/")[2]) == (400, "cursor-too-old")
        assert "begin again without a cursor" in refused.json()["detail"]
        dutch = await notification.http.get(old.links["next"]["url"], headers={**headers, "accept-language": "nl"})
        assert "worden niet meer bewaard: begin opnieuw zonder cursor" in dutch.json()["detail"]
    notification.clock.advance(KEEP)
    await keeping.tidy()
    empty = await ask(notification, "duinmeer")
    assert (await ask(notification, "duinmeer", empty.links["next"]["url"])).json() == {"items": []}


async def test_every_refusal_is_said_in_the_language_that_is_asked_for(notification: Running) -> None:
    await say(notification, "duinmeer")
    far = (await ask(notification, "duinmeer")).links["next"]["url"]
    await notification.rows("UPDATE notice_feed SET newest = 0, forgotten = 0 RETURNING 1")
    reader = notification.as_organisation("duinmeer", "events:read")
    stranger = notification.as_organisation("heidestad", "events:read")
    person = notification.as_person("anna", "events:read", organisation="duinmeer", roles=["recruiter"])
    refused: dict[str, tuple[dict[str, str], str, str]] = {
        "does not reach so far": (reader, far, "reikt niet zo ver"),
        "not a cursor of your feed": (stranger, far, "geen cursor van uw feed"),
        "is not a cursor of this list": (reader, f"{EVENTS}?cursor=nonsense", "geen cursor van deze lijst"),
        "must be at most 20": (reader, f"{EVENTS}?wait=21", "mag hoogstens 20 zijn"),
        "A bearer token in the": ({}, EVENTS, "Een bearer-token in de"),
        "the scope events:read": (notification.as_organisation("duinmeer", "alerts:read"), EVENTS, "scope events:read"),
        "of the kind organisation": (person, EVENTS, "van de soort organisation"),
    }
    for english, (headers, path, dutch) in refused.items():
        for language, words in (("en", english), ("nl", dutch)):
            answer = await notification.http.get(path, headers={**headers, "accept-language": language})
            assert answer.status_code in (400, 401, 403)
            assert answer.headers["content-language"] == language
            said = [answer.json()["detail"], *(fault["message"] for fault in answer.json().get("errors", []))]
            assert words in said[-1], said
            assert language == "en" or not any(word in " ".join(said) for word in (" the ", " is not ", "Every "))


async def _drawn(service: Running) -> None:
    """Until somebody holds a place that is not committed."""
    for _ in range(500):
        if await service.rows(
            "SELECT 1 FROM pg_locks l JOIN pg_class c ON c.oid = l.relation"
            " WHERE c.relname = 'notice' AND l.mode = 'RowExclusiveLock' AND l.granted"
        ):
            return
        await asyncio.sleep(0.01)
    raise AssertionError("nobody drew a place")
