"""An organisation by its OIN: what a token may name instead of our id."""

from collections.abc import Callable

from doorstroom_common.covenant import Covenant, Covenants

Write = Callable[..., Covenant]
OF_WATERRIJK = "00000009999999990001"
OF_DUINMEER = "00000009999999990002"
UNUSED = "00000009999999990077"


def test_a_member_is_known_by_its_oin(region: Write) -> None:
    covenants = Covenants([region()])
    assert covenants.organisation_of(OF_WATERRIJK) == "waterrijk"
    assert covenants.organisation_of(UNUSED) is None
    assert covenants.organisation_of("waterrijk") is None


def test_a_corrected_oin_counts_as_soon_as_the_version_is_adopted(region: Write) -> None:
    corrected = region((OF_WATERRIJK, UNUSED), ("version: 1", "version: 2"), ("validFrom: 2026", "validFrom: 2030"))
    covenants = Covenants([region(), corrected])
    assert covenants.organisation_of(UNUSED) == "waterrijk"
    assert covenants.organisation_of(OF_WATERRIJK) is None


def test_an_oin_that_two_covenants_give_to_two_organisations_is_nobodys(region: Write) -> None:
    swapped = region((OF_WATERRIJK, UNUSED), (OF_DUINMEER, OF_WATERRIJK), ("id: region", "id: sea"))
    covenants = Covenants([region(), swapped])
    assert covenants.organisation_of(OF_WATERRIJK) is None
    assert covenants.organisation_of(OF_DUINMEER) == "duinmeer"
    assert covenants.organisation_of(UNUSED) == "waterrijk"
