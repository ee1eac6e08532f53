"""A person's day: they answer what they were asked, and have their employment confirmed once there is an offer."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from doorstroom.demo.journal import Did
from doorstroom.demo.knowing import Pair
from doorstroom.demo.scene import Answer, Scene

MATCHES = "/matching/v1/matches"
SAID_YES = (Did.GRANTED, Did.AGREED, Did.CONSENTED)
LIVE = ("contact-granted", "candidate-agreed", "employer-agreed", "invited", "offered")


@dataclass(slots=True)
class Answering:
    """One person on one day."""

    scene: Scene
    person: str

    async def work(self) -> None:
        for question in await self._waiting():
            pair = self.scene.pair(question["id"])
            if question["kind"] == "referral":
                await self._referred(pair, question["id"])
            elif "showing" in question["mayDo"]:
                await self._shown(pair, question["id"])
            elif question["status"] == "proposed":
                await self._lent(pair, question["id"])
            else:
                await self._known(pair, question["id"])
        await self._offers()

    async def _waiting(self) -> Sequence[Answer]:
        found = await self.scene.list(self.person, "/matching/v1/pending-answers")
        return sorted(found, key=lambda each: (self.scene.pair(each["id"]).key, each["kind"]))

    async def _shown(self, pair: Pair, match_id: str) -> None:
        """Too few show a card like theirs, so they are asked before anybody sees it."""
        agreed = not self._has_a_job and self.scene.decisions.refuses(pair) is None
        await self.scene.do(self.person, f"{MATCHES}/{match_id}/showing", {"agreed": agreed})
        self._did(Did.SHOWN if agreed else Did.HIDDEN, pair, about=match_id)

    async def _known(self, pair: Pair, match_id: str) -> None:
        """An organisation asks who they are."""
        if self.scene.decisions.stays_silent(pair):
            return
        reason = "other-job" if self._has_a_job else self.scene.decisions.refuses(pair)
        noun = "contact-refusal" if reason else "contact-grant"
        await self.scene.do(self.person, f"{MATCHES}/{match_id}/{noun}", {"reason": reason} if reason else {})
        self._did(Did.DECLINED if reason else Did.GRANTED, pair, reason, match_id)

    async def _lent(self, pair: Pair, match_id: str) -> None:
        """A secondment is offered to them before anybody else hears of it; one at a time."""
        wants = self.scene.decisions.wants_to_be_lent(pair) and not self._has_a_job and not self._is_talking_of_a_loan
        if wants:
            await self.scene.do(self.person, f"{MATCHES}/{match_id}/agreement", {})
        else:
            await self.scene.do(self.person, f"{MATCHES}/{match_id}/contact-refusal", {"reason": "not-interested"})
        self._did(Did.AGREED if wants else Did.DECLINED, pair, None if wants else "not-interested", match_id)

    async def _referred(self, pair: Pair, referral_id: str) -> None:
        granted = not self._has_a_job and self.scene.decisions.refuses(pair) is None
        await self.scene.do(self.person, f"/matching/v1/referrals/{referral_id}/consent", {"granted": granted})
        self._did(Did.CONSENTED if granted else Did.DECLINED, pair, None if granted else "not-interested", referral_id)

    async def _offers(self) -> None:
        """They go on with one of them, at most, and end the other conversations once they have a job."""
        if not any(deed.person == self.person for did in SAID_YES for deed in self.scene.journal.stands(did)):
            return
        matches = await self.scene.list(self.person, MATCHES, seenAs="candidate")
        live = {self.scene.pair(match["matchId"]): match for match in matches if match["status"] in LIVE}
        if self._has_a_job:
            for pair in sorted(live, key=lambda each: each.key):
                await self._withdraw(pair, live[pair]["matchId"], "other-job")
            return
        offered = sorted((pair for pair, match in live.items() if match["status"] == "offered"), key=self._liking)
        for pair in offered[1:]:
            await self._withdraw(pair, live[pair]["matchId"], "other-job")
        for pair in offered[:1]:
            await self._accept(pair, live[pair]["matchId"])
        await self._second_thoughts({pair: live[pair] for pair in live if live[pair]["status"] == "invited"})

    async def _accept(self, pair: Pair, match_id: str) -> None:
        """By letting their employer know, whose word is needed before a placement."""
        if self.scene.decisions.turns_down(pair):
            await self._withdraw(pair, match_id, "terms")
            return
        path = f"/candidate/v1/candidates/{self.scene.play.driver.ids[self.person]}"
        employment = (await self.scene.read(self.person, path))["employment"]
        if employment and employment["standing"] == "declared":
            asked: dict[str, Any] = {"employerMayKnow": True}
            await self.scene.do(self.person, f"{path}/employment-confirmation-request", asked)
            if not any(self.scene.journal.of(Did.ASKED_EMPLOYER, pair.key)):
                self._did(Did.ASKED_EMPLOYER, pair, about=match_id)

    async def _second_thoughts(self, invited: dict[Pair, Answer]) -> None:
        """Some take their consent back: from then on nobody knows them there."""
        for pair in sorted(invited, key=lambda each: each.key):
            if not self.scene.decisions.takes_consent_back(pair):
                continue
            for disclosure in await self.scene.list(
                self.person, "/candidate/v1/disclosures", matchId=invited[pair]["matchId"]
            ):
                if disclosure["endedAt"] is None:
                    path = f"/candidate/v1/disclosures/{disclosure['disclosureId']}/withdrawal"
                    await self.scene.do(self.person, path)
            self._did(Did.TOOK_BACK, pair, about=invited[pair]["matchId"])

    async def _withdraw(self, pair: Pair, match_id: str, reason: str) -> None:
        await self.scene.do(self.person, f"{MATCHES}/{match_id}/withdrawal", {"reason": reason})
        self._did(Did.WITHDREW, pair, reason, match_id)

    @property
    def _has_a_job(self) -> bool:
        return any(deed.person == self.person for deed in self.scene.journal.of(Did.PLACED))

    @property
    def _is_talking_of_a_loan(self) -> bool:
        agreed = {deed.pair for deed in self.scene.journal.of(Did.AGREED) if deed.person == self.person}
        ends = (Did.NOT_LENT, Did.REJECTED, Did.WITHDREW, Did.TOOK_BACK)
        return bool(agreed - {deed.pair for end in ends for deed in self.scene.journal.of(end)})

    def _liking(self, pair: Pair) -> tuple[bool, float]:
        return self.scene.decisions.liking(pair)

    def _did(self, did: Did, pair: Pair, reason: str | None = None, about: str | None = None) -> None:
        self.scene.write(did, self.person, pair.need, pair.person, reason, about)
