"""Who could see a posting when, as tables for people."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from rich.markup import escape
from rich.table import Table

from doorstroom_common.clock import AMSTERDAM
from doorstroom_common.locales import Translate

Told = Mapping[str, Any]

SIGHTS = ("who", "relation", "from", "until", "rule", "clause", "covenant", "ended by")
STEPS = ("moment", "step", "stage", "reason", "by", "days", "reactions")
RULES = (
    "own-organisation", "stage-own", "stage-partners", "stage-linked", "stage-public", "membership", "reopened",
    "closed",
)  # fmt: skip
"""What lets somebody see it, or ends that."""


def tables(told: Told, words: Translate) -> Iterator[Table]:
    yield _sights(told, words)
    yield _steps(told, words)


def _sights(told: Told, words: Translate) -> Table:
    governing = told["governingCovenant"]
    title = words("Who could see it when")
    if governing:
        title += f" ({governing['covenantId']}, {words('version')} {governing['version']}, {governing['hash'][:12]})"
    table = _table(title, SIGHTS, words)
    for one in told["sights"]:
        who = words("everybody") if one["organisation"] == "everybody" else escape(one["organisation"])
        since, until = _moment(one["from"]), _moment(one["until"])
        rule, ended = words(one["rule"]), words(one["endedBy"]) if one["endedBy"] else "–"
        clause, covenant = one["clause"] or "–", one["covenantId"] or "–"
        table.add_row(who, words(one["relation"]), since, until, rule, clause, escape(covenant), ended)
    return table


def _steps(told: Told, words: Translate) -> Table:
    table = _table(words("What was done, or happened"), STEPS, words)
    for one in told["steps"]:
        coded = (words(one[name]) if one[name] else "–" for name in ("step", "stage", "reason", "by"))
        numbers = ("–" if one[name] is None else str(one[name]) for name in ("days", "reactions"))
        table.add_row(_moment(one["at"]), *coded, *numbers)
    return table


def _table(title: str, columns: tuple[str, ...], words: Translate) -> Table:
    table = Table(title=title)
    for name in columns:
        table.add_column(words(name), overflow="fold")
    return table


def _moment(at: str | None) -> str:
    """By the clock on the wall in Amsterdam, as stages are agreed."""
    return datetime.fromisoformat(at).astimezone(AMSTERDAM).strftime("%Y-%m-%d %H:%M") if at else "–"
