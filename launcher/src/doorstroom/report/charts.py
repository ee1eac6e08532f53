"""Where everything in a drawing stands: plain geometry, without words and without colours."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from doorstroom.report.facts import Count, Table

TALL = 380.0
"""The height that all people together take, where each organisation has many."""

LOWEST, GAP = 22.0, 6.0
"""An organisation is high enough for its name; between two is some air."""

THICKEST = 12.0
"""The height of one person, where there are few."""

UNKNOWN = 3.0
"""The room for a number that is left out."""


@dataclass(frozen=True, slots=True)
class Node:
    """An organisation on one side: its name stands at the middle of its bar."""

    name: str
    count: Count
    top: float
    height: float

    @property
    def middle(self) -> float:
        return round(self.top + self.height / 2, 1)


@dataclass(frozen=True, slots=True)
class Ribbon:
    """From a height on the left to one on the right; `width` is None where the number is left out."""

    source: str
    start: float
    end: float
    width: float | None


@dataclass(frozen=True, slots=True)
class Flow:
    sources: tuple[Node, ...]
    targets: tuple[Node, ...]
    ribbons: tuple[Ribbon, ...]
    height: float


def share(value: float | None, largest: float) -> float | None:
    """Of a hundred; what is left out has no length."""
    return None if value is None else round(100 * value / largest, 1) if largest else 0.0


def largest(values: Iterable[float | None]) -> float:
    return max((value for value in values if value is not None), default=0)


def flow(moves: Table) -> Flow:
    """Both sides with the most people on top; bands leave an organisation in the order in which they arrive."""
    unit = _unit(moves)
    sources = _side(moves.rows, {name: _parts(moves, name, 0) for name in moves.rows}, unit)
    targets = _side(moves.columns, {name: _parts(moves, name, 1) for name in moves.columns}, unit)
    height = max(_height(sources), _height(targets))
    sources, targets = _centred(sources, height), _centred(targets, height)
    return Flow(sources, targets, tuple(_ribbons(moves, sources, targets, unit)), round(height, 1))


def _unit(moves: Table) -> float:
    """Of one person."""
    known = max(sum(count or 0 for count in side.values()) for side in (moves.rows, moves.columns))
    return min(THICKEST, TALL / known) if known else THICKEST


def _parts(moves: Table, name: str, side: int) -> list[Count]:
    return [count for pair, count in moves.cells.items() if pair[side] == name]


def _side(counts: Mapping[str, Count], parts: Mapping[str, Sequence[Count]], unit: float) -> tuple[Node, ...]:
    names = sorted(counts, key=lambda name: (-(counts[name] or 0), name))
    heights = [max(LOWEST, unit * (counts[name] or 0), _thickness(parts[name], unit)) for name in names]
    tops = accumulate(heights[:-1], lambda top, height: top + height + GAP, initial=0.0) if names else ()
    return tuple(
        Node(name, counts[name], round(top, 1), round(height, 1))
        for name, top, height in zip(names, tops, heights, strict=True)
    )


def _thickness(parts: Sequence[Count], unit: float) -> float:
    return sum(UNKNOWN if count is None else unit * count for count in parts)


def _height(nodes: Sequence[Node]) -> float:
    return nodes[-1].top + nodes[-1].height if nodes else 0.0


def _centred(nodes: tuple[Node, ...], height: float) -> tuple[Node, ...]:
    down = (height - _height(nodes)) / 2
    return tuple(Node(node.name, node.count, round(node.top + down, 1), node.height) for node in nodes)


def _ribbons(moves: Table, sources: Sequence[Node], targets: Sequence[Node], unit: float) -> Iterable[Ribbon]:
    left, right = ({node.name: place for place, node in enumerate(side)} for side in (sources, targets))
    pairs = sorted(moves.cells, key=lambda pair: (left[pair[0]], right[pair[1]]))
    starts = _places(pairs, moves, {node.name: node for node in sources}, 0, unit)
    ends = _places(sorted(pairs, key=lambda pair: left[pair[0]]), moves, {node.name: node for node in targets}, 1, unit)
    for pair in pairs:
        count = moves.cells[pair]
        yield Ribbon(pair[0], starts[pair], ends[pair], None if count is None else round(unit * count, 1))


def _places(
    pairs: Sequence[tuple[str, str]], moves: Table, nodes: Mapping[str, Node], side: int, unit: float
) -> dict[tuple[str, str], float]:
    """The middle of each band where it leaves or arrives; together they stand in the middle of the bar."""
    reached = {
        name: node.top + (node.height - _thickness(_parts(moves, name, side), unit)) / 2 for name, node in nodes.items()
    }
    middles = {}
    for pair in pairs:
        thickness = _thickness([moves.cells[pair]], unit)
        middles[pair] = round(reached[pair[side]] + thickness / 2, 1)
        reached[pair[side]] += thickness
    return middles
