from services.vacancy.tests.speaking import VacancyService
from services.vacancy.tests.story import SMALLEST


async def test_every_vacancy_is_on_one_page_and_the_newest_is_first(region: VacancyService) -> None:
    for number in range(7):
        await region.opened(title=f"Functie {number}")
        await region.advance(minutes=1)
    titles: list[str] = []
    path: str | None = "/vacancy/v1/vacancies?limit=3"
    while path:
        page = await region.running.http.get(path, headers=region.hr("waterrijk"))
        titles += [item["title"] for item in page.json()["items"]]
        path = page.links["next"]["url"] if "next" in page.links else None
    assert titles == [f"Functie {number}" for number in reversed(range(7))]


async def test_filters_narrow_what_is_listed(region: VacancyService) -> None:
    await region.opened("waterrijk", title="Open")
    await region.opened("waterrijk", title="Concept", status="draft")
    await region.opened("duinmeer", title="Van Duinmeer")
    await region.advance(days=7)
    await region.opened("waterrijk", title="Pas open")
    hr = region.hr("waterrijk")

    async def listed(query: str) -> set[str]:
        return {item["title"] for item in (await region.get(f"/vacancies?{query}", hr)).json()["items"]}

    assert await listed("") == {"Open", "Concept", "Van Duinmeer", "Pas open"}
    assert await listed("status=draft") == {"Concept"}
    assert await listed("stage=partners") == {"Open", "Van Duinmeer"}
    assert await listed("organisation=duinmeer") == {"Van Duinmeer"}
    assert await listed("organisation=waterrijk&status=open&stage=own") == {"Pas open"}


async def test_a_list_holds_no_texts_and_no_names(region: VacancyService) -> None:
    await region.opened()
    page = await region.get("/vacancies", region.hr("waterrijk"))
    assert "Canarisvogel" not in page.text
    assert "Jij beoordeelt" not in page.text


async def test_what_is_left_out_is_answered_as_null_or_its_default(region: VacancyService) -> None:
    made = (await region.post("/vacancies", region.hr("waterrijk"), SMALLEST)).json()
    assert (made["posts"], made["requiredShare"], made["requiredSkills"], made["conditions"]) == (1, 100, [], [])
    assert (made["function"], made["url"], made["place"], made["text"]) == (None, None, None, None)
