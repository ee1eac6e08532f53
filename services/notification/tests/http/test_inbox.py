"""The interface as an HR supplier and a recruiter meet it."""

from typing import Any

import pytest

from doorstroom_common.cloudevent import event_source, new_event
from doorstroom_common.settings import SYNTHETIC_OIN
from doorstroom_common.testing.contracts import examples
from doorstroom_common.testing.running import Running
from services.notification.tests import life

SCOPES = ("recruiters:read", "recruiters:write", "alerts:read", "alerts:write")
RECRUITERS = "/notification/v1/recruiters"
ALERTS = "/notification/v1/alerts"
ANNA = {"name": "Anna de Vries", "email": "anna@waterrijk.example"}


async def registered(service: Running, organisation: str = "waterrijk", **fields: Any) -> dict[str, Any]:
    headers = service.as_organisation(organisation, *SCOPES)
    answer = await service.http.post(RECRUITERS, json={**ANNA, **fields}, headers=headers)
    assert answer.status_code == 201, answer.text
    body: dict[str, Any] = answer.json()
    return body


async def told(service: Running) -> dict[str, Any]:
    """One match alert for waterrijk."""
    await service.publish_example("nl.matches.match-proposed.v1")
    await service.settle()
    answer = await service.http.get(ALERTS, headers=service.as_organisation("waterrijk", *SCOPES))
    (alert,) = answer.json()["items"]
    body: dict[str, Any] = alert
    return body


async def test_a_recruiter_is_registered_read_changed_and_removed(notification: Running) -> None:
    recruiter = await registered(notification, wishes={"vacancy": "email"})
    headers = notification.as_organisation("waterrijk", *SCOPES)
    assert recruiter["wishes"] == {
        "match": "email", "vacancy": "email", "stage": "inbox", "secondmentRequest": "email", "answer": "email",
        "employerConsent": "email", "secondment": "email", "referral": "email", "placement": "inbox",
    }  # fmt: skip
    where = f"{RECRUITERS}/{recruiter['recruiterId']}"
    read = await notification.http.get(where, headers=headers)
    assert read.headers["ETag"] == '"v1"'
    changed = await notification.http.patch(
        where, json={"language": "en", "wishes": {"match": "inbox"}}, headers={**headers, "If-Match": '"v1"'}
    )
    assert (changed.json()["language"], changed.json()["wishes"]["match"]) == ("en", "inbox")
    stale = await notification.http.patch(where, json={"language": "nl"}, headers={**headers, "If-Match": '"v1"'})
    assert stale.status_code == 412
    assert (await notification.http.delete(where, headers=headers)).status_code == 204
    assert (await notification.http.get(where, headers=headers)).status_code == 404


async def test_all_faults_are_named_at_once_without_what_was_sent(notification: Running) -> None:
    body = {"name": "", "email": "a@x.example, evil@y.example", "language": "fr", "wishes": {"match": "pigeon"}, "x": 1}
    answer = await notification.http.post(
        RECRUITERS, json=body, headers=notification.as_organisation("waterrijk", *SCOPES)
    )
    assert answer.status_code == 400
    assert answer.headers["content-type"].startswith("application/problem+json")
    places = {fault["pointer"] for fault in answer.json()["errors"]}
    assert places == {"/name", "/email", "/language", "/wishes/match", "/x"}
    assert "evil" not in answer.text


async def test_an_address_is_registered_once_for_an_organisation_and_again_for_another(notification: Running) -> None:
    await registered(notification)
    await registered(notification, "duinmeer")
    again = await notification.http.post(
        RECRUITERS,
        json={**ANNA, "email": "ANNA@waterrijk.example"},
        headers=notification.as_organisation("waterrijk", *SCOPES),
    )
    assert again.status_code == 409


async def test_a_repeated_request_gives_the_same_answer_and_one_recruiter(notification: Running) -> None:
    headers = {**notification.as_organisation("waterrijk", *SCOPES), "Idempotency-Key": "first-of-march"}
    first, second = [await notification.http.post(RECRUITERS, json=ANNA, headers=headers) for _ in range(2)]
    assert (first.status_code, first.content) == (second.status_code, second.content)
    assert len(await notification.rows("SELECT 1 FROM recruiter")) == 1
    other = await notification.http.post(RECRUITERS, json={**ANNA, "name": "B"}, headers=headers)
    assert other.status_code == 422


