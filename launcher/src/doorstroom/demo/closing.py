"""How needs end in the year: filled by whom was placed, or after some weeks in another way; and how loans end."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from doorstroom.demo.journal import Deed, Did
from doorstroom.demo.offers import starts
from doorstroom.demo.scene import Scene
from doorstroom.demo.story import Kind, Step

STANDS = 56
"""Days after which a need for which nobody is in conversation is closed."""
IN_CONVERSATION = (Did.INVITED, Did.OFFERED, Did.GRANTED, Did.TOOK_UP, Did.CONSENTED, Did.LENT)
CONVERSATION = 21
"""Days that a conversation is taken to go on after its last step."""
BECOMES_PERMANENT = 0.3


async def close_needs(scene: Scene) -> None:
    """Those that were filled, and those that stood long enough; one after the other by their key."""
    busy = {
        deed.need for did in IN_CONVERSATION for deed in scene.journal.of(did) if scene.day - deed.day < CONVERSATION
    }
    for key in sorted(scene.open):
        need = scene.open[key]
        if need.by in scene.sleeps:
            continue
        if key in scene.filled:
            await _close(scene, need, {"outcome": "filled"})
        elif scene.day - need.day >= STANDS and key not in busy:
            await _close(scene, need, _given_up(scene, need))


async def end_loans(scene: Scene) -> None:
    """At their last day, or by a permanent contract with the borrower."""
    ended = {deed.pair for deed in scene.journal.of(Did.RETURNED)}
    for deed in [*scene.journal.of(Did.PLACED)]:
        need = scene.needs[deed.need]
        if need.kind is not Kind.SECONDMENT or deed.pair in ended or _ends(need) > scene.today:
            continue
        await _end(scene, deed, need)


async def _end(scene: Scene, deed: Deed, need: Step) -> None:
    me = scene.recruiter(need.by)
    because = "converted" if scene.decisions.chance("becomes permanent", *deed.pair) < BECOMES_PERMANENT else "ended"
    for placement in await scene.list(me, "/vacancy/v1/placements", needId=scene.play.driver.ids[need.key]):
        if placement["status"] == "agreed" and placement["contract"] == "secondment":
            await scene.do(me, f"/vacancy/v1/placements/{placement['placementId']}/ending", {"because": because})
    scene.write(Did.RETURNED, need.by, deed.need, deed.person, because)


async def _close(scene: Scene, need: Step, body: dict[str, Any]) -> None:
    kind = "vacancies" if need.kind is Kind.VACANCY else "secondment-requests"
    path = f"/vacancy/v1/{kind}/{scene.play.driver.ids[need.key]}/closure"
    await scene.do(scene.recruiter(need.by), path, body)
    del scene.open[need.key]
    scene.write(Did.CLOSED, need.by, need.key, reason=body["outcome"])


def _given_up(scene: Scene, need: Step) -> dict[str, Any]:
    """A vacancy may have been filled by somebody who reacted, or who came from elsewhere."""
    suitable = [deed.about for deed in scene.journal.of(Did.ASSESSED) if deed.need == need.key and not deed.reason]
    chance = scene.decisions.chance("ends", need.key)
    if need.kind is Kind.SECONDMENT or chance > 0.75:
        return {"outcome": scene.decisions.one_of(("not-filled", "not-filled", "hired-in", "withdrawn"), need.key)}
    if need.body["contractForOutsiders"] == "permanent" and need.body["need"]["kind"] == "structural":
        contract = "permanent"
    else:
        contract = "temporary"
    came = {"contract": contract, "startDate": starts(scene.today).isoformat()}
    if suitable:
        return {"outcome": "filled", "placements": [{**came, "through": "reaction", "reactionId": suitable[0]}]}
    if chance > 0.4:
        return {"outcome": "not-filled"}
    return {"outcome": "filled", "placements": [{**came, "through": "outside"}]}


def _ends(need: Step) -> date:
    return date.fromisoformat(need.body["endDate"]) + timedelta(days=1)


def awaiting_assessment(scene: Scene) -> Iterator[Step]:
    """Reactions that were received since the last working day."""
    for reaction in scene.year.of(Kind.REACTION):
        if scene.day - 7 < reaction.day <= scene.day and reaction.about in scene.open:
            yield reaction
