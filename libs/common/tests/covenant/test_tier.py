"""In which group somebody competes follows from relation, going first and the governing covenant."""

from collections.abc import Callable

import pytest

from doorstroom_common.covenant import Covenant, RegisteredBy, Relation, tier_of

Write = Callable[..., Covenant]
USUAL = "order: [own_first, own, partner_first, partner, linked, external]"
PLAIN = "voluntaryOnly: false"
VOLUNTARY = "voluntaryOnly: true"
NO_PRIORITY = "order: [own_first, own, partner, linked, external]\n  leftOut: [partner_first]"
MERGED = "order: [own_first, [own, partner], partner_first, [linked, external]]"
NO_OUTSIDERS = "order: [own_first, own, partner_first, partner]\n  leftOut: [linked, external]"
REORDERED = "order: [own_first, partner_first, own, partner, linked, external]"

TABLE = {
    # tiers, going first, relation, goes first, registered by → tier:rank
    "own staff who go first": (USUAL, PLAIN, "own", True, "person", "own_first:1"),
    "own staff": (USUAL, PLAIN, "own", False, "person", "own:2"),
    "a partner's who goes first": (USUAL, PLAIN, "partner", True, "employer", "partner_first:3"),
    "a partner's": (USUAL, PLAIN, "partner", False, "employer", "partner:4"),
    "linked, and going first changes nothing": (USUAL, PLAIN, "linked", True, "person", "linked:5"),
    "an outsider, and going first changes nothing": (USUAL, PLAIN, "external", True, "person", "external:6"),
    "a left-out priority tier falls back to the plain relation": (
        NO_PRIORITY,
        PLAIN,
        "partner",
        True,
        "person",
        "partner:3",
    ),
    "merged: own": (MERGED, PLAIN, "own", False, "person", "own:2"),
    "merged: partner": (MERGED, PLAIN, "partner", False, "person", "partner:2"),
    "merged: external": (MERGED, PLAIN, "external", False, "person", "external:4"),
    "reordered": (REORDERED, PLAIN, "partner", True, "person", "partner_first:2"),
    "a left-out relation takes no part": (NO_OUTSIDERS, PLAIN, "external", False, "person", None),
    "nor does a left-out linked one": (NO_OUTSIDERS, PLAIN, "linked", False, "person", None),
    "voluntary: at the own employer going first counts": (USUAL, VOLUNTARY, "own", True, "employer", "own_first:1"),
    "voluntary: elsewhere the person competes as any other": (USUAL, VOLUNTARY, "partner", True, "person", "partner:4"),
    "voluntary: forced mobility stays outside": (USUAL, VOLUNTARY, "partner", True, "employer", None),
    "voluntary: registered by the employer without priority": (
        USUAL,
        VOLUNTARY,
        "partner",
        False,
        "employer",
        "partner:4",
    ),
}


@pytest.mark.parametrize("story", TABLE)
def test_the_tier_follows_from_relation_and_going_first(region: Write, story: str) -> None:
    order, voluntary, relation, goes_first, registered_by, expected = TABLE[story]
    covenant = region((USUAL, order), (PLAIN, voluntary))
    tier = tier_of(covenant, Relation(relation), goes_first, RegisteredBy(registered_by))
    assert (tier and f"{tier.name}:{tier.rank}") == expected


def test_a_merged_tier_says_who_competes_in_it(region: Write) -> None:
    tier = tier_of(region((USUAL, MERGED)), Relation.PARTNER, False)
    assert tier is not None
    assert tier.merged == ("own", "partner")