async def test_a_recruiter_reads_and_marks_their_own_alerts_only(notification: Running) -> None:
    await registered(notification)
    await registered(notification, email="bram@waterrijk.example")
    await notification.publish_example("nl.matches.match-proposed.v1")
    await notification.settle()
    anna = notification.as_person(
        "anna", *SCOPES, email="anna@waterrijk.example", organisation="waterrijk", roles=["recruiter"]
    )
    (alert,) = (await notification.http.get(ALERTS, headers=anna)).json()["items"]
    read = await notification.http.post(f"{ALERTS}/{alert['alertId']}/reading", headers=anna)
    assert read.json()["readAt"]
    assert (await notification.http.get(f"{ALERTS}?unread=true", headers=anna)).json()["items"] == []
    bram = notification.as_person(
        "bram", *SCOPES, email="bram@waterrijk.example", organisation="waterrijk", roles=["recruiter"]
    )
    assert (await notification.http.get(f"{ALERTS}/{alert['alertId']}", headers=bram)).status_code == 404
    everything = await notification.http.get(ALERTS, headers=notification.as_organisation("waterrijk", *SCOPES))
    assert len(everything.json()["items"]) == 2


@pytest.mark.parametrize("what", ["recruiter", "alert"])
async def test_another_organisation_finds_nothing(notification: Running, what: str) -> None:
    recruiter = await registered(notification)
    alert = await told(notification)
    where = {"recruiter": f"{RECRUITERS}/{recruiter['recruiterId']}", "alert": f"{ALERTS}/{alert['alertId']}"}[what]
    stranger = notification.as_organisation("duinmeer", *SCOPES)
    answer = await notification.http.get(where, headers=stranger)
    assert answer.status_code == 404
    assert "anna" not in answer.text.lower()
    assert (await notification.http.get(RECRUITERS, headers=stranger)).json()["items"] == []
    assert (await notification.http.get(ALERTS, headers=stranger)).json()["items"] == []


async def test_without_a_token_401_and_without_the_right_403(notification: Running) -> None:
    assert (await notification.http.get(ALERTS)).status_code == 401
    wrong = notification.as_organisation("waterrijk", "vacancies:read")
    assert (await notification.http.get(ALERTS, headers=wrong)).status_code == 403
    person = notification.as_person("anna", *SCOPES, email="anna@waterrijk.example", organisation="waterrijk")
    assert (await notification.http.get(ALERTS, headers=person)).status_code == 403


async def test_a_page_follows_the_next_without_a_gap(notification: Running) -> None:
    await registered(notification)
    example = examples("nl.matches.match-proposed.v1")["rich"]["data"]
    for number in range(5):
        match_id = f"00000000-0000-4000-8000-{number:012d}"
        await notification.publish(
            new_event(
                source=event_source(SYNTHETIC_OIN, "matching"),
                type="nl.matches.match-proposed.v1",
                subject=match_id,
                time=notification.clock.now(),
                version=1,
                data={**example, "matchId": match_id},
            )
        )
    await notification.settle()
    headers = notification.as_organisation("waterrijk", *SCOPES)
    seen, url = [], f"{ALERTS}?limit=2"
    while url:
        answer = await notification.http.get(url, headers=headers)
        seen += [alert["alertId"] for alert in answer.json()["items"]]
        url = answer.links["next"]["url"] if "next" in answer.links else ""
    assert len(seen) == len(set(seen)) == 5


async def test_a_card_without_a_start_month_can_be_shown(notification: Running) -> None:
    await registered(notification)
    card = examples("nl.matches.match-proposed.v1")["rich"]["data"]["card"]
    card = {field: value for field, value in card.items() if field != "startMonth"}
    await notification.publish_example("nl.matches.match-proposed.v1", card=card)
    await notification.settle()
    answer = await notification.http.get(ALERTS, headers=notification.as_organisation("waterrijk", *SCOPES))
    assert answer.json()["items"][0]["card"]["startMonth"] is None


