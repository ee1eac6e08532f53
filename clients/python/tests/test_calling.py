"""What is sent again, and what is not."""

from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest

from doorstroom_client import Doorstroom, Patience, Problem
from doorstroom_client.calling import Caller

Sent = list[httpx.Request]
Answer = httpx.Response | Exception
FORM = {"name": "Anna de Vries", "email": "anna@duinmeer.example"}


class Tokens:
    def __init__(self) -> None:
        self.renewed = 0

    def __call__(self, *, renew: bool = False) -> str:
        self.renewed += renew
        return f"token-{self.renewed}"


@contextmanager
def asked(*answers: Answer, waits: list[float] | None = None) -> Iterator[tuple[Caller, Sent]]:
    """A caller whose requests get these answers in turn."""
    sent: Sent = []
    left = iter(answers)

    def answer(request: httpx.Request) -> httpx.Response:
        sent.append(httpx.Request(request.method, request.url, headers=request.headers, content=request.content))
        given = next(left)
        if isinstance(given, Exception):
            raise given
        return given

    pauses = [] if waits is None else waits
    with httpx.Client(base_url="http://region.test", transport=httpx.MockTransport(answer)) as http:
        yield Caller(http, Tokens(), Patience(times=3), pauses.append), sent
    assert next(left, None) is None, "not every answer was asked for"


def away(status: int = 503, after: str | None = None) -> httpx.Response:
    return httpx.Response(status, headers={"retry-after": after} if after else {})


def test_a_post_whose_answer_was_lost_is_sent_again_with_the_same_key() -> None:
    with asked(httpx.ReadError("lost"), away(), httpx.Response(201, json={})) as (caller, sent):
        assert caller.send("POST", "/things", body=FORM, keyed=True).status_code == 201
    assert len({request.headers["idempotency-key"] for request in sent}) == 1
    assert {request.content for request in sent} == {sent[0].content}


def test_a_key_of_the_supplier_s_own_is_kept() -> None:
    with asked(httpx.Response(201, json={})) as (caller, sent):
        caller.send("POST", "/things", body=FORM, headers={"Idempotency-Key": "our-4711"}, keyed=True)
    assert sent[0].headers["idempotency-key"] == "our-4711"


@pytest.mark.parametrize("method", ["PATCH", "POST"])
def test_a_change_without_a_key_whose_answer_was_lost_is_not_sent_twice(method: str) -> None:
    with asked(httpx.ReadError("lost")) as (caller, sent), pytest.raises(httpx.ReadError):
        caller.send(method, "/things/1", body=FORM)
    with asked(away()) as (caller, sent), pytest.raises(Problem):
        caller.send(method, "/things/1", body=FORM)
    assert len(sent) == 1


@pytest.mark.parametrize("first", [httpx.ConnectError("refused"), away(429)])
def test_what_cannot_have_been_done_is_sent_again_whatever_it_is(first: Answer) -> None:
    with asked(first, httpx.Response(200, json={})) as (caller, _):
        assert caller.send("PATCH", "/things/1", body=FORM).status_code == 200


def test_the_region_says_how_long_to_wait_but_not_for_ever() -> None:
    waits: list[float] = []
    with asked(away(429, "7"), away(429, "100000"), httpx.Response(200), waits=waits) as (caller, _):
        caller.send("GET", "/things")
    assert waits == [7.0, 60.0]


def test_pauses_grow_and_end() -> None:
    waits: list[float] = []
    with asked(away(), away(), away(), waits=waits) as (caller, _), pytest.raises(Problem) as refused:
        caller.send("GET", "/things")
    assert refused.value.status == 503
    assert 0.25 <= waits[0] <= 0.5 <= waits[1] <= 1.0


def test_a_token_that_is_refused_is_renewed_once() -> None:
    with asked(httpx.Response(401), httpx.Response(200)) as (caller, sent):
        caller.send("GET", "/things")
    assert [request.headers["authorization"] for request in sent] == ["Bearer token-0", "Bearer token-1"]
    with asked(httpx.Response(401), httpx.Response(401)) as (caller, _), pytest.raises(Problem):
        caller.send("GET", "/things")


def test_a_problem_says_every_fault_and_its_place() -> None:
    told = {
        "type": "https://doorstroom.example/problems/invalid-input", "title": "The request is not valid", "status": 400,
        "detail": "Every fault is listed under errors.", "instance": "urn:uuid:0c0f0d5e-0000-4000-8000-000000000000",
        "errors": [{"in": "body", "pointer": "/title", "message": "is required"}],
    }  # fmt: skip
    with asked(httpx.Response(400, json=told)) as (caller, _), pytest.raises(Problem) as refused:
        caller.send("GET", "/things")
    assert (refused.value.slug, refused.value.number) == ("invalid-input", "0c0f0d5e-0000-4000-8000-000000000000")
    assert str(refused.value).endswith("\n  /title: is required")


@pytest.mark.parametrize("body", ["<html>", "[]", ""])
def test_an_answer_of_something_in_between_is_a_problem_too(body: str) -> None:
    with asked(httpx.Response(404, text=body)) as (caller, _), pytest.raises(Problem) as refused:
        caller.send("GET", "/things")
    assert (refused.value.status, refused.value.slug) == (404, "unknown")


def test_a_file_is_sent_as_it_is_and_again_with_its_key() -> None:
    with asked(away(), httpx.Response(202, json={"jobId": "a"})) as (caller, sent):
        caller.send("POST", "/vacancy/v1/import-jobs", file=("text/csv", b"Kenmerk\n1"), keyed=True)
    assert [(each.content, each.headers["content-type"]) for each in sent] == [(b"Kenmerk\n1", "text/csv")] * 2
    assert sent[0].headers["idempotency-key"] == sent[1].headers["idempotency-key"]


def test_a_list_fetches_its_next_page_only_when_that_is_reached() -> None:
    following = {"link": '</things?cursor=2>; rel="next"'}
    first = httpx.Response(200, json={"items": [1, 2]}, headers=following)
    with asked(first, httpx.Response(200, json={"items": [3]})) as (caller, sent):
        items = caller.items("/things", {"status": "open", "stage": None})
        assert next(items) == 1
        assert (len(sent), str(sent[0].url)) == (1, "http://region.test/things?status=open")
        assert list(items) == [2, 3]
    assert str(sent[1].url) == "http://region.test/things?cursor=2"


def test_a_place_in_the_path_stays_one_segment() -> None:
    sent: Sent = []

    def answer(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        return httpx.Response(200, json={})

    with Doorstroom("http://region.test", "token", transport=httpx.MockTransport(answer)) as region:
        region.vacancy.read_vacancy("../covenants?x")
    assert sent[0].url.raw_path == b"/vacancy/v1/vacancies/..%2Fcovenants%3Fx"
    assert sent[0].headers["accept-language"] == "nl"
