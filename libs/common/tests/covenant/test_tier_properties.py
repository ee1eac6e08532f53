"""Whatever order a covenant gives its tiers, nobody overtakes."""

from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from doorstroom_common.covenant import (
    Covenant,
    CovenantRefused,
    RegisteredBy,
    Relation,
    TierName,
    parse_covenant,
    tier_of,
)

TRIED = settings(deadline=None, max_examples=60)
USUAL = "order: [own_first, own, partner_first, partner, linked, external]"
Groups = list[list[str]]
Write = Callable[..., Covenant]


def in_yaml(order: Groups, left_out: list[str]) -> str:
    groups = ", ".join(f"[{', '.join(group)}]" for group in order)
    return f"order: [{groups}]\n  leftOut: [{', '.join(left_out)}]"


@st.composite
def tier_orders(draw: st.DrawFn) -> tuple[Groups, list[str]]:
    """Any order that a covenant may have: own_first alone, the rest reordered, merged or left out."""
    rest = draw(st.permutations([tier.value for tier in TierName if tier is not TierName.OWN_FIRST]))
    left_out = [tier for tier in rest if draw(st.booleans()) and draw(st.booleans())]
    order: Groups = [["own_first"]]
    for tier in (tier for tier in rest if tier not in left_out):
        if len(order) > 1 and draw(st.booleans()):
            order[-1].append(tier)
        else:
            order.append([tier])
    return order, left_out


def ordered(region: Write, tiers: tuple[Groups, list[str]], voluntary: bool = False) -> Covenant:
    return region((USUAL, in_yaml(*tiers)), ("voluntaryOnly: false", f"voluntaryOnly: {str(voluntary).lower()}"))


@TRIED
@given(tiers=tier_orders(), voluntary=st.booleans(), goes_first=st.booleans(), by=st.sampled_from(RegisteredBy))
def test_whoever_takes_part_has_the_rank_at_which_their_tier_stands(
    region: Write, tiers: tuple[Groups, list[str]], voluntary: bool, goes_first: bool, by: RegisteredBy
) -> None:
    covenant = ordered(region, tiers, voluntary)
    for relation in Relation:
        tier = tier_of(covenant, relation, goes_first, by)
        if tier is not None:
            assert list(tier.merged) == tiers[0][tier.rank - 1]
            assert tier.name in tier.merged
            assert tier.name.removesuffix("_first") == relation
            assert goes_first or not tier.name.endswith("_first")


@TRIED
@given(
    tiers=tier_orders(), people=st.lists(st.tuples(st.sampled_from(Relation), st.booleans()), min_size=2, max_size=8)
)
def test_a_lower_tier_never_overtakes_a_higher_one(
    region: Write, tiers: tuple[Groups, list[str]], people: list[tuple[Relation, bool]]
) -> None:
    place = {tier: index for index, group in enumerate(tiers[0]) for tier in group}
    covenant = ordered(region, tiers)
    competing = [tier for relation, first in people if (tier := tier_of(covenant, relation, first))]
    for one in competing:
        for other in competing:
            assert (one.rank < other.rank) == (place[one.name] < place[other.name])


@TRIED
@given(tiers=tier_orders(), voluntary=st.booleans(), by=st.sampled_from(RegisteredBy))
def test_own_staff_who_go_first_are_alone_before_everybody(
    region: Write, tiers: tuple[Groups, list[str]], voluntary: bool, by: RegisteredBy
) -> None:
    covenant = ordered(region, tiers, voluntary)
    all_tiers = [tier_of(covenant, relation, first, by) for relation in Relation for first in (True, False)]
    assert [tier.merged for tier in all_tiers if tier and tier.rank == 1] == [(TierName.OWN_FIRST,)]


@TRIED
@given(order=st.permutations([tier.value for tier in TierName]), merged=st.integers(1, 5))
def test_an_order_with_own_first_elsewhere_or_in_company_is_refused(
    change: Callable[..., str], order: list[str], merged: int
) -> None:
    groups = [order[:merged], *([tier] for tier in order[merged:])]
    said = ""
    try:
        parse_covenant(change((USUAL, in_yaml(groups, []))), "x")
    except CovenantRefused as refused:
        said = str(refused)
    assert ("own_first must be first and alone" in said) is (groups[0] != ["own_first"])
