"""What a co-ordinator should read of a covenant, counted from the model; and what may be left out of it."""

from collections import Counter
from datetime import timedelta
from typing import Any

from doorstroom_common.database import Behalf
from doorstroom_vacancy.adapters.results import StoredResults
from doorstroom_vacancy.domain.results import Counted, Period
from tests.stateful.deeds import Deeds
from tests.stateful.life import VACANCY
from tests.stateful.story import COVENANT_ID, MEMBERS
from tests.stateful.world import START

SMALLEST = 5
TIERS = ("own_first", "own", "partner_first", "partner", "linked", "external")
STEPS = ("proposed", "contact", "invited", "offered", "placed")


async def check_totals(deeds: Deeds) -> None:
    """The plain figures are the model's; of what is published each figure is the model's or left out, with cause."""
    first, last = START.date(), START.date() + timedelta(days=1000)
    database = deeds.world.database("vacancy")
    async with database.unit_of_work(Behalf(covenants=frozenset((COVENANT_ID,)))) as uow:
        counted = await StoredResults().counted(COVENANT_ID, Period.around(first, last), uow)
    expected = figures(deeds)
    found = plain(counted)
    assert found == expected, f"found {found}, expected {expected}"
    answer = await deeds.world.http.get(
        f"/vacancy/v1/covenants/{COVENANT_ID}/results",
        params={"from": first.isoformat(), "to": last.isoformat()},
        headers=deeds.world.as_co_ordinator(COVENANT_ID),
    )
    assert answer.status_code == 200, answer.text
    check_published(answer.json(), expected)


def figures(deeds: Deeds) -> dict[str, Any]:
    model = deeds.model
    vacancies = [need for need in model.needs if need.kind == VACANCY]
    moves, loans = [m for m in model.moves if not m.is_loan], [m for m in model.moves if m.is_loan]
    seen = [(match.need.by, match.furthest, match.answered) for match in model.matches if match.counted]
    seen += model.forgotten
    employed = sum(move.origin is not None and not move.converted for move in moves)
    return {
        "opened": Counter(need.by for need in model.needs),
        "vacancies": Counter((need.outcome, best_tier(deeds, need)) for need in vacancies if need.outcome),
        "moves": Counter((move.origin or "outside", move.to) for move in moves),
        "secondments": Counter((move.origin, move.to) for move in loans),
        "permanent": (employed, employed),
        "endings": Counter(move.ended for move in loans if move.ended),
        "reactions": Counter(status for need in vacancies for status in need.reactions.values()),
        "furthest": Counter(furthest for _, furthest, _ in seen),
        "shown": Counter(by for by, _, _ in seen),
        "answered": +Counter({by: sum(a for b, _, a in seen if b == by) for by, _, _ in seen}),
    }


def plain(counted: Counted) -> dict[str, Any]:
    return {
        "opened": Counter(counted.opened),
        "vacancies": Counter(counted.vacancies),
        "moves": Counter(counted.moves),
        "secondments": Counter(counted.secondments),
        "permanent": counted.permanent,
        "endings": Counter(counted.endings),
        "reactions": Counter(counted.reactions),
        "furthest": Counter({int(step): many for step, many in counted.furthest.items()}),
        "shown": Counter({by: shown for by, (shown, _) in counted.progress.items()}),
        "answered": +Counter({by: answered for by, (_, answered) in counted.progress.items()}),
    }


def best_tier(deeds: Deeds, need: object) -> str:
    tiers = [move.tier for move in deeds.model.moves if move.need is need]
    return min(tiers, key=TIERS.index) if tiers else "none"


def check_published(read: dict[str, Any], expected: dict[str, Any]) -> None:
    table = {(cell["row"], cell["column"]): cell["count"] for cell in read["vacancies"]["cells"]}
    family(table, expected["vacancies"], read["vacancies"]["total"])
    for name in ("moves", "secondments"):
        cells = {(cell["row"], cell["column"]): cell["count"] for cell in read[name]["cells"]}
        family(cells, expected[name], read[name]["total"])
    for name in ("endings", "reactions"):
        family({item["name"]: item["count"] for item in read[name]["items"]}, expected[name], read[name]["total"])
    figure(read["opened"], expected["opened"].total())
    reached = {step["name"]: step["count"] for step in read["funnel"]}
    for at, step in enumerate(STEPS):
        many = sum(count for furthest, count in expected["furthest"].items() if furthest >= at)
        assert reached[step] in (None, many)
        assert not 0 < (reached[step] or 0) < SMALLEST
    assert read["postedNothing"] == sorted(set(MEMBERS) - set(expected["opened"]))
    silent = (by for by, many in expected["shown"].items() if many >= SMALLEST and not expected["answered"][by])
    assert read["answeredNothing"] == sorted(silent)


def family(cells: dict[Any, int | None], expected: Counter[Any], total: int | None) -> None:
    """No small count is published; nothing is left out where nothing is small."""
    assert set(cells) == set(expected)
    small = any(0 < count < SMALLEST for count in expected.values())
    for key, count in cells.items():
        assert count == expected[key] if not small else count in (None, expected[key])
        assert not 0 < (count or 0) < SMALLEST
    assert total in (None, expected.total()) if small else total == expected.total()


def figure(count: int | None, expected: int) -> None:
    assert count == (None if 0 < expected < SMALLEST else expected)
