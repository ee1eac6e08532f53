"""Small counts are not published, nor anything from which a sum would give them away.

Counts and their totals are the arcs of a network in which what flows into each node flows out again: a row node and a
column node for each sum. What readers know is that at every node, and that what is left out is at least 1 (noughts are
published). A count that is left out can be something else exactly where it lies on a circle of others that are left
out and could grow or shrink with it; where it does not, the cheapest such circle is left out too.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import count as numbered
from typing import Generic, TypeVar

SMALLEST = 5
"""The smallest count that is published, nought aside."""

K = TypeVar("K", bound=Hashable)
Node = tuple[str, str]
TOTAL_PRICE = 1_000_000
"""Totals are left out last."""


@dataclass(frozen=True, slots=True)
class Arc:
    """A count above nought, from one node to another; `price` is what leaving it out costs the reader."""

    tail: Node
    head: Node
    value: int
    price: int


@dataclass(frozen=True, slots=True)
class Way(Generic[K]):
    """One way to go along an arc: with it the count grows, against it the count shrinks."""

    arc: K
    to: Node


def small(value: int) -> int | None:
    """A single count as it is published."""
    return None if 0 < value < SMALLEST else value


def nested(values: list[int]) -> list[int | None]:
    """Counts of which each is part of the one before: neither a small one nor a small difference is published."""
    shown: list[int | None] = []
    last: int | None = None
    for value in values:
        hidden = small(value) is None or (last is not None and small(last - value) is None)
        shown.append(None if hidden else value)
        last = last if hidden else value
    return shown


def left_out(arcs: Mapping[K, Arc]) -> frozenset[K]:
    """The small counts, and the others without which they could be worked out."""
    hidden = {key for key, arc in arcs.items() if arc.value < SMALLEST}
    ways = _ways(arcs)
    for key in sorted(hidden, key=lambda each: (arcs[each].value, str(each))):
        if not is_open(key, arcs, ways, hidden):
            hidden |= _cheapest_circle(key, arcs, ways, hidden)
    return frozenset(hidden)


def is_open(key: K, arcs: Mapping[K, Arc], ways: "Ways[K]", hidden: set[K]) -> bool:
    """Whether a count that is left out could be one more, or one less, for all that is published."""
    arc = arcs[key]
    grows = _reaches(arc.head, arc.tail, key, ways, hidden)
    return grows or (arc.value > 1 and _reaches(arc.tail, arc.head, key, ways, hidden))


Ways = Mapping[Node, list[Way[K]]]


def _ways(arcs: Mapping[K, Arc]) -> Ways[K]:
    """From each node the arcs along which something can grow, and those above 1 along which it can shrink."""
    ways: dict[Node, list[Way[K]]] = defaultdict(list)
    for key, arc in arcs.items():
        ways[arc.tail].append(Way(key, arc.head))
        if arc.value > 1:
            ways[arc.head].append(Way(key, arc.tail))
    return ways


def _reaches(start: Node, goal: Node, without: K, ways: Ways[K], hidden: set[K]) -> bool:
    seen, waiting = {start}, [start]
    while waiting:
        for way in ways[waiting.pop()]:
            if way.arc == without or way.arc not in hidden or way.to in seen:
                continue
            if way.to == goal:
                return True
            seen.add(way.to)
            waiting.append(way.to)
    return False


def _cheapest_circle(key: K, arcs: Mapping[K, Arc], ways: Ways[K], hidden: set[K]) -> set[K]:
    """What to leave out beside, so that the count can grow. There is always one: everything can grow together."""
    start, goal = arcs[key].head, arcs[key].tail
    came: dict[Node, tuple[Node, K]] = {}
    best, order = {start: 0}, numbered()
    waiting = [(0, next(order), start)]
    while waiting:
        price, _, node = heappop(waiting)
        if node == goal:
            return set(_walked(goal, start, came))
        for way in ways[node]:
            dearer = price + (0 if way.arc in hidden else arcs[way.arc].price)
            if way.arc != key and dearer < best.get(way.to, dearer + 1):
                best[way.to], came[way.to] = dearer, (node, way.arc)
                heappush(waiting, (dearer, next(order), way.to))
    raise AssertionError("totals that do not add up")


def _walked(node: Node, start: Node, came: Mapping[Node, tuple[Node, K]]) -> Iterator[K]:
    while node != start:
        node, arc = came[node]
        yield arc
