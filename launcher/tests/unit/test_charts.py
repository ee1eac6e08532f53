"""A drawing says what its table says."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from doorstroom.report.charts import GAP, Node, flow, largest, share
from doorstroom.report.facts import Table
from doorstroom_vacancy.domain.tables import published_table

organisations = st.sampled_from(["duinmeer", "waterrijk", "heidestad", "rietdam", "outside"])
moved = st.dictionaries(st.tuples(organisations, organisations), st.integers(1, 60), max_size=20)


def table(counts: dict[tuple[str, str], int]) -> Table:
    """As published: with small counts left out."""
    known = published_table(counts)
    return Table(cells=known.cells, rows=known.row_totals, columns=known.column_totals, total=known.total)


@given(moved)
@settings(max_examples=60)
def test_each_band_leaves_and_arrives_where_it_belongs_and_none_covers_another(
    counts: dict[tuple[str, str], int],
) -> None:
    moves = table(counts)
    drawn = flow(moves)
    assert len(drawn.ribbons) == len(moves.cells)
    sources = {node.name: node for node in drawn.sources}
    for ribbon in drawn.ribbons:
        assert holds(sources[ribbon.source], ribbon.start, ribbon.width)
        assert any(holds(node, ribbon.end, ribbon.width) for node in drawn.targets)
    for node in drawn.sources:
        bands = sorted((one.start, one.width or 0) for one in drawn.ribbons if one.source == node.name)
        for (above, thick), (below, thin) in pairwise(bands):
            assert above + thick / 2 <= below - thin / 2 + 0.4


def holds(node: Node, middle: float, width: float | None) -> bool:
    half = (width or 0) / 2
    return node.top - 0.4 <= middle - half and middle + half <= node.top + node.height + 0.4


@given(moved)
@settings(max_examples=60)
def test_names_never_stand_on_each_other_and_nothing_stands_outside(counts: dict[tuple[str, str], int]) -> None:
    drawn = flow(table(counts))
    for side in (drawn.sources, drawn.targets):
        for above, below in pairwise(side):
            assert below.middle - above.middle >= 20
            assert below.top >= above.top + above.height + GAP - 0.4
        assert all(node.top >= -0.4 and node.top + node.height <= drawn.height + 0.4 for node in side)


def test_a_band_is_as_broad_as_its_number_and_a_number_left_out_has_no_breadth() -> None:
    moves = Table(
        cells={("a", "b"): 20, ("a", "d"): None, ("c", "b"): 10},
        rows={"a": None, "c": 10},
        columns={"b": 30, "d": None},
        total=None,
    )
    width = {(one.source, one.width is None): one.width for one in flow(moves).ribbons}
    assert width == {("a", False): 240.0, ("c", False): 120.0, ("a", True): None}


def test_a_bar_is_a_share_of_the_longest() -> None:
    assert share(5, largest([5, None, 20])) == 25
    assert share(None, 20) is None
    assert share(0, largest([])) == 0
