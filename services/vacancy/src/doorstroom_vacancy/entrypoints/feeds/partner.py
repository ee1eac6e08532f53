"""`/vacancy/v1/partner-feeds/…`: what is open to the caller, inside the network too.

Secondment requests are here alone. Never as `JobPosting`, nor in a sitemap: those are for what is public.
"""

from functools import partial
from typing import Annotated

from fastapi import Depends, Request, Response

from doorstroom_common.http import Router
from doorstroom_common.http.caching import IfNoneMatch
from doorstroom_vacancy.domain.advertised import AnyAdvertised
from doorstroom_vacancy.entrypoints.feeds import documented
from doorstroom_vacancy.entrypoints.feeds.atom import ATOM, atom
from doorstroom_vacancy.entrypoints.feeds.json_forms import JSON_FEED, json_feed
from doorstroom_vacancy.entrypoints.feeds.public import InPages
from doorstroom_vacancy.entrypoints.feeds.rss import RSS, rss
from doorstroom_vacancy.entrypoints.feeds.serving import READER, Asked
from doorstroom_vacancy.entrypoints.parts import Given, Reader

router = Router(tags=["partner-feeds"])


async def _asked(request: Request, caller: Reader, parts: Given, known: IfNoneMatch = None) -> Asked[AnyAdvertised]:
    organisation = caller.organisation
    read = partial(parts.advertising.to_reader, organisation)
    return Asked(request, parts, known, READER, read, organisation)


ByReader = Annotated[Asked[AnyAdvertised], Depends(_asked)]


@router.get("/partner-feeds/atom", **documented.atom_of("/partner-feeds/atom"))
async def read_partner_atom_feed(asked: ByReader, query: InPages) -> Response:
    """Vacancies and secondment requests open to the caller as Atom, newest first: own, of partners, and public."""
    return await asked.feed(query, atom, ATOM)


@router.get("/partner-feeds/rss", **documented.rss_of("/partner-feeds/rss"))
async def read_partner_rss_feed(asked: ByReader, query: InPages) -> Response:
    """Vacancies and secondment requests open to the caller as RSS 2.0, newest first."""
    return await asked.feed(query, rss, RSS)


@router.get("/partner-feeds/json-feed", **documented.json_feed_of("/partner-feeds/json-feed"))
async def read_partner_json_feed(asked: ByReader, query: InPages) -> Response:
    """Vacancies and secondment requests open to the caller as JSON Feed 1.1, newest first."""
    return await asked.feed(query, json_feed, JSON_FEED)


@router.get("/partner-feeds/closing-dates", **documented.calendar_of("/partner-feeds/closing-dates"))
async def read_partner_closing_dates(asked: ByReader) -> Response:
    """As iCalendar, of the 500 newest: the last days of vacancies, and the first of secondment requests."""
    return await asked.closing_dates()
