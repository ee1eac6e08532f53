"""What a covenant file says is what the covenant holds."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from pydantic import ValidationError

from doorstroom_common.covenant import (
    ClauseCode,
    Covenant,
    StageName,
    TierName,
    covenant_hash,
    parse_covenant,
)

Write = Callable[..., Covenant]


def test_the_hash_is_of_the_text_with_lf_line_ends_and_of_every_letter(region_text: str) -> None:
    with_crlf = region_text.replace("\n", "\r\n")
    assert covenant_hash(with_crlf) == covenant_hash(region_text)
    assert covenant_hash(region_text + "\n") != covenant_hash(region_text)
    assert covenant_hash("a\r\nb\n") == "sha256:911169ddaaf146aff539f58c26c489af3b892dff0fe283c1c264c65ae5aa59a2"
    assert parse_covenant(with_crlf, "crlf.yaml").hash == parse_covenant(region_text, "lf.yaml").hash


def test_a_member_says_only_what_differs_from_the_defaults(region: Write) -> None:
    service = region().member("servicepunt", date(2026, 1, 1))
    assert service is not None
    assert (service.kind, service.agreement, service.employs_staff_for) == (
        "joint-arrangement",
        "cao-gemeenten",
        ("heidestad",),
    )


def test_a_single_tier_and_a_merged_one_stand_side_by_side(region: Write) -> None:
    merged = region(("own, partner_first, partner,", "[own, partner], partner_first,"))
    assert merged.tiers.order[:2] == ((TierName.OWN_FIRST,), (TierName.OWN, TierName.PARTNER))


def test_a_clause_without_a_source_rests_on_that_of_its_section(region: Write) -> None:
    preservation = region().contract_preservation
    assert preservation.source_of(ClauseCode.PERMANENT_STAYS_PERMANENT).text == "the wish"
    assert preservation.source_of(ClauseCode.PAY).text == "made up"


def test_every_clause_code_has_its_clause(region: Write) -> None:
    preservation = region().contract_preservation
    assert len({id(preservation.clause(code)) for code in ClauseCode}) == 9


def test_a_covenant_starts_and_ends_at_midnight_in_the_netherlands(region: Write) -> None:
    covenant = region(("validFrom: 2026-01-01", "validFrom: 2026-01-01\nvalidUntil: 2026-06-30"))
    assert covenant.starts_at == datetime(2025, 12, 31, 23, tzinfo=UTC)
    assert covenant.ends_at == datetime(2026, 6, 30, 22, tzinfo=UTC)
    assert covenant.in_force_on(date(2026, 6, 30))
    assert not covenant.in_force_on(date(2026, 7, 1))


def test_a_covenant_cannot_be_changed_once_read(region: Write) -> None:
    covenant = region()
    with pytest.raises(ValidationError):
        covenant.version = 2
    with pytest.raises(ValidationError):
        covenant.members[0].name = "Elders"


def test_scale_codes_stay_codes(region: Write) -> None:
    table = (
        "scaleEquivalence:\n  - {fromAgreement: a-b, toAgreement: c-d, scales: {9: 10, 10A: 11}, source: {text: x}}\n"
    )
    covenant = region(("terms:\n", f"{table}terms:\n"))
    assert covenant.scale_equivalence[0].scales == {"9": "10", "10A": "11"}


def test_what_a_stage_allows_is_read_with_its_bounds(region: Write) -> None:
    own = region().stage(StageName.OWN)
    assert own is not None
    assert own.shorten is not None
    assert (own.shorten.to_days, own.skip, own.extend) == (3, None, None)
    assert region().stage(StageName.LINKED) is None
