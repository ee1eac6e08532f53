"""Every body that the document shows works as it stands, once what it is about exists."""

import orjson
import pytest

from doorstroom_candidate.__main__ import COMMAND
from doorstroom_common.testing.shown import shown
from services.candidate.tests.conftest import CandidateService
from services.candidate.tests.story import SANNE

SHOWN = shown(orjson.loads(COMMAND.document()))

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_registration_works_as_it_stands(shared: CandidateService) -> None:
    answer = await SHOWN["registerCandidate"].send(shared.running.http, shared.hr("waterrijk"))
    assert answer.status_code in SHOWN["registerCandidate"].successes, answer.text


async def test_an_import_works_as_it_stands(shared: CandidateService) -> None:
    shown = SHOWN["importCandidatesOfOrganisation"]
    answer = await shown.send(shared.running.http, shared.hr("waterrijk"))
    assert answer.status_code in shown.successes, answer.text


async def test_a_mapping_works_as_it_stands(shared: CandidateService) -> None:
    answer = await SHOWN["putImportMapping"].send(shared.running.http, shared.hr("waterrijk"), "candidates")
    assert answer.status_code in SHOWN["putImportMapping"].successes, answer.text


OF_ORGANISATIONS = {"registerCandidate", "importCandidatesOfOrganisation", "putImportMapping"}


@pytest.mark.parametrize("operation", sorted(SHOWN.keys() - OF_ORGANISATIONS))
async def test_what_a_person_does_about_themselves_works_as_it_stands(shared: CandidateService, operation: str) -> None:
    person, address = shared.somebody()
    candidate_id = await shared.registered(person, {**SANNE, "identity": {"name": "Kanariegeel", "email": address}})
    answer = await SHOWN[operation].send(shared.running.http, person, candidate_id)
    assert answer.status_code in SHOWN[operation].successes, answer.text
