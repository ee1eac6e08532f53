"""What a benchmark says at its end: a table for people, and with `--json` one object on the last line."""

import os
import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Literal

import orjson
from rich.console import Console
from rich.table import Table

Measure = Literal["ratio", "ours"]


@dataclass(frozen=True, slots=True)
class Row:
    """One comparison. `ratio` is ours / against; `holds` is None where no goal was set."""

    what: str
    ours: float
    against: float
    ratio: float
    goal: str | None
    holds: bool | None


def compared(what: str, ours: float, against: float, ratio: float | None = None) -> Row:
    """A comparison without a goal. Give `ratio` where it was taken pair by pair."""
    return Row(what, ours, against, ours / against if ratio is None else ratio, None, None)


def at_least(row: Row, goal: float) -> Row:
    """More is better, and this much of the floor is the goal."""
    return replace(row, goal=f"ratio >= {goal}", holds=row.ratio >= goal)


def at_most(row: Row, goal: float, of: Measure = "ratio") -> Row:
    """Less is better: the ratio, or our own figure in its unit."""
    return replace(row, goal=f"{of} <= {goal}", holds=(row.ratio if of == "ratio" else row.ours) <= goal)


def machine() -> dict[str, object]:
    """Whatever the figures depend on and a reader cannot see from them."""
    return {
        "cpu": _cpu(),
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "load": [round(load, 2) for load in os.getloadavg()],
    }


def show(title: str, rows: Sequence[Row], notes: Sequence[str] = ()) -> None:
    """The table, on standard output."""
    table = Table(title=title, title_justify="left")
    for name in ("what", "ours", "against", "ratio", "goal", "holds"):
        table.add_column(name, justify="left" if name in {"what", "goal", "holds"} else "right")
    for row in rows:
        held = {True: "yes", False: "NO", None: "-"}[row.holds]
        table.add_row(row.what, _short(row.ours), _short(row.against), f"{row.ratio:.2f}", row.goal or "-", held)
    console = Console(width=None if os.isatty(1) else 140)
    console.print(table)
    for note in notes:
        console.print(note, highlight=False)


def as_json(known: dict[str, object], rows: Sequence[Row]) -> str:
    return orjson.dumps({"machine": known, "rows": [_rounded(row) for row in rows]}).decode()


def _rounded(row: Row) -> dict[str, object]:
    return {name: round(value, 4) if isinstance(value, float) else value for name, value in asdict(row).items()}


def _short(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.2f}"


def _cpu() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), platform.machine())
