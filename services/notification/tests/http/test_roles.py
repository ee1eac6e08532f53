"""The register of roles as an HR system, a privacy officer, and everybody else meet it."""

from typing import Any

import pytest

from doorstroom_common.testing.running import Running

ROLES = "/notification/v1/role-assignments"
ANNA = "anna@waterrijk.example"
SCOPES = ("roles:read", "roles:write")


def hr(service: Running, organisation: str = "waterrijk", *scopes: str) -> dict[str, str]:
    return service.as_organisation(organisation, *(scopes or SCOPES))


async def assigned(service: Running, role: str, organisation: str = "waterrijk", **fields: Any) -> dict[str, Any]:
    body = {"email": ANNA, "role": role, **fields}
    answer = await service.http.post(ROLES, json=body, headers=hr(service, organisation))
    assert answer.status_code == 201, answer.text
    assignment: dict[str, Any] = answer.json()
    return assignment


async def listed(service: Running, query: str = "", organisation: str = "waterrijk") -> list[dict[str, Any]]:
    answer = await service.http.get(f"{ROLES}{query}", headers=hr(service, organisation))
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


async def test_a_role_is_entered_listed_and_ended(notification: Running) -> None:
    made = await assigned(notification, "recruiter", untilDate="2026-12-31")
    assert (made["fromDate"], made["untilDate"], made["grantedBy"], made["warnings"]) == (
        "2026-03-02", "2026-12-31", "hr-suite", [],
    )  # fmt: skip
    assert await listed(notification) == [made]
    assert await listed(notification, "?role=adviser") == []
    ended = await notification.http.delete(f"{ROLES}/{made['assignmentId']}", headers=hr(notification))
    assert ended.status_code == 204
    assert await listed(notification) == []
    again = await notification.http.delete(f"{ROLES}/{made['assignmentId']}", headers=hr(notification))
    assert again.status_code == 404


async def test_duties_that_clash_are_warned_about_in_the_callers_language_and_not_refused(
    notification: Running,
) -> None:
    await assigned(notification, "recruiter")
    body = {"email": ANNA.upper().replace("EXAMPLE", "example"), "role": "privacy-officer"}
    for language, word in (("nl", "zichzelf"), ("en", "themselves")):
        answer = await notification.http.post(
            ROLES, json=body, headers={**hr(notification), "Accept-Language": language}
        )
        assert answer.status_code == 201, answer.text
        (warning,) = answer.json()["warnings"]
        assert warning["code"] == "checks-own-looks"
        assert word in warning["message"]
        where = f"{ROLES}/{answer.json()['assignmentId']}"
        assert (await notification.http.delete(where, headers=hr(notification))).status_code == 204
    await assigned(notification, "privacy-officer")
    assert [len(each["warnings"]) for each in await listed(notification)] == [1, 1]


async def test_what_somebody_is_at_another_organisation_is_no_ground_for_a_warning(notification: Running) -> None:
    await assigned(notification, "recruiter", "duinmeer")
    assert (await assigned(notification, "privacy-officer"))["warnings"] == []


async def test_nobody_has_the_same_role_twice_until_it_was_ended(notification: Running) -> None:
    made = await assigned(notification, "recruiter", untilDate="2026-06-30")
    again = {"email": ANNA.capitalize(), "role": "recruiter", "fromDate": "2026-07-01"}
    refused = await notification.http.post(ROLES, json=again, headers=hr(notification))
    assert (refused.status_code, refused.json()["type"].rsplit("/", 1)[-1]) == (409, "role-already-assigned")
    assert "anna" not in refused.text.lower()
    await notification.http.delete(f"{ROLES}/{made['assignmentId']}", headers=hr(notification))
    await assigned(notification, "recruiter", fromDate="2026-07-01")


async def test_a_co_ordinator_is_of_a_covenant_of_which_the_organisation_is_a_member(notification: Running) -> None:
    assert (await assigned(notification, "co-ordinator", covenantId="delta-demo"))["covenantId"] == "delta-demo"
    for fields in (
        {"role": "co-ordinator"},
        {"role": "co-ordinator", "covenantId": "friesland"},
        {"role": "recruiter", "covenantId": "delta-demo"},
        {"role": "adviser", "fromDate": "2026-06-30", "untilDate": "2026-06-29"},
        {"role": "king"},
    ):
        answer = await notification.http.post(ROLES, json={"email": ANNA, **fields}, headers=hr(notification))
        assert answer.status_code == 400, fields
        assert "anna" not in answer.text


async def test_a_repeated_request_gives_the_same_answer_and_one_assignment(notification: Running) -> None:
    headers = {**hr(notification), "Idempotency-Key": "anna-recruits"}
    body = {"email": ANNA, "role": "recruiter"}
    first, second = [await notification.http.post(ROLES, json=body, headers=headers) for _ in range(2)]
    assert (first.status_code, first.content) == (second.status_code, second.content)
    assert len(await listed(notification)) == 1


async def test_another_organisation_finds_nothing_and_ends_nothing(notification: Running) -> None:
    made = await assigned(notification, "recruiter")
    assert await listed(notification, organisation="duinmeer") == []
    where = f"{ROLES}/{made['assignmentId']}"
    assert (await notification.http.delete(where, headers=hr(notification, "duinmeer"))).status_code == 404
    assert await listed(notification) == [made]


@pytest.mark.parametrize(
    ("roles", "may_read"), [(["privacy-officer"], True), (["recruiter"], False), (["co-ordinator"], False), ([], False)]
)
async def test_of_persons_only_a_privacy_officer_reads_and_nobody_writes(
    notification: Running, roles: list[str], may_read: bool
) -> None:
    made = await assigned(notification, "recruiter")
    person = notification.as_person("pia", *SCOPES, email="pia@x.example", organisation="waterrijk", roles=roles)
    read = await notification.http.get(ROLES, headers=person)
    assert read.status_code == (200 if may_read else 403)
    body = {"email": ANNA, "role": "adviser"}
    assert (await notification.http.post(ROLES, json=body, headers=person)).status_code == 403
    assert (await notification.http.delete(f"{ROLES}/{made['assignmentId']}", headers=person)).status_code == 403


async def test_a_scope_of_reading_does_not_write_and_no_token_is_no_entry(notification: Running) -> None:
    body = {"email": ANNA, "role": "recruiter"}
    reader = hr(notification, "waterrijk", "roles:read")
    assert (await notification.http.post(ROLES, json=body, headers=reader)).status_code == 403
    writer = hr(notification, "waterrijk", "roles:write")
    assert (await notification.http.get(ROLES, headers=writer)).status_code == 403
    assert (await notification.http.get(ROLES)).status_code == 401
