"""What people, organisations and systems do over HTTP, and what the model says should come of it."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count
from typing import Any

import httpx

from tests.stateful.days import day_of
from tests.stateful.life import REQUEST, VACANCY, Expected
from tests.stateful.model import Model
from tests.stateful.people import Disclosure, Match, Move, Need, Profile
from tests.stateful.story import VACANCY_BODY, employment, profile_body, request_body
from tests.stateful.world import World

MATCHES = "/matching/v1/matches"
CANDIDATES, VACANCIES = "/candidate/v1/candidates", "/vacancy/v1/vacancies"
REQUESTS = "/vacancy/v1/secondment-requests"
LOAN_DAYS = timedelta(days=120)


@dataclass(frozen=True, slots=True)
class Caller:
    """One of the two: an organisation's HR system, or a person."""

    organisation: str | None = None
    person: str | None = None

    def __repr__(self) -> str:
        return self.organisation or self.person or "nobody"


@dataclass(eq=False)
class Asleep:
    """What an employer registered and the person has not answered yet."""

    id: str
    person: str
    employer: str
    confirmed: bool = False


@dataclass
class Deeds:
    """Every deed is checked at once; what others see of it is for whoever looks afterwards."""

    world: World
    model: Model
    asleep: list[Asleep] = field(default_factory=list)
    registered: dict[str, str] = field(default_factory=dict)
    loans: dict[str, tuple[date, date]] = field(default_factory=dict)
    sent: dict[tuple[str, str], str] = field(default_factory=dict)
    _keys: Any = field(default_factory=lambda: count(1))

    @property
    def today(self) -> date:
        return day_of(self.model.now)

    # Calls.

    async def post(self, caller: Caller, path: str, body: Any = None, **headers: str) -> httpx.Response:
        return await self.world.http.post(path, json=body, headers={**self.headers(caller), **headers})

    async def get(self, caller: Caller, path: str, **query: Any) -> httpx.Response:
        return await self.world.http.get(path, params=query, headers=self.headers(caller))

    def headers(self, caller: Caller) -> dict[str, str]:
        if caller.person:
            return self.world.as_person(caller.person)
        return self.world.as_organisation(caller.organisation or "")

    async def made(self, caller: Caller, path: str, body: Any) -> dict[str, Any]:
        """Made once, however often it is sent with the same key."""
        key = {"Idempotency-Key": f"key-{next(self._keys)}"}
        first, again = await self.post(caller, path, body, **key), await self.post(caller, path, body, **key)
        expect(first, Expected(201))
        assert (again.status_code, again.json()) == (201, first.json())
        answered: dict[str, Any] = first.json()
        return answered

    # Needs.

    async def open_vacancy(self, organisation: str) -> None:
        answer = await self.made(Caller(organisation), VACANCIES, VACANCY_BODY)
        self.model.open_need(Need(answer["vacancyId"], VACANCY, organisation, "own"))

    async def open_request(self, organisation: str) -> None:
        days = (self.today + timedelta(days=30), self.today + timedelta(days=200))
        answer = await self.made(Caller(organisation), REQUESTS, request_body(*days))
        self.model.open_need(Need(answer["secondmentRequestId"], REQUEST, organisation, "partners"))

    async def close(self, caller: Caller, need: Need, outcome: str) -> None:
        filled = any(move.need is need for move in self.model.moves)
        expected = Expected(200)
        if caller.organisation != need.by:
            expected = Expected(404, "not-found")
        elif not need.is_open:
            expected = Expected(409, "wrong-status")
        elif outcome == "filled" and not filled:
            expected = Expected(409, "no-placement")
        path = f"{VACANCIES if need.kind == VACANCY else REQUESTS}/{need.id}/closure"
        expect(await self.post(caller, path, {"outcome": outcome}), expected)
        if expected.status == 200:
            self.model.close(need, outcome)

    async def react(self, organisation: str, need: Need, reference: str) -> None:
        """By an HR system of an organisation that may see the vacancy."""
        body = {"reference": f"{organisation}-{reference}"}
        answer = await self.post(Caller(organisation), f"{VACANCIES}/{need.id}/reactions", body)
        if not self.model.is_open_to(need, organisation):
            expect(answer, Expected(404, "not-found") if need.is_open else Expected(answer.status_code))
            assert answer.status_code in (404, 409)
            return
        stood = self.sent.get((need.id, body["reference"]))
        again = stood is not None and need.reactions[stood] != "withdrawn"
        expect(answer, Expected(200 if again else 201))
        found = answer.json()["reactionId"]
        self.sent[need.id, body["reference"]] = found
        if not again:
            need.reactions[found] = "received"

    async def assess(self, need: Need, reaction: str, *, suitable: bool) -> None:
        body = {"suitable": suitable} if suitable else {"suitable": False, "reason": "skills"}
        answer = await self.post(Caller(need.by), f"{VACANCIES}/{need.id}/reactions/{reaction}/assessment", body)
        if need.reactions[reaction] == "withdrawn":
            expect(answer, Expected(409, "wrong-status"))
            return
        expect(answer, Expected(200))
        need.reactions[reaction] = "suitable" if suitable else "unsuitable"
        self.model.reaction_counts_no_more(need)

    # People.

    async def register(self, person: str, employer: str | None, blocked: frozenset[str]) -> None:
        answer = await self.made(Caller(person=person), CANDIDATES, profile_body(person, employer, blocked))
        profile = Profile(answer["candidateId"], person, employer, hidden=True, blocked=blocked)
        self.model.join(profile)

    async def register_employee(self, employer: str, person: str) -> None:
        answer = await self.made(Caller(employer), CANDIDATES, profile_body(person, employer))
        self.asleep.append(Asleep(answer["candidateId"], person, employer))
        self.registered[answer["candidateId"]] = employer

    async def confirm(self, asleep: Asleep) -> None:
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
        answer = await self.post(Caller(employer), f"{CANDIDATES}/{candidate_id}/employment-confirmation")
        expect(answer, Expected(200))
        given: list[Asleep | Profile] = [*self.asleep, *self.model.profiles]
        for each in given:
            if each.id == candidate_id:
                each.confirmed = True

    async def change_job(self, profile: Profile, employer: str | None) -> None:
        body = {"employment": employment(employer) if employer else None}
        headers = self.headers(Caller(person=profile.person))
        answer = await self.world.http.patch(f"{CANDIDATES}/{profile.id}", json=body, headers=headers)
        expect(answer, Expected(200))
        if employer != profile.employer:
            self.model.change_job(profile, employer)

    async def withdraw(self, profile: Profile) -> None:
        answer = await self.post(Caller(person=profile.person), f"{CANDIDATES}/{profile.id}/withdrawal")
        expect(answer, Expected(200))
        if profile.active:
            self.model.withdraw(profile)

    async def erase(self, profile: Profile) -> None:
        headers = self.headers(Caller(person=profile.person))
        answer = await self.world.http.delete(f"{CANDIDATES}/{profile.id}", headers=headers)
        assert answer.status_code in (200, 202, 204), answer.text
        self.model.erase(profile)
        self.registered.pop(profile.id, None)

    async def ask_employer(self, profile: Profile) -> None:
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
        employer = Caller(profile.asked)
        waiting = (await self.get(employer, "/candidate/v1/employment-confirmations", limit=100)).json()["items"]
        (found,) = (each for each in waiting if each["name"].startswith(profile.person.title()))
        path = f"/candidate/v1/employment-confirmations/{found['confirmationId']}/{answer}"
        expect(await self.post(employer, path), Expected(200))
        profile.asked, profile.confirmed = None, answer == "confirmation"

    async def take_consent_back(self, caller: Caller, disclosure: Disclosure, disclosure_id: str) -> None:
        answer = await self.post(caller, f"/candidate/v1/disclosures/{disclosure_id}/withdrawal")
        if caller.person != disclosure.profile.person:
            assert answer.status_code in (403, 404)
            return
        expect(answer, Expected(200))
        self.model.take_consent_back(disclosure)

    # Steps.

    async def step(self, caller: Caller, noun: str, match: Match, *, until: int | None = None, starts: int = 1) -> int:
        expected = self.model.expects(caller.organisation, caller.person, noun, match)
        move, body = None, self._said(noun, match)
        untils = self.today + timedelta(days=until) if until is not None else None
        if untils and noun in ("contact-grant", "agreement"):
            body["untilDate"] = untils.isoformat()
        if noun == "placement":
            move = self._move(match, starts)
            body = {"startDate": move.start.isoformat(), "contract": move.contract}
            if move.end:
                body["endDate"] = move.end.isoformat()
        answer = await self.post(caller, f"{MATCHES}/{match.id}/{noun}", body)
        expect(answer, expected)
        if expected.status == 200:
            if noun == "employer-consent":
                self.loans[match.need.id + match.profile.id] = self._loan()
            self.model.take(noun, match, untils if noun in ("contact-grant", "agreement") else None, move)
        return expected.status

    def _said(self, noun: str, match: Match) -> dict[str, Any]:
        if noun == "employer-consent":
            start, end = self._loan()
            return {
                "startDate": start.isoformat(), "endDate": end.isoformat(), "hours": 24, "rightToReturn": True,
                "replacement": "colleagues",
            }  # fmt: skip
        return {"rejection": {"reason": "skills"}, "employer-refusal": {"reason": "dates"}}.get(noun, {})

    def _loan(self) -> tuple[date, date]:
        start = self.today + timedelta(days=14)
        return start, start + LOAN_DAYS

    def _move(self, match: Match, starts: int) -> Move:
        origin, to = match.profile.employer, match.need.by
        if match.kind == VACANCY:
            return Move(origin, to, match.need, "permanent", self.today + timedelta(days=starts))
        agreed = self.loans.get(match.need.id + match.profile.id, self._loan())
        return Move(origin, to, match.need, "secondment", max(agreed[0], self.today + timedelta(days=1)), agreed[1])


def expect(answer: httpx.Response, expected: Expected) -> None:
    """Not a word more or less than it should be; of what does not follow, what would."""
    assert answer.status_code == expected.status, f"{expected} and not {answer.status_code} {answer.text}"
    if expected.slug:
        assert answer.json()["type"].endswith(f"/{expected.slug}"), answer.text
    if expected.may_follow is not None:
        detail = answer.json()["detail"]
        named = detail.partition("What may follow is: ")[2].rstrip(".")
        assert set(named.split(", ")) - {""} == expected.may_follow, detail
