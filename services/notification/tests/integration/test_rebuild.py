"""Copies made anew from the bus: the same as they were, and nobody hears of anything."""

from urllib.parse import urlsplit

from pydantic import SecretStr

from doorstroom_common.testing.postgres import ISOLATION, PASSWORDS
from doorstroom_common.testing.running import Running
from doorstroom_notification.adapters.rebuild import Rebuilt
from doorstroom_notification.bootstrap import rebuild
from doorstroom_notification.settings import NotificationSettings
from services.notification.tests.life import proposed, step, withdrawn

COPIES = ("need_copy", "match_copy", "referral_copy", "disclosure_copy", "placement_copy", "erased_candidate")
UNTOUCHED = ("alert", "delivery", "outbox", "work", "timer", "inbox")


async def contents(service: Running, tables: tuple[str, ...]) -> dict[str, list[str]]:
    return {
        table: sorted(row[0] for row in await service.rows(f"SELECT whole::text FROM {table} AS whole"))
        for table in tables
    }


async def rebuilt(service: Running) -> Rebuilt:
    settings = service.service.settings
    assert isinstance(settings, NotificationSettings)
    place = urlsplit(service.admin_dsn)
    await service.rows(f'ALTER DATABASE "{place.path.lstrip("/")}" OWNER TO notification_owner')
    owner = f"postgresql://notification_owner:{PASSWORDS['owner']}@{place.hostname}:{place.port}{place.path}"
    database = settings.database.model_copy(update={"owner_dsn": SecretStr(owner)})
    return await rebuild(settings.model_copy(update={"database": database}), service.bus)


async def test_a_rebuild_gives_the_same_copies_and_tells_nobody(notification: Running) -> None:
    body = {"name": "R", "email": "r@waterrijk.example"}
    for organisation in ("waterrijk", "duinmeer"):
        headers = notification.as_organisation(organisation, "recruiters:write")
        await notification.http.post("/notification/v1/recruiters", json=body, headers=headers)
    for event_type in (
        "nl.vacancies.vacancy-stage-opened.v1", "nl.secondments.secondment-closed.v1", "nl.matches.match-proposed.v1",
        "nl.matches.match-step-taken.v1", "nl.referrals.referral-made.v1", "nl.referrals.referral-answered.v1",
        "nl.disclosures.disclosure-granted.v1", "nl.disclosures.disclosure-ended.v1",
        "nl.placements.placement-recorded.v1", "nl.placements.deviation-recorded.v1",
        "nl.candidates.candidate-erased.v1",
    ):  # fmt: skip
        await notification.publish_example(event_type, "minimal" if "erased" in event_type else "rich")
    await notification.settle()
    copies, others = await contents(notification, COPIES), await contents(notification, UNTOUCHED)
    isolation = await notification.rows(ISOLATION)
    counted = await rebuilt(notification)
    await notification.settle()
    assert (counted.messages, counted.unreadable) == (11, 0)
    assert await notification.rows(ISOLATION) == isolation
    assert await contents(notification, COPIES) == copies
    assert await contents(notification, UNTOUCHED) == others


async def test_a_rebuild_repairs_what_was_damaged_and_the_service_goes_on(notification: Running) -> None:
    await notification.publish_example("nl.vacancies.vacancy-stage-opened.v1")
    await notification.settle()
    copies = await contents(notification, COPIES)
    await notification.rows("UPDATE need_copy SET state = '{}', version = 1 RETURNING 1")
    await rebuilt(notification)
    assert await contents(notification, COPIES) == copies
    await notification.publish_example("nl.matches.match-proposed.v1")
    await notification.settle()
    assert len((await contents(notification, COPIES))["match_copy"]) == 1


async def test_what_a_compacted_log_has_dropped_of_a_match_is_not_forgotten(notification: Running) -> None:
    """That somebody had carried it further decides whether its organisation hears that the candidate left."""
    for event in (proposed(), step("contact-requested", 2), withdrawn(3, "candidate-withdrew")):
        await notification.publish(event)
    await notification.settle()
    copies = await contents(notification, COPIES)
    await notification.rows("DELETE FROM bus_log WHERE topic = 'matches' AND convert_from(value, 'UTF8') NOT LIKE"
                            " '%match-withdrawn%' RETURNING 1", bus=True)  # fmt: skip
    assert (await rebuilt(notification)).messages == 1
    assert await contents(notification, COPIES) == copies
