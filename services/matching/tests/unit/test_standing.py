from datetime import date, timedelta
from typing import Any

import pytest

from doorstroom_common.covenant import LegalForm, RegisteredBy, Relation, TierName
from doorstroom_matching.domain.candidate import GoesFirst
from doorstroom_matching.domain.finding import Code, Rule
from doorstroom_matching.domain.need import Admission
from doorstroom_matching.domain.standing import is_open_to
from services.matching.tests.story import (
    NOW,
    candidate,
    covenant,
    employment,
    found,
    judged,
    members,
    open_to,
    vacancy,
)

NOW_FIRST = GoesFirst(date(2026, 1, 1), date(2026, 12, 31))
SEEN = {"hidden_from_employer": False}


@pytest.mark.parametrize(
    ("employer", "first", "tier"),
    [
        ("waterrijk", True, TierName.OWN_FIRST),
        ("waterrijk", False, TierName.OWN),
        ("duinmeer", True, TierName.PARTNER_FIRST),
        ("duinmeer", False, TierName.PARTNER),
        ("elsewhere", True, TierName.EXTERNAL),
        (None, False, TierName.EXTERNAL),
    ],
)
def test_the_tier_follows_from_relation_and_going_first(employer: str | None, first: bool, tier: TierName) -> None:
    person = candidate(employer, goes_first=NOW_FIRST if first else None, **SEEN)
    standing = judged(vacancy(public=True), person).standing
    assert standing.tier is not None
    assert standing.tier.name is tier


def test_going_first_counts_between_its_dates_only() -> None:
    past = candidate(goes_first=GoesFirst(date(2026, 1, 1), date(2026, 3, 1)))
    standing = judged(person=past).standing
    assert standing.tier is not None
    assert standing.tier.name is TierName.PARTNER


def test_staff_of_the_joint_organisation_are_own_where_they_work() -> None:
    person = candidate("servicepunt-delta", employment=employment("servicepunt-delta", workplace="polderkerk"), **SEEN)
    verdict = judged(vacancy(organisation="polderkerk", audience=open_to(own="polderkerk")), person)
    assert verdict.standing.relation is Relation.OWN
    assert verdict.passes


@pytest.mark.parametrize(("employer", "passes"), [("waterrijk", True), ("duinmeer", False), (None, False)])
def test_in_the_own_stage_only_own_staff_are_proposed(employer: str | None, passes: bool) -> None:
    verdict = judged(vacancy(audience=open_to()), candidate(employer, **SEEN))
    assert verdict.standing.admitted is passes
    assert found(verdict, Rule.STAGE).code is (Code.MET if passes else Code.NOT_MET)
    assert verdict.passes is passes


def test_a_partner_is_proposed_once_its_organisation_is_in_the_audience() -> None:
    assert judged(vacancy(audience=open_to("duinmeer"))).passes
    assert not judged(vacancy(audience=open_to("heidestad"))).passes


def test_outsiders_are_proposed_once_the_need_is_public_and_not_before() -> None:
    outsider = candidate(None)
    assert not judged(vacancy(), outsider).passes
    assert judged(vacancy(public=True), outsider).passes


def test_an_audience_counts_from_its_moment_until_its_end() -> None:
    later = Admission("duinmeer", "partner", NOW + timedelta(seconds=1))
    over = Admission("duinmeer", "partner", NOW - timedelta(days=9), NOW)
    present = Admission("duinmeer", "partner", NOW, NOW + timedelta(seconds=1))
    outcomes = [judged(vacancy(audience=(*open_to(), entry))).passes for entry in (later, over, present)]
    assert outcomes == [False, False, True]


@pytest.mark.parametrize(
    ("changes", "organisation", "is_open"),
    [
        ({}, "duinmeer", True),
        ({}, "heidestad", False),
        ({"public": True}, "heidestad", True),
        ({"is_open": False}, "duinmeer", False),
        ({"is_open": False, "public": True}, "duinmeer", False),
    ],
)
def test_a_need_is_open_to_its_audience_once_public_to_all_and_when_closed_to_nobody(
    changes: dict[str, Any], organisation: str, is_open: bool
) -> None:
    need = vacancy(audience=open_to("duinmeer"), **changes)
    assert is_open_to(need, organisation, members(), NOW) is is_open


def test_payroll_staff_at_a_partner_are_outsiders_where_the_covenant_does_not_count_them() -> None:
    person = candidate(employment=employment("duinmeer", legal_form=LegalForm.PAYROLL))
    verdict = judged(vacancy(), person)
    assert verdict.standing.relation is Relation.EXTERNAL
    assert not verdict.standing.admitted
    assert not verdict.passes


def test_somebody_who_takes_no_part_is_not_proposed_and_hears_why() -> None:
    voluntary = covenant("demo", ("voluntaryOnly: false", "voluntaryOnly: true"))
    sent = candidate(goes_first=NOW_FIRST, registered_by=RegisteredBy.EMPLOYER)
    verdict = judged(person=sent, rules=voluntary)
    assert found(verdict, Rule.TIER).code is Code.NOT_MET
    assert not verdict.passes


def test_with_voluntary_only_who_registers_themselves_competes_as_any_partner() -> None:
    voluntary = covenant("demo", ("voluntaryOnly: false", "voluntaryOnly: true"))
    standing = judged(person=candidate(goes_first=NOW_FIRST), rules=voluntary).standing
    assert standing.tier is not None
    assert standing.tier.name is TierName.PARTNER
    assert not standing.first
