"""What people and their employers do, and the steps in the life of a match; and what should come of it."""

import asyncio
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from tests.stateful.life import PATHS, VACANCY, Expected
from tests.stateful.people import Disclosure, Match, Move, Profile
from tests.stateful.postings import Postings
from tests.stateful.speaking import Caller, expect
from tests.stateful.story import employment, profile_body

MATCHES, CANDIDATES = "/matching/v1/matches", "/candidate/v1/candidates"
LOAN_DAYS = timedelta(days=120)


@dataclass(eq=False)
class Asleep:
    """What an employer registered and the person has not answered yet."""

    id: str
    person: str
    employer: str
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Saying:
    """What goes with a step."""

    body: dict[str, Any]
    until: date | None = None
    move: Move | None = None


@dataclass
class Deeds(Postings):
    """Every deed is checked at once; what others see of it is for whoever looks afterwards."""

    asleep: list[Asleep] = field(default_factory=list)
    loans: dict[str, tuple[date, date]] = field(default_factory=dict)

    @property
    def registered(self) -> dict[str, str]:
        """What employers gave of their own people, by id: until the person, or the start of a job, erases it."""
        given: list[Asleep | Profile] = [*self.asleep, *(each for each in self.model.profiles if each.by_employer)]
        return {each.id: each.employer for each in given if each.employer}

    # People.

    async def register(self, person: str, employer: str | None, blocked: frozenset[str]) -> None:
        answer = await self.made(Caller(person=person), CANDIDATES, profile_body(person, employer, blocked))
        profile = Profile(answer["candidateId"], person, employer, hidden=True, blocked=blocked)
        self.concerned.add(profile)
        self.model.join(profile)

    async def register_employee(self, employer: str, person: str) -> None:
        self.concerned.add(None)
        answer = await self.made(Caller(employer), CANDIDATES, profile_body(person, employer))
        self.asleep.append(Asleep(answer["candidateId"], person, employer))

    async def confirm(self, asleep: Asleep) -> None:
        self.concerned.add(None)
        answer = await self.post(Caller(person=asleep.person), f"{CANDIDATES}/{asleep.id}/confirmation")
        expect(answer, Expected(200))
        self.asleep.remove(asleep)
        self.model.join(
            Profile(
                asleep.id, asleep.person, asleep.employer, hidden=False, by_employer=True, confirmed=asleep.confirmed
            )
        )

    async def stand_for(self, employer: str, candidate_id: str) -> None:
        """The employer says that the employment it gave is so."""
        self.concerned.add(None)
        answer = await self.post(Caller(employer), f"{CANDIDATES}/{candidate_id}/employment-confirmation")
        expect(answer, Expected(200))
        given: list[Asleep | Profile] = [*self.asleep, *self.model.profiles]
        for each in given:
            if each.id == candidate_id:
                each.confirmed = True

    async def change_job(self, profile: Profile, employer: str | None) -> None:
        self.concerned |= {profile, None}
        body = {"employment": employment(employer) if employer else None}
        headers = self.headers(Caller(person=profile.person))
        answer = await self.world.http.patch(f"{CANDIDATES}/{profile.id}", json=body, headers=headers)
        expect(answer, Expected(200))
        if employer != profile.employer:
            self.model.change_job(profile, employer)

    async def withdraw(self, profile: Profile) -> None:
        self.concerned.add(profile)
        answer = await self.post(Caller(person=profile.person), f"{CANDIDATES}/{profile.id}/withdrawal")
        expect(answer, Expected(200))
        if profile.active:
            self.model.withdraw(profile)

    async def erase(self, profile: Profile) -> None:
        self.concerned.add(profile)
        headers = self.headers(Caller(person=profile.person))
        answer = await self.world.http.delete(f"{CANDIDATES}/{profile.id}", headers=headers)
        assert answer.status_code in (200, 202, 204), answer.text
        self.model.erase(profile)

    async def ask_employer(self, profile: Profile) -> None:
        self.concerned.add(profile)
        path = f"{CANDIDATES}/{profile.id}/employment-confirmation-request"
        answer = await self.post(Caller(person=profile.person), path, {"employerMayKnow": True})
        if not profile.active:
            expect(answer, Expected(409, "takes-no-part"))
        elif profile.employer is None or profile.confirmed:
            expect(answer, Expected(409, "nothing-to-confirm"))
        else:
            expect(answer, Expected(200))
            profile.asked, profile.asked_ever = profile.employer, True

    async def answer_employee(self, profile: Profile, answer: str) -> None:
        self.concerned.add(profile)
        employer = Caller(profile.asked)
        waiting = (await self.get(employer, "/candidate/v1/employment-confirmations", limit=100)).json()["items"]
        (found,) = (each for each in waiting if each["name"].startswith(profile.person.title()))
        path = f"/candidate/v1/employment-confirmations/{found['confirmationId']}/{answer}"
        expect(await self.post(employer, path), Expected(200))
        profile.asked, profile.confirmed = None, answer == "confirmation"

    async def take_consent_back(self, caller: Caller, disclosure: Disclosure, disclosure_id: str) -> None:
        self.concerned.add(disclosure.profile)
        answer = await self.post(caller, f"/candidate/v1/disclosures/{disclosure_id}/withdrawal")
        if caller.person != disclosure.profile.person:
            assert answer.status_code in (403, 404)
            return
        expect(answer, Expected(200))
        self.model.take_consent_back(disclosure)

    # Steps.

    async def step(
        self, caller: Caller, noun: str, match: Match, *, until: int | None = None, starts: int = 20
    ) -> None:
        self.concerned.add(match.profile)
        expected = self.model.expects(caller.organisation, caller.person, noun, match)
        saying = self._saying(noun, match, until, starts)
        expect(await self.post(caller, f"{MATCHES}/{match.id}/{noun}", saying.body), expected)
        if expected.status == 200:
            self._took(noun, match, saying)

    async def at_once(self, match: Match, *steps: tuple[Caller, str]) -> None:
        """Of two steps that may both follow now, what comes is as if one had waited for the other."""
        self.concerned.add(match.profile)
        sayings = [self._saying(noun, match, None, 20) for _, noun in steps]
        calls = (
            self.post(caller, f"{MATCHES}/{match.id}/{noun}", saying.body)
            for (caller, noun), saying in zip(steps, sayings, strict=True)
        )
        answers = await asyncio.gather(*calls)
        paths = PATHS[match.kind]
        for first, second in ((0, 1), (1, 0)):
            after = paths[match.status][steps[first][1]]
            follows = steps[second][1] in paths.get(after, {})
            if answers[first].status_code == 200 and (answers[second].status_code == 200) == follows:
                self._took(steps[first][1], match, sayings[first])
                (caller, noun), answer = steps[second], answers[second]
                expect(answer, self.model.expects(caller.organisation, caller.person, noun, match))
                if follows:
                    self._took(noun, match, sayings[second])
                return
        raise AssertionError(f"no order of {steps} on {match} explains {[answer.text for answer in answers]}")

    def _took(self, noun: str, match: Match, saying: Saying) -> None:
        if noun == "employer-consent":
            self.loans[match.need.id + match.profile.id] = self._loan()
        self.model.take(noun, match, saying.until, saying.move)

    def _saying(self, noun: str, match: Match, until: int | None, starts: int) -> Saying:
        if noun == "employer-consent":
            start, end = self._loan()
            agreed = {"hours": 24, "rightToReturn": True, "replacement": "colleagues"}
            return Saying({"startDate": start.isoformat(), "endDate": end.isoformat(), **agreed})
        if noun == "placement":
            move = self._move(match, starts)
            days = {"startDate": move.start.isoformat()} | ({"endDate": move.end.isoformat()} if move.end else {})
            return Saying({**days, "contract": move.contract}, move=move)
        if noun in ("contact-grant", "agreement") and until is not None:
            day = self.today + timedelta(days=until)
            return Saying({"untilDate": day.isoformat()}, until=day)
        reasons = {"rejection": "skills", "employer-refusal": "dates"}
        return Saying({"reason": reasons[noun]} if noun in reasons else {})

    def _loan(self) -> tuple[date, date]:
        start = self.today + timedelta(days=14)
        return start, start + LOAN_DAYS

    def _move(self, match: Match, starts: int) -> Move:
        origin, to = match.profile.employer, match.need.by
        if match.kind == VACANCY:
            return Move(origin, to, match.need, "permanent", self.today + timedelta(days=starts))
        agreed = self.loans.get(match.need.id + match.profile.id, self._loan())
        return Move(origin, to, match.need, "secondment", max(agreed[0], self.today + timedelta(days=1)), agreed[1])
