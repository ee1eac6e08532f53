"""The covenants in the repository make sense and say what their sources say."""

from collections.abc import Iterator
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

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
from doorstroom_common.covenant.members import Source

FOLDER = Path(__file__).parents[4] / "covenants"
FILES = sorted(FOLDER.glob("*.yaml"))
DAY = date(2026, 6, 1)
NETWORKS = {
    "friesland": 28,
    "gelderland": 51,
    "haaglanden": 9,
    "switch": 20,
    "west-brabant": 19,
    "wisselwerk": 9,
    "zorg-aan-zet": 6,
    "zuid-holland": 21,
    "zuid-holland-pool": 15,
}
"""Each with the number of its members here."""
REPORTS = ("TNO 2.", "ZH", "HA", "ZZ", "VZ")
WORDS_OF_OURS = (
    "ours",
    "made up",
    "gives no",
    "does not",
    "says nothing",
    "makes no promise",
    "is older than",
    "not in it",
    "no promise",
    "tells of no",
    "was only planned",
    "leaves the other",
    "is silent",
    "not mentioned",
    "without a number",
    "not told",
)


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


def sources(covenant: Covenant) -> Iterator[Source]:
    """Every source of the file, wherever it stands."""
    waiting: list[object] = [covenant]
    while waiting:
        part = waiting.pop()
        if isinstance(part, Source):
            yield part
        elif isinstance(part, tuple):
            waiting.extend(part)
        elif isinstance(part, BaseModel):
            waiting.extend(value for _, value in part)


def test_the_nine_networks_are_shipped_each_with_the_members_that_its_source_knows() -> None:
    assert {path.stem: len(shipped(path.stem).members) for path in FILES if path.stem != "demo"} == NETWORKS


@pytest.mark.parametrize("name", NETWORKS)
def test_every_clause_of_a_network_cites_a_report_or_says_that_the_choice_is_ours(name: str) -> None:
    for source in sources(shipped(name)):
        assert source.text.startswith(REPORTS), source.text
        assert not source.default or any(words in source.text for words in WORDS_OF_OURS), source.text


def test_a_linked_network_that_has_adopted_nothing_brings_nobody_in_and_one_that_has_does() -> None:
    brabant = shipped("west-brabant")
    assert [link.covenant for link in brabant.links] == ["flex-6", "zeeland-werkt", "mobiliteitsplatform-zuid-holland"]
    assert Covenants([brabant]).linked_to("breda", DAY) == {}
    both = Covenants([brabant, shipped("zuid-holland")])
    assert both.linked_to("breda", DAY)["delft"] == "werken-in-west-brabant"
    assert both.linked_to("delft", DAY) == {}, "the link is Brabant's alone"
    assert both.relation("breda", "delft", DAY).relation is Relation.LINKED


def test_gelderland_lends_at_one_fixed_tariff() -> None:
    gelderland = shipped("gelderland")
    assert gelderland.secondment.settlement == "fixed-tariff"
    assert not gelderland.secondment.source.default


def test_the_pool_keeps_a_permanent_contract_and_ranks_partners_before_outsiders() -> None:
    pool = shipped("zuid-holland-pool")
    clause = pool.contract_preservation.clause(ClauseCode.PERMANENT_STAYS_PERMANENT)
    assert (clause.promise, clause.strictness) == (Promise.KEPT, Strictness.REQUIRED)
    partner, outsider = (tier_of(pool, relation, False) for relation in (Relation.PARTNER, Relation.EXTERNAL))
    assert partner is not None
    assert outsider is not None
    assert partner.rank < outsider.rank


def test_care_employers_of_several_agreements_compare_skills_before_diplomas() -> None:
    care = shipped("zorg-aan-zet")
    assert len({member.agreement for member in care.members}) > 2
    assert care.score.required_skills + care.score.wished_skills > 50
    assert care.scale_equivalence == ()


def rules_alone(part: Any) -> Any:
    """A dumped part without sources and without what no rule reads."""
    if isinstance(part, dict):
        return {key: rules_alone(value) for key, value in part.items() if key not in ("source", "practices")}
    return [rules_alone(each) for each in part] if isinstance(part, tuple | list) else part


def test_no_two_networks_have_the_same_rules() -> None:
    names = {"id", "name", "about", "hash", "valid_from", "members", "joint_controllers"}
    rules = [rules_alone(shipped(name).model_dump(exclude=names)) for name in NETWORKS]
    assert all(one != other for one, other in combinations(rules, 2))


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
