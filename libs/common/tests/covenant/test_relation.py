"""The relation is the nearest over all covenants in which both are members at that moment."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from doorstroom_common.covenant import Covenant, Covenants, LegalForm, Relation, RelationFound, StageName, Work, admits

Write = Callable[..., Covenant]
DAY = date(2026, 6, 1)
OIN = "00000009999999990002"
LINKS = "links: [{covenant: zee, from: 2026-03-01, until: 2026-08-31, source: {text: x}}]\nterms:\n"

OWN_STAFF = {
    # employer, workplace, legal form, what the covenant says, relation to heidestad
    "the contract is here": ("heidestad", None, "contract", {}, "own"),
    "appointed here": ("heidestad", None, "public-law", {}, "own"),
    "the contract is here, the work elsewhere": ("heidestad", "duinmeer", "contract", {"seconded": "true"}, "own"),
    "a partner's": ("duinmeer", None, "contract", {}, "partner"),
    "seconded here, and that does not count": ("duinmeer", "heidestad", "contract", {}, "partner"),
    "seconded here, and that counts": ("duinmeer", "heidestad", "contract", {"seconded": "true"}, "own"),
    "employed for us by the joint service": ("servicepunt", "heidestad", "contract", {}, "partner"),
    "employed for us, and the workplace counts": (
        "servicepunt",
        "heidestad",
        "contract",
        {"means": "workplace"},
        "own",
    ),
    "at the joint service itself": ("servicepunt", None, "contract", {"means": "workplace"}, "partner"),
    "seconded where only served staff count": ("duinmeer", "heidestad", "contract", {"means": "workplace"}, "partner"),
    "payroll here, and that does not count": ("payrollbedrijf", "heidestad", "payroll", {}, "external"),
    "payroll here, and that counts": ("payrollbedrijf", "heidestad", "payroll", {"payroll": "true"}, "own"),
    "payroll at a partner, and that counts": ("payrollbedrijf", "duinmeer", "payroll", {"payroll": "true"}, "partner"),
    "agency here, and that does not count": ("uitzendbureau", "heidestad", "agency", {"payroll": "true"}, "external"),
    "agency here, and that counts": ("uitzendbureau", "heidestad", "agency", {"agency": "true"}, "own"),
    "from outside": ("bakkerij", None, "contract", {}, "external"),
}
USUAL = {"means": "employer", "payroll": "false", "seconded": "false", "agency": "false"}


@pytest.mark.parametrize("story", OWN_STAFF)
def test_the_covenant_says_who_counts_as_own_staff(region: Write, story: str) -> None:
    employer, workplace, form, says, expected = OWN_STAFF[story]
    changes = [(f"  {key}: {USUAL[key]}", f"  {key}: {value}") for key, value in says.items()]
    covenants = Covenants([region(*changes)])
    found = covenants.relation("heidestad", employer, DAY, workplace=workplace, legal_form=LegalForm(form))
    assert found == RelationFound(Relation(expected), None if expected == "external" else "region")


def test_somebody_employed_by_nobody_is_external(region: Write) -> None:
    assert Covenants([region()]).relation("heidestad", None, DAY) == RelationFound(Relation.EXTERNAL, None)


def test_outside_every_covenant_own_staff_stay_own_and_all_others_are_external(region: Write) -> None:
    covenants = Covenants([region()])
    assert covenants.relation("bakkerij", "bakkerij", DAY) == RelationFound(Relation.OWN, None)
    assert covenants.relation("bakkerij", "heidestad", DAY) == RelationFound(Relation.EXTERNAL, None)
    assert covenants.governing("bakkerij", DAY) is None
    assert covenants.partners_of("bakkerij", DAY) == {}


def test_linked_is_who_is_in_a_covenant_that_ours_recognises_and_only_from_here_to_there(
    region: Write, another: Write
) -> None:
    covenants = Covenants([region(("terms:\n", LINKS)), another("zee", ["zilt", "schelp"])])
    assert covenants.relation("waterrijk", "zilt", DAY) == RelationFound(Relation.LINKED, "region")
    assert covenants.linked_to("waterrijk", DAY) == {"zilt": "region", "schelp": "region"}
    assert covenants.relation("zilt", "waterrijk", DAY) == RelationFound(Relation.EXTERNAL, None)


def test_a_link_holds_from_its_first_to_its_last_day(region: Write, another: Write) -> None:
    both = [region(("terms:\n", LINKS)), another("zee", ["zilt"])]
    days = (date(2026, 2, 28), date(2026, 3, 1), date(2026, 8, 31), date(2026, 9, 1))
    assert [Covenants(both).relation("waterrijk", "zilt", day).relation for day in days] == [
        Relation.EXTERNAL,
        Relation.LINKED,
        Relation.LINKED,
        Relation.EXTERNAL,
    ]


def test_the_nearest_of_several_covenants_counts_and_is_named(region: Write, another: Write) -> None:
    linked, shared = region(("terms:\n", LINKS)), another("tweede", ["waterrijk", "zilt"])
    covenants = Covenants([linked, another("zee", ["zilt"]), shared])
    assert covenants.relation("waterrijk", "zilt", DAY) == RelationFound(Relation.PARTNER, "tweede")
    assert covenants.linked_to("waterrijk", DAY) == {}
    assert covenants.partners_of("waterrijk", DAY)["zilt"] == "tweede"


def test_membership_holds_from_its_first_to_its_last_day_in_the_netherlands(region: Write) -> None:
    covenants = Covenants(
        [
            region(
                (
                    "    name: Duinmeer\n",
                    "    name: Duinmeer\n    from: 2026-03-01\n    until: 2026-06-30\n    liveFrom: 2026-04-01\n",
                )
            )
        ]
    )
    moments = (
        datetime(2026, 2, 28, 22, 59, 59, tzinfo=UTC),
        datetime(2026, 2, 28, 23, tzinfo=UTC),
        datetime(2026, 6, 30, 21, 59, 59, tzinfo=UTC),
        datetime(2026, 6, 30, 22, tzinfo=UTC),
    )
    assert [covenants.relation("waterrijk", "duinmeer", at).relation for at in moments] == [
        Relation.EXTERNAL,
        Relation.PARTNER,
        Relation.PARTNER,
        Relation.EXTERNAL,
    ]
    assert [
        covenants.may_publish("duinmeer", day) for day in (date(2026, 3, 31), date(2026, 4, 1), date(2026, 7, 1))
    ] == [False, True, False]
    assert [covenants.next_change(day) for day in (date(2026, 3, 1), date(2026, 4, 1), date(2026, 7, 1))] == [
        date(2026, 4, 1),
        date(2026, 7, 1),
        None,
    ]


def test_a_member_that_is_not_live_may_not_publish(region: Write) -> None:
    covenants = Covenants([region(("  liveFrom: 2026-01-01\n", ""))])
    assert not covenants.may_publish("waterrijk", DAY)
    assert covenants.governing("waterrijk", DAY) is not None


def test_after_a_merger_staff_and_vacancies_are_the_successors(region: Write) -> None:
    covenants = Covenants(
        [
            region(
                (
                    "    name: Duinmeer\n",
                    "    name: Duinmeer\n    succeededBy: {organisation: waterrijk, on: 2026-05-01}\n",
                )
            )
        ]
    )
    before, after = date(2026, 4, 30), date(2026, 5, 1)
    assert covenants.relation("waterrijk", "duinmeer", before).relation is Relation.PARTNER
    assert covenants.relation("waterrijk", "duinmeer", after).relation is Relation.OWN
    assert covenants.relation("duinmeer", "heidestad", after).relation is Relation.PARTNER
    assert covenants.current("duinmeer", after) == "waterrijk"
    assert "duinmeer" not in covenants.partners_of("heidestad", after)


def test_after_a_merger_the_work_done_there_is_the_successors_too(region: Write) -> None:
    merged = (
        "    name: Heidestad\n",
        "    name: Heidestad\n    succeededBy: {organisation: duinmeer, on: 2026-05-01}\n",
    )
    covenants = Covenants([region(merged, ("means: employer", "means: workplace"))])
    found = [
        covenants.relation("duinmeer", "servicepunt", day, workplace="heidestad") for day in (date(2026, 4, 30), DAY)
    ]
    assert [one.relation for one in found] == [Relation.PARTNER, Relation.OWN]


def test_a_successor_may_come_later_than_the_last_day_of_membership(region: Write) -> None:
    left = "    name: Duinmeer\n    until: 2026-03-31\n    succeededBy: {organisation: waterrijk, on: 2026-05-01}\n"
    covenants = Covenants([region(("    name: Duinmeer\n", left))])
    days = (date(2026, 3, 31), date(2026, 4, 1), date(2026, 4, 30), date(2026, 5, 1))
    assert [covenants.relation("waterrijk", "duinmeer", day).relation for day in days] == [
        Relation.PARTNER,
        Relation.EXTERNAL,
        Relation.EXTERNAL,
        Relation.OWN,
    ]


def test_a_member_may_leave_and_come_back(region: Write) -> None:
    away = "    name: Duinmeer\n    until: 2026-03-31\n"
    back = f"  - {{id: duinmeer, name: Duinmeer, oin: '{OIN}', from: 2026-05-01, liveFrom: 2026-05-01}}\ntiers:\n"
    covenants = Covenants([region(("    name: Duinmeer\n", away), ("tiers:\n", back))])
    days = (date(2026, 3, 31), date(2026, 4, 15), date(2026, 5, 1))
    assert ["duinmeer" in covenants.partners_of("waterrijk", day) for day in days] == [True, False, True]


def test_the_highest_version_that_has_started_is_in_force(region: Write) -> None:
    first = region()
    later = region(
        ("version: 1", "version: 2"), ("validFrom: 2026-01-01", "validFrom: 2026-07-01\nvalidUntil: 2026-12-31")
    )
    covenants = Covenants([later]).including(first)
    in_force = [
        [c.version for c in covenants.in_force(day)]
        for day in (date(2025, 12, 31), DAY, date(2026, 7, 1), date(2027, 1, 1))
    ]
    assert in_force == [[], [1], [2], []]
    assert covenants.latest("region") is later
    assert covenants.by_hash(first.hash) is first
    assert len(covenants) == 2


def test_the_governing_covenant_is_a_live_one_then_the_longest_membership_then_the_first_id(
    region: Write, another: Write
) -> None:
    younger = another(
        "aaa",
        ["waterrijk"],
        ("  from: 2026-01-01", "  from: 2026-02-01"),
        ("liveFrom: 2026-01-01", "liveFrom: 2026-02-01"),
    )
    as_old = another("tweede", ["waterrijk"])
    older_not_live = another(
        "nieuw",
        ["waterrijk"],
        ("  from: 2026-01-01", "  from: 2025-01-01"),
        ("liveFrom: 2026-01-01", "liveFrom: 2027-01-01"),
    )
    for order in ([region(), younger, as_old, older_not_live], [older_not_live, as_old, younger, region()]):
        covenants = Covenants(order)
        assert [c.id for c in covenants.covenants_of("waterrijk", DAY)] == ["region", "tweede", "aaa", "nieuw"]


def test_one_days_membership_can_be_taken_once_and_asked_often(region: Write) -> None:
    membership = Covenants([region()]).on(DAY)
    assert membership.relation("waterrijk", Work("duinmeer")).relation is Relation.PARTNER
    assert membership.relation("waterrijk", None).relation is Relation.EXTERNAL
    assert set(membership.members_of("region")) == {"waterrijk", "duinmeer", "heidestad", "servicepunt"}


def test_each_stage_admits_the_relations_up_to_its_own() -> None:
    admitted = {stage: [relation.value for relation in Relation if admits(stage, relation)] for stage in StageName}
    assert admitted == {
        StageName.OWN: ["own"],
        StageName.PARTNERS: ["own", "partner"],
        StageName.LINKED: ["own", "partner", "linked"],
        StageName.PUBLIC: ["own", "partner", "linked", "external"],
    }
