"""The page that shows the document is whole, safe and needs nothing from elsewhere."""

import re
from html.parser import HTMLParser
from typing import Any

import httpx
import pytest

from doorstroom_common.http import HttpApp
from doorstroom_common.http.docs import docs_page

PAGE = "/thing/v1/docs"
VOID = {"meta", "br"}


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def read(page: str) -> Tags:
    tags = Tags()
    tags.feed(page)
    assert tags.open == []
    return tags


async def test_it_shows_every_operation_and_form_of_the_document_without_a_login(
    client: httpx.AsyncClient, app: HttpApp
) -> None:
    answer = await client.get(PAGE)
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    tags = read(answer.text)
    ids = {attributes.get("id") for _, attributes in tags.seen} - {None}
    document = app.openapi()
    operations = {one["operationId"] for item in document["paths"].values() for one in item.values()}
    assert ids == operations | {f"form-{name}" for name in document["components"]["schemas"]}
    targets = {(attributes["href"] or "").removeprefix("#") for tag, attributes in tags.seen if tag == "a"}
    assert {target for target in targets if "/" not in target} <= ids


async def test_it_runs_no_script_fetches_nothing_and_its_policy_lets_only_its_own_style_through(
    client: httpx.AsyncClient,
) -> None:
    answer = await client.get(PAGE)
    tags = read(answer.text)
    assert not {"script", "link", "img", "iframe", "form", "object"} & {tag for tag, _ in tags.seen}
    assert not [
        name for _, attributes in tags.seen for name in attributes if name in ("src", "style") or name[:2] == "on"
    ]
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["api-version"] == "1.4.2"


@pytest.mark.parametrize(("language", "word"), [("nl", "Antwoorden"), ("en", "Answers")])
async def test_its_headings_are_in_the_readers_language(client: httpx.AsyncClient, language: str, word: str) -> None:
    answer = await client.get(PAGE, headers={"accept-language": language})
    assert f"<h4>{word}</h4>" in answer.text
    assert f'<html lang="{language}">' in answer.text
    assert (answer.headers["content-language"], answer.headers["vary"]) == (language, "Accept-Language")


def test_what_the_document_says_is_text_and_never_markup(app: HttpApp) -> None:
    evil = "<script>alert('x')</script>\"&"
    document: dict[str, Any] = app.openapi()
    info = {**document["info"], "title": evil, "description": evil}
    paths = {
        path: {method: {**one, "summary": evil, "description": evil} for method, one in item.items()}
        for path, item in document["paths"].items()
    }
    page = docs_page({**document, "info": info, "paths": paths}, "en")
    assert "script" not in {tag for tag, _ in read(page).seen}
    assert len(re.findall("&lt;script&gt;", page)) == 2 + 1 + 2 * sum(map(len, document["paths"].values()))
