"""Whatever the text, a covenant is read or refused with faults; nothing else ever comes out of the reader."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from doorstroom_common.covenant import Covenant, CovenantRefused, parse_covenant

Faults = Callable[[str], list[tuple[int, str, str]]]
TRIED = settings(deadline=None, max_examples=100)
DAMAGE = [
    "",
    "  x",
    "- 1",
    "{",
    "]",
    "a: [",
    "stages: 3",
    "members: {}",
    "members: [1, {id: 2}]",
    "tiers: [x]",
    "id: 1",
]


# what is no covenant at all: the text, the line, words of the message
UNREADABLE: dict[str, tuple[str, int, str]] = {
    "nothing": ("", 1, "must be a group of keys"),
    "a list": ("- id: region\n", 1, "must be a group of keys"),
    "a tab": ("id: region\nmembers:\n\t- id: waterrijk\n", 3, "starts with a tab; indent with spaces"),
    "an anchor": ("id: &here region\nname: x\n", 1, "&here: anchors are not read here"),
    "an alias": ("id: region\nname: *here\n", 2, "*here: aliases are not read here"),
    "a tag": ("id: !!python/object/apply:os.system [ls]\n", 1, "tags are not read here"),
    "two documents": ("id: region\n---\nid: region\n", 2, "a second document starts here"),
    "no YAML": ("id: region\nmembers: [waterrijk\nname: x\n", 3, "not YAML"),
    "a colon too many": ("id: region\nname: a: b\n", 2, "not YAML"),
    "no text file": ("id: region\nname: \x00\n", 2, "a character that does not belong in a text file"),
    "a well": ("id: " + "[" * 200, 1, "levels deep"),
    "a megabyte": ("id: region\nname: " + "a" * 1_000_001, 1, "the file is too large"),
    "more than an event can carry": ("id: region\nname: " + "é" * 30_000, 1, "a covenant may have 56000"),
}


@pytest.mark.parametrize("story", UNREADABLE)
def test_what_is_no_covenant_at_all_is_refused_with_its_line(faults: Faults, story: str) -> None:
    text, line, words = UNREADABLE[story]
    told = faults(text)
    assert any(fault[:2] == (line, "") and words in fault[2] for fault in told), told


def read_or_refused(text: str) -> Covenant | CovenantRefused:
    try:
        return parse_covenant(text, "damaged.yaml")
    except CovenantRefused as refused:
        return refused


@TRIED
@given(st.text(max_size=400))
def test_any_text_is_refused_with_the_lines_of_its_faults(text: str) -> None:
    with pytest.raises(CovenantRefused) as refused:
        parse_covenant(text, "any.yaml")
    assert refused.value.faults
    assert all(1 <= fault.line <= text.count("\n") + 2 for fault in refused.value.faults)


@TRIED
@given(data=st.data())
def test_a_covenant_with_lines_damaged_is_read_or_refused(region_text: str, data: st.DataObject) -> None:
    lines = region_text.split("\n")
    for _ in range(data.draw(st.integers(1, 3))):
        lines[data.draw(st.integers(0, len(lines) - 1))] = data.draw(st.sampled_from(DAMAGE))
    outcome = read_or_refused("\n".join(lines))
    assert isinstance(outcome, Covenant) or outcome.faults


@TRIED
@given(data=st.data())
def test_a_covenant_cut_off_anywhere_is_read_or_refused(region_text: str, data: st.DataObject) -> None:
    outcome = read_or_refused(region_text[: data.draw(st.integers(0, len(region_text)))])
    assert isinstance(outcome, Covenant) or outcome.faults
