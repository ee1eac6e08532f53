"""The covenants in the repository make sense and say what their sources say."""

from datetime import date
from pathlib import Path

import pytest

from doorstroom_common.covenant import (
    ClauseCode,
    Covenant,
    Covenants,
    Need,
    Promise,
    Relation,
    StageName,
    Strictness,
    TierName,
    covenant_hash,
    opens_to_the_public,
    parse_covenant,
    tier_of,
)

FOLDER = Path(__file__).parents[4] / "covenants"
FILES = sorted(FOLDER.glob("*.yaml"))
DAY = date(2026, 6, 1)


def shipped(name: str) -> Covenant:
    path = FOLDER / f"{name}.yaml"
    return parse_covenant(path.read_text(encoding="utf-8"), path.name)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_shipped_covenant_makes_sense(path: Path) -> None:
    covenant = parse_covenant(path.read_text(encoding="utf-8"), path.name)
    assert covenant.in_force_on(DAY)
    assert covenant.hash == covenant_hash(path.read_bytes().decode())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_shipped_numbers_are_recognisably_made_up(path: Path) -> None:
    for member in parse_covenant(path.read_text(encoding="utf-8"), path.name).members:
        assert (member.oin or "0000000999999999").startswith("0000000999999999")
        assert (member.kvk or "99999").startswith("99999")


def test_no_organisation_and_no_number_is_shared_by_two_shipped_networks() -> None:
    members = [member for path in FILES for member in shipped(path.stem).members]
    assert len({member.id for member in members}) == len(members)
    assert len({member.oin or member.kvk for member in members}) == len(members)


def test_switch_is_as_its_source_found_it() -> None:
    switch = shipped("switch")
    assert len(switch.members) == 20
    assert [(stage.stage, stage.days) for stage in switch.stages] == [
        (StageName.OWN, 7),
        (StageName.PARTNERS, 14),
        (StageName.PUBLIC, None),
    ]
    assert switch.going_first.voluntary_only
    assert switch.vacancies.needs == (Need.STRUCTURAL,)
    assert {switch.contract_preservation.clause(code).promise for code in ClauseCode} == {Promise.NONE}
    assert opens_to_the_public(switch, 1)
    assert not opens_to_the_public(switch, 2)


def test_friesland_has_no_own_stage_and_its_members_compete_as_one() -> None:
    friesland = shipped("friesland")
    assert len(friesland.members) == 28
    assert [stage.stage for stage in friesland.stages] == [StageName.PARTNERS, StageName.PUBLIC]
    assert opens_to_the_public(friesland, 1_000)
    own, partner = (tier_of(friesland, relation, False) for relation in (Relation.OWN, Relation.PARTNER))
    assert own is not None
    assert partner is not None
    assert (own.name, partner.name) == (TierName.OWN, TierName.PARTNER)
    assert own.rank == partner.rank == 2


def test_wisselwerk_has_a_private_member_since_2008() -> None:
    covenants = Covenants([shipped("wisselwerk")])
    assert len(covenants.partners_of("meppel", date(2007, 12, 31))) == 7
    assert len(covenants.partners_of("meppel", date(2008, 1, 1))) == 8
    bank = covenants.on(DAY).member("rabobank-meppel-steenwijkerland", "wisselwerk")
    assert bank is not None
    assert (bank.kind, bank.kvk, bank.oin) == ("private", "99999309", None)


def test_the_demo_region_keeps_a_permanent_contract_permanent() -> None:
    demo = shipped("demo")
    assert sum(member.kind == "municipality" for member in demo.members) == 10
    assert len(demo.members) == 12
    clause = demo.contract_preservation.clause(ClauseCode.PERMANENT_STAYS_PERMANENT)
    assert (clause.promise, clause.strictness) == (Promise.KEPT, Strictness.REQUIRED)
    assert demo.contract_preservation.source_of(ClauseCode.PERMANENT_STAYS_PERMANENT).text.startswith("ZH")


def test_staff_of_the_demos_joint_service_are_own_where_they_work() -> None:
    covenants = Covenants([shipped("demo")])
    for organisation, relation in (
        ("polderkerk", Relation.OWN),
        ("servicepunt-delta", Relation.OWN),
        ("wilgenoord", Relation.PARTNER),
        ("waterrijk", Relation.PARTNER),
    ):
        found = covenants.relation(organisation, "servicepunt-delta", DAY, workplace="polderkerk")
        assert (found.relation, found.covenant_id) == (relation, "delta-demo")
