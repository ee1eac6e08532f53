"""What a person and an employer can make of a candidate, without database or bus."""

from dataclasses import replace
from datetime import timedelta

import pytest

from doorstroom_candidate.domain.candidate import Candidate
from doorstroom_candidate.domain.registration import Registration
from doorstroom_candidate.domain.values import Hours, RegisteredBy, Standing, Status
from doorstroom_common.errors import Conflict, Stale
from doorstroom_common.identifiers import new_id
from services.candidate.tests.story import NOW
from services.candidate.tests.unit.people import AT_DUINMEER, AT_WATERRIJK, FIRST, PROFILE, SANNE, WILLEM

LATER = NOW + timedelta(days=1)


def sanne() -> Candidate:
    return Candidate.register(SANNE, new_id(), PROFILE, AT_DUINMEER, hidden=True, now=NOW)


def registration() -> Registration:
    return Registration(
        organisation="waterrijk",
        candidate_id=new_id(),
        version=1,
        profile=PROFILE,
        employment=AT_WATERRIJK,
        standing=Standing.DECLARED,
        goes_first=FIRST,
        registered_at=NOW,
    )


def test_a_change_of_nothing_is_a_word_of_the_person_and_no_news() -> None:
    candidate = sanne()
    candidate.ask(NOW)
    assert candidate.change(PROFILE, AT_DUINMEER, hidden=True, now=LATER) is False
    assert (candidate.version, candidate.changed_at, candidate.asked_at) == (2, LATER, None)


def test_every_published_part_that_changes_is_news() -> None:
    fewer = replace(PROFILE, hours=Hours(8, 16))
    assert sanne().change(fewer, AT_DUINMEER, hidden=True, now=LATER)
    assert sanne().change(PROFILE, None, hidden=True, now=LATER)
    assert sanne().change(PROFILE, AT_DUINMEER, hidden=False, now=LATER)


def test_an_employment_that_the_person_changes_is_declared_again() -> None:
    candidate = Candidate.of(replace(registration(), standing=Standing.CONFIRMED), WILLEM, NOW)
    assert candidate.standing is Standing.CONFIRMED
    candidate.change(PROFILE, replace(AT_WATERRIJK, hours=24), hidden=False, now=LATER)
    assert (candidate.standing, candidate.employment_by) == (Standing.DECLARED, RegisteredBy.PERSON)
    candidate.change(PROFILE, None, hidden=False, now=LATER)
    assert [candidate.standing, candidate.employment] == [None, None]


def test_withdrawing_again_changes_nothing() -> None:
    candidate = sanne()
    assert candidate.withdraw(LATER)
    assert not candidate.withdraw(LATER)
    assert (candidate.version, candidate.status) == (2, Status.WITHDRAWN)


def test_following_the_employer_twice_changes_once_and_is_no_word_of_the_person() -> None:
    given = registration()
    candidate = Candidate.of(given, WILLEM, NOW)
    candidate.ask(LATER)
    given.change(replace(AT_WATERRIJK, scale="11"), None, PROFILE, identity_changed=False)
    assert candidate.follow(given)
    assert not candidate.follow(given)
    assert candidate.employment == given.employment
    assert (candidate.version, candidate.goes_first, candidate.asked_at) == (2, None, LATER)


def test_what_the_employer_confirmed_when_asked_stays_confirmed_until_the_employment_changes() -> None:
    given = registration()
    candidate = Candidate.of(given, WILLEM, NOW)
    assert candidate.confirm_employment()
    assert not candidate.confirm_employment()
    standings = []
    for employment in (AT_WATERRIJK, replace(AT_WATERRIJK, scale="11")):
        given.change(employment, None, PROFILE, identity_changed=False)
        assert candidate.follow(given)
        standings.append(candidate.standing)
    assert standings == [Standing.CONFIRMED, Standing.DECLARED]


def test_who_has_no_employment_has_nothing_to_confirm() -> None:
    candidate = Candidate.register(SANNE, new_id(), PROFILE, None, hidden=True, now=NOW)
    assert not candidate.confirm_employment()
    assert (candidate.standing, candidate.version) == (None, 1)


def test_another_adviser_dismisses_the_first_and_that_is_news() -> None:
    candidate = sanne()
    assert candidate.choose_adviser(LATER) is False
    candidate.advised_by(WILLEM)
    assert (candidate.adviser_ref, candidate.version) == (WILLEM, 3)
    assert candidate.choose_adviser(LATER) is True
    assert (candidate.adviser_ref, candidate.changed_at) == (None, LATER)


def test_a_changed_employment_needs_the_employer_s_confirmation_anew() -> None:
    given = registration()
    assert given.confirm_employment()
    assert not given.confirm_employment()
    assert given.change(replace(AT_WATERRIJK, scale="11"), FIRST, PROFILE, identity_changed=False)
    assert given.standing is Standing.DECLARED
    assert not given.change(given.employment, FIRST, PROFILE, identity_changed=False)
    assert given.version == 3


def test_what_the_person_confirmed_is_no_longer_the_employer_s_to_change() -> None:
    given = registration()
    given.confirm(NOW)
    with pytest.raises(Conflict):
        given.change(AT_WATERRIJK, FIRST, replace(PROFILE, hours=Hours(8, 8)), identity_changed=False)
    with pytest.raises(Conflict):
        given.change(AT_WATERRIJK, FIRST, PROFILE, identity_changed=True)
    assert given.change(AT_WATERRIJK, None, PROFILE, identity_changed=False)


def test_a_change_from_another_version_is_refused() -> None:
    for thing in (sanne(), registration()):
        thing.expect(None)
        thing.expect(1)
        with pytest.raises(Stale):
            thing.expect(2)
