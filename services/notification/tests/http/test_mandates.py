"""The register of mandates as a privacy officer, a supplier, and everybody else meet it."""

import asyncio
from datetime import timedelta
from typing import Any

from doorstroom_common.identifiers import person_reference
from doorstroom_common.testing.running import Running

MANDATES = "/notification/v1/mandates"
EVENTS = "/notification/v1/events"
SCOPES = ("mandates:read", "mandates:write", "roles:read", "events:read")
SUPPLIER = {"kind": "supplier", "holder": "hr-suite", "scopes": ["events:read", "roles:read"]}


def officer(service: Running, organisation: str = "waterrijk") -> dict[str, str]:
    return service.as_person(
        "olga", *SCOPES, email="olga@x.example", organisation=organisation, roles=["privacy-officer"]
    )


def supplier(service: Running, organisation: str = "waterrijk") -> dict[str, str]:
    return service.as_organisation(organisation, *SCOPES)


async def granted(service: Running, organisation: str = "waterrijk", **changes: Any) -> dict[str, Any]:
    body = {**SUPPLIER, **changes}
    answer = await service.http.post(MANDATES, json=body, headers=officer(service, organisation))
    assert answer.status_code == 201, answer.text
    mandate: dict[str, Any] = answer.json()
    return mandate


async def ended(service: Running, mandate: dict[str, Any], organisation: str = "waterrijk") -> Any:
    where = f"{MANDATES}/{mandate['mandateId']}/ending"
    return await service.http.post(where, headers=officer(service, organisation))


async def listed(service: Running, query: str = "", organisation: str = "waterrijk") -> list[dict[str, Any]]:
    answer = await service.http.get(f"{MANDATES}{query}", headers=officer(service, organisation))
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


async def may_read_events(service: Running, organisation: str = "waterrijk") -> bool:
    answer = await service.http.get(EVENTS, headers=supplier(service, organisation))
    assert answer.status_code in (200, 403)
    return bool(answer.status_code == 200)


async def test_a_mandate_counts_at_once_and_opens_nothing_once_it_was_ended(notification: Running) -> None:
    other = await granted(notification, holder="another")
    assert [one["code"] for one in other["warnings"]] == ["register-begins"]
    assert not await may_read_events(notification)
    own = await granted(notification)
    assert (own["fromDate"], own["untilDate"], own["warnings"]) == ("2026-03-02", None, [])
    assert await may_read_events(notification)
    assert await may_read_events(notification, "duinmeer"), "another organisation's register has not begun"
    over = (await ended(notification, own)).json()
    assert (over["endedAt"], over["endedBy"], over["warnings"]) == ("2026-03-02T08:30:00Z", over["grantedBy"], [])
    assert not await may_read_events(notification)
    assert [one["code"] for one in (await ended(notification, other)).json()["warnings"]] == ["nobody-left"]
    assert not await may_read_events(notification), "the register goes on to decide"
    assert {one["mandateId"] for one in await listed(notification)} == {other["mandateId"], own["mandateId"]}


async def test_an_organisation_that_shut_everybody_out_lets_them_in_again(notification: Running) -> None:
    await ended(notification, await granted(notification))
    await granted(notification, kind="person", holder="somebody-else")
    assert not await may_read_events(notification)
    await granted(notification)
    assert await may_read_events(notification)


async def test_each_organisation_is_held_to_its_own_register(notification: Running) -> None:
    for organisation in ("waterrijk", "duinmeer"):
        await granted(notification, organisation, holder="another")
    assert not await may_read_events(notification)
    assert not await may_read_events(notification, "duinmeer")
    await granted(notification, "duinmeer")
    assert not await may_read_events(notification)
    assert await may_read_events(notification, "duinmeer")


