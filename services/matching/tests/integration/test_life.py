"""What happens to a match by itself: terms, rules, ends of either side, erasures, and two steps at once."""

import asyncio
from datetime import timedelta
from uuid import UUID

import pytest

from doorstroom_common.database import Role
from doorstroom_common.database.statements import sql
from doorstroom_common.testing.running import Running
from services.matching.tests import facts
from services.matching.tests.integration.test_erasure import tables_with
from services.matching.tests.story import CANDIDATE_ID
from services.matching.tests.taking import (
    BORROWER,
    LENDER,
    by_whom,
    disclosure_ended,
    for_secondment,
    for_vacancy,
    known,
    only_match,
    organisation,
    person,
    ref,
    seen,
    step,
    told,
    walk,
)

VACANCY_WALKS = {
    "proposed": (),
    "contact-requested": ("contact-request",),
    "contact-granted": ("contact-request", "contact-grant"),
    "contact-declined": ("contact-request", "contact-refusal"),
    "invited": ("contact-request", "contact-grant", "invitation"),
    "offered": ("contact-request", "contact-grant", "invitation", "offer"),
    "placed": ("contact-request", "contact-grant", "invitation", "offer", "placement"),
    "rejected": ("contact-request", "contact-grant", "rejection"),
    "withdrawn": ("withdrawal",),
}
SECONDMENT_WALKS = {
    "candidate-agreed": ("agreement",),
    "employer-agreed": ("agreement", "employer-consent"),
    "employer-declined": ("agreement", "employer-refusal"),
}
WALKS = [(status, "vacancy", walked) for status, walked in VACANCY_WALKS.items()]
WALKS += [(status, "secondment", walked) for status, walked in SECONDMENT_WALKS.items()]
STILL_OPEN = {
    "proposed", "contact-requested", "contact-granted", "invited", "offered", "candidate-agreed", "employer-agreed"
}  # fmt: skip


async def at(matching: Running, kind: str, walked: tuple[str, ...]) -> str:
    match_id = await (for_vacancy(matching) if kind == "vacancy" else for_secondment(matching))
    await walk(matching, match_id, *walked)
    await matching.settle()
    return match_id


async def status_of(matching: Running, match_id: str) -> tuple[str, str | None]:
    (row,) = await matching.rows("SELECT status, because FROM match WHERE match_id = $1", UUID(match_id))
    return row["status"], row["because"]


async def test_silence_after_a_question_is_an_answer_and_is_told_once(matching: Running) -> None:
    match_id = await at(matching, "vacancy", ("contact-request",))
    await matching.advance(timedelta(days=5))
    assert await status_of(matching, match_id) == ("contact-requested", None)
    await matching.advance(timedelta(days=1))
    assert await status_of(matching, match_id) == ("no-answer", None)
    last = (await told(matching))[-1]
    assert last["data"]["step"] == {"taken": "no-answer", "by": "system", "at": "2026-03-07T23:00:00Z"}
    late = await step(matching, match_id, "contact-grant", person(matching))
    assert late.json()["type"].endswith("/term-passed")
    await matching.advance(timedelta(days=30))
    assert len(await told(matching)) == 3


async def test_an_employer_who_stays_silent_ends_it_and_the_borrower_never_hears(matching: Running) -> None:
    match_id = await at(matching, "secondment", ("agreement",))
    await matching.advance(timedelta(days=11))
    assert await status_of(matching, match_id) == ("no-answer", None)
    assert (await seen(matching, match_id, organisation(matching, BORROWER))).status_code == 404
    assert (await seen(matching, match_id, organisation(matching, LENDER))).json()["status"] == "no-answer"
    assert (await told(matching))[-1]["data"]["visibleTo"] == "lender"


