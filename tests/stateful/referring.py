"""What people and organisations do with referrals, and what the model says should come of it."""

from datetime import timedelta
from typing import Any

from tests.stateful.days import end_of_term
from tests.stateful.deeds import Deeds
from tests.stateful.life import REQUEST, VACANCY, Expected
from tests.stateful.model import CONTACT_DAYS, REFERRAL_DAYS
from tests.stateful.people import Match, Need, Profile, Referral
from tests.stateful.speaking import Caller, expect

REFERRALS = "/matching/v1/referrals"
Receiver = str | Need
"""An organisation, or one of its vacancies."""


class Referring(Deeds):
    """Sent to an organisation or to a vacancy, answered, and forwarded once."""

    async def refer(self, organisation: str, match: Match, receiver: Receiver) -> None:
        self.concerned.add(match.profile)
        expected = self._expects_referral(organisation, match, receiver)
        body = {"matchId": match.id, "receiver": named(receiver)}
        answer = await self.post(Caller(organisation), REFERRALS, body)
        expect(answer, expected)
        if expected.status == 201:
            self._note(answer.json()["referralId"], match, organisation, receiver, 1)

    async def answer_referral(
        self, caller: Caller, noun: str, referral: Referral, *, yes: bool, onward: Receiver
    ) -> None:
        self.concerned.add(referral.profile)
        expected = self.model.expects_of_referral(caller.organisation, caller.person, noun, referral, yes=yes)
        bodies: dict[str, dict[str, Any]] = {
            "consent": {"granted": yes},
            "declination": {"reason": "skills"},
            "forwarding": {"receiver": named(onward)},
        }
        if noun == "forwarding" and expected.status == 201:
            expected = self._may_receive(referral.receiver, referral.profile, onward)
        answer = await self.post(caller, f"{REFERRALS}/{referral.id}/{noun}", bodies.get(noun))
        expect(answer, expected)
        if not answer.is_success:
            return
        if noun == "forwarding":
            referral.end("forwarded")
            found = answer.json()["referralId"]
            self._note(found, referral.match, referral.receiver, onward, referral.generation + 1)
        elif noun == "declination":
            referral.end("declined")
        elif noun == "acceptance":
            self._accept(referral)
        elif yes:
            referral.status, referral.sent = "sent", True
            referral.due = end_of_term(self.model.now, REFERRAL_DAYS)
            referral.consent_until = self.today + timedelta(days=90)
        else:
            referral.end("withdrawn" if referral.sent else "consent-refused")

    def _accept(self, referral: Referral) -> None:
        referral.end("accepted")
        self.model.follow_referral(referral, self.model.now)
        for match in self.model.matches:
            same = match.need is referral.need and match.profile is referral.profile
            if same and match.kind == VACANCY and match.status in ("proposed", "contact-requested"):
                self.model.grant_through(match, referral)

    def _expects_referral(self, organisation: str, match: Match, receiver: Receiver) -> Expected:
        if "organisation" not in self.model.sides(organisation, None, match):
            return Expected(404, "not-found")
        if not match.may_be_referred:
            return Expected(409, "wrong-status")
        return self._may_receive(organisation, match.profile, receiver)

    def _may_receive(self, sender: str, profile: Profile, receiver: Receiver) -> Expected:
        need, to = (receiver, receiver.by) if isinstance(receiver, Need) else (None, receiver)
        if need and (need.kind == REQUEST or not self.model.is_open_to(need, sender)):
            return Expected(404, "not-found")
        if to == sender:
            return Expected(400)
        before = ((each.sender, each.receiver, each.need) for each in self.model.referrals if each.profile is profile)
        return Expected(409, "already-referred") if (sender, to, need) in before else Expected(201)

    def _note(self, referral_id: str, match: Match, sender: str, receiver: Receiver, generation: int) -> None:
        need, to = (receiver, receiver.by) if isinstance(receiver, Need) else (None, receiver)
        due = end_of_term(self.model.now, CONTACT_DAYS)
        referral = Referral(referral_id, match, match.profile, sender, to, need, generation, due)
        self.model.referrals.append(referral)


def named(receiver: Receiver) -> dict[str, str]:
    return {"needId": receiver.id} if isinstance(receiver, Need) else {"organisation": receiver}
