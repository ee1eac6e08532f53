"""What organisations offer, lend and promise in the year: the bodies that they post, by the covenant and the keys."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from doorstroom.demo.deciding import REPLACEMENTS
from doorstroom.demo.knowing import Pair
from doorstroom.demo.scene import Answer, Scene
from doorstroom.demo.story import Kind
from doorstroom_common.covenant import ClauseCode, Promise

NOTICE = timedelta(days=28)
BUDGET, SCALE, AGREEMENT, OTHER_WISH = "budget", "scale-not-used", "other-agreement", "employee-agreed"


def offer(scene: Scene, pair: Pair) -> dict[str, Any]:
    return {"contract": contract(scene, pair), "startDate": starts(scene.today).isoformat()}


def placement(scene: Scene, pair: Pair, match: Answer) -> dict[str, Any]:
    """Of a secondment as the lender agreed to it."""
    if agreed := match.get("agreed"):
        days = {name: agreed[name] for name in ("startDate", "endDate", "hours")}
        return {**days, "contract": "secondment"}
    need, person = scene.open[pair.need].body, scene.people[pair.person]
    return {
        **offer(scene, pair),
        "hours": min(need["hours"]["max"], person["hours"]["max"]),
        "clauses": list(_clauses(scene, pair)),
    }


def lending(scene: Scene, pair: Pair, asked: Answer) -> dict[str, Any]:
    """For the days that the borrower asked for."""
    need, person = scene.open[pair.need].body, scene.people[pair.person]
    return {
        **{name: asked["days"][name] for name in ("startDate", "endDate")},
        "hours": min(need["hours"]["max"], person["hours"]["max"]),
        "rightToReturn": True,
        "replacement": scene.decisions.one_of(REPLACEMENTS, "fills the gap", *pair.key),
    }


def contract(scene: Scene, pair: Pair) -> str:
    """Permanent for a permanent employee, as the covenant has it, but for the few with whom it goes wrong."""
    need = scene.open[pair.need]
    if need.kind is Kind.SECONDMENT:
        return "secondment"
    if need.body["need"]["kind"] != "structural":
        return "temporary"
    if _is_permanent(scene, pair):
        return (
            "permanent" if pair.is_led or scene.decisions.chance("stays permanent", *pair.key) < 0.85 else "temporary"
        )
    return "permanent" if need.body["contractForOutsiders"] == "permanent" else "temporary"


def promised(scene: Scene, clause: ClauseCode) -> Promise:
    return scene.covenant.contract_preservation.clause(clause).promise


def starts(today: date) -> date:
    """The first of a month that leaves time to give notice."""
    return ((today + NOTICE).replace(day=1) + timedelta(days=31)).replace(day=1)


def _clauses(scene: Scene, pair: Pair) -> Iterator[Mapping[str, Any]]:
    """Of somebody employed: each promise as it was kept, and what was agreed beyond the promises."""
    held = scene.people[pair.person].get("employment")
    if not held:
        return
    reasons = {**_broken(scene, pair), **_beyond(scene, pair)}
    for clause in ClauseCode:
        if clause is ClauseCode.PERMANENT_STAYS_PERMANENT and not _is_permanent(scene, pair):
            continue
        if promised(scene, clause) is not Promise.NONE or clause in reasons:
            reason = reasons.get(clause)
            yield {"clause": clause.value, "kept": not reason, **({"reason": reason} if reason else {})}


def _broken(scene: Scene, pair: Pair) -> dict[ClauseCode, str | None]:
    """Promises that were not kept, and why."""
    need, held = scene.open[pair.need].body, scene.people[pair.person]["employment"]
    broken: dict[ClauseCode, str | None] = {}
    if _is_permanent(scene, pair) and contract(scene, pair) != "permanent":
        broken[ClauseCode.PERMANENT_STAYS_PERMANENT] = BUDGET
    if not pair.is_led and scene.decisions.chance("pay", *pair.key) < 0.12:
        broken[ClauseCode.PAY] = SCALE
    if need["hours"]["max"] < held["hours"]:
        broken[ClauseCode.HOURS] = OTHER_WISH
    return broken


def _beyond(scene: Scene, pair: Pair) -> dict[ClauseCode, str | None]:
    """What nobody promised: the pension where the fund is the same, the rest where the agreement is."""
    members = {member.id: member for member in scene.covenant.members}
    here, there = members[scene.open[pair.need].by], members[scene.people[pair.person]["employment"]["employer"]]
    other = None if here.agreement == there.agreement else AGREEMENT
    fund = None if here.pension_fund == there.pension_fund else AGREEMENT
    return {ClauseCode.PENSION: fund, ClauseCode.TRAVEL_AND_LEAVE: other, ClauseCode.PROMOTION: other}


def _is_permanent(scene: Scene, pair: Pair) -> bool:
    return bool(scene.people[pair.person].get("employment", {}).get("contract") == "permanent")
