"""Answers that callers keep are sent again only when they have changed."""

import pytest

from doorstroom_common.http.caching import CALLERS_OWN, FOR_A_MOMENT, is_known


@pytest.mark.parametrize("named", ['"a"', 'W/"a"', '"b", "a"', '"b",W/"a"', " * "])
def test_a_tag_that_is_named_is_known(named: str) -> None:
    assert is_known('"a"', named)


@pytest.mark.parametrize("named", [None, "", '"b"', "a", '"a', '"a"x', '"b", *'])
def test_any_other_is_not(named: str | None) -> None:
    assert not is_known('"a"', named)


def test_other_bytes_have_another_tag_and_the_same_bytes_the_same() -> None:
    one, same, other = (FOR_A_MOMENT.answer(content, "text/plain", None) for content in (b"1", b"1", b"2"))
    assert one.headers["etag"] == same.headers["etag"] != other.headers["etag"]
    again = FOR_A_MOMENT.answer(b"2", "text/plain", one.headers["etag"])
    assert (again.status_code, again.body) == (200, b"2")


def test_304_says_what_200_would_have_said_and_has_no_body() -> None:
    one = CALLERS_OWN.answer(b"1", "text/plain", None, {"content-language": "nl"})
    again = CALLERS_OWN.answer(b"1", "text/plain", one.headers["etag"], {"content-language": "nl"})
    assert (again.status_code, again.body) == (304, b"")
    for header in ("etag", "cache-control", "vary", "content-language"):
        assert again.headers[header] == one.headers[header]
    assert {"content-type", "content-length"}.isdisjoint(again.headers)
