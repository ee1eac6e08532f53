"""Carries moves on from the proposal to the placement, over HTTP, as people and recruiters of a region would."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from doorstroom.demo.driver import AT_ONCE
from doorstroom.demo.running import Play, settled
from doorstroom.demo.story import Kind, Step, Story

MATCHES = "/matching/v1/matches"
PERMANENT, TEMPORARY = "permanent", "temporary"
CONTRACT, CLOCKS = "permanent-stays-permanent", "service-"
STARTS = date(2026, 5, 1).isoformat()
WHY = "other-agreement"


@dataclass(slots=True)
class Carried:
    """One move: who goes to which job, what the rules found of each clause, and the contract it came to."""

    number: int
    job: Step
    person: Step
    findings: Mapping[str, str]
    match_id: str = ""
    refused: bool = False
    closed: str = ""
    placements: Sequence[Mapping[str, Any]] = field(default_factory=list)

    @property
    def permanent(self) -> bool:
        held: str = self.person.body["employment"]["contract"]
        return held == PERMANENT

    @property
    def for_outsiders(self) -> str:
        """What somebody from outside would be given."""
        structural = self.job.body["need"]["kind"] == "structural"
        return PERMANENT if structural and self.job.body["contractForOutsiders"] == PERMANENT else TEMPORARY

    @property
    def recruiter(self) -> str:
        return f"recruiter-{self.job.by}"

    @property
    def employer(self) -> str:
        return f"recruiter-{self.person.body['employment']['employer']}"

    @property
    def path(self) -> str:
        return f"{MATCHES}/{self.match_id}"

    def placement(self, contract: str) -> dict[str, Any]:
        """Every loss that the rules found has its reason, but for the permanent contract: that one has to be kept."""
        lost = {rule for rule, finding in self.findings.items() if finding == "lost"} - {CONTRACT}
        clauses = {"service" if rule.startswith(CLOCKS) else rule for rule in lost}
        stated = [{"clause": clause, "kept": False, "reason": WHY} for clause in sorted(clauses)]
        return {"contract": contract, "startDate": STARTS, "clauses": stated}


class Carrying:
    """Each step of all moves at once, and the next when the region is at rest."""

    def __init__(self, play: Play, moves: Sequence[Carried]) -> None:
        self._play, self._moves = play, moves
        employers = {move.recruiter: move.job.by for move in moves}
        employers |= {move.employer: move.person.body["employment"]["employer"] for move in moves}
        recruiters = (Step(0, Kind.RECRUITER, key, each, {}) for key, each in employers.items())
        play.driver.learn(Story("demo", (), play.story.start, 0, tuple(recruiters)))

    async def carry(self) -> None:
        for step in (self._show, self._ask, self._grant, self._request_confirmation):
            await self._all(step)
        await self._confirm({move.employer for move in self._moves})
        for step in (self._place, self._close, self._look):
            await self._all(step)

    async def _all(self, step: Callable[[Carried], Awaitable[None]]) -> None:
        turns = asyncio.Semaphore(AT_ONCE)

        async def take(move: Carried) -> None:
            async with turns:
                await step(move)

        await asyncio.gather(*(take(move) for move in self._moves))
        await settled(self._play.region)

    async def _show(self, move: Carried) -> None:
        """Whose card too few share is asked before anybody sees it."""
        (match,) = (await self._read(move.person.key, MATCHES, seenAs="candidate"))["items"]
        move.match_id = match["matchId"]
        for question in (await self._read(move.person.key, "/matching/v1/pending-answers"))["items"]:
            if "showing" in question["mayDo"]:
                await self._do(move.person.key, f"{move.path}/showing", {"agreed": True})

    async def _ask(self, move: Carried) -> None:
        await self._do(move.recruiter, f"{move.path}/contact-request")

    async def _grant(self, move: Carried) -> None:
        await self._do(move.person.key, f"{move.path}/contact-grant")

    async def _request_confirmation(self, move: Carried) -> None:
        candidate = self._play.driver.ids[move.person.key]
        path = f"/candidate/v1/candidates/{candidate}/employment-confirmation-request"
        await self._do(move.person.key, path, {"employerMayKnow": True})

    async def _confirm(self, employers: set[str]) -> None:
        path = "/candidate/v1/employment-confirmations"
        for employer in sorted(employers):
            for asked in (await self._read(employer, path, limit=100))["items"]:
                await self._do(employer, f"{path}/{asked['confirmationId']}/confirmation")
        await settled(self._play.region)

    async def _place(self, move: Carried) -> None:
        """First as somebody from outside would be; a permanent employee cannot be given less without a reason."""
        await self._do(move.recruiter, f"{move.path}/invitation")
        contract = move.for_outsiders
        await self._do(move.recruiter, f"{move.path}/offer", {"contract": contract, "startDate": STARTS})
        if move.permanent and contract == TEMPORARY:
            answer = await self._play.driver.post(move.recruiter, f"{move.path}/placement", move.placement(contract))
            move.refused, contract = answer.status_code == 400 and CONTRACT in answer.text, PERMANENT
            if answer.is_success:
                return
        await self._do(move.recruiter, f"{move.path}/placement", move.placement(contract))

    async def _close(self, move: Carried) -> None:
        """By the match alone: the placement is there by then."""
        path = f"/vacancy/v1/vacancies/{self._play.driver.ids[move.job.key]}/closure"
        body = {"outcome": "filled", "placements": [self._named(move)]}
        move.closed = (await self._do(move.recruiter, path, body))["outcome"]

    async def _look(self, move: Carried) -> None:
        """What is kept of the move."""
        need = self._play.driver.ids[move.job.key]
        move.placements = (await self._read(move.recruiter, "/vacancy/v1/placements", needId=need))["items"]

    def _named(self, move: Carried) -> dict[str, Any]:
        contract = PERMANENT if move.permanent else move.for_outsiders
        return {"through": "match", "matchId": move.match_id, "contract": contract, "startDate": STARTS}

    async def _read(self, by: str, path: str, **query: Any) -> Any:
        answer = await self._play.driver.get(by, path, **query)
        assert answer.status_code == 200, (path, answer.text)
        return answer.json()

    async def _do(self, by: str, path: str, body: Any = None) -> Any:
        answer = await self._play.driver.post(by, path, body)
        assert answer.is_success, (path, answer.text)
        return answer.json()
