"""What organisations do with vacancies, requests, reactions and loans, and what should come of it."""

from dataclasses import dataclass, field
from datetime import timedelta

from tests.stateful.life import REQUEST, VACANCY, Expected
from tests.stateful.people import Move, Need
from tests.stateful.speaking import Caller, Speaking, expect
from tests.stateful.story import VACANCY_BODY, request_body

VACANCIES, REQUESTS = "/vacancy/v1/vacancies", "/vacancy/v1/secondment-requests"
PLACEMENTS = "/vacancy/v1/placements"
LONGER = timedelta(days=30)


@dataclass
class Postings(Speaking):
    """`sent` is the reaction by vacancy and reference."""

    sent: dict[tuple[str, str], str] = field(default_factory=dict)

    async def open_vacancy(self, organisation: str) -> None:
        self.concerned.add(None)
        answer = await self.made(Caller(organisation), VACANCIES, VACANCY_BODY)
        self.model.open_need(Need(answer["vacancyId"], VACANCY, organisation, "own"))

    async def open_request(self, organisation: str) -> None:
        self.concerned.add(None)
        days = (self.today + timedelta(days=30), self.today + timedelta(days=200))
        answer = await self.made(Caller(organisation), REQUESTS, request_body(*days))
        self.model.open_need(Need(answer["secondmentRequestId"], REQUEST, organisation, "partners"))

    async def close(self, caller: Caller, need: Need, outcome: str) -> None:
        self.concerned.add(None)
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
        self.concerned.add(None)
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
        self.concerned.add(None)
        body = {"suitable": suitable} if suitable else {"suitable": False, "reason": "skills"}
        answer = await self.post(Caller(need.by), f"{VACANCIES}/{need.id}/reactions/{reaction}/assessment", body)
        if need.reactions[reaction] == "withdrawn":
            expect(answer, Expected(409, "wrong-status"))
            return
        expect(answer, Expected(200))
        need.reactions[reaction] = "suitable" if suitable else "unsuitable"
        self.model.reaction_counts_no_more(need)

    async def take_reaction_back(self, need: Need, reaction: str) -> None:
        """By the HR system that sent it."""
        self.concerned.add(None)
        by = next(who for (_, who), sent in self.sent.items() if sent == reaction)
        path = f"{VACANCIES}/{need.id}/reactions/{reaction}/withdrawal"
        answer = await self.post(Caller(by.rpartition("-")[0]), path)
        if need.reactions[reaction] == "withdrawn":
            assert answer.status_code in (200, 409), answer.text
            return
        expect(answer, Expected(200))
        need.reactions[reaction] = "withdrawn"
        self.model.reaction_counts_no_more(need)

    async def go_on_lending(self, by: str, loan: Move) -> None:
        """A later end, by the lender or the borrower; nothing of one that ended."""
        self.concerned.add(None)
        assert loan.end
        later = loan.end + LONGER
        path = f"{PLACEMENTS}/{await self._id_of(loan)}/extension"
        expect(await self.post(Caller(by), path, {"endDate": later.isoformat()}), self._of_loan(by, loan))
        if self._of_loan(by, loan).status == 200:
            loan.end = later

    async def end_loan(self, by: str, loan: Move, because: str) -> None:
        """Converted, it is a move of its own."""
        self.concerned.add(None)
        expected = self._of_loan(by, loan)
        path = f"{PLACEMENTS}/{await self._id_of(loan)}/ending"
        expect(await self.post(Caller(by), path, {"because": because}), expected)
        if expected.status != 200:
            return
        loan.ended = because
        if because == "converted":
            self.model.moves.append(Move(loan.origin, loan.to, loan.need, "permanent", self.today, converted=True))

    def _of_loan(self, by: str, loan: Move) -> Expected:
        if by not in (loan.origin, loan.to):
            return Expected(404, "not-found")
        return Expected(409, "wrong-status") if loan.ended else Expected(200)

    async def _id_of(self, loan: Move) -> str:
        """Of several alike, the one that stands as this one does, in the order in which they were recorded."""
        read = await self.get(Caller(loan.to), PLACEMENTS, needId=loan.need.id, limit=100)
        start = loan.start.isoformat()
        alike = [
            each["placementId"] for each in reversed(read.json()["items"])
            if (each["from"], each["contract"], each["startDate"]) == (loan.origin, loan.contract, start)
        ]  # fmt: skip
        same = [
            m
            for m in self.model.moves
            if (m.need, m.origin, m.contract, m.start) == (loan.need, loan.origin, loan.contract, loan.start)
        ]
        found: str = alike[same.index(loan)]
        return found
