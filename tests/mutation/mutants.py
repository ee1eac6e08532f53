"""What can be made wrong in a module, one small thing at a time: the operators of Cosmic Ray, without its runner."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.operators.operator import Operator
from cosmic_ray.plugins import get_operator, operator_names

SWAPPED = {
    "Is": {"IsNot"}, "IsNot": {"Is"}, "In": {"NotIn"}, "NotIn": {"In"}, "Eq": {"NotEq"}, "NotEq": {"Eq"},
    "Lt": {"LtE", "GtE"}, "GtE": {"Gt", "Lt"}, "Gt": {"GtE", "LtE"}, "LtE": {"Lt", "Gt"},
    "Add": {"Sub"}, "Sub": {"Add"}, "Mul": {"Div"}, "Div": {"Mul"}, "FloorDiv": {"Mul"}, "Mod": {"FloorDiv"},
    "BitOr": {"BitAnd"}, "BitAnd": {"BitOr"}, "BitXor": {"BitOr"}, "Pow": {"Mul"},
}  # fmt: skip
"""An operator becomes its opposite or loses its boundary. What could only raise a TypeError would flatter the score."""
_SWAP = re.compile(r"core/Replace(?:Comparison|Binary)Operator_([A-Za-z]+?)_([A-Za-z]+)$")


@dataclass(frozen=True, slots=True)
class Mutant:
    """A module with one thing changed, and the lines that show it."""

    code: str
    line: int
    was: str
    now: str


def mutants_of(source: str) -> Iterator[Mutant]:
    """Each once, in the order of the file. Types and how a dataclass is kept are left alone: they are no rules."""
    annotated, seen = set(_annotated(source)), {source}
    found = []
    for operator in _operators():
        places = [start for node in ast_nodes(get_ast(source)) for start, _ in operator.mutation_positions(node)]
        for occurrence, place in enumerate(places):
            code = mutate_code(source, operator, occurrence)
            if code is not None and place not in annotated and code not in seen:
                seen.add(code)
                found.append(_shown(source, code))
    yield from sorted((each for each in found if not each.was.startswith("@dataclass")), key=lambda each: each.line)


def _operators() -> Iterator[Operator]:
    for name in operator_names():
        operator, swap = get_operator(name), _SWAP.match(name)
        if not operator.arguments() and (swap is None or swap[2] in SWAPPED.get(swap[1], ())):
            yield operator()


def _annotated(source: str) -> Iterator[tuple[int, int]]:
    """Every line and column inside an annotation."""
    lines = source.splitlines()
    for node in ast.walk(ast.parse(source)):
        types = [getattr(node, "annotation", None), getattr(node, "returns", None)]
        for type_ in (each for each in types if isinstance(each, ast.expr)):
            last = type_.end_lineno or type_.lineno
            for number in range(type_.lineno, last + 1):
                start = type_.col_offset if number == type_.lineno else 0
                end = type_.end_col_offset if number == last else len(lines[number - 1])
                yield from ((number, column) for column in range(start, (end or 0) + 1))


def _shown(source: str, code: str) -> Mutant:
    old, new = source.splitlines(), code.splitlines()
    _, start, end, other_start, other_end = next(
        step for step in SequenceMatcher(None, old, new, autojunk=False).get_opcodes() if step[0] != "equal"
    )
    was, now = (" ".join(map(str.strip, lines)) for lines in (old[start:end], new[other_start:other_end]))
    return Mutant(code, start + 1, was, now)