@pytest.mark.parametrize(("kind", "walked"), [("vacancy", ()), ("secondment", ("agreement", "employer-consent"))])
async def test_a_proposal_that_nobody_answers_is_overdue_once_and_stays(
    matching: Running, kind: str, walked: tuple[str, ...]
) -> None:
    match_id = await at(matching, kind, walked)
    before = await status_of(matching, match_id)
    await matching.advance(timedelta(days=40))
    assert await status_of(matching, match_id) == before
    overdue = [
        event["data"]
        for event in await told(matching)
        if event["data"].get("step", {}).get("taken") == "answer-overdue"
    ]
    assert [event["overdueSince"] for event in overdue] == ["2026-03-12T23:00:00Z"]
    owner = organisation(matching, "waterrijk" if kind == "vacancy" else BORROWER)
    assert (await seen(matching, match_id, owner)).json()["overdueSince"] == "2026-03-12T23:00:00Z"


async def test_an_answer_in_time_leaves_nothing_to_pass(matching: Running) -> None:
    match_id = await at(matching, "vacancy", ("contact-request", "contact-grant"))
    await matching.advance(timedelta(days=60))
    assert await status_of(matching, match_id) == ("contact-granted", None)


async def test_of_two_answers_at_once_one_holds(matching: Running) -> None:
    match_id = await at(matching, "vacancy", ("contact-request",))
    nouns = ["contact-grant", "contact-refusal"] * 4
    answers = await asyncio.gather(*(step(matching, match_id, noun, person(matching)) for noun in nouns))
    assert sorted(answer.status_code for answer in answers) == [200] + [409] * 7
    (held,) = [answer.json()["status"] for answer in answers if answer.status_code == 200]
    assert await status_of(matching, match_id) == (held, None)
    await matching.settle()
    versions = [event["data"]["version"] for event in await told(matching)]
    assert versions == [1, 2, 3]


async def test_a_step_and_the_end_of_the_need_at_once_end_in_one_named_state(matching: Running) -> None:
    match_id = await at(matching, "vacancy", ("contact-request", "contact-grant"))
    await asyncio.gather(
        matching.publish(facts.closed(facts.vacancy())),
        *(step(matching, match_id, "invitation", organisation(matching, "waterrijk")) for _ in range(4)),
    )
    await matching.settle()
    assert await status_of(matching, match_id) == ("withdrawn", "need-closed")
    events = [event["data"] for event in await told(matching)]
    assert [event["version"] for event in events] == list(range(1, len(events) + 1))


@pytest.mark.parametrize(("status", "kind", "walked"), WALKS)
async def test_when_the_candidate_stops_everything_open_ends_and_what_ended_keeps_its_end(
    matching: Running, status: str, kind: str, walked: tuple[str, ...]
) -> None:
    match_id = await at(matching, kind, walked)
    await known(matching, "withdrawn", version=2, status="withdrawn")
    after, because = await status_of(matching, match_id)
    if status in STILL_OPEN:
        assert (after, because) == ("withdrawn", "candidate-withdrawn")
        assert (await told(matching))[-1]["type"] == "nl.matches.match-withdrawn.v1"
    else:
        assert after == status


@pytest.mark.parametrize(("status", "kind", "walked"), WALKS)
async def test_an_erasure_in_any_state_leaves_nothing_of_the_person(
    matching: Running, status: str, kind: str, walked: tuple[str, ...]
) -> None:
    match_id = await at(matching, kind, walked)
    await matching.publish(facts.erased())
    await matching.settle()
    assert await tables_with(matching, ref(matching)) == []
    assert await tables_with(matching, str(CANDIDATE_ID)) == ["candidate", "erasure", "turn"]
    assert await matching.rows("SELECT * FROM match_step") == []
    rows = await matching.rows(
        "SELECT value FROM bus_log WHERE topic = 'matches' AND key = $1 ORDER BY position DESC LIMIT 1",
        match_id,
        bus=True,
    )
    assert rows[0]["value"] is None or str(CANDIDATE_ID).encode() not in rows[0]["value"]
    if status in STILL_OPEN:
        assert (await told(matching))[-1]["data"]["withdrawnBecause"] == "candidate-erased"
    noun = "invitation" if kind == "vacancy" else "employer-consent"
    headers, body = by_whom(matching, noun)
    assert (await step(matching, match_id, noun, headers, **body)).status_code == 404
    assert (await seen(matching, match_id, organisation(matching, LENDER))).status_code == 404


