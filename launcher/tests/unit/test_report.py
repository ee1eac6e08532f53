"""The page of a demo says everything in both languages, to everybody, and nothing that was left out."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest

from doorstroom.report.facts import Report, Said, Table
from doorstroom.report.names import NAMES
from doorstroom.report.page import page
from doorstroom.report.reading import year_of
from doorstroom.report.texts import TEXTS
from doorstroom_common.locales import LANGUAGES, translations
from doorstroom_vacancy.domain.progress import Step
from doorstroom_vacancy.domain.results import Counted, published
from launcher.tests.unit.markup import Element, read
from launcher.tests.unit.rich_report import COUNTED, ORGANISATIONS, answer, report

HOSTILE = """<script>alert(1)</script>" onmouseover="x' {{ 7 * 7 }} <!--"""
WORD = {"nl": "gesimuleerd", "en": "simulated"}
NOTHING = Counted(
    opened={}, vacancies={}, moves={}, secondments={}, permanent=(0, 0), endings={}, deviations={}, reactions={},
    furthest={}, progress={}, median_answer_hours=None,
)  # fmt: skip
EMPTY = replace(report(year=answer(NOTHING, None)), way=None, refusal=None, second_best=None, lending=None)
PAGES = {"rich": report(), "empty": EMPTY}


def articles(told: Report) -> dict[str, Element]:
    root = read(page(told))
    return {one.attributes["lang"]: one for one in root.all("article")}


@pytest.fixture(params=PAGES)
def told(request: pytest.FixtureRequest) -> Element:
    return read(page(PAGES[request.param]))


@pytest.fixture(params=[(name, language) for name in PAGES for language in LANGUAGES], ids="-".join)
def article(request: pytest.FixtureRequest) -> Element:
    name, language = request.param
    return articles(PAGES[name])[language]


def test_both_languages_have_the_same_parts(told: Element) -> None:
    dutch, english = ([(one.tag, one.attributes.get("class")) for one in part.all()] for part in told.all("article"))
    assert dutch == english
    assert len(dutch) > 50


def test_nothing_stays_untranslated() -> None:
    said, dutch = articles(report()), translations("doorstroom", "nl")
    for text in {*TEXTS.values(), *(name for group in NAMES.values() for name in group.values())}:
        for piece in (piece.strip() for piece in re.split(r"\{\w+\}", text)):
            if len(piece.split()) > 3:
                assert piece not in said["nl"].text
        for piece in (piece.strip() for piece in re.split(r"\{\w+\}", dutch[text])):
            if len(piece.split()) > 3:
                assert piece not in said["en"].text


def test_a_text_of_users_is_shown_and_does_nothing() -> None:
    told = read(page(_hostile(report(HOSTILE))))
    assert not list(told.all("script"))
    assert not [one for one in told.all() if any(name.startswith("on") for name in one.attributes)]
    for one in told.all("article"):
        assert one.text.count("<script>alert(1)</script>") > len(ORGANISATIONS)
        assert "{{ 7 * 7 }}" in one.text


def _hostile(part: Any) -> Any:
    """With every text that people write, or that a service puts into words, turned hostile."""
    if isinstance(part, str) and (" " in part or part in ORGANISATIONS.values()):
        return HOSTILE
    if isinstance(part, tuple):
        return tuple(map(_hostile, part))
    if isinstance(part, Mapping):
        return {key: _hostile(value) for key, value in part.items()}
    if is_dataclass(part) and not isinstance(part, type):
        return replace(part, **{each.name: _hostile(getattr(part, each.name)) for each in fields(part)})
    return part


def test_the_page_needs_nothing_but_itself(told: Element) -> None:
    assert not list(told.all("script", "link", "img", "iframe", "object", "form", "base"))
    for one in told.all():
        for name, value in one.attributes.items():
            assert not name.startswith("on")
            assert name not in {"href", "src", "xlink:href"} or value.startswith("#")
    style = next(told.all("style")).text
    assert not re.search(r"https?:|//|url\(|@import|expression", style)
    assert "default-src 'none'" in next(
        one.attributes["content"] for one in told.all("meta") if "http-equiv" in one.attributes
    )


