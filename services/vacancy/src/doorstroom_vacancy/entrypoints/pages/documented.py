"""How the pages stand in `openapi.json`."""

from doorstroom_common.http.pages import HTML
from doorstroom_vacancy.entrypoints.feeds.documented import LINK, TEXT, Options, form
from doorstroom_vacancy.entrypoints.feeds.examples import ENTRY, PERMIT_OFFICER, SITE, WORDS
from doorstroom_vacancy.entrypoints.pages.page import PATH, Page
from doorstroom_vacancy.entrypoints.pages.rendering import vacancies_page, vacancy_page

LIST, ONE = Page(SITE, WORDS), Page(SITE, WORDS, f"{PATH}/{PERMIT_OFFICER.posting_id}")


def list_page() -> Options:
    return form(HTML, TEXT, vacancies_page(LIST, [ENTRY], None).decode(), LINK)


def one_page() -> Options:
    return form(HTML, TEXT, vacancy_page(ONE, PERMIT_OFFICER, ENTRY).decode())