async def test_a_placement_that_is_not_sent_yet_is_sent_although_the_person_is_erased(matching: Running) -> None:
    """The relay stands still, as when the bus is away, while the erasure is carried out."""
    await at(matching, "vacancy", VACANCY_WALKS["placed"])
    await matching.rows(
        "INSERT INTO outbox (topic, key, value) SELECT 'matches', match_id::text, NULL FROM match WHERE false"
    )
    async with matching.service.database.unit_of_work(Role.WORKER) as uow:
        await uow.execute(
            sql("INSERT INTO outbox (topic, key, value) SELECT 'matches', match_id::text, 'waits' FROM match")
        )
        from doorstroom_matching.adapters.matches import StoredMatches

        await StoredMatches().erase(CANDIDATE_ID, matching.clock.now(), uow)
        assert await uow.fetch_value(sql("SELECT count(*) FROM outbox WHERE value = 'waits'")) == 1


async def test_a_consent_that_is_taken_back_ends_the_match_at_once_and_for_good(matching: Running) -> None:
    match_id = await at(matching, "vacancy", ("contact-request", "contact-grant", "invitation"))
    await matching.publish(disclosure_ended(matching, "expired", matchId=match_id))
    await matching.settle()
    assert (await status_of(matching, match_id))[0] == "invited"
    for _ in range(2):
        await matching.publish(disclosure_ended(matching, matchId=match_id))
    await matching.settle()
    assert await status_of(matching, match_id) == ("withdrawn", "consent-withdrawn")
    theirs = (await seen(matching, match_id, organisation(matching, "waterrijk"))).json()
    assert theirs["withdrawnBecause"] == "candidate-unavailable"
    await known(matching, "changed", version=2, hours={"min": 24, "max": 36})
    assert await status_of(matching, match_id) == ("withdrawn", "consent-withdrawn")


@pytest.mark.parametrize("status", ["contact-declined", "rejected", "placed", "withdrawn"])
async def test_the_rules_never_take_up_again_what_people_ended(matching: Running, status: str) -> None:
    match_id = await at(matching, "vacancy", VACANCY_WALKS[status])
    ended = await status_of(matching, match_id)
    events = len(await told(matching))
    await known(matching, "changed", version=2, hours={"min": 20, "max": 36})
    await matching.publish(facts.vacancy("changed", version=2, title="Senior vergunningverlener"))
    await matching.settle()
    assert await status_of(matching, match_id) == ended
    assert len(await told(matching)) == events


async def test_once_the_person_said_yes_a_changed_profile_ends_nothing(matching: Running) -> None:
    match_id = await at(matching, "vacancy", ("contact-request", "contact-grant"))
    await known(matching, "changed", version=2, moves=["secondment"])
    assert await status_of(matching, match_id) == ("contact-granted", None)
    await matching.publish(facts.vacancy("changed", version=2, audience=facts.audience("heidestad")))
    await matching.settle()
    assert (await status_of(matching, match_id))[0] == "withdrawn"


async def test_before_the_persons_yes_a_changed_profile_withdraws_the_question(matching: Running) -> None:
    match_id = await at(matching, "vacancy", ("contact-request",))
    await known(matching, "changed", version=2, moves=["secondment"])
    assert await status_of(matching, match_id) == ("withdrawn", "candidate-changed")
    late = await step(matching, match_id, "contact-grant", person(matching))
    assert late.status_code == 409
    await known(matching, "changed", version=3)
    assert await status_of(matching, match_id) == ("proposed", None)
    await matching.advance(timedelta(days=20))
    assert await only_match(matching) == match_id
    assert await status_of(matching, match_id) == ("proposed", None)


async def test_a_step_is_kept_for_good(matching: Running) -> None:
    await at(matching, "vacancy", ("contact-request",))
    for role in (Role.APP, Role.WORKER):
        async with matching.service.database.unit_of_work(role) as uow:
            with pytest.raises(Exception, match="permission denied"):
                await uow.execute(sql("UPDATE match_step SET taken = 'invited'"))
