from base64 import urlsafe_b64decode
from urllib.parse import parse_qs, urlsplit

import httpx
import orjson
from lxml import etree, html

from services.vacancy.tests.feeds import LISTS, PARTNER_LISTS, addresses, close, events, parsed, rss_titles
from services.vacancy.tests.speaking import VacancyService
from services.vacancy.tests.story import DEMO, PERMIT_OFFICER, next_version

HOSTILE = "</script><script>alert(1)</script> & ]]> \u001b\u2028END:VCALENDAR"
IN_PAGES = [path for path in LISTS if path != "/feeds/closing-dates"]


async def shown(region: VacancyService) -> dict[str, list[str]]:
    """The titles in each public list; of the sitemap, the addresses of vacancies."""
    lists = {path: titles((await region.get(path, {})).content) for path, (_, titles) in LISTS.items()}
    return {**lists, "/sitemap": addresses((await region.get("/sitemap", {})).content)[1:]}


def cursor_moment(address: str) -> str:
    [cursor] = parse_qs(urlsplit(address).query)["cursor"]
    moment: str = orjson.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))[0]
    return moment


async def test_a_vacancy_is_there_from_the_moment_its_public_stage_opens(region: VacancyService) -> None:
    vacancy = await region.opened()
    await region.advance(days=20, hours=23, minutes=29)
    assert not any((await shown(region)).values())
    await region.advance(minutes=1)
    assert all(len(found) == 1 for found in (await shown(region)).values())
    assert (await region.get(f"/job-postings/{vacancy['vacancyId']}", {})).status_code == 200


async def test_a_closed_vacancy_is_gone_from_everywhere_at_once(region: VacancyService) -> None:
    vacancy = await region.opened()
    await region.advance(days=22)
    one = f"/job-postings/{vacancy['vacancyId']}"
    before = {path: (await region.get(path, {})).headers["etag"] for path in (*LISTS, one)}
    await close(region, vacancy["vacancyId"])
    assert not any((await shown(region)).values())
    for path in LISTS:
        again = await region.get(path, {"If-None-Match": before[path]})
        assert (path, again.status_code) == (path, 200)
    assert (await region.get(one, {"If-None-Match": before[one]})).status_code == 404


async def test_a_changed_vacancy_has_another_tag_and_a_later_moment(region: VacancyService) -> None:
    vacancy = await region.opened()
    await region.advance(days=22)
    first = await region.get("/feeds/atom", {})
    await region.advance(minutes=5)
    version = (await region.get(f"/vacancies/{vacancy['vacancyId']}", region.hr("waterrijk"))).headers["etag"]
    await region.patch(f"/vacancies/{vacancy['vacancyId']}", region.hr("waterrijk"), {"text": "Anders"}, version)
    again = await region.get("/feeds/atom", {"If-None-Match": first.headers["etag"]})
    assert again.status_code == 200
    [before], [after] = (parsed(answer.content, "atom10").entries for answer in (first, again))
    assert (before.id, before.published) == (after.id, after.published)
    assert before.published == "2026-03-23T08:00:00Z"
    assert after.updated > before.updated
    assert "Anders" in after.content[0].value


async def test_whom_to_ask_is_shown_only_where_the_vacancy_says_so(region: VacancyService) -> None:
    contact = PERMIT_OFFICER["contactPerson"]
    await region.opened(title="Intern")
    await region.opened(title="Openbaar", contactPerson={**contact, "name": "Team werving", "public": True})
    await region.advance(days=22)
    for path in (*LISTS, *PARTNER_LISTS):
        told = (await region.get(path, region.hr("duinmeer"))).text
        assert "Canarisvogel" not in told
        assert ("Team werving" in told) == (not path.endswith(("closing-dates", "vacancy-pages")))
    listed = (await region.get("/job-postings", {})).json()["itemListElement"]
    contacts = {one["item"]["title"]: one["item"].get("applicationContact") for one in listed}
    assert contacts["Intern"] is None
    assert contacts["Openbaar"] == {
        "@type": "ContactPoint", "name": "Team werving", "email": contact["email"], "telephone": contact["phone"],
    }  # fmt: skip


