"""Every event that is read here, read as its producer writes it."""

from doorstroom_common.testing.contracts import examples
from doorstroom_common.testing.contracts.catalogue import catalogue
from doorstroom_common.testing.running import Running

CARRIED = {"match", "answer", "secondment", "referral", "placement"}


async def test_every_published_example_is_read_and_those_of_the_life_of_a_match_are_told(notification: Running) -> None:
    organisations = ("waterrijk", "duinmeer", "heidestad", "waterschap-de-zilte")
    for organisation in organisations:
        answer = await notification.http.post(
            "/notification/v1/recruiters",
            json={"name": "R", "email": f"r@{organisation}.example"},
            headers=notification.as_organisation(organisation, "recruiters:write"),
        )
        assert answer.status_code == 201
    read = [name for name, event in catalogue().types.items() if "notification" in event.consumers]
    for event_type in read:
        if event_type != "nl.candidates.candidate-erased.v1":
            for number, name in enumerate(examples(event_type)):
                await notification.publish_example(event_type, name, version=number + 1)
                await notification.settle()
    assert await notification.rows("SELECT * FROM dead_letter") == []
    assert await notification.rows("SELECT * FROM work") == []
    told = {row["kind"] for row in await notification.rows("SELECT DISTINCT kind FROM alert")}
    assert told >= CARRIED, told
