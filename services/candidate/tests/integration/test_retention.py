"""How long a profile is kept: moved by the person's word, and by nothing else."""

from services.candidate.tests.conftest import CandidateService, short


async def codes(service: CandidateService, candidate_id: str) -> set[str]:
    answer = (await service.get(f"/candidates/{candidate_id}", service.sanne)).json()
    return {warning["code"] for warning in answer["warnings"]}


async def test_after_six_months_a_person_is_asked_and_any_word_answers_it(service: CandidateService) -> None:
    candidate_id = await service.sanne_registers()
    await service.advance(days=183)
    assert "do-you-still-take-part" not in await codes(service, candidate_id)
    await service.advance(days=1)
    assert "do-you-still-take-part" in await codes(service, candidate_id)
    answer = (await service.patch(f"/candidates/{candidate_id}", service.sanne, {})).json()
    assert (answer["askedAt"], answer["warnings"], answer["keptUntilDate"]) == (None, [], "2027-09-02")
    assert len(await service.events(candidate_id)) == 1


async def test_after_a_year_without_a_word_everything_is_erased(service: CandidateService) -> None:
    candidate_id = await service.sanne_registers()
    await service.advance(days=364)
    assert await service.ids(service.sanne) == [candidate_id]
    await service.advance(days=1)
    assert await service.ids(service.sanne) == []
    *_, last = await service.events(candidate_id)
    assert short(last["type"]) == "erased"
    (erasure,) = await service.rows("SELECT reason, requester FROM erasure")
    assert tuple(erasure) == ("retention", None)
    assert await service.rows("SELECT * FROM identity") == []


async def test_a_word_of_the_person_moves_the_end(service: CandidateService) -> None:
    candidate_id = await service.sanne_registers()
    await service.advance(days=300)
    await service.patch(f"/candidates/{candidate_id}", service.sanne, {"lowestScale": "8"})
    await service.advance(days=300)
    assert await service.ids(service.sanne) == [candidate_id]


async def test_what_the_employer_says_moves_nothing(service: CandidateService) -> None:
    await service.willem_takes_part()
    await service.advance(days=300)
    (before,) = await service.rows("SELECT due_at FROM timer WHERE kind = 'retention-erase'")
    (candidate_id,) = await service.ids(service.hr())
    await service.patch(f"/candidates/{candidate_id}", service.hr(), {"goesFirst": None})
    await service.running.settle()
    (after,) = await service.rows("SELECT due_at FROM timer WHERE kind = 'retention-erase'")
    assert before == after


async def test_a_registration_that_nobody_confirms_goes_after_a_year(service: CandidateService) -> None:
    await service.waterrijk_registers_willem()
    await service.advance(days=366)
    assert await service.ids(service.hr()) == []
    assert await service.rows("SELECT * FROM addressee") == []
    assert await service.events() == []
