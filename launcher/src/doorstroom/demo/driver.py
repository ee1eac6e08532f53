"""Plays a story over HTTP, as the region's HR systems, people and recruiters would, with a token each."""

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx

from doorstroom.demo.story import Kind, Step, Story
from doorstroom_common.http import LocalIssuer

AT_ONCE = 4
HR_SYSTEM = (
    "vacancies:read", "vacancies:write", "reactions:write", "candidates:read", "candidates:write", "matches:read",
    "recruiters:read", "recruiters:write", "alerts:read", "alerts:write",
)  # fmt: skip
PERSON = ("vacancies:read", "reactions:write", "candidates:read", "candidates:write", "matches:read", "matches:write")
RECRUITER = (*HR_SYSTEM, "matches:write")
CO_ORDINATOR = ("vacancies:read", "covenants:write")
CO_ORDINATES = "co-ordinator-of-"
"""With a covenant's id behind it the key of whoever co-ordinates it."""


class Refused(Exception):
    """The region answered a step of the story with something else than it should have."""


@dataclass(slots=True)
class Driver:
    """Knows the ids that the region gave out, by the keys of the story."""

    http: httpx.AsyncClient
    issuer: LocalIssuer
    story: Story
    ids: dict[str, str] = field(default_factory=dict)
    _tokens: dict[str, str] = field(default_factory=dict)
    _people: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    _recruiters: dict[str, str] = field(default_factory=dict)
    _reacted_to: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.learn(self.story)

    def learn(self, story: Story) -> None:
        """Whom a story is about, before it is played; what it says adds to what was said before."""
        for step in (*story.of(Kind.CANDIDATE), *story.of(Kind.REGISTRATION)):
            self._people[step.key] = step.body
        self._recruiters |= {step.key: step.by for step in story.of(Kind.RECRUITER)}
        self._reacted_to |= {step.key: step.about for step in story.of(Kind.REACTION)}

    async def play(self, steps: Iterable[Step]) -> None:
        """Several at once; they are of one kind and one day, so that none needs another."""
        turns = asyncio.Semaphore(AT_ONCE)

        async def take(step: Step) -> None:
            async with turns:
                await self._take(step)

        await asyncio.gather(*(take(step) for step in steps))

    def headers(self, caller: str) -> dict[str, str]:
        """Of an organisation's HR system or one of its recruiters, of the co-ordinator of a covenant, or of a person.

        People sign in with a verified private address.
        """
        if caller not in self._tokens:
            self._tokens[caller] = self._token(caller)
        return {"Authorization": f"Bearer {self._tokens[caller]}"}

    async def get(self, caller: str, path: str, **query: Any) -> httpx.Response:
        return await self.http.get(path, headers=self.headers(caller), params=query)

    async def post(self, caller: str, path: str, body: Any = None) -> httpx.Response:
        return await self.http.post(path, headers=self.headers(caller), json=body)

    def key_of(self, identifier: object) -> str:
        """The story's key for an id of the region."""
        return self._keys()[str(identifier)]

    def _keys(self) -> dict[str, str]:
        return {identifier: key for key, identifier in self.ids.items()}

    async def _take(self, step: Step) -> None:
        path, answer_id = self._address(step)
        answer = await self.http.post(
            path, json=step.body, headers={**self.headers(step.by), "Idempotency-Key": f"demo-{step.kind}-{step.key}"}
        )
        if answer.is_error:
            raise Refused(f"{step.kind} {step.key} by {step.by}: {answer.status_code} {answer.text}")
        if answer_id:
            self.ids[step.key] = answer.json()[answer_id]

    def _address(self, step: Step) -> tuple[str, str | None]:
        """Where the step is posted, and the field of the answer that holds the new id."""
        about = self.ids.get(step.about, "")
        match step.kind:
            case Kind.RECRUITER:
                return "/notification/v1/recruiters", "recruiterId"
            case Kind.VACANCY:
                return "/vacancy/v1/vacancies", "vacancyId"
            case Kind.SECONDMENT:
                return "/vacancy/v1/secondment-requests", "secondmentRequestId"
            case Kind.CANDIDATE | Kind.REGISTRATION:
                return "/candidate/v1/candidates", "candidateId"
            case Kind.CONFIRMATION:
                return f"/candidate/v1/candidates/{about}/confirmation", None
            case Kind.CANDIDATE_WITHDRAWAL:
                return f"/candidate/v1/candidates/{about}/withdrawal", None
            case Kind.REACTION:
                return f"/vacancy/v1/vacancies/{about}/reactions", "reactionId"
            case Kind.REACTION_WITHDRAWAL:
                return f"/vacancy/v1/vacancies/{self._vacancy_of(step)}/reactions/{about}/withdrawal", None
            case Kind.CLOSURE:
                return f"/vacancy/v1/vacancies/{about}/closure", None

    def _vacancy_of(self, step: Step) -> str:
        return self.ids[self._reacted_to[step.about]]

    def _token(self, caller: str) -> str:
        if caller in self._people:
            return self._person(caller)
        if caller in self._recruiters:
            return self._recruiter(caller)
        covenant = caller.removeprefix(CO_ORDINATES)
        return self._hr_system(caller) if covenant == caller else self._co_ordinator(covenant)

    def _recruiter(self, key: str) -> str:
        return self.issuer.token(person=key, organisation=self._recruiters[key], roles=("recruiter",), scopes=RECRUITER)

    def _co_ordinator(self, covenant: str) -> str:
        return self.issuer.token(
            person=f"{CO_ORDINATES}{covenant}", roles=("co-ordinator",), covenants=(covenant,), scopes=CO_ORDINATOR
        )

    def _hr_system(self, organisation: str) -> str:
        return self.issuer.token(organisation=organisation, supplier="demo-hr-system", scopes=HR_SYSTEM)

    def _person(self, key: str) -> str:
        body = self._people[key]
        employer = body.get("employment", {}).get("employer")
        return self.issuer.token(person=key, email=body["identity"]["email"], organisation=employer, scopes=PERSON)
