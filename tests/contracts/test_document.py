"""`docs/events.md` says what the contracts say."""

import re

import pytest

from doorstroom_common.testing.contracts.catalogue import catalogue, contracts_folder
from doorstroom_common.testing.contracts.document import document


@pytest.fixture(scope="module")
def page() -> str:
    return (contracts_folder().parent / "docs" / "events.md").read_text(encoding="utf-8")


def test_the_page_is_fresh(page: str) -> None:
    assert page == document(catalogue()), "run: python contracts/generate.py"


def test_every_link_on_the_page_leads_somewhere(page: str) -> None:
    headings = re.findall(r"^#+ (.+)$", page, re.MULTILINE)
    anchors = {re.sub(r"[^a-z0-9 _-]", "", heading.lower()).replace(" ", "-") for heading in headings}
    anchors |= set(re.findall(r'<a id="([^"]+)"', page))

    assert set(re.findall(r"\]\(#([^)]+)\)", page)) <= anchors


def test_every_type_is_on_the_page(page: str) -> None:
    for event_type in catalogue().types:
        assert f"### {event_type}\n" in page
