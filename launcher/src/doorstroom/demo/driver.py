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
PERSON = ("vacancies:read", "reactions:write", "candidates:read", "candidates:write", "matches:read")


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

    def __post_init__(self) -> None:
        for step in (*self.story.of(Kind.CANDIDATE), *self.story.of(Kind.REGISTRATION)):
            self._people[step.key] = step.body

    async def play(self, steps: Iterable[Step]) -> None:
        """Several at once; they are of one kind and one day, so that none needs another."""
        turns = asyncio.Semaphore(AT_ONCE)

        async def take(step: Step) -> None:
            async with turns:
                await self._take(step)

        await asyncio.gather(*(take(step) for step in steps))

    def headers(self, caller: str) -> dict[str, str]:
        """Of an organisation's HR system, or of a person, who signs in with a verified private address."""
        if caller not in self._tokens:
            self._tokens[caller] = self._person(caller) if caller in self._people else self._hr_system(caller)
        return {"Authorization": f"Bearer {self._tokens[caller]}"}

    async def get(self, caller: str, path: str, **query: Any) -> httpx.Response:
        return await self.http.get(path, headers=self.headers(caller), params=query)

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
        reaction = next(each for each in self.story.of(Kind.REACTION) if each.key == step.about)
        return self.ids[reaction.about]

    def _hr_system(self, organisation: str) -> str:
        return self.issuer.token(organisation=organisation, supplier="demo-hr-system", scopes=HR_SYSTEM)

    def _person(self, key: str) -> str:
        body = self._people[key]
        employer = body.get("employment", {}).get("employer")
        return self.issuer.token(person=key, email=body["identity"]["email"], organisation=employer, scopes=PERSON)
