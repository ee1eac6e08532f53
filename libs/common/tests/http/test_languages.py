"""Refusals in Dutch or English, with their values; what nobody has translated stays English."""

from typing import Any

import httpx
import pytest

from doorstroom_common.errors import Filled
from doorstroom_common.http.messages import SAID, in_dutch

THINGS = "/thing/v1/things"


def test_a_text_is_translated_with_its_values_by_its_service_then_by_the_library() -> None:
    late = Filled.of("It is at version {version}.", version=3)
    assert late == "It is at version 3."
    assert in_dutch(late, {"It is at version {version}.": "Het is bij versie {version}."}) == "Het is bij versie 3."
    assert in_dutch("Every fault is listed under errors.", {}) == "Elke fout staat onder errors."
    assert in_dutch("Nobody translated {this}.", {}) == "Nobody translated {this}."


@pytest.mark.parametrize("template", SAID)
def test_a_translation_has_the_same_values(template: str) -> None:
    values = {name: name.upper() for name in ("scopes", "kinds", "roles")}
    english, dutch = Filled.of(template, **values), in_dutch(Filled.of(template, **values), {})
    assert [word in english for word in values.values()] == [word in dutch for word in values.values()]


@pytest.mark.parametrize(
    ("language", "words"),
    [("nl", "Het token heeft de scope"), ("en", "The token needs the scope"), ("de", "The token")],
)
async def test_a_token_without_the_scope_is_refused_in_the_language_asked_for(
    client: httpx.AsyncClient, callers: Any, language: str, words: str
) -> None:
    headers = callers.system("other:read") | {"accept-language": language}
    answer = await client.get(THINGS, headers=headers)
    assert answer.status_code == 403
    assert answer.json()["detail"].startswith(words)
