"""One list of what waits for the caller, in whatever part they have in it."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from doorstroom_common.testing.running import Running
from services.matching.tests import facts
from services.matching.tests.referring import referred, say
from services.matching.tests.taking import BORROWER, LENDER, known, organisation, person, step, walk

PENDING = "/matching/v1/pending-answers"


async def waiting(matching: Running, headers: dict[str, str], **query: Any) -> list[dict[str, Any]]:
    answer = await matching.http.get(PENDING, params=query, headers=headers)
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


async def both(matching: Running) -> tuple[str, str]:
    """A vacancy's match and a secondment's."""
    await matching.publish(facts.vacancy())
    await matching.publish(facts.secondment(uuid4()))
    await known(matching)
    ids = {row["need_kind"]: str(row["match_id"]) for row in await matching.rows("SELECT * FROM match")}
    return ids["vacancy"], ids["secondment-request"]


async def test_each_hears_of_what_is_theirs_to_answer_and_of_nothing_else(matching: Running) -> None:
    vacancy, secondment = await both(matching)
    own, lender, borrower = (organisation(matching, name) for name in ("waterrijk", LENDER, BORROWER))
    (first,) = await waiting(matching, own)
    assert (first["id"], first["seenAs"], first["mayDo"]) == (vacancy, "organisation", ["contact-request", "rejection"])
    (offered,) = await waiting(matching, person(matching))
    assert (offered["id"], offered["dueAt"], offered["mayDo"]) == (secondment, None, ["agreement", "contact-refusal"])
    assert await waiting(matching, lender) == await waiting(matching, borrower) == []

    await walk(matching, vacancy, "contact-request")
    assert [item["id"] for item in await waiting(matching, person(matching))] == [vacancy, secondment]
    assert await waiting(matching, own) == []
    await walk(matching, secondment, "agreement")
    (asked,) = await waiting(matching, lender)
    assert (asked["seenAs"], asked["mayDo"]) == ("lender", ["employer-consent", "employer-refusal"])
    assert await waiting(matching, borrower) == []
    await walk(matching, secondment, "employer-consent")
    assert await waiting(matching, lender) == []
    assert [item["status"] for item in await waiting(matching, borrower)] == ["employer-agreed"]


async def test_a_referral_waits_for_the_person_and_then_for_the_receiver(matching: Running) -> None:
    vacancy, _ = await both(matching)
    await walk(matching, vacancy, "contact-request", "contact-grant", "rejection")
    referral_id = await referred(matching, vacancy, organisation="heidestad")
    assert next(item["id"] for item in await waiting(matching, person(matching))) == referral_id
    receiver = organisation(matching, "heidestad")
    assert await waiting(matching, receiver) == []
    await say(matching, referral_id, "consent", person(matching), granted=True)
    (item,) = await waiting(matching, receiver)
    assert (item["kind"], item["id"], item["seenAs"]) == ("referral", referral_id, "receiver")
    assert item["mayDo"] == ["acceptance", "declination", "forwarding"]


async def test_the_oldest_due_comes_first_and_what_has_no_term_last_page_by_page(matching: Running) -> None:
    vacancy, _ = await both(matching)
    for number in range(4):
        await matching.publish(facts.vacancy(need_id=uuid4()))
        if number == 1:
            await matching.settle()
            matching.clock.advance(timedelta(days=2))
    await matching.settle()
    own = organisation(matching, "waterrijk")
    await step(matching, vacancy, "contact-request", own)
    await walk(matching, vacancy, "contact-grant")
    path, found = f"{PENDING}?limit=2", []
    while path:
        answer = await matching.http.get(path, headers=own)
        found += [item["dueAt"] for item in answer.json()["items"]]
        path = answer.links.get("next", {}).get("url", "")
    assert found == [*sorted(found[:-1]), None]
    assert len(found) == 5


async def test_a_recruiter_sees_their_own_questions_apart_from_their_work(matching: Running) -> None:
    await both(matching)
    hat = person(matching, organisation="waterrijk", roles=["recruiter"])
    assert [item["seenAs"] for item in await waiting(matching, hat)] == ["organisation"]
    assert [item["seenAs"] for item in await waiting(matching, hat, seenAs="candidate")] == ["candidate"]
    assert await waiting(matching, person(matching, "colleague", organisation="waterrijk")) == []
    assert (await matching.http.get(PENDING)).status_code == 401
