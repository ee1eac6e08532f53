"""A covenant file as plain data, with the line of each value.

Only what a covenant needs of YAML is read: one document of mappings, lists, text, whole numbers, true and false.
Anchors, aliases and tags are refused before anything is built, so a small file cannot grow into a large one.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from doorstroom_common.covenant.faults import Path

MAX_BYTES = 56_000
"""Of the text as JSON: it travels whole inside one event."""

MAX_DEPTH = 12

_WORDS = {"true": True, "false": False}

Complaint = tuple[int, Path, str]


class Unreadable(Exception):
    """The text is no YAML that we read; `complaints` holds line, path and message of each reason."""

    def __init__(self, *complaints: Complaint) -> None:
        super().__init__(complaints)
        self.complaints = complaints


@dataclass(slots=True)
class Tree:
    """The data, the line of each path in it, and what was wrong with single keys and values."""

    data: Any = None
    lines: dict[Path, int] = field(default_factory=dict)
    shown_as: dict[Path, Path] = field(default_factory=dict)
    complaints: list[Complaint] = field(default_factory=list)

    def place(self, path: Path) -> tuple[int, Path]:
        """The line of the path, or of the nearest thing around it, and the path as the file has it."""
        known = path
        while known and known not in self.lines:
            known = known[:-1]
        missing = path[len(known) : len(known) + 1]
        named = missing if missing and isinstance(missing[0], str) else ()
        return self.lines.get(known, 1), self.shown_as.get(known, known) + named


def read_tree(text: str) -> Tree:
    """Raise `Unreadable` where nothing sensible can be built."""
    _check_size(text)
    _check_tabs(text)
    try:
        node = _compose(text)
    except yaml.MarkedYAMLError as error:
        raise Unreadable(_not_yaml(error)) from None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise Unreadable((line, (), "a character that does not belong in a text file")) from None
    if not isinstance(node, yaml.MappingNode):
        raise Unreadable((1, (), "must be a group of keys, starting with id and version"))
    tree = Tree()
    tree.data = _build(tree, node, ())
    return tree


def _check_size(text: str) -> None:
    size = len(json.dumps(text, ensure_ascii=False).encode("utf-8", "replace"))
    if size > MAX_BYTES:
        raise Unreadable((1, (), f"the file is too large: {size} bytes; a covenant may have {MAX_BYTES}"))


def _check_tabs(text: str) -> None:
    tabbed = [number for number, line in enumerate(text.split("\n"), 1) if re.match(r" *\t", line)]
    if tabbed:
        raise Unreadable(*((line, (), "starts with a tab; indent with spaces") for line in tabbed))


def _line(part: yaml.Event | yaml.Node) -> int:
    return part.start_mark.line + 1 if part.start_mark else 1


def _not_yaml(error: yaml.MarkedYAMLError) -> Complaint:
    mark = error.problem_mark or error.context_mark
    line = mark.line + 1 if mark else 1
    if error.problem == "but found another document":
        return line, (), "a second document starts here; one file is one covenant"
    return line, (), f"not YAML: {error.problem or error.context}"


class _PlainLoader(yaml.SafeLoader):
    """Composes nodes, and complains of what is not read here before anything grows out of it."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.complaints: list[Complaint] = []
        self._depth = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        event: yaml.Event = self.peek_event()  # type: ignore[no-untyped-call] # the stubs lack it
        self.complaints.extend((_line(event), (), message) for message in _event_complaints(event))
        if isinstance(event, yaml.AliasEvent):
            self.get_event()  # type: ignore[no-untyped-call] # the stubs lack it
            return yaml.ScalarNode("tag:yaml.org,2002:str", "")
        if self._depth == MAX_DEPTH:
            raise Unreadable((_line(event), (), f"more than {MAX_DEPTH} levels deep"))
        self._depth += 1
        node = super().compose_node(parent, index)
        self._depth -= 1
        return node


def _compose(text: str) -> yaml.Node | None:
    loader = _PlainLoader(text)
    try:
        node = loader.get_single_node()
    finally:
        loader.dispose()
    if loader.complaints:
        raise Unreadable(*loader.complaints)
    return node


def _event_complaints(event: yaml.Event) -> Iterator[str]:
    anchor = getattr(event, "anchor", None)
    if isinstance(event, yaml.AliasEvent):
        yield f"*{anchor}: aliases are not read here; write the value out"
    elif anchor:
        yield f"&{anchor}: anchors are not read here; write the value out"
    if tag := getattr(event, "tag", None):
        yield f"{tag}: tags are not read here; leave it out"


def _build(tree: Tree, node: yaml.Node, path: Path) -> Any:
    tree.lines.setdefault(path, _line(node))
    if isinstance(node, yaml.MappingNode):
        return dict(_entries(tree, node, path))
    if isinstance(node, yaml.SequenceNode):
        return [_build(tree, child, (*path, index)) for index, child in enumerate(node.value)]
    return _scalar(node)


def _entries(tree: Tree, node: yaml.MappingNode, path: Path) -> Iterator[tuple[str, Any]]:
    seen: dict[str, int] = {}
    for key_node, value_node in node.value:
        line = _line(key_node)
        if not isinstance(key_node, yaml.ScalarNode):
            tree.complaints.append((line, path, "a key must be a word"))
            continue
        key = str(key_node.value)
        here = (*path, key)
        if key in seen:
            tree.complaints.append((line, here, f"stands here twice, first on line {seen[key]}"))
            continue
        seen[key] = line
        tree.lines[here] = line
        value = _build(tree, value_node, here)
        if value is None:
            tree.complaints.append((line, here, "is empty; fill it in or leave the key out"))
        yield key, value


def _scalar(node: yaml.Node) -> Any:
    raw = str(node.value)
    if getattr(node, "style", None) is not None:
        return raw
    if raw in ("", "~", "null"):
        return None
    if re.fullmatch(r"-?(0|[1-9][0-9]{0,8})", raw):
        return int(raw)
    return _WORDS.get(raw, raw)
