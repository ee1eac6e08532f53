"""`/vacancy/v1/vacancy-pages`: what is public, for people to read: no script, no cookie, nothing from elsewhere."""

from typing import Annotated

from fastapi import Query, Request, Response
from pydantic import Field

from doorstroom_common.errors import NotFound
from doorstroom_common.http import PageQuery, Router
from doorstroom_common.http.messages import Language
from doorstroom_common.http.models import QueryModel
from doorstroom_common.http.pages import HTML, wants_page
from doorstroom_common.http.problems import language_of
from doorstroom_vacancy.entrypoints.feeds.public import ByAnybody
from doorstroom_vacancy.entrypoints.feeds.words import Words
from doorstroom_vacancy.entrypoints.pages import documented
from doorstroom_vacancy.entrypoints.pages.page import PATH, Keys, Page
from doorstroom_vacancy.entrypoints.pages.rendering import POLICY, gone_page, vacancies_page, vacancy_page
from doorstroom_vacancy.entrypoints.parts import Given, VacancyId

router = Router(tags=["pages"])
SAFE = {"content-security-policy": POLICY}
InLanguage = Annotated[Language | None, Field(description="Goes before Accept-Language.")]


class VacancyPageQuery(QueryModel, extra="ignore"):
    """Whoever passes a link on adds keys to it (`fbclid`), which mean nothing here."""

    language: InLanguage = None


class VacancyPagesQuery(PageQuery, extra="ignore"):
    language: InLanguage = None


@router.get("/vacancy-pages", **documented.list_page())
async def list_vacancy_pages(
    request: Request, asked: ByAnybody, query: Annotated[VacancyPagesQuery, Query()]
) -> Response:
    """Public vacancies as a page to read, newest first; in Dutch, or in English where Accept-Language prefers it."""
    page = _page(request, asked, query.language, keys=(("cursor", query.cursor.encode()),) if query.cursor else ())
    found = await asked.page(query)
    return asked.answer(vacancies_page(page, [asked.entry(one) for one in found], asked.following), HTML, SAFE)


@router.get("/vacancy-pages/{vacancyId}", **documented.one_page())
async def read_vacancy_page(
    request: Request,
    vacancy_id: VacancyId,
    asked: ByAnybody,
    query: Annotated[VacancyPageQuery, Query()],
    parts: Given,
) -> Response:
    """One public vacancy as a page to read, with its `JobPosting` in it. A browser gets the 404 as a page too."""
    page = _page(request, asked, query.language, f"{PATH}/{vacancy_id}")
    try:
        found = await parts.advertising.one(vacancy_id)
    except NotFound:
        if not wants_page(request.headers.get("accept")):
            raise
        return Response(gone_page(page), 404, {**SAFE, "content-language": page.words.language}, HTML)
    return asked.answer(vacancy_page(page, found, asked.entry(found)), HTML, SAFE)


def _page(request: Request, asked: ByAnybody, language: Language | None, path: str = PATH, keys: Keys = ()) -> Page:
    """The page, whose language is that of what is asked from here on; Dutch unless something says otherwise."""
    asked.words = Words(language or language_of(request.scope, "nl"))
    return Page(asked.site, asked.words, path, keys, chosen=language is not None)
