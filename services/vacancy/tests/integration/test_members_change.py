"""Covenants change and members leave while something is open: its rules stay, and whoever left sees nothing of it."""

from dataclasses import dataclass
from typing import Any

import pytest

from services.vacancy.tests.speaking import VacancyService
from services.vacancy.tests.story import COAST_ID, DEMO, LINKING, READ, SWITCH, neighbouring, next_version

ROUTES = {"vacancy": "/vacancies", "secondment-request": "/secondment-requests"}
FEEDS = ("atom", "rss", "json-feed", "closing-dates")


@dataclass(frozen=True, slots=True)
class Posted:
    """Something that stands open, and every way in which it can be read."""

    region: VacancyService
    kind: str
    id: str
    title: str

    @property
    def path(self) -> str:
        return f"{ROUTES[self.kind]}/{self.id}"

    async def seen_by(self, organisation: str) -> bool:
        """By one read, lists and feeds alike: they never differ."""
        caller = self.region.hr(organisation)
        one = (await self.region.get(self.path, caller)).status_code
        assert one in (200, 404)
        ways = [self.title in (await self.region.get(ROUTES[self.kind], caller)).text]
        if self.kind == "vacancy":
            ways += [self.title in (await self.region.get(f"/partner-feeds/{form}", caller)).text for form in FEEDS]
        assert set(ways) == {one == 200}
        return one == 200

    async def told_of(self, organisation: str) -> list[dict[str, Any]]:
        told = (await self.region.get(f"{self.path}/audit", self.region.hr("waterrijk"))).json()
        return [sight for sight in told["sights"] if sight["organisation"] == organisation]


async def posted(region: VacancyService, kind: str, title: str = "Waterbouwer") -> Posted:
    """Open, and past its own stage where it has one."""
    made = await (region.opened if kind == "vacancy" else region.asked)(title=title)
    if kind == "vacancy":
        await region.advance(days=7)
    return Posted(region, kind, made["vacancyId" if kind == "vacancy" else "secondmentRequestId"], title)


@pytest.mark.parametrize("kind", ROUTES)
@pytest.mark.parametrize("late", [False, True])
async def test_who_left_sees_it_nowhere_from_that_day_on_also_when_the_timer_is_late(
    region: VacancyService, kind: str, late: bool
) -> None:
    one = await posted(region, kind)
    assert await one.seen_by("duinmeer")
    day = (region.now.date().replace(day=region.now.day + 2)).isoformat()
    await region.context.adopt(next_version(DEMO, day, without="duinmeer"), "demo.yaml")
    if late:
        await region.rows("UPDATE timer SET due_at = due_at + interval '20 days' WHERE kind = 'membership'")
    assert await one.seen_by("duinmeer")
    await region.advance(days=2)
    assert not await one.seen_by("duinmeer")
    assert await one.seen_by("heidestad")
    assert (await region.get(f"{one.path}/audit", region.hr("duinmeer"))).status_code == 404
    [sight] = await one.told_of("duinmeer")
    assert (sight["until"] is None, sight["endedBy"]) == ((True, None) if late else (False, "membership"))


@pytest.mark.parametrize("kind", ROUTES)
async def test_it_keeps_the_version_under_which_it_was_opened_and_what_opens_later_has_the_new_one(
    region: VacancyService, kind: str
) -> None:
    one = await posted(region, kind)
    changed = next_version(DEMO, (region.now.date().replace(day=region.now.day + 2)).isoformat())
    changed = changed.replace("byDays: 14", "byDays: 3", 1).replace("  staged: false", "  staged: true", 1)
    await region.context.adopt(changed, "demo.yaml")
    await region.advance(days=3)
    shown = (await region.get(one.path, region.hr("waterrijk"))).json()
    assert (shown["governingCovenant"]["version"], shown["stage"]) == (1, "partners")
    later = await (region.opened if kind == "vacancy" else region.asked)(title="Later")
    assert (later["governingCovenant"]["version"], later["stage"]) == (2, "own")
    audit = (await region.get(f"{one.path}/audit", region.hr("waterrijk"))).json()
    assert audit["governingCovenant"]["version"] == 1
    if kind == "vacancy":
        longer = {"stage": "partners", "reason": "holidays", "days": 14}
        extended = await region.post(f"{one.path}/extension", region.hr("waterrijk"), longer)
        assert (extended.status_code, extended.json()["stageDays"]) == (200, 28)


async def test_who_leaves_one_covenant_and_stays_in_another_keeps_seeing_it_by_that_one(region: VacancyService) -> None:
    await region.context.adopt(neighbouring("delta-two", "waterrijk", "duinmeer"), "two.yaml")
    both = [await posted(region, kind, f"Waterbouwer {kind}") for kind in ROUTES]
    day = (region.now.date().replace(day=region.now.day + 2)).isoformat()
    await region.context.adopt(next_version(DEMO, day, without="duinmeer"), "demo.yaml")
    await region.advance(days=3)
    for one in both:
        assert await one.seen_by("duinmeer")
        assert {sight["covenantId"] for sight in await one.told_of("duinmeer")} == {"delta-demo", "delta-two"}
        assert not await one.seen_by("elders")


async def test_a_covenant_of_which_only_the_reader_is_a_member_opens_nothing(region: VacancyService) -> None:
    await region.context.adopt(SWITCH, "switch.yaml")
    await region.context.adopt(neighbouring("delta-two", "heidestad", "elders"), "two.yaml")
    for kind in ROUTES:
        one = await posted(region, kind, f"Waterbouwer {kind}")
        assert not await one.seen_by("elders")
        assert await one.seen_by("heidestad")


async def test_a_linked_covenant_is_a_relation_that_ends_with_its_membership(empty: VacancyService) -> None:
    await empty.context.adopt(neighbouring(COAST_ID, "zeeduin", "strandwijk"), "coast.yaml")
    await empty.context.adopt(LINKING, "demo.yaml")
    vacancy, request = [await posted(empty, kind, f"Waterbouwer {kind}") for kind in ("vacancy", "secondment-request")]
    assert not await vacancy.seen_by("zeeduin")
    await empty.advance(days=14)
    assert await vacancy.seen_by("zeeduin")
    assert not await request.seen_by("zeeduin")
    [sight] = await vacancy.told_of("zeeduin")
    assert (sight["relation"], sight["clause"]) == ("linked", "stages.linked")
    left = neighbouring(COAST_ID, "strandwijk").replace("version: 1", "version: 2", 1)
    day = (empty.now.date().replace(day=empty.now.day + 2)).isoformat()
    await empty.context.adopt(left.replace("validFrom: 2026-01-01", f"validFrom: {day}", 1), "coast.yaml")
    await empty.rows("UPDATE timer SET due_at = due_at + interval '20 days' WHERE kind = 'membership'")
    await empty.advance(days=2)
    assert not await vacancy.seen_by("zeeduin")
    assert await vacancy.seen_by("strandwijk")


async def test_the_co_ordinator_of_a_covenant_that_does_not_govern_it_audits_nothing(region: VacancyService) -> None:
    await region.context.adopt(neighbouring("delta-two", "waterrijk", "duinmeer"), "two.yaml")
    for kind in ROUTES:
        one = await posted(region, kind, f"Waterbouwer {kind}")
        for covenant, expected in (("delta-demo", 200), ("delta-two", 404)):
            cor = region.running.as_person("cor", READ, roles=["co-ordinator"], covenants=[covenant])
            assert (await region.get(f"{one.path}/audit", cor)).status_code == expected
