from doorstroom_common.testing.contracts import examples
from services.vacancy.tests.speaking import VacancyService

ERASED = "nl.candidates.candidate-erased.v1"


async def test_an_erasure_is_confirmed_once(region: VacancyService) -> None:
    event = await region.running.publish_example(ERASED)
    await region.running.settle()
    await region.running.publish(event)
    await region.running.settle()
    [confirmed] = await region.events("erasures")
    assert (confirmed["subject"], confirmed["data"]["service"]) == (event.subject, "vacancy")
    assert confirmed["data"]["confirmedAt"] == "2026-03-02T08:30:00Z"


async def test_what_was_set_aside_about_the_candidate_is_forgotten(region: VacancyService) -> None:
    candidate = examples(ERASED)["rich"]["subject"]
    await region.rows(
        'INSERT INTO dead_letter (consumer, topic, partition, "offset", key, value, reason, error, attempts)'
        " VALUES ('vacancy.candidates', 'candidates', 0, 0, $1, 'x', 'malformed', 'x', 1)",
        candidate,
    )
    await region.running.publish_example(ERASED)
    await region.running.settle()
    assert await region.rows("SELECT FROM dead_letter") == []


async def test_other_facts_about_candidates_are_passed_over(region: VacancyService) -> None:
    await region.running.publish_example("nl.candidates.candidate-registered.v1")
    await region.running.settle()
    assert await region.rows("SELECT FROM dead_letter") == []
    assert await region.events("erasures") == []