async def test_of_a_person_the_reference_travels_and_their_sub_does_not(notification: Running) -> None:
    made = await granted(notification, kind="person", holder="sub-of-anna", untilDate="2026-12-31")
    issuer = notification.issuer.trusted().issuer
    assert (made["holder"], made["issuer"]) == ("sub-of-anna", issuer)
    assert made["personRef"] == str(person_reference(issuer, "sub-of-anna"))
    await notification.settle()
    [event] = await notification.events("mandates")
    assert "sub-of-anna" not in repr(event)
    assert event["data"] == {
        "mandateId": made["mandateId"], "organisation": "waterrijk", "kind": "person", "personRef": made["personRef"],
        "scopes": ["events:read", "roles:read"], "fromDate": "2026-03-02", "untilDate": "2026-12-31", "version": 1,
    }  # fmt: skip
    await ended(notification, made)
    await notification.settle()
    assert (await notification.events("mandates"))[-1]["data"]["endedAt"] == "2026-03-02T08:30:00Z"


async def test_every_fault_is_named_with_its_place(notification: Running) -> None:
    async def refused(**changes: Any) -> set[str]:
        headers = {**officer(notification), "Accept-Language": "nl"}
        answer = await notification.http.post(MANDATES, json={**SUPPLIER, **changes}, headers=headers)
        assert answer.status_code == 400, answer.text
        return {fault["pointer"] for fault in answer.json()["errors"]}

    assert await refused(holder="", scopes=["everything"], kind="king") == {"/holder", "/scopes/0", "/kind"}
    assert await refused(scopes=["mandates:write"]) == {"/scopes/0"}, "nobody passes the register on"
    assert await refused(scopes=[]) == {"/scopes"}
    assert await refused(fromDate="2026-03-01", untilDate="2026-02-01") == {"/fromDate", "/untilDate"}
    assert await listed(notification) == []


async def test_no_supplier_and_no_recruiter_grants_reads_or_ends(notification: Running) -> None:
    made = await granted(notification)
    own = supplier(notification)
    recruiter = notification.as_person("rob", *SCOPES, organisation="waterrijk", roles=["recruiter"])
    for caller in (own, recruiter):
        assert (await notification.http.get(MANDATES, headers=caller)).status_code == 403
        assert (await notification.http.post(MANDATES, json=SUPPLIER, headers=caller)).status_code == 403
        where = f"{MANDATES}/{made['mandateId']}/ending"
        assert (await notification.http.post(where, headers=caller)).status_code == 403
    assert (await notification.http.get(MANDATES)).status_code == 401


async def test_to_another_organisation_it_is_unknown(notification: Running) -> None:
    made = await granted(notification)
    assert await listed(notification, organisation="duinmeer") == []
    assert (await ended(notification, made, "duinmeer")).status_code == 404
    assert await may_read_events(notification)


async def test_what_has_ended_is_not_ended_again_and_a_repeated_grant_is_one(notification: Running) -> None:
    headers = {**officer(notification), "Idempotency-Key": "hr-suite-may"}
    first, second = [await notification.http.post(MANDATES, json=SUPPLIER, headers=headers) for _ in range(2)]
    assert (first.status_code, first.content) == (201, second.content)
    assert (await ended(notification, first.json())).status_code == 200
    assert (await ended(notification, first.json())).status_code == 409
    assert len(await listed(notification)) == 1


async def test_a_list_goes_on_where_it_stopped_and_tells_suppliers_from_persons(notification: Running) -> None:
    names = [f"supplier-{number}" for number in range(3)]
    for name in names:
        await granted(notification, holder=name)
        await notification.advance(timedelta(seconds=1))
    await granted(notification, kind="person", holder="anna")
    found, path = [], f"{MANDATES}?kind=supplier&limit=2"
    while path:
        answer = await notification.http.get(path, headers=officer(notification))
        found += [one["holder"] for one in answer.json()["items"]]
        path = answer.links.get("next", {}).get("url", "")
    assert found == names


async def test_who_waits_for_events_hears_nothing_after_the_mandate_was_ended(notification: Running) -> None:
    made = await granted(notification)
    first = await notification.http.get(EVENTS, headers=supplier(notification))
    following = first.links["next"]["url"]
    waiting = asyncio.create_task(
        notification.http.get(f"{following}&wait=2", headers=supplier(notification), timeout=10)
    )
    await asyncio.sleep(0.2)
    await ended(notification, made)
    assert (await waiting).status_code == 403
