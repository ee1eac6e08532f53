"""A region and its four services."""

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Literal, Self

import httpx

from doorstroom_client.calling import Caller, Patience
from doorstroom_client.candidate import CandidateService
from doorstroom_client.matching import MatchingService
from doorstroom_client.notification import EventAnswer, NotificationService
from doorstroom_client.tokens import ClientCredentials, Fixed, TokenSource
from doorstroom_client.vacancy import VacancyService

SECONDS = 30.0
EVENTS = "/notification/v1/events"


class Doorstroom:
    """A region at `base_url`; each service has a method per operation, named after its operationId.

    May be shared by threads. Lists are iterators that fetch page after page. `language` is that of problems.
    """

    def __init__(
        self, base_url: str, token: TokenSource | str, *, language: Literal["nl", "en"] = "nl",
        patience: Patience | None = None, seconds: float = SECONDS, transport: httpx.BaseTransport | None = None,
    ) -> None:  # fmt: skip
        self._http = httpx.Client(
            base_url=base_url, timeout=seconds, transport=transport, headers={"accept-language": language}
        )
        source = Fixed(token) if isinstance(token, str) else token
        caller = self._caller = Caller(self._http, source, patience or Patience())
        self.vacancy = VacancyService(caller)
        self.candidate = CandidateService(caller)
        self.matching = MatchingService(caller)
        self.notification = NotificationService(caller)

    @classmethod
    def from_environment(cls, scopes: Sequence[str], environment: Mapping[str, str] = os.environ) -> Self:
        """The region at `DOORSTROOM_URL`, with `DOORSTROOM_TOKEN` or as a client of the identity provider.

        The client is `DOORSTROOM_CLIENT_ID` at `DOORSTROOM_TOKEN_URL` with the key in `DOORSTROOM_KEY_FILE`, and
        `DOORSTROOM_AUDIENCE` where the provider wants its issuer's address. `KeyError` names the first that is missing.
        """
        base_url = environment["DOORSTROOM_URL"]
        if token := environment.get("DOORSTROOM_TOKEN"):
            return cls(base_url, token)
        credentials = ClientCredentials(
            environment["DOORSTROOM_TOKEN_URL"],
            environment["DOORSTROOM_CLIENT_ID"],
            Path(environment["DOORSTROOM_KEY_FILE"]).read_text(encoding="ascii"),
            scopes=scopes,
            audience=environment.get("DOORSTROOM_AUDIENCE"),
        )
        return cls(base_url, credentials)

    def events(self, after: str | None = None, *, wait: int = 20) -> Iterator[tuple[list[EventAnswer], str]]:
        """What there is for your organisation, page after page and without end; each with where to go on `after` it.

        Keep that with what you did with the page: from there on nothing is left out, and what was not kept comes again,
        with the same `id`. A page is empty when nothing came within `wait` seconds. `Problem` with slug
        `cursor-too-old` after thirty days: begin without it, and read the lists in full.
        """
        query: Mapping[str, int] | None = {"wait": wait} if after is None else None
        place = after or EVENTS
        while True:
            answer = self._caller.send("GET", place, query=query)
            place, query = answer.links["next"]["url"], None
            yield answer.json()["items"], place

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._http.close()
