"""The leading parts, watched while they play: what they and others read over HTTP, on the day on which they read it.

It has to be then: of somebody who begins in a new job nothing is left to be read.
"""

from collections import Counter
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from doorstroom.demo import cast, leads
from doorstroom.demo.journal import Deed, Did
from doorstroom.demo.offers import promised
from doorstroom.demo.scene import Answer, Scene
from doorstroom.report.facts import ClauseFound, Heard, Look, Said
from doorstroom_common.clock import local_date
from doorstroom_common.covenant import ClauseCode

MATCH, CANDIDATE, DISCLOSURE = (
    "/matching/v1/matches/{matchId}", "/candidate/v1/candidates/{candidateId}",
    "/candidate/v1/disclosures/{disclosureId}",
)  # fmt: skip
ALERTS = "/notification/v1/alerts"
RECRUITER, LENDER, PERSON = "recruiter", "lender", "candidate"
LOOKED_AFTER = (Did.ASKED, Did.INVITED, Did.PLACED)
"""Of her conversation: before her yes, after it, and when she is placed."""


@dataclass(slots=True)
class Watching:
    """What was seen so far. Answers are kept as they came."""

    looks: list[Look] = field(default_factory=list)
    heard: list[Heard] = field(default_factory=list)
    refusal: Answer | None = None
    placed: dict[tuple[str, str], Answer] = field(default_factory=dict)
    referral: Answer | None = None

    async def after_organisations(self, scene: Scene) -> None:
        """To be called on each day on which organisations have acted, when all is at rest."""
        if self.refusal is None:
            self.refusal = await _explained(scene)
        for did in LOOKED_AFTER:
            for deed in scene.journal.on(scene.day, did):
                if deed.pair == cast.CHOSEN:
                    self.looks += [look async for look in _looks(scene, deed)]
        for deed in scene.journal.on(scene.day, Did.PLACED):
            if deed.pair in cast.PAIRS:
                await self._see_placed(scene, deed)

    async def _see_placed(self, scene: Scene, deed: Deed) -> None:
        self.placed[deed.pair] = await scene.read(deed.person, f"/matching/v1/matches/{deed.about}")
        if deed.pair == cast.CHOSEN:
            self.heard = [each async for each in _heard(scene, deed, self.placed[deed.pair])]
        if deed.pair == cast.ONLY_REFERRED and (sent := scene.journal.first(Did.REFERRED, deed.pair)):
            self.referral = await scene.read(scene.recruiter(sent.by), f"/matching/v1/referrals/{sent.about}")


async def _explained(scene: Scene) -> Answer:
    """Why she was not proposed for temporary work."""
    ids = scene.play.driver.ids
    asked = {"needId": ids[leads.ENDING], "candidateId": ids[leads.PERSON]}
    return await scene.read(leads.PERSON, "/matching/v1/explanations", **asked)


async def _looks(scene: Scene, deed: Deed) -> AsyncIterator[Look]:
    """A recruiter of every organisation asks: before her yes for the match, after it for what she disclosed.

    Her employer asks for everything there is, each time.
    """
    granted = any(scene.journal.of(Did.GRANTED, cast.CHOSEN))
    paths = {MATCH: {"matchId": deed.about}, CANDIDATE: {"candidateId": scene.play.driver.ids[leads.PERSON]}}
    if granted:
        disclosed = await scene.list(leads.PERSON, "/candidate/v1/disclosures", matchId=deed.about)
        paths[DISCLOSURE] = {"disclosureId": disclosed[0]["disclosureId"]}
    for organisation in scene.year.organisations:
        role = _role(scene, organisation)
        asked_by_all = () if deed.did is Did.PLACED else (DISCLOSURE if granted else MATCH,)
        for path in paths if role == LENDER else asked_by_all:
            answer = await scene.play.driver.get(scene.recruiter(organisation), path.format(**paths[path]))
            yield Look(
                day=scene.today, organisation=organisation, role=role, method="GET", path=path,
                status=answer.status_code, granted=granted and organisation == scene.needs[leads.STRUCTURAL].by,
            )  # fmt: skip


async def _heard(scene: Scene, deed: Deed, match: Answer) -> AsyncIterator[Heard]:
    """From the inboxes, from the steps of her match, and of her employer on the day she asked it for a word."""
    for organisation in scene.year.organisations:
        told = await _alerts(scene, organisation, deed)
        for (day, what), many in sorted(told.items()):
            yield Heard(day=day, role=RECRUITER, organisation=organisation, what=what, recruiters=many)
    for step in match["steps"]:
        if step["taken"] == "proposed":
            yield Heard(day=day_of(step["at"]), role=PERSON, organisation=None, what="match")
        elif step["by"] == "organisation":
            yield Heard(day=day_of(step["at"]), role=PERSON, organisation=None, what=step["taken"])
        elif step["by"] == "candidate":
            yield Heard(day=day_of(step["at"]), role=RECRUITER, organisation=match["organisation"], what=step["taken"])
    for asked in scene.journal.of(Did.ASKED_EMPLOYER, cast.CHOSEN):
        day = scene.play.story.start + timedelta(days=asked.day)
        employer = scene.people[leads.PERSON]["employment"]["employer"]
        yield Heard(day=day, role=LENDER, organisation=employer, what=asked.did.value)


async def _alerts(scene: Scene, organisation: str, deed: Deed) -> Counter[tuple[date, str]]:
    """Of the vacancy and of her match, by day and kind."""
    need_id = scene.play.driver.ids[leads.STRUCTURAL]
    told: Counter[tuple[date, str]] = Counter()
    for kind in ("vacancy", "stage", "match"):
        for alert in await scene.list(organisation, ALERTS, kind=kind, ended="true"):
            if alert["needId"] == need_id and alert["subjectId"] in (need_id, deed.about):
                told[day_of(alert["toldAt"]), kind] += 1
    return told


READ_AS = {ClauseCode.SERVICE: "service-notice"}
"""Of the three clocks of service, the one that the law knows."""


def clauses(scene: Scene, match: Answer) -> Iterator[ClauseFound]:
    """Each of the nine: as promised, as found, and as kept."""
    kept = {entry["clause"]: entry for entry in match["placement"]["clauses"]}
    read = {rule["rule"]: rule for rule in match["explanation"]}
    for clause in ClauseCode:
        entry, rule = kept.get(clause.value, {}), read.get(READ_AS.get(clause, clause.value), {})
        yield ClauseFound(
            clause=clause.value,
            promise=promised(scene, clause).value,
            finding=rule.get("finding"),
            kept=entry.get("kept"),
            reason=entry.get("reason"),
            words=Said(**rule["words"]) if rule else None,
            source=rule.get("source"),
        )


def day_of(moment: str) -> date:
    return local_date(datetime.fromisoformat(moment))


def _role(scene: Scene, organisation: str) -> str:
    return LENDER if organisation == scene.people[leads.PERSON]["employment"]["employer"] else RECRUITER
