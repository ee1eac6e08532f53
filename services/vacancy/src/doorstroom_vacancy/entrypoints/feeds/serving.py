"""A page of what is advertised to somebody, in their words, as an answer that may be kept."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from starlette.requests import Request
from starlette.responses import Response

from doorstroom_common.covenant import Covenants
from doorstroom_common.http import Cursor, PageQuery
from doorstroom_common.http.caching import CALLERS_OWN, FOR_A_MOMENT, Keeping
from doorstroom_common.http.paging import next_link, next_page
from doorstroom_common.http.problems import language_of
from doorstroom_vacancy.adapters.listing import After
from doorstroom_vacancy.domain.advertised import Advertised, AnyAdvertised
from doorstroom_vacancy.entrypoints.feeds.calendar import CALENDAR, calendar
from doorstroom_vacancy.entrypoints.feeds.entry import Entry, Feed, entry_of
from doorstroom_vacancy.entrypoints.feeds.words import TO_ALL, TO_READER, Words
from doorstroom_vacancy.entrypoints.parts import Parts

MOST_CLOSING = 500
REQUESTS = "/secondment-requests"
T = TypeVar("T", bound=AnyAdvertised)
Reading = Callable[[After | None, int], Awaitable[Sequence[T]]]
"""From after one that was shown before, so many at most."""


@dataclass(frozen=True, slots=True)
class Readership:
    """For whom a feed is: what it is called, where its entries lead and as what, and who may keep it."""

    title: str
    vacancies: str
    form: str
    keeping: Keeping
    pages: str | None = None


EVERYBODY = Readership(TO_ALL, "/job-postings", "application/ld+json", FOR_A_MOMENT, "/vacancy-pages")
READER = Readership(TO_READER, "/vacancies", "application/json", CALLERS_OWN)


class Asked(Generic[T]):
    """One request for what `read` finds advertised; `organisation` is the reader's, None for everybody."""

    def __init__(
        self,
        request: Request,
        parts: Parts,
        known: str | None,
        readership: Readership,
        read: Reading[T],
        organisation: str | None = None,
    ) -> None:
        self.words = Words(language_of(request.scope))
        self.site = parts.site
        self.following: str | None = None
        self._request, self._parts, self._known = request, parts, known
        self._readership, self._read, self._organisation = readership, read, organisation

    async def page(self, query: PageQuery) -> Sequence[T]:
        """One page, newest first; `following` is then the path of the page after it."""
        after = After(query.cursor.moment(), query.cursor.id) if query.cursor else None
        found = await self._read(after, query.limit + 1)
        shown = found[: query.limit]
        if len(found) > len(shown):
            last = Cursor.of(shown[-1].since, shown[-1].posting_id)
            self.following = next_page(self._request, query, last)
        return shown

    async def feed(self, query: PageQuery, write: Callable[[Feed], bytes], form: str) -> Response:
        """A page in one of the forms."""
        return self.answer(write(self._feed(await self.page(query))), form)

    async def closing_dates(self) -> Response:
        """No calendar follows pages, so this is bounded."""
        found = await self._read(None, MOST_CLOSING)
        return self.answer(calendar(self._feed(found)), CALENDAR)

    def entry(self, advertised: AnyAdvertised) -> Entry:
        site, clock, pages = self.site, self._parts.clock, self._readership.pages
        name = name_of(advertised.organisation, self._parts.covenants.covenants, clock.now())
        vacancy = isinstance(advertised, Advertised)
        path = self._readership.vacancies if vacancy else REQUESTS
        address = site.at(f"{path}/{advertised.posting_id}")
        page = site.at(f"{pages}/{advertised.posting_id}") if pages and vacancy else None
        return entry_of(advertised, name, address, self.words, page)

    def answer(self, content: bytes, form: str, others: Mapping[str, str] | None = None) -> Response:
        headers = {"content-language": self.words.language, **(others or {})}
        if self.following:
            headers["link"] = next_link(self.following)
        return self._readership.keeping.answer(content, form, self._known, headers)

    def _feed(self, found: Sequence[T]) -> Feed:
        site, scope = self.site, self._request.scope
        here, query = site.url + scope["path"], scope["query_string"].decode("latin-1")
        return Feed(
            id=f"{here}#{self._organisation}" if self._organisation else here,
            title=self.words.say(self._readership.title),
            language=self.words.language,
            site=site,
            address=f"{here}?{query}" if query else here,
            following=self.following and site.url + self.following,
            entries=[self.entry(one) for one in found],
            form=self._readership.form,
        )


def name_of(organisation: str, covenants: Covenants, now: datetime) -> str:
    """As a covenant in force calls it; what has left them all keeps the name it had."""
    for covenant in (*covenants.in_force(now), *reversed(tuple(covenants))):
        for member in covenant.members:
            if member.id == organisation:
                return member.name
    return organisation
