"""A mandate granted at notification counts here, for every route and every replica; one that ended opens nothing."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from doorstroom_common.cloudevent import CloudEvent, event_source, new_event
from doorstroom_common.database import Behalf, Role
from doorstroom_common.database.statements import sql
from doorstroom_common.identifiers import person_reference
from doorstroom_common.mandate_store import MandateStore
from doorstroom_common.mandates import HolderKind
from doorstroom_common.settings import SYNTHETIC_OIN
from services.vacancy.tests.sheets import as_csv, row
from services.vacancy.tests.speaking import VacancyService

EVERY = ["vacancies:read", "vacancies:write", "reactions:write"]


def told(region: VacancyService, **changes: Any) -> CloudEvent:
    """A supplier's mandate with some of its data changed; what is changed to None is not there."""
    data = {
        "mandateId": str(uuid4()), "version": 1, "organisation": "waterrijk", "kind": "supplier",
        "supplier": "hr-suite", "scopes": EVERY, "fromDate": "2026-03-02", **changes,
    }  # fmt: skip
    data = {name: value for name, value in data.items() if value is not None}
    what = "ended" if "endedAt" in data else "granted"
    return new_event(
        source=event_source(SYNTHETIC_OIN, "notification"), type=f"nl.mandates.mandate-{what}.v1",
        subject=data["mandateId"], time=region.now, version=data["version"], data=data,
    )  # fmt: skip


async def publish(region: VacancyService, *events: CloudEvent) -> None:
    for event in events:
        await region.running.publish(event)
    await region.running.settle()
    await region.context.mandates.refresh()


async def status(region: VacancyService, organisation: str = "waterrijk", path: str = "/vacancies") -> int:
    return (await region.get(path, region.hr(organisation))).status_code


async def test_the_first_mandate_shuts_out_every_other_supplier_of_that_organisation_alone(
    region: VacancyService,
) -> None:
    await publish(region, told(region, supplier="another"))
    assert await status(region) == 403
    assert await status(region, "duinmeer") == 200
    person = region.person("rob", "waterrijk", ("recruiter",))
    assert (await region.get("/vacancies", person)).status_code == 200, "persons begin apart"
    await publish(region, told(region))
    assert await status(region) == 200


async def test_of_two_states_the_newer_counts_in_whatever_order_they_come(region: VacancyService) -> None:
    ended = told(region, version=2, endedAt="2026-03-02T08:30:00Z")
    granted = told(region, mandateId=ended.subject)
    await publish(region, ended, granted)
    assert await status(region) == 403


async def test_it_holds_on_its_days_and_the_last_one_counts(region: VacancyService) -> None:
    await publish(region, told(region, fromDate="2026-03-03", untilDate="2026-03-04"))
    found = [await status(region)]
    for _ in range(3):
        await region.running.advance(timedelta(days=1))
        found.append(await status(region))
    assert found == [200, 200, 200, 403], "before its first day tokens alone count"


async def test_a_person_is_known_by_their_opaque_reference(region: VacancyService) -> None:
    reference = str(person_reference(region.running.issuer.trusted().issuer, "rob"))
    await publish(region, told(region, kind="person", supplier=None, personRef=reference))
    for subject, expected in (("rob", 200), ("ria", 403)):
        caller = region.person(subject, "waterrijk", ("recruiter",))
        assert (await region.get("/vacancies", caller)).status_code == expected


@pytest.mark.parametrize(
    ("method", "path"),
    [("post", "/import-jobs?kind=vacancies"), ("get", "/exports/vacancies"), ("post", "/vacancy-imports")],
)
async def test_rows_go_neither_in_nor_out_without_a_mandate(region: VacancyService, method: str, path: str) -> None:
    await publish(region, told(region, supplier="another"))
    headers = {**region.hr("waterrijk"), "Content-Type": "text/csv"}
    answer = await region.running.http.request(
        method, f"/vacancy/v1{path}", headers=headers, content=as_csv([row("a")]) if method == "post" else None
    )
    assert (answer.status_code, answer.json()["type"].rsplit("/", 1)[-1]) == (403, "no-mandate")


async def test_another_replica_knows_without_being_told(region: VacancyService) -> None:
    """It looks by itself; what the database hides from HTTP it must see, or the register would seem not begun."""
    service = region.running.service
    replica = MandateStore(service.database, service.clock, service.settings)
    await replica.refresh()
    before = replica.mandates
    await replica.refresh()
    assert replica.mandates is before, "nothing changed, so nothing is read"
    await publish(region, told(region), told(region, organisation="duinmeer", supplier="another"))
    await replica.refresh()
    today = region.now.date()
    for organisation in ("waterrijk", "duinmeer"):
        assert replica.mandates.begun(organisation, HolderKind.SUPPLIER, today)
    async with service.database.unit_of_work(Behalf.of("waterrijk")) as uow:
        with pytest.raises(Exception, match="permission denied"):
            await uow.fetch(sql("SELECT 1 FROM mandate"))


async def test_what_is_no_mandate_is_set_aside_and_changes_nothing(region: VacancyService) -> None:
    await region.running.publish(told(region, supplier=None))
    await region.running.settle()
    await publish(region)
    assert await status(region) == 200
    async with region.running.service.database.unit_of_work(Role.WORKER) as uow:
        assert await uow.fetch_value(sql("SELECT reason FROM dead_letter")) is not None
