"""Bad input: every fault at once, each with its place, and nothing of what was sent."""

from typing import Any

import httpx
import pytest

THINGS = "/thing/v1/things"


async def faults_of(client: httpx.AsyncClient, callers: Any, **request: Any) -> list[dict[str, Any]]:
    headers = callers.system() | request.pop("headers", {})
    answer = await client.post(THINGS, headers=headers, **request)
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["type"].endswith("/invalid-input")
    errors: list[dict[str, Any]] = problem["errors"]
    return errors


async def test_all_faults_of_body_query_and_headers_come_at_once(client: httpx.AsyncClient, callers: Any) -> None:
    body = {
        "hours": {"min": "24", "max": 99},
        "posts": "3",
        "urgent": 1,
        "closingDate": "morgen",
        "opensAt": "2026-11-22T09:00:00",
        "skills": [{"scheme": "esco-skill", "uri": "no uri"}, {"scheme": "esco-skill"}],
        "kind": "eternal",
        "organisation": "elsewhere",
    }
    errors = await faults_of(
        client, callers, json=body, params={"color": "red"}, headers={"Idempotency-Key": "k" * 200}
    )
    assert {(error["in"], error.get("pointer", error.get("name")), error["code"]) for error in errors} == {
        ("body", "/title", "missing"),
        ("body", "/hours/min", "float-type"),
        ("body", "/hours/max", "less-than-equal"),
        ("body", "/posts", "int-type"),
        ("body", "/urgent", "bool-type"),
        ("body", "/closingDate", "not-a-date"),
        ("body", "/opensAt", "not-a-moment"),
        ("body", "/skills/0/uri", "string-pattern-mismatch"),
        ("body", "/skills/1/uri", "missing"),
        ("body", "/kind", "literal-error"),
        ("body", "/organisation", "extra-forbidden"),
        ("query", "color", "extra-forbidden"),
        ("header", "Idempotency-Key", "key-form"),
    }
    assert all(error["message"] for error in errors)


async def test_path_and_query_faults_come_together(client: httpx.AsyncClient, callers: Any) -> None:
    answer = await client.get(THINGS + "/not-a-uuid?depth=3", headers=callers.system())
    places = {(error["in"], error["name"]) for error in answer.json()["errors"]}
    assert answer.status_code == 400
    assert places == {("path", "thingId"), ("query", "depth")}


async def test_json_that_breaks_off_is_refused_with_line_and_column(client: httpx.AsyncClient, callers: Any) -> None:
    errors = await faults_of(
        client, callers, content=b'{\n  "title": "x",\n  "hours": ]', headers={"content-type": "application/json"}
    )
    assert [(error["pointer"], error["line"], error["column"]) for error in errors] == [("", 3, 12)]


async def test_no_body_is_one_fault_at_the_root(client: httpx.AsyncClient, callers: Any) -> None:
    errors = await faults_of(client, callers)
    assert [(error["in"], error["pointer"]) for error in errors] == [("body", "")]


@pytest.mark.parametrize("body", ["[]", '"x"', "3", "null"])
async def test_json_that_is_no_object_is_refused(client: httpx.AsyncClient, callers: Any, body: str) -> None:
    errors = await faults_of(client, callers, content=body, headers={"content-type": "application/json"})
    assert [error["pointer"] for error in errors] == [""]


async def test_text_that_no_database_can_hold_is_refused_with_its_place(
    client: httpx.AsyncClient, callers: Any, a_thing: dict[str, Any]
) -> None:
    errors = await faults_of(client, callers, json=a_thing | {"title": "a\0b"})
    assert [(error["pointer"], error["code"]) for error in errors] == [("/title", "nul-character")]


async def test_a_backslash_before_u0000_is_just_text(
    client: httpx.AsyncClient, callers: Any, a_thing: dict[str, Any]
) -> None:
    answer = await client.post(THINGS, json=a_thing | {"title": r"a\u0000b"}, headers=callers.system())
    assert answer.status_code == 201
    assert answer.json()["title"] == r"a\u0000b"


