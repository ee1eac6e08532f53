"""`/vacancy/v1/job-postings`, `/feeds/…` and `/sitemap`: what is public, for whoever asks."""

from typing import Annotated

from fastapi import Depends, Query, Request, Response

from doorstroom_common.http import PageQuery, Router
from doorstroom_common.http.caching import FOR_A_MOMENT, IfNoneMatch
from doorstroom_vacancy.domain.advertised import Advertised
from doorstroom_vacancy.entrypoints.feeds import documented
from doorstroom_vacancy.entrypoints.feeds.atom import ATOM, atom
from doorstroom_vacancy.entrypoints.feeds.job_posting import CONTEXT, JSON_LD, job_posting, job_postings
from doorstroom_vacancy.entrypoints.feeds.json_forms import JSON_FEED, embeddable, json_feed
from doorstroom_vacancy.entrypoints.feeds.rss import RSS, rss
from doorstroom_vacancy.entrypoints.feeds.serving import EVERYBODY, Asked
from doorstroom_vacancy.entrypoints.feeds.sitemap import SITEMAP, sitemap
from doorstroom_vacancy.entrypoints.parts import Given, VacancyId

router = Router(tags=["feeds"])
MOST_ADDRESSES = 5_000


async def asked_by_anybody(request: Request, parts: Given, known: IfNoneMatch = None) -> Asked[Advertised]:
    return Asked(request, parts, known, EVERYBODY, parts.advertising.to_all)


ByAnybody = Annotated[Asked[Advertised], Depends(asked_by_anybody)]
InPages = Annotated[PageQuery, Query()]


@router.get("/job-postings", **documented.postings_form())
async def list_job_postings(asked: ByAnybody, query: InPages) -> Response:
    """Public vacancies as a schema.org `ItemList` of `JobPosting`, newest first; for everybody, without a token."""
    found = await asked.page(query)
    listed = job_postings([job_posting(one, asked.entry(one), asked.words) for one in found])
    return asked.answer(embeddable(listed), JSON_LD)


@router.get("/job-postings/{vacancyId}", **documented.posting_form())
async def read_job_posting(vacancy_id: VacancyId, asked: ByAnybody, parts: Given) -> Response:
    """One public vacancy as a schema.org `JobPosting`. What is not public now is the same as unknown."""
    found = await parts.advertising.one(vacancy_id)
    posting = job_posting(found, asked.entry(found), asked.words)
    return asked.answer(embeddable(CONTEXT | posting), JSON_LD)


@router.get("/feeds/atom", **documented.atom_of("/feeds/atom"))
async def read_atom_feed(asked: ByAnybody, query: InPages) -> Response:
    """Public vacancies as Atom, newest first; for everybody, without a token."""
    return await asked.feed(query, atom, ATOM)


@router.get("/feeds/rss", **documented.rss_of("/feeds/rss"))
async def read_rss_feed(asked: ByAnybody, query: InPages) -> Response:
    """Public vacancies as RSS 2.0, newest first; for everybody, without a token."""
    return await asked.feed(query, rss, RSS)


@router.get("/feeds/json-feed", **documented.json_feed_of("/feeds/json-feed"))
async def read_json_feed(asked: ByAnybody, query: InPages) -> Response:
    """Public vacancies as JSON Feed 1.1, newest first; for everybody, without a token."""
    return await asked.feed(query, json_feed, JSON_FEED)


@router.get("/feeds/closing-dates", **documented.calendar_of("/feeds/closing-dates"))
async def read_closing_dates(asked: ByAnybody) -> Response:
    """The last days of public vacancies as iCalendar: of the 500 newest; for everybody, without a token."""
    return await asked.closing_dates()


@router.get("/sitemap", **documented.sitemap_form())
async def read_sitemap(parts: Given, known: IfNoneMatch = None) -> Response:
    """The addresses of public vacancies as a sitemap: of the 5,000 newest; for everybody, without a token."""
    addresses = await parts.advertising.addresses(MOST_ADDRESSES)
    return FOR_A_MOMENT.answer(sitemap(parts.site, addresses), SITEMAP, known)
