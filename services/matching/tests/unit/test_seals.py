"""A seal covers every value of what it seals: whatever is changed, it is another one."""

from dataclasses import fields, replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from doorstroom_matching.domain.decision import NAMES_SOMEBODY, Decision, Inputs

KEY = b"key"
AT = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
INPUTS = Inputs({"id": "a"}, {"id": "b"}, "hash", "members", "2", "considered", 0, matching_off=False, at=AT)
DECISION = Decision(
    *(UUID(int=1), "waterrijk", UUID(int=2), 1, UUID(int=3), 3, UUID(int=4), 1, "considered", 0, False),
    *("proposed", None, "partner", "partner", 700, "hash", "members", "2", [{"rule": "pay", "finding": "lost"}]),
    *(b"\x01", AT, b"\x02"),
)
OTHER: dict[type, Any] = {
    UUID: UUID(int=9), bytes: b"\x09", str: "other", int: 99, bool: True, datetime: AT.replace(hour=9),
    dict: {"id": "c"}, list: [], type(None): "other",
}  # fmt: skip


@pytest.mark.parametrize("sealed", [INPUTS, DECISION], ids=["inputs", "decision"])
def test_whatever_is_changed_gives_another_seal_but_for_what_an_erasure_takes(sealed: Any) -> None:
    for field in fields(sealed):
        changed = replace(sealed, **{field.name: OTHER[type(getattr(sealed, field.name))]})
        same = isinstance(sealed, Decision) and field.name in NAMES_SOMEBODY
        assert (changed.seal(KEY) == sealed.seal(KEY)) is same, field.name


def test_another_key_gives_another_seal() -> None:
    assert INPUTS.seal(KEY) != INPUTS.seal(b"other")


def test_what_has_no_place_under_a_seal_is_refused() -> None:
    with pytest.raises(TypeError):
        replace(INPUTS, need={"id": object()}).seal(KEY)
