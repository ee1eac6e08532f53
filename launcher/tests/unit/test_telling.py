"""A covenant is told whole, in Dutch and in English."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from doorstroom.telling import told
from doorstroom.telling.words import NAMES, PACKAGE, TEXTS
from doorstroom_common.covenant import Covenant, RegisteredBy, Relation, parse_covenant, vocabulary
from doorstroom_common.covenant.model import CovenantFile
from doorstroom_common.locales import translations
from doorstroom_matching.domain.finding import Code, Rule

FILES = sorted((Path(__file__).parents[3] / "covenants").glob("*.yaml"))
RICH = (
    ("validFrom: 2026-01-01\n", "validFrom: 2026-01-01\nvalidUntil: 2030-12-31\n"),
    (
        "terms:\n",
        """scaleEquivalence:
  - {fromAgreement: cao-a, toAgreement: cao-b, scales: {"9": "10", "10A": "11"}, source: {text: x}}
closedPeriods:
  - {name: zomer, from: 2026-07-01, until: 2026-07-31, source: {text: x}}
links:
  - {covenant: zee, from: 2026-01-01, until: 2026-12-31, source: {text: x}}
practices:
  - {topic: meeting, text: Op dinsdag., source: {text: x}}
terms:
""",
    ),
    ("place: Duinmeer}", "place: Duinmeer, until: 2029-12-31, succeededBy: {organisation: waterrijk, on: 2028-01-01}}"),
    ("  contactPoint:", "  organisations: [waterrijk, duinmeer]\n  contactPoint:"),
)
"""Changes after which the demo's file has every key that there is."""
SAME_IN_BOTH = {
    "{name} ({id}, {number}) in {place}.",
    "{name} ({id}, {number}) in {place}; {facts}.",
    "{clause}: {promise}. {strictness}",
    "{topic}: {text}",
    "{part} {weight}",
    "{scale} is {equal}",
    "OIN {number}",
    "Was: {text}",
    "{who}: {before} → {after}.",
    "{audience}",
}
WORDS: dict[str, set[str]] = {}
for kind in vars(vocabulary).values():
    if isinstance(kind, type) and issubclass(kind, StrEnum) and kind is not StrEnum:
        for word in kind:
            WORDS.setdefault(word.value, set()).update(other.value for other in kind if other is not word)

Place = tuple[Any, ...]


def rich() -> Covenant:
    text = next(path for path in FILES if path.stem == "demo").read_text(encoding="utf-8")
    for old, new in RICH:
        assert old in text, old
        text = text.replace(old, new, 1)
    return parse_covenant(text, "rich.yaml")


def read(path: Path) -> Covenant:
    return parse_covenant(path.read_text(encoding="utf-8"), path.name)


COVENANTS = {**{path.stem: read(path) for path in FILES}, "everything": rich()}


def leaves(part: Any, at: Place = ()) -> Iterator[tuple[Place, Any]]:
    entries = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else None
    if entries is None:
        yield at, part
    else:
        for key, value in entries:
            yield from leaves(value, (*at, key))


def others(value: Any) -> Iterator[Any]:
    """What could stand there instead; the first that makes sense is taken."""
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, int):
        yield value + 1
    else:
        yield from sorted(WORDS.get(value, ()))
        try:
            yield (date.fromisoformat(value) + timedelta(days=1)).isoformat()
        except ValueError:
            yield value[:-1] + ("1" if value[-1:] == "2" else "2")
            yield f"{value}2"


def changed(data: Any, place: Place, value: Any) -> Covenant | None:
    copied = json.loads(json.dumps(data))
    holder = copied
    for step in place[:-1]:
        holder = holder[step]
    holder[place[-1]] = value
    try:
        return Covenant.model_construct(**dict(CovenantFile.model_validate(copied)), hash="sha256:0")
    except ValidationError:
        return None


def data_of(covenant: Covenant) -> Any:
    return covenant.model_dump(mode="json", by_alias=True, exclude_none=True, exclude={"hash"})


def with_another(data: Any, place: Place, value: Any) -> Covenant:
    found = (changed(data, place, other) for other in others(value))
    return next(covenant for covenant in found if covenant is not None)


@pytest.mark.parametrize(("name", "language"), [*((name, "nl") for name in COVENANTS), ("everything", "en")])
def test_whatever_is_changed_in_a_file_is_told_differently(name: str, language: str) -> None:
    covenant = COVENANTS[name]
    data = data_of(covenant)
    now = told(covenant.model_copy(update={"hash": "sha256:0"}), language)
    untold = [place for place, value in leaves(data) if told(with_another(data, place, value), language) == now]
    assert untold == []


def test_every_text_has_its_dutch() -> None:
    texts = {*TEXTS.values(), *(name for names in NAMES.values() for name in names.values())}
    dutch = translations(PACKAGE, "nl")
    assert texts <= set(dutch)
    same = {text for text in TEXTS.values() if dutch[text] == text}
    assert same == SAME_IN_BOTH


def test_every_word_of_a_file_has_its_name() -> None:
    for group, kind in (
        ("kind", vocabulary.MemberKind),
        ("tier", vocabulary.TierName),
        ("audience", vocabulary.StageName),
        ("role", vocabulary.Role),
        ("need", vocabulary.Need),
        ("clause", vocabulary.ClauseCode),
        ("promise", vocabulary.Promise),
        ("strictness", vocabulary.Strictness),
        ("topic", vocabulary.PracticeTopic),
        ("relation", Relation),
        ("registered-by", RegisteredBy),
        ("rule", Rule),
        ("finding", Code),
    ):
        assert set(NAMES[group]) == {word.value for word in kind}


def test_a_stage_is_told_as_people_would_say_it() -> None:
    switch = COVENANTS["switch"]
    dutch, english = (
        [line.text for section in told(switch, language) for line in section.lines] for language in ("nl", "en")
    )
    assert any(line.startswith("Vacatures blijven 7 dagen bij de eigen organisatie.") for line in dutch)
    assert any(line.startswith("Vacancies stay 7 days with the own organisation.") for line in english)
    assert "Ze gaan alleen open voor iedereen als er dan minder dan 2 reacties meetellen." in dutch
    assert any("januari 1996" in line for line in dutch)
