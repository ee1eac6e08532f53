"""Whether employers are successive is of a pair: what was recorded for one organisation counts there alone."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doorstroom_common.covenant import Covenant, LegalForm
from doorstroom_matching.application.record import findings_json
from doorstroom_matching.domain.candidate import Candidate
from doorstroom_matching.domain.clauses import CLAUSE_RULES
from doorstroom_matching.domain.finding import Code, Finding, Rule
from doorstroom_matching.domain.need import Need
from doorstroom_matching.domain.passport import Offer, Passport, PastContract
from doorstroom_matching.entrypoints.words import TO_PERSON, in_words
from services.matching.tests.crowd import EMPLOYERS
from services.matching.tests.story import candidate, covenant, employment, found, judged, vacancy
from services.matching.tests.unit.test_clause_properties import ANSWERS, RULES, moving

NEED = vacancy()
HERE, ELSEWHERE = NEED.organisation, "rietdam"
SINCE, FIRST = date(2019, 9, 1), date(2024, 5, 1)
CHAIN = (PastContract(FIRST, None, temporary=True),)
UNPROMISED = covenant(
    "demo",
    ("no-new-trial-period: {promise: kept,", "no-new-trial-period: {promise: none,"),
    ("service: {promise: kept,", "service: {promise: none,"),
)
BY_LAW = {Rule.TRIAL: Code.PRESERVED, Rule.SERVICE_NOTICE: Code.PRESERVED, Rule.CHAIN: Code.PRESERVED}
LOST, UNKNOWN = dict.fromkeys(BY_LAW, Code.LOST), dict.fromkeys(BY_LAW, Code.UNKNOWN)


def told(in_general: bool | None, named: dict[str, bool], **held: Any) -> dict[Rule, Finding]:
    passport = Passport(notice_service_since=SINCE, chain=CHAIN, successive=in_general, successors=named)
    person = candidate(employment=employment(passport=passport, **{"permanent": False, **held}))
    need = replace(NEED, offer=Offer(trial_period=True), public=True)
    verdict = judged(need, person, UNPROMISED)
    return {rule: found(verdict, rule) for rule in BY_LAW}


def codes(findings: dict[Rule, Finding]) -> dict[Rule, Code]:
    return {rule: finding.code for rule, finding in findings.items()}


@pytest.mark.parametrize(
    ("in_general", "named", "expected"),
    [
        (None, {}, UNKNOWN),
        (None, {HERE: True}, BY_LAW),
        (None, {HERE: False}, LOST),
        (False, {HERE: True}, BY_LAW),
        (True, {HERE: False}, LOST),
        (True, {ELSEWHERE: False}, BY_LAW),
        (False, {ELSEWHERE: True}, LOST),
        (None, {ELSEWHERE: True}, UNKNOWN),
        (False, {ELSEWHERE: False, HERE: True}, BY_LAW),
    ],
)
def test_each_clause_reads_what_was_recorded_for_the_organisation_of_the_need_and_else_in_general(
    in_general: bool | None, named: dict[str, bool], expected: dict[Rule, Code]
) -> None:
    assert codes(told(in_general, named)) == expected


@pytest.mark.parametrize(("named", "code"), [({HERE: True}, Code.PRESERVED), ({HERE: False}, Code.LOST)])
def test_temporary_after_permanent_reads_the_same(named: dict[str, bool], code: Code) -> None:
    person = candidate(employment=employment(permanent=True, passport=Passport(successors=named)))
    finding = found(judged(vacancy(until=date(2026, 12, 31), public=True), person), Rule.CHAIN)
    recorded = {"because": "after-permanent", "recorded": "for-organisation"}
    assert (finding.code, recorded.items() <= finding.figures.items()) == (code, True)


@pytest.mark.parametrize(
    ("in_general", "named", "recorded"),
    [
        (True, {}, "in-general"),
        (False, {ELSEWHERE: True}, "in-general"),
        (None, {HERE: True}, "for-organisation"),
        (True, {HERE: False}, "for-organisation"),
        (None, {ELSEWHERE: True}, None),
    ],
)
def test_a_finding_names_which_of_the_two_it_rests_on(
    in_general: bool | None, named: dict[str, bool], recorded: str | None
) -> None:
    assert {finding.figures.get("recorded") for finding in told(in_general, named).values()} == {recorded}


def test_what_does_not_rest_on_it_names_neither() -> None:
    at_home = told(True, {HERE: True}, employer=HERE)
    appointed = told(True, {HERE: True}, legal_form=LegalForm.PUBLIC_LAW)
    promised = found(
        judged(vacancy(offer=Offer(trial_period=True), public=True), candidate(employment=employment(
            passport=Passport(notice_service_since=SINCE, successive=False)))),
        Rule.SERVICE_NOTICE,
    )  # fmt: skip
    assert promised.code is Code.PRESERVED_BY_COVENANT
    findings = (*at_home.values(), *appointed.values(), promised)
    assert not any("recorded" in finding.figures for finding in findings)


def test_too_late_is_too_late_whatever_was_recorded() -> None:
    ended = (PastContract(FIRST, date(2025, 1, 31), temporary=True),)
    passport = Passport(notice_service_since=SINCE, chain=ended, successors={HERE: True})
    person = candidate(employment=employment(permanent=False, passport=passport), available_from=date(2026, 3, 2))
    verdict = judged(vacancy(public=True), person, UNPROMISED)
    lost = [found(verdict, rule) for rule in (Rule.SERVICE_NOTICE, Rule.CHAIN)]
    assert [finding.code for finding in lost] == [Code.LOST, Code.LOST]
    assert not any("recorded" in finding.figures for finding in lost)


@pytest.mark.parametrize(
    ("named", "words"),
    [
        ({HERE: True}, ("recorded for this organisation", "voor deze organisatie vastgelegd")),
        ({}, ("recorded in general", "in het algemeen vastgelegd")),
    ],
)
def test_the_person_reads_in_words_which_of_the_two_it_was(named: dict[str, bool], words: tuple[str, str]) -> None:
    for finding in findings_json(told(True, named).values()):
        said = in_words(finding, TO_PERSON)
        assert words[0] in said["en"]
        assert words[1] in said["nl"]


@given(moving(), RULES, st.booleans(), ANSWERS)
def test_what_is_recorded_for_an_organisation_is_what_would_be_found_if_it_were_recorded_in_general(
    pair: tuple[Need, Candidate], rules: Covenant, said: bool, in_general: bool | None
) -> None:
    need, person = pair
    named = codes_of(need, recording(person, in_general, {need.organisation: said}), rules)
    assert named == codes_of(need, recording(person, said, {}), rules)


@given(moving(), RULES, st.dictionaries(st.sampled_from(EMPLOYERS), st.booleans()), ANSWERS)
def test_what_is_recorded_for_others_changes_nothing(
    pair: tuple[Need, Candidate], rules: Covenant, named: dict[str, bool], in_general: bool | None
) -> None:
    need, person = pair
    others = {name: said for name, said in named.items() if name != need.organisation}
    assert judged(need, recording(person, in_general, others), rules).findings == (
        judged(need, recording(person, in_general, {}), rules).findings
    )


def recording(person: Candidate, in_general: bool | None, named: dict[str, bool]) -> Candidate:
    held = person.employment
    if held is None:
        return person
    passport = replace(held.passport, successive=in_general, successors=named)
    return replace(person, employment=replace(held, passport=passport))


def codes_of(need: Need, person: Candidate, rules: Covenant) -> list[tuple[Rule, Code]]:
    findings = judged(need, person, rules).findings
    return [(finding.rule, finding.code) for finding in findings if finding.rule in CLAUSE_RULES]
