from datetime import UTC, datetime, timedelta

from doorstroom_common.covenant import Covenants, Relation, StageName, parse_covenant
from doorstroom_vacancy.domain.audience import AudienceEntry, admitted, widened_or_ended
from services.vacancy.tests.story import DEMO, next_version

MONDAY = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
LATER = MONDAY + timedelta(days=10)
REGION = Covenants([parse_covenant(DEMO, "demo.yaml")])


def entry(organisation: str, relation: Relation = Relation.PARTNER) -> AudienceEntry:
    return AudienceEntry(organisation, relation, "delta-demo", MONDAY, None, "stage-partners")


def test_each_stage_admits_by_relation_alone() -> None:
    def who(stage: StageName) -> set[str]:
        return set(admitted("waterrijk", stage, "delta-demo", REGION, MONDAY))

    assert who(StageName.OWN) == {"waterrijk"}
    assert len(who(StageName.PARTNERS)) == 12
    assert who(StageName.PARTNERS) == who(StageName.PUBLIC)


def test_linked_organisations_are_admitted_in_their_stage_and_not_before() -> None:
    linked = DEMO.replace("id: delta-demo", "id: other-net", 1)
    for name in ("waterrijk", "duinmeer", "heidestad", "rietdam", "klaverhove", "zilverveen"):
        linked = linked.replace(f"id: {name}", f"id: {name}-elders")
    link = 'links:\n  - {covenant: other-net, from: 2026-01-01, source: {text: "Invented", default: true}}\n\nterms:'
    both = Covenants([parse_covenant(DEMO.replace("terms:", link, 1), "demo"), parse_covenant(linked, "other")])
    partners = admitted("waterrijk", StageName.PARTNERS, "delta-demo", both, MONDAY)
    all_linked = admitted("waterrijk", StageName.LINKED, "delta-demo", both, MONDAY)
    assert "duinmeer-elders" not in partners
    assert all_linked["duinmeer-elders"] == (Relation.LINKED, "delta-demo")
    assert all_linked["oeverhout"] == (Relation.PARTNER, "delta-demo")


def test_a_successor_sees_what_its_predecessor_opened() -> None:
    merged = DEMO.replace("id: duinmeer,", "id: duinmeer, succeededBy: {organisation: rietdam, on: 2026-03-10},", 1)
    region = Covenants([parse_covenant(merged, "demo.yaml")])
    assert "rietdam" not in admitted("duinmeer", StageName.OWN, "delta-demo", region, MONDAY)
    assert admitted("duinmeer", StageName.OWN, "delta-demo", region, LATER)["rietdam"][0] is Relation.OWN


def test_who_leaves_gets_an_end_and_keeps_the_beginning() -> None:
    [left] = widened_or_ended([entry("duinmeer")], {}, since=LATER, at=LATER, reason="membership")
    assert (left.since, left.until) == (MONDAY, LATER)


def test_who_returns_gets_a_second_entry() -> None:
    gone = widened_or_ended([entry("duinmeer")], {}, since=LATER, at=LATER, reason="membership")
    back = LATER + timedelta(days=5)
    now = {"duinmeer": (Relation.PARTNER, "delta-demo")}
    entries = widened_or_ended(gone, now, since=back, at=back, reason="membership")
    assert [(one.since, one.until) for one in entries] == [(MONDAY, LATER), (back, None)]


def test_who_stays_is_not_rewritten() -> None:
    entries = (entry("waterrijk", Relation.OWN), entry("duinmeer"))
    now = {"waterrijk": (Relation.OWN, "delta-demo"), "duinmeer": (Relation.PARTNER, "delta-demo")}
    assert widened_or_ended(entries, now, since=LATER, at=LATER, reason="stage-public") == entries


def test_a_nearer_relation_is_taken_over() -> None:
    now = {"duinmeer": (Relation.PARTNER, "delta-demo")}
    [one] = widened_or_ended([entry("duinmeer", Relation.LINKED)], now, since=LATER, at=LATER, reason="membership")
    assert (one.relation, one.since) == (Relation.PARTNER, MONDAY)


def test_a_new_version_changes_who_is_admitted_from_its_first_day_on() -> None:
    second = parse_covenant(next_version(DEMO, "2026-03-10", without="duinmeer", joined="eikenhage"), "demo.yaml")
    both = REGION.including(second)
    before = admitted("waterrijk", StageName.PARTNERS, "delta-demo", both, MONDAY)
    after = admitted("waterrijk", StageName.PARTNERS, "delta-demo", both, LATER)
    assert (set(before) - set(after), set(after) - set(before)) == ({"duinmeer"}, {"eikenhage"})
