from dataclasses import replace

import orjson
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from doorstroom_common.locales import translations
from doorstroom_vacancy.domain.values import ContractForOutsiders, Hours, Scales
from doorstroom_vacancy.entrypoints.feeds.atom import atom
from doorstroom_vacancy.entrypoints.feeds.calendar import calendar
from doorstroom_vacancy.entrypoints.feeds.entry import Feed, entry_of, fit
from doorstroom_vacancy.entrypoints.feeds.examples import PERMIT_OFFICER, WORDS, example_feed
from doorstroom_vacancy.entrypoints.feeds.json_forms import json_feed
from doorstroom_vacancy.entrypoints.feeds.rss import rss
from doorstroom_vacancy.entrypoints.feeds.sitemap import sitemap
from doorstroom_vacancy.entrypoints.feeds.words import PACKAGE, TEXTS, Words
from doorstroom_vacancy.entrypoints.pages.texts import CONDITIONS
from doorstroom_vacancy.entrypoints.pages.texts import TEXTS as PAGE_TEXTS
from services.vacancy.tests.feeds import addresses, atom_titles, events, json_feed_titles, parsed, rss_titles

TEXT = st.text(min_size=1, max_size=200)


def feed_with(title: str, text: str) -> Feed:
    changed = replace(
        PERMIT_OFFICER,
        details=replace(PERMIT_OFFICER.details, title=title),
        advert=replace(PERMIT_OFFICER.advert, text=text),
    )
    feed = example_feed("/feeds/atom")
    return replace(feed, entries=[entry_of(changed, title, "https://doorstroom.example/x", WORDS)])


@given(TEXT, TEXT)
def test_whatever_somebody_typed_every_form_can_be_read_and_says_it(title: str, text: str) -> None:
    feed = feed_with(title, text)
    root = etree.fromstring(atom(feed))
    [entry] = root.findall("{*}entry")
    assert entry.findtext("{*}title") == fit(title).replace("\r\n", "\n").replace("\r", "\n")
    assert etree.fromstring(rss(feed)).find("channel/item") is not None
    [item] = orjson.loads(json_feed(feed))["items"]
    assert item["title"] == fit(title)
    [event] = events(calendar(feed))
    assert event["UID"] == str(PERMIT_OFFICER.posting_id)


def test_a_feed_of_nothing_is_a_feed() -> None:
    empty = replace(example_feed("/feeds/atom"), entries=[])
    assert atom_titles(atom(empty)) == []
    assert rss_titles(rss(empty)) == []
    assert json_feed_titles(json_feed(empty)) == []
    assert events(calendar(empty)) == []
    assert len(addresses(sitemap(empty.site, []))) == 1


def test_an_ampersand_in_a_title_is_one_ampersand() -> None:
    feed = feed_with("Beheer & onderhoud", "Tekst")
    assert parsed(rss(feed), "rss20").entries[0].title == "Beheer & onderhoud"
    assert parsed(atom(feed), "atom10").entries[0].title == "Beheer & onderhoud"


def test_every_text_has_its_dutch_and_none_is_left_over() -> None:
    assert set(translations(PACKAGE, "nl")) == TEXTS | {*PAGE_TEXTS.values(), *CONDITIONS.values()}


def test_numbers_are_written_as_the_language_writes_them() -> None:
    assert Words("nl").hours(Hours(24, 31.5)) == "24–31,5 uur per week"
    assert Words("en").hours(Hours(36, 36)) == "36 hours a week"
    assert Words("nl").scales(Scales("cao-gemeenten", "8", "8")) == "Schaal 8 (cao-gemeenten)"
    assert {Words("nl").contract(kind) for kind in ContractForOutsiders} >= {"Vast contract", "Tijdelijk contract"}
