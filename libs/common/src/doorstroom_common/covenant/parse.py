"""From the text of a file to a covenant, or to every reason why not."""

import hashlib
from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from doorstroom_common.covenant.checks import every_complaint
from doorstroom_common.covenant.draft import Draft
from doorstroom_common.covenant.faults import CovenantRefused, Fault, Path, shown
from doorstroom_common.covenant.model import Covenant, CovenantFile
from doorstroom_common.covenant.tree import Complaint, Tree, Unreadable, read_tree
from doorstroom_common.covenant.wording import in_words


def covenant_hash(text: str) -> str:
    """`sha256:` and the hex digest of the text as UTF-8 with LF line ends."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return f"sha256:{hashlib.sha256(lines.encode()).hexdigest()}"


def parse_covenant(text: str, filename: str) -> Covenant:
    """Raise `CovenantRefused` with all faults at once; `filename` is only cited."""
    try:
        tree = read_tree(text)
    except Unreadable as unreadable:
        raise CovenantRefused(_faults(filename, unreadable.complaints)) from None
    _spread_member_defaults(tree)
    read: CovenantFile | None = None
    complaints = list(tree.complaints)
    empty = {path for _, path, _ in complaints}
    try:
        read = CovenantFile.model_validate(tree.data)
    except ValidationError as error:
        found = [
            (tree.place(_path(detail["loc"])), in_words(detail)) for detail in error.errors() if not _follows(detail)
        ]
        complaints.extend((*place, message) for place, message in found if place[1] not in empty)
    complaints.extend((*tree.place(path), message) for path, message in every_complaint(Draft(tree.data)))
    if complaints or read is None:
        raise CovenantRefused(_faults(filename, complaints))
    return Covenant.model_construct(**dict(read), hash=covenant_hash(text))


def _follows(detail: ErrorDetails) -> bool:
    """A list is only too short because its entries have faults, which are told themselves."""
    return detail["type"] == "too_short" and bool(detail["input"])


def _path(location: tuple[int | str, ...]) -> Path:
    return tuple(step for step in location if step != "[key]")


def _faults(filename: str, complaints: list[Complaint] | tuple[Complaint, ...]) -> Iterator[Fault]:
    return (Fault(filename, line, shown(path), message) for line, path, message in complaints)


def _spread_member_defaults(tree: Tree) -> None:
    """Give each member the keys of `memberDefaults` that it does not say itself; their faults stay where they stand."""
    defaults = tree.data.pop("memberDefaults", None)
    members = tree.data.get("members")
    if defaults is None or not isinstance(members, list):
        return
    if not isinstance(defaults, dict):
        tree.complaints.append((tree.lines[("memberDefaults",)], ("memberDefaults",), "must be a group of keys"))
        return
    for index, member in enumerate(members):
        if isinstance(member, dict):
            _fill_in(tree, index, member, defaults)


def _fill_in(tree: Tree, index: int, member: dict[str, Any], defaults: dict[str, Any]) -> None:
    for key in defaults.keys() - member.keys():
        member[key] = defaults[key]
        for path, line in list(tree.lines.items()):
            if path[:2] == ("memberDefaults", key):
                spread = ("members", index, *path[1:])
                tree.lines[spread] = line
                tree.shown_as[spread] = path