async def test_an_alert_follows_a_card_from_which_something_drops_away(notification: Running) -> None:
    """The inbox says what is known now; it is no second alert."""
    await registered(notification)
    whole, few = (examples("nl.matches.match-proposed.v1")[name]["data"] for name in ("rich", "few-alike"))
    await notification.publish_example("nl.matches.match-proposed.v1")
    await notification.settle()
    await notification.publish_example("nl.matches.match-proposed.v1", card=few["card"], version=whole["version"] + 1)
    await notification.settle()
    answer = await notification.http.get(ALERTS, headers=notification.as_organisation("waterrijk", *SCOPES))
    (alert,) = answer.json()["items"]
    assert alert["card"]["withheld"] == few["card"]["withheld"]
    assert (alert["card"]["hoursBand"], alert["card"]["skillsPresent"], alert["card"]["skillsCount"]) == (None, None, 2)


async def test_a_match_that_only_its_candidate_may_see_any_more_leaves_the_inbox(notification: Running) -> None:
    await registered(notification)
    whole = await notification.publish_example("nl.matches.match-proposed.v1")
    await notification.settle()
    changes: dict[str, Any] = {"visibleTo": "candidate", "version": whole.version + 1, "card": {"skillsAsked": 2}}
    await notification.publish_example("nl.matches.match-proposed.v1", **changes)
    await notification.settle()
    answer = await notification.http.get(ALERTS, headers=notification.as_organisation("waterrijk", *SCOPES))
    assert answer.json()["items"] == []


async def inbox(service: Running, organisation: str) -> list[dict[str, Any]]:
    answer = await service.http.get(ALERTS, headers=service.as_organisation(organisation, *SCOPES))
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


async def test_a_secondment_is_in_the_inbox_of_each_in_turn_and_of_nobody_else(notification: Running) -> None:
    for organisation in (life.OWNER, life.LENDER, life.RECEIVER):
        await registered(notification, organisation)
    turns: list[tuple[Any, dict[str, list[tuple[str, str | None]]]]] = [
        (life.proposed(lent=True), {}),
        (
            life.step("candidate-agreed", 2, lent=True, visible_to="lender", dueAt="2026-03-10T23:00:00Z"),
            {life.LENDER: [("employer-consent", None)]},
        ),
        (life.step("employer-agreed", 3, lent=True, agreed=life.AGREED), {life.OWNER: [("secondment", "agreed")]}),
    ]
    for event, expected in turns:
        await notification.publish(event)
        await notification.settle()
        for organisation in (life.OWNER, life.LENDER, life.RECEIVER):
            shown = [(alert["kind"], alert["news"]) for alert in await inbox(notification, organisation)]
            assert shown == expected.get(organisation, [])
    (agreed,) = await inbox(notification, life.OWNER)
    assert (agreed["startDate"], agreed["weeklyHours"], agreed["rightToReturn"]) == ("2026-05-01", 24, True)
    assert agreed["becauseOf"] == life.OWNER
    assert life.LENDER not in str(agreed)
    stranger = notification.as_organisation(life.LENDER, *SCOPES)
    assert (await notification.http.get(f"{ALERTS}/{agreed['alertId']}", headers=stranger)).status_code == 404


async def test_an_answer_says_no_more_than_that_it_was_no(notification: Running) -> None:
    await registered(notification)
    for event in (life.proposed(), life.step("contact-requested", 2), life.step("contact-declined", 3)):
        await notification.publish(event)
    await notification.settle()
    (alert,) = await inbox(notification, life.OWNER)
    said = {name: value for name, value in alert.items() if value is not None}
    assert said.keys() == {
        "alertId", "recruiterId", "kind", "title", "becauseOf", "subjectId", "needId", "news", "toldAt",
    }  # fmt: skip
    every = await notification.http.get(
        f"{ALERTS}?ended=true", headers=notification.as_organisation("waterrijk", *SCOPES)
    )
    assert all(each["card"] is None for each in every.json()["items"]), "nor does an older alert show the card"


async def test_a_move_says_from_where_to_where_and_leads_to_nobody(notification: Running) -> None:
    for organisation in (life.OWNER, life.LENDER):
        await registered(notification, organisation)
    await notification.publish(life.placement())
    await notification.settle()
    (alert,) = await inbox(notification, life.OWNER)
    assert (alert["kind"], alert["movedFrom"], alert["movedTo"], alert["contract"]) == (
        "placement", life.LENDER, life.OWNER, "permanent",
    )  # fmt: skip
    assert await inbox(notification, life.LENDER) == []
