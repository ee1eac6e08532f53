"""What happens to a match by itself: terms, rules, ends of either side, erasures, and two steps at once."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from doorstroom_common.database import NOBODY, Role
from doorstroom_common.database.statements import sql
from doorstroom_common.testing.running import Running
from doorstroom_matching.adapters.matches import StoredMatches
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


@dataclass(frozen=True)
class Somebody:
    """A person whose match has come to a status; for each status and kind of need there is one."""

    status: str
    secondment: bool
    candidate_id: UUID
    match_id: str
    subject: str


async def somebody_everywhere(matching: Running) -> list[Somebody]:
    await matching.publish(facts.vacancy())
    await matching.publish(facts.secondment(uuid4()))
    people = {f"{kind} {status}": uuid4() for status, kind, _ in WALKS}
    for subject, candidate_id in people.items():
        moves = ["permanent" if subject.startswith("vacancy") else "secondment"]
        await known(matching, personRef=ref(matching, subject), candidate_id=candidate_id, moves=moves)
    ids = {row["candidate_id"]: str(row["match_id"]) for row in await matching.rows("SELECT * FROM match")}
    found = []
    for status, kind, walked in WALKS:
        subject = f"{kind} {status}"
        await walk(matching, ids[people[subject]], *walked, subject=subject)
        found.append(Somebody(status, kind == "secondment", people[subject], ids[people[subject]], subject))
    await matching.settle()
    return found


async def last_words(matching: Running, match_id: str) -> bytes | None:
    rows = await matching.rows(
        "SELECT value FROM bus_log WHERE topic = 'matches' AND key = $1 ORDER BY position DESC LIMIT 1",
        match_id, bus=True,
    )  # fmt: skip
    return rows[0]["value"] if rows else None


async def test_when_a_candidate_stops_everything_open_ends_and_what_ended_keeps_its_end(matching: Running) -> None:
    people = await somebody_everywhere(matching)
    for one in people:
        event = facts.candidate("withdrawn", candidate_id=one.candidate_id, version=2, status="withdrawn")
        await matching.publish(event)
    await matching.settle()
    for one in people:
        after = await status_of(matching, one.match_id)
        if one.status in STILL_OPEN:
            assert after == ("withdrawn", "candidate-withdrawn")
            assert b"match-withdrawn" in (await last_words(matching, one.match_id) or b"")
        else:
            assert after[0] == one.status


async def test_an_erasure_in_any_state_leaves_nothing_of_the_person(matching: Running) -> None:
    people = await somebody_everywhere(matching)
    assert "match_step" in await tables_with(matching, ref(matching, people[2].subject))
    for one in people:
        await matching.publish(facts.erased(one.candidate_id))
    await matching.settle()
    assert await matching.rows("SELECT * FROM match_step") == []
    for one in people:
        assert await tables_with(matching, ref(matching, one.subject)) == [], one.status
        assert await tables_with(matching, str(one.candidate_id)) == ["candidate", "erasure", "turn"], one.status
        words = await last_words(matching, one.match_id)
        assert words is None or str(one.candidate_id).encode() not in words
        assert (words is not None and b"candidate-erased" in words) == (one.status in STILL_OPEN)
        noun = "employer-consent" if one.secondment else "invitation"
        headers, body = by_whom(matching, noun)
        assert (await step(matching, one.match_id, noun, headers, **body)).status_code == 404
        for name in ("waterrijk", LENDER, BORROWER):
            assert (await seen(matching, one.match_id, organisation(matching, name))).status_code == 404


async def test_a_placement_that_is_not_sent_yet_is_sent_although_the_person_is_erased(matching: Running) -> None:
    """The relay stands still, as when the bus is away, while the erasure is carried out."""
    await at(matching, "vacancy", VACANCY_WALKS["placed"])
    async with matching.service.database.unit_of_work(Role.WORKER) as uow:
        await uow.execute(
            sql("INSERT INTO outbox (topic, key, value) SELECT 'matches', match_id::text, 'waits' FROM match")
        )
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


async def test_who_leaves_the_employer_that_lends_them_is_lent_no_more(matching: Running) -> None:
    """The rules may propose the same to them afresh, as staff of their new employer; the old one has no part in it."""
    match_id = await at(matching, "secondment", ("agreement", "employer-consent"))
    await known(matching, "changed", version=2, employer="waterrijk")
    events = [event["data"] for event in await told(matching)]
    assert [event.get("withdrawnBecause") for event in events if event["status"] == "withdrawn"] == [
        "candidate-changed"
    ]
    theirs = (await seen(matching, match_id, organisation(matching, LENDER))).json()
    assert (theirs["status"], theirs["withdrawnBecause"]) == ("withdrawn", "candidate-unavailable")


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
    for by in (NOBODY, Role.WORKER):
        async with matching.service.database.unit_of_work(by) as uow:
            with pytest.raises(Exception, match="permission denied"):
                await uow.execute(sql("UPDATE match_step SET taken = 'invited'"))
