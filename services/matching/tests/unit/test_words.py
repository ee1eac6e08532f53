from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from doorstroom_common.locales import translations
from doorstroom_matching.application.record import findings_json, record_of
from doorstroom_matching.application.shown import shown_to_organisation
from doorstroom_matching.domain.candidate import Candidate
from doorstroom_matching.domain.crowd import LEVELS, shown
from doorstroom_matching.domain.need import Need
from doorstroom_matching.entrypoints.clause_words import LEAVE, RECORDED
from doorstroom_matching.entrypoints.words import NAMES, PACKAGE, TO_ORGANISATION, TO_PERSON, in_words
from services.matching.tests.story import candidate, judged
from services.matching.tests.unit.test_ranking import needs, people


def test_every_text_has_its_dutch_and_none_is_left_over() -> None:
    texts = {*TO_PERSON.values(), *TO_ORGANISATION.values(), LEAVE, *RECORDED.values()}
    texts |= {name for names in NAMES.values() for name in names.values()}
    assert set(translations(PACKAGE, "nl")) == texts


@given(needs(), people())
def test_every_finding_can_be_told_to_the_person(need: Need, person: Candidate) -> None:
    for finding in findings_json(judged(need, person).findings):
        words = in_words(finding, TO_PERSON)
        assert "{" not in words["nl"] + words["en"]


@given(needs(), people(), st.sampled_from(LEVELS))
def test_every_proposal_can_be_told_to_the_organisation(need: Need, person: Candidate, level: int) -> None:
    verdict = judged(need, person)
    record = record_of(verdict, shown(verdict.card, level, None))
    for finding in shown_to_organisation(record) if record else ():
        assert in_words(finding, TO_ORGANISATION)["nl"]


def test_numbers_and_days_are_written_as_people_write_them() -> None:
    finding: dict[str, Any] = {
        "rule": "start-date",
        "finding": "not_met",
        "figures": {"available": "2026-05-01", "latest": "2026-04-01"},
    }
    assert "1 mei 2026" in in_words(finding, TO_PERSON)["nl"]
    hours = {"rule": "hours", "finding": "preserved", "figures": {"held": 28.5, "offered_to": 36}}
    assert "28,5" in in_words(hours, TO_PERSON)["nl"]
    assert judged(person=candidate()).passes