async def test_nothing_that_was_sent_is_repeated_in_the_answer(client: httpx.AsyncClient, callers: Any) -> None:
    name = "Wilhelmina Zonneveld"
    body = {
        "title": [name], "hours": {"min": name, "max": name}, "posts": name, "urgent": name, "closingDate": name,
        "opensAt": name, "skills": [{"scheme": name, "uri": name, "label": {"x": name}}, name], "kind": name,
    }  # fmt: skip
    answer = await client.post(THINGS, json=body, headers=callers.system())
    assert answer.status_code == 400
    assert "Wilhelmina" not in answer.text


async def test_an_unknown_field_is_named_and_cut_to_a_bearable_length(
    client: httpx.AsyncClient, callers: Any, a_thing: dict[str, Any]
) -> None:
    errors = await faults_of(client, callers, json=a_thing | {"x" * 5_000: 1, "a/b~c": 1})
    assert {error["pointer"] for error in errors} == {"/" + "x" * 64, "/a~1b~0c"}


async def test_a_rule_over_several_fields_speaks_in_its_own_words(
    client: httpx.AsyncClient, callers: Any, a_thing: dict[str, Any]
) -> None:
    errors = await faults_of(client, callers, json=a_thing | {"posts": 101})
    assert errors == [{"in": "body", "pointer": "", "code": "too-many-posts", "message": "posts must not be above 100"}]


@pytest.mark.parametrize(
    ("languages", "word", "language"),
    [
        ("nl", "is verplicht", "nl"),
        ("nl-NL,nl;q=0.9,en;q=0.8", "is verplicht", "nl"),
        ("en, nl;q=0.5", "is required", "en"),
        ("fr, nl;q=0.4, en;q=0.2", "is verplicht", "nl"),
        ("*", "is required", "en"),
        ("", "is required", "en"),
    ],
)
async def test_faults_are_told_in_dutch_to_who_prefers_it(
    client: httpx.AsyncClient, callers: Any, languages: str, word: str, language: str
) -> None:
    answer = await client.post(THINGS, json={}, headers=callers.system() | {"accept-language": languages})
    assert {error["message"] for error in answer.json()["errors"]} == {word}
    assert answer.headers["content-language"] == language


async def test_a_fault_that_the_domain_found_has_the_same_form(
    client: httpx.AsyncClient, a_thing: dict[str, Any]
) -> None:
    answer = await client.post("/thing/v1/failures", json=a_thing | {"title": "invalid"})
    assert answer.status_code == 400
    assert answer.json()["type"] == "https://doorstroom.example/problems/no-such-skill"
    assert answer.json()["errors"] == [{"in": "body", "pointer": "/skills/0", "message": "is not in ESCO"}]


@pytest.mark.parametrize(
    ("title", "status", "slug"), [("taken", 409, "title-taken"), ("away", 503, "database-unavailable")]
)
async def test_an_error_of_our_own_keeps_its_slug(
    client: httpx.AsyncClient, callers: Any, a_thing: dict[str, Any], title: str, status: int, slug: str
) -> None:
    path = THINGS if title == "taken" else "/thing/v1/failures"
    answer = await client.post(path, json=a_thing | {"title": title}, headers=callers.system())
    problem = answer.json()
    assert (answer.status_code, problem["status"]) == (status, status)
    assert problem["type"].endswith("/" + slug)
    assert answer.headers.get("retry-after") == ("5" if status == 503 else None)


@pytest.mark.parametrize("nested", [b'{"a":' * 33 + b"1" + b"}" * 33, b"[" * 900 + b"]" * 900, b"[" * 9_000])
async def test_a_body_nested_beyond_all_use_is_400(client: httpx.AsyncClient, callers: Any, nested: bytes) -> None:
    headers = callers.system() | {"content-type": "application/json"}
    answer = await client.post("/thing/v1/things", content=nested, headers=headers)
    assert answer.status_code == 400
    (fault,) = answer.json()["errors"]
    assert fault["code"] in ("too-deep", "json-invalid")
    assert (fault["code"] == "too-deep") == (nested.count(b"[") < 1_000)


async def test_depth_counts_and_not_how_much_there_is(client: httpx.AsyncClient, callers: Any) -> None:
    headers = callers.system() | {"content-type": "application/json"}
    wide = b'{"title":[' + b",".join([b"[[]]"] * 900) + b"]}"
    answer = await client.post("/thing/v1/things", content=wide, headers=headers)
    assert "too-deep" not in answer.text
