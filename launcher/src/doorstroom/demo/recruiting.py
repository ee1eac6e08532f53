"""A recruiter's day: what waits for an answer is answered, and who was invited is offered something, or not."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from doorstroom.demo import cast, offers
from doorstroom.demo.deciding import ASKED_AT_ONCE
from doorstroom.demo.journal import Did
from doorstroom.demo.knowing import Pair
from doorstroom.demo.scene import Answer, Scene, told
from doorstroom.demo.story import Kind

MATCHES = "/matching/v1/matches"
NOT_CONFIRMED_AFTER = 21
"""Days after which an employer who does not confirm an employment makes an offer void."""


@dataclass(slots=True)
class Recruiting:
    """One organisation on one day. `talking` counts the conversations about each need."""

    scene: Scene
    organisation: str
    talking: dict[str, list[tuple[Pair, str]]] = field(default_factory=lambda: defaultdict(list))

    @property
    def me(self) -> str:
        return self.scene.recruiter(self.organisation)

    async def work(self) -> None:
        """From the end of the conversations to their beginning, so that each comes one step further on a day."""
        waiting = await self._waiting()
        offered, invited = await self._with_status(Did.OFFERED), await self._with_status(Did.INVITED)
        granted = [each for each in waiting if each["status"] in ("contact-granted", "employer-agreed")]
        for match in (*offered, *invited):
            self._talks(match["matchId"])
        for match in granted:
            self._talks(match["id"])
        for match in offered:
            await self._place(match["matchId"])
        for match in invited:
            await self._offer(match["matchId"], invited, offered)
        for match in granted:
            await self._invite(match)
        await self._answer([each for each in waiting if each["status"] in ("sent", "candidate-agreed")])
        await self._ask([each for each in waiting if each["status"] == "proposed"])

    async def _waiting(self) -> Sequence[Answer]:
        found = await self.scene.list(self.me, "/matching/v1/pending-answers")
        return sorted(found, key=lambda each: (self.scene.pair(each["id"]).key, each["kind"]))

    async def _with_status(self, status: Did) -> Sequence[Answer]:
        """Only where there can be any."""
        if not any(deed.by == self.organisation for deed in self.scene.journal.stands(status)):
            return ()
        found = await self.scene.list(self.me, MATCHES, status=status.value)
        return sorted(found, key=lambda match: self.scene.pair(match["matchId"]).key)

    def _talks(self, match_id: str) -> None:
        pair = self.scene.pair(match_id)
        self.talking[pair.need].append((pair, match_id))

    async def _place(self, match_id: str) -> None:
        """Where the employment is confirmed by now; whoever else was invited is rejected, and referred onward."""
        pair = self.scene.pair(match_id)
        said = offers.placement(self.scene, pair, await self.scene.read(self.me, f"{MATCHES}/{match_id}"))
        answer = await self.scene.play.driver.post(self.me, f"{MATCHES}/{match_id}/placement", said)
        if answer.status_code == 409 and "employment-not-confirmed" in answer.json()["type"]:
            await self._give_up(pair, match_id)
            return
        told(answer)
        self._did(Did.PLACED, pair, about=match_id)
        self.scene.filled.add(pair.need)
        for other, other_id in self.talking[pair.need]:
            if other != pair:
                await self._reject(other, other_id, "other-candidate")

    async def _give_up(self, pair: Pair, match_id: str) -> None:
        offer = self.scene.journal.first(Did.OFFERED, pair.key)
        if offer and self.scene.day - offer.day >= NOT_CONFIRMED_AFTER:
            await self._reject(pair, match_id, "availability")
            self.talking[pair.need].remove((pair, match_id))

    async def _reject(self, pair: Pair, match_id: str, reason: str) -> None:
        await self.scene.do(self.me, f"{MATCHES}/{match_id}/rejection", {"reason": reason})
        self._did(Did.REJECTED, pair, reason, match_id)
        if self.scene.open[pair.need].kind is Kind.VACANCY:
            await self._refer_onward(pair, match_id)

    async def _refer_onward(self, pair: Pair, match_id: str) -> None:
        """To the first of the vacancies that the service finds; equals by their key."""
        found = (await self.scene.read(self.me, f"{MATCHES}/{match_id}/onward"))["items"]
        looks = {self.scene.play.driver.key_of(each["need"]["id"]) for each in found}
        referred = {deed.need for deed in self.scene.journal.of(Did.REFERRED) if deed.person == pair.person}
        others = [other for other in self.scene.pairs_of(pair.person) if other.need in looks - referred]
        if others and self.scene.decisions.refers(pair):
            onward = min(others, key=lambda other: (other.key not in cast.PAIRS, other.place, other.need))
            body = {"matchId": match_id, "receiver": {"needId": self.scene.play.driver.ids[onward.need]}}
            made = await self.scene.do(self.me, "/matching/v1/referrals", body)
            self._did(Did.REFERRED, onward, about=made["referralId"])

    async def _offer(self, match_id: str, invited: Sequence[Answer], offered: Sequence[Answer]) -> None:
        """To the one they like best of those who were invited, while nobody has an offer."""
        pair = self.scene.pair(match_id)
        taken = {self.scene.pair(match["matchId"]).need for match in offered} | self.scene.filled
        others = [self.scene.pair(match["matchId"]) for match in invited]
        liked = min((each for each in others if each.need == pair.need), key=self.scene.decisions.liking)
        if pair.need in taken or pair != liked:
            return
        said = offers.offer(self.scene, pair)
        await self.scene.do(self.me, f"{MATCHES}/{match_id}/offer", said)
        self._did(Did.OFFERED, pair, about=match_id)

    async def _invite(self, waiting: Answer) -> None:
        """The first look at who it is, unless the need was filled meanwhile."""
        pair = self.scene.pair(waiting["id"])
        if pair.need in self.scene.filled:
            return
        if not await self._may(pair, waiting["id"], "invitation"):
            return
        shown = await self.scene.list(self.me, "/candidate/v1/disclosures", matchId=waiting["id"])
        for disclosure in shown:
            await self.scene.read(self.me, f"/candidate/v1/disclosures/{disclosure['disclosureId']}")
        await self.scene.do(self.me, f"{MATCHES}/{waiting['id']}/invitation", {})
        self._did(Did.INVITED, pair, about=waiting["id"])

    async def _answer(self, questions: Sequence[Answer]) -> None:
        """As the one who receives a referral, and as the employer who is to lend somebody."""
        for question in questions:
            pair = self.scene.pair(question["id"])
            if question["kind"] == "referral":
                await self._take_up(pair, f"/matching/v1/referrals/{question['id']}")
            else:
                await self._lend(pair, question["id"])

    async def _take_up(self, pair: Pair, path: str) -> None:
        reason = self.scene.decisions.takes_up(pair)
        if reason:
            await self.scene.do(self.me, f"{path}/declination", {"reason": reason})
        else:
            await self.scene.do(self.me, f"{path}/acceptance")
            self.talking[pair.need].append((pair, path))
        self._did(Did.TURNED_AWAY if reason else Did.TOOK_UP, pair, reason)

    async def _lend(self, pair: Pair, match_id: str) -> None:
        reason = self.scene.decisions.does_not_lend(pair)
        if reason:
            await self.scene.do(self.me, f"{MATCHES}/{match_id}/employer-refusal", {"reason": reason})
        else:
            asked = await self.scene.read(self.me, f"{MATCHES}/{match_id}")
            await self.scene.do(
                self.me, f"{MATCHES}/{match_id}/employer-consent", offers.lending(self.scene, pair, asked)
            )
        self._did(Did.NOT_LENT if reason else Did.LENT, pair, reason, match_id)

    async def _ask(self, proposals: Sequence[Answer]) -> None:
        """For contact with the first of each need, as the rules rank them, until enough of them are in conversation."""
        for proposal in sorted(proposals, key=lambda each: self.scene.pair(each["id"]).place):
            pair, match_id = self.scene.pair(proposal["id"]), proposal["id"]
            talking = [other.key for other, _ in self.talking[pair.need]]
            enough = pair.need in self.scene.filled or len(talking) >= ASKED_AT_ONCE
            if enough or pair.key in talking or not self.scene.decisions.asks_for(pair):
                continue
            if reason := self.scene.decisions.passes_over(pair):
                await self.scene.do(self.me, f"{MATCHES}/{match_id}/rejection", {"reason": reason})
                self._did(Did.REJECTED, pair, reason, match_id)
                continue
            if not await self._may(pair, match_id, "contact-request"):
                continue
            await self.scene.do(self.me, f"{MATCHES}/{match_id}/contact-request", {})
            self._did(Did.ASKED, pair, about=match_id)
            self._talks(match_id)

    async def _may(self, pair: Pair, match_id: str, noun: str) -> bool:
        """Others of a better tier have their answer first; for whom the story needs now, the order is overruled."""
        may_do = (await self.scene.read(self.me, f"{MATCHES}/{match_id}"))["mayDo"]
        if noun in may_do or not pair.is_led:
            return noun in may_do
        await self.scene.do(self.me, f"{MATCHES}/{match_id}/overruling", {"reason": "agreed-with-network"})
        return True

    def _did(self, did: Did, pair: Pair, reason: str | None = None, about: str | None = None) -> None:
        self.scene.write(did, self.organisation, pair.need, pair.person, reason, about)
