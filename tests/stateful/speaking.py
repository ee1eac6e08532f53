"""How everybody speaks to the region, and how an answer is compared with what it should be."""

from dataclasses import dataclass, field
from datetime import date
from itertools import count
from typing import Any

import httpx

from tests.stateful.days import day_of
from tests.stateful.life import Expected
from tests.stateful.model import Model
from tests.stateful.people import Profile
from tests.stateful.world import World


@dataclass(frozen=True, slots=True)
class Caller:
    """One of the two: an organisation's HR system, or a person."""

    organisation: str | None = None
    person: str | None = None

    def __repr__(self) -> str:
        return self.organisation or self.person or "nobody"


@dataclass
class Speaking:
    """`concerned` is whom the deeds since somebody last looked were about; None is something else than a person."""

    world: World
    model: Model
    concerned: set[Profile | None] = field(default_factory=set)
    _keys: Any = field(default_factory=lambda: count(1))

    @property
    def today(self) -> date:
        return day_of(self.model.now)

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
        assert (again.status_code, again.json()) == (201, first.json()), again.text
        answered: dict[str, Any] = first.json()
        return answered


def expect(answer: httpx.Response, expected: Expected) -> None:
    """Not a word more or less than it should be; of what does not follow, what would."""
    assert answer.status_code == expected.status, f"{expected} and not {answer.status_code} {answer.text}"
    if expected.slug:
        assert answer.json()["type"].endswith(f"/{expected.slug}"), answer.text
    if expected.may_follow is not None:
        detail = answer.json()["detail"]
        named = detail.partition("What may follow is: ")[2].rstrip(".")
        assert set(named.split(", ")) - {""} == expected.may_follow, detail
