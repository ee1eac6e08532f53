"""The systems of every organisation follow their feed through a story, and read each link as it comes."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import httpx

from doorstroom_common.http import LocalIssuer
from doorstroom_common.testing.contracts import validate_public_event

SCOPES = ("events:read", "vacancies:read", "matches:read")
EVENTS = "/notification/v1/events?limit=100"


@dataclass(frozen=True, slots=True)
class Heard:
    """`status` is what reading the link answered when the feed was read to its end."""

    organisation: str
    type: str
    subject: str
    status: int


@dataclass(slots=True)
class Hearing:
    """A cursor for each organisation, and all that was heard in the order of each."""

    http: httpx.AsyncClient
    issuer: LocalIssuer
    heard: list[Heard] = field(default_factory=list)
    _next: dict[str, str] = field(default_factory=dict)

    async def listen(self, organisations: Iterable[str]) -> None:
        for organisation in organisations:
            token = self.issuer.token(organisation=organisation, supplier="hr", scopes=SCOPES)
            await self._follow(organisation, {"Authorization": f"Bearer {token}"})

    def told(self, organisation: str) -> list[str]:
        return [each.type for each in self.heard if each.organisation == organisation]

    async def _follow(self, organisation: str, headers: dict[str, str]) -> None:
        while True:
            answer = await self.http.get(self._next.get(organisation, EVENTS), headers=headers)
            assert answer.status_code == 200, answer.text
            self._next[organisation] = answer.links["next"]["url"]
            if not answer.json()["items"]:
                return
            for event in map(validate_public_event, answer.json()["items"]):
                read = await self.http.get(event["data"]["link"], headers=headers)
                self.heard.append(Heard(organisation, event["type"], event["subject"], read.status_code))