async def test_following_the_links_shows_everything_once(region: VacancyService) -> None:
    wanted = [f"Functie {number}" for number in range(5)]
    for title in wanted:
        await region.opened(title=title)
    await region.advance(days=22)
    for path in IN_PAGES:
        titles, found = LISTS[path][1], []
        page: httpx.Response | None = await region.get(f"{path}?limit=2", {})
        while page:
            found += titles(page.content)
            following = page.links["next"]["url"] if "next" in page.links else None
            if following:
                assert cursor_moment(following).startswith("2026-03-23"), "the public stage, not the opening inside"
            page = await region.running.http.get(following) if following else None
        assert (path, sorted(found)) == (path, wanted)


async def test_a_page_names_the_next_one_as_its_own_form_does(region: VacancyService) -> None:
    for number in range(3):
        await region.opened(title=f"Functie {number}")
    await region.advance(days=22)
    atom, rss, json = [await region.get(f"/feeds/{form}?limit=2", {}) for form in ("atom", "rss", "json-feed")]
    named = {
        **{link.rel: link.href for link in parsed(atom.content, "atom10").feed.links},
        "rss": etree.fromstring(rss.content).xpath("//*[local-name()='link'][@rel='next']/@href")[0],
        "json": json.json()["next_url"],
    }
    for answer, name in ((atom, "next"), (rss, "rss"), (json, "json")):
        assert named[name] == "https://doorstroom.example" + answer.links["next"]["url"]
    assert named["self"] == "https://doorstroom.example/vacancy/v1/feeds/atom?limit=2"


async def test_hostile_texts_stay_texts(region: VacancyService) -> None:
    await region.opened(title=HOSTILE, text=HOSTILE, place={"name": HOSTILE}, department=HOSTILE)
    await region.advance(days=22)
    atom, rss, json, calendar, postings = [
        await region.get(path, {})
        for path in ("/feeds/atom", "/feeds/rss", "/feeds/json-feed", "/feeds/closing-dates", "/job-postings")
    ]
    [entry] = parsed(atom.content, "atom10").entries
    assert (entry.title_detail.type, "alert(1)" in entry.title) == ("text/plain", True)
    assert etree.fromstring(atom.content).xpath("//*[local-name()='script']") == []
    assert rss_titles(rss.content)
    item = etree.fromstring(rss.content).find("channel/item")
    for part in ("title", "description"):
        assert html.fromstring(f"<div>{item.findtext(part)}</div>").xpath("//script") == []
    for posting in postings.json()["itemListElement"]:
        assert html.fromstring(f"<div>{posting['item']['description']}</div>").xpath("//script") == []
    for answer in (json, postings):
        page = html.fromstring(f'<html><script type="application/ld+json">{answer.text}</script></html>')
        assert [orjson.loads(script.text) for script in page.xpath("//script")] == [answer.json()]
    [event] = events(calendar.content)
    assert "alert(1)" in str(event["SUMMARY"])


async def test_whoever_leaves_the_covenant_is_shown_no_more_of_it(region: VacancyService) -> None:
    await region.opened(title="Van een partner")
    await region.advance(days=8)
    atom, titles = "/partner-feeds/atom", PARTNER_LISTS["/partner-feeds/atom"][1]
    assert titles((await region.get(atom, region.hr("duinmeer"))).content) == ["Van een partner"]
    await region.context.adopt(next_version(DEMO, "2026-03-12", without="duinmeer"), "demo.yaml")
    await region.advance(days=3)
    assert titles((await region.get(atom, region.hr("duinmeer"))).content) == []


async def test_the_longest_vacancy_keeps_every_line_of_the_calendar_short(region: VacancyService) -> None:
    await region.opened(title="é€😀" * 66, place={"name": "ö" * 100})
    await region.advance(days=22)
    [event] = events((await region.get("/feeds/closing-dates", {})).content)
    assert str(event["SUMMARY"]).endswith("é€😀" * 66)