def test_every_link_leads_somewhere(told: Element) -> None:
    named = [one.attributes["id"] for one in told.all() if "id" in one.attributes]
    assert len(named) == len(set(named))
    for one in told.all():
        for target in (one.attributes.get("href", "")[1:], one.attributes.get("aria-labelledby", "")):
            assert not target or target in named
    assert {"nl", "en"} <= set(named)


def test_languages_are_marked_and_dutch_comes_first(told: Element) -> None:
    assert next(told.all("html")).attributes["lang"] == "nl"
    assert [one.attributes["lang"] for one in told.all("article")] == ["nl", "en"]
    for one in told.all("article"):
        other = "en" if one.attributes["lang"] == "nl" else "nl"
        assert [link.attributes["lang"] for link in one.all("a") if link.attributes["href"] == f"#{other}"] == [other]


def test_headings_lead_through_the_page(article: Element) -> None:
    levels = [int(one.tag[1]) for one in article.all("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert all(one.text for one in article.all("h1", "h2", "h3"))


def test_every_table_says_what_it_is_and_what_its_cells_belong_to(article: Element) -> None:
    for table in article.all("table"):
        assert len(list(table.all("caption"))) == 1
        assert all(one.attributes["scope"] in {"row", "col"} for one in table.all("th"))
        columns = [len([cell for cell in row.children if isinstance(cell, Element)]) for row in table.all("tr")]
        assert len(set(columns)) == 1
        for row in table.all("tr"):
            assert any(one.tag == "th" for one in row.all())


def test_a_table_that_becomes_a_list_stays_a_table_to_a_screen_reader(article: Element) -> None:
    roles = {"table": "table", "thead": "rowgroup", "tbody": "rowgroup", "tr": "row", "td": "cell"}
    for table in article.of("stack"):
        for one in (table, *table.all()):
            if one.tag in roles:
                assert one.attributes["role"] == roles[one.tag]
            if one.tag == "th":
                assert one.attributes["role"] == {"row": "rowheader", "col": "columnheader"}[one.attributes["scope"]]


def test_every_figure_says_that_it_is_simulated(article: Element) -> None:
    word = WORD[article.attributes["lang"]]
    headlines = [one for part in article.of("headlines") for one in part.all("li")]
    lists = [one for part in (*article.of("agreed"), *article.of("quiet")) for one in part.all("dt")]
    captions = [*article.all("caption", "figcaption")]
    assert len(headlines) == 4
    for one in (*headlines, *lists, *captions):
        assert word in one.text
    for figure in article.all("figure"):
        assert any(one.tag == "figcaption" for one in figure.all())
    for one in article.all():
        numbers = [child for child in one.children if isinstance(child, str) and re.search(r"\d", child)]
        if numbers and one.tag == "p" and one.parent and one.parent.tag == "section":
            assert word in one.text or _tells_no_count(one)


def _tells_no_count(paragraph: Element) -> bool:
    """A note, the story's beginning, or what the page says about itself."""
    assert paragraph.parent
    about = "about" in paragraph.parent.attributes.get("class", "")
    return about or "note" in paragraph.attributes.get("class", "") or paragraph.text.startswith("Zoë Westra")


def test_every_drawing_is_described_or_stands_beside_its_numbers(article: Element) -> None:
    for drawing in article.all("svg"):
        if drawing.attributes.get("role") == "img":
            assert drawing.attributes["aria-label"]
        else:
            assert drawing.attributes["aria-hidden"] == "true"
        if "bar" in drawing.attributes["class"].split():
            row = next(one for one in drawing.within if one.tag == "tr")
            assert re.search(r"\d|∗", row.text)


@pytest.mark.parametrize(
    ("language", "words"), [("nl", "minder dan 5, of weggelaten"), ("en", "fewer than 5, or left out")]
)
def test_a_count_that_is_left_out_says_so_and_nothing_else(language: str, words: str) -> None:
    few = replace(COUNTED, moves={("duinmeer", "waterrijk"): 3}, permanent=(3, 2), deviations={"pay": 4})
    article = articles(report(year=answer(few)))[language]
    moved = next(one for part in article.of("headlines") for one in part.all("li"))
    assert words in moved.text
    assert not re.search(r"\b[1234]\b", moved.text)
    table = next(one for one in article.of("matrix") if one.of("left-out") and "Duinmeer" in one.text)
    assert {one.text for one in table.all("td")} == {f"∗ {words}"}
    for one in article.of("left-out"):
        assert words in one.text


def test_a_year_without_anything_says_so_in_words() -> None:
    said = articles(EMPTY)
    assert said["nl"].text.count("Dit kwam in dit verhaal niet voor") == 3
    assert said["en"].text.count("Nothing to count this year.") == 6


def test_the_year_is_what_the_vacancy_service_answered() -> None:
    year, known = year_of(answer()), published(COUNTED, ORGANISATIONS)
    assert year.moves == _table(known.moves)
    assert year.vacancies == _table(known.vacancies)
    assert year.secondments == _table(known.secondments)
    contracts = known.permanent_contracts
    assert (year.contracts_told, year.contracts_kept) == (contracts.told, contracts.kept)
    assert list(year.funnel.items()) == [(step.name.lower(), known.funnel[step]) for step in Step]
    assert year.posted_nothing == tuple(known.posted_nothing)
    assert year.answered_nothing == ("oeverhout",)
    assert year.baseline
    assert (year.baseline.vacancies, year.baseline.moves, year.baseline.first_answer_hours) == (97, None, 172)


def _table(known: Any) -> Table:
    return Table(cells=known.cells, rows=known.row_totals, columns=known.column_totals, total=known.total)


@pytest.mark.parametrize("part", [each.name for each in fields(Report)])
def test_whatever_is_changed_in_the_facts_is_shown_differently(part: str) -> None:
    told = report()
    before = page(told)
    unseen = [path for path, others in _changed(getattr(told, part)) if not _differs(told, part, others, before, path)]
    assert unseen == []


def _differs(told: Report, part: str, others: Iterable[Any], before: str, path: str) -> bool:
    """By the first other value that can stand there."""
    for other in others:
        try:
            return page(replace(told, **{part: other})) != before
        except (KeyError, AssertionError, AttributeError, TypeError):
            continue
    raise AssertionError(f"nothing else can stand at {part}{path}")


def _changed(part: Any, path: str = "") -> Iterator[tuple[str, Iterable[Any]]]:
    """Each value that stands somewhere, and the same facts with others in its place; of many of a kind one."""
    if is_dataclass(part) and not isinstance(part, type):
        for each in fields(part):
            for deeper, others in _changed(getattr(part, each.name), f"{path}.{each.name}"):
                yield deeper, [replace(part, **{each.name: other}) for other in others]
    elif isinstance(part, Mapping):
        first = next(iter(part))
        for deeper, others in _changed(part[first], f"{path}[{first}]"):
            yield deeper, [{**part, first: other} for other in others]
    elif isinstance(part, tuple) and part:
        for deeper, others in _changed(part[-1], f"{path}[-1]"):
            yield deeper, [(*part[:-1], other) for other in others]
    else:
        yield path, list(_others(part))


def _others(value: Any) -> Iterator[Any]:
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, int | float):
        yield from (other for other in (9004, 404, 200) if other != value)
    elif isinstance(value, date):
        yield value + timedelta(days=40)
    elif isinstance(value, str):
        groups = [codes for codes in [*NAMES.values(), ORGANISATIONS] if value in codes]
        yield from [code for codes in groups for code in codes if code != value] or [f"{value} and more"]
    else:
        yield from (9004, 8000.5, "budget", ("oeverhout",), date(2031, 1, 1), Said(nl="Anders.", en="Different."))
