from datetime import UTC, date, datetime, timedelta

import pytest

from doorstroom_common.covenant import Covenants, StageName, parse_covenant
from doorstroom_common.errors import Invalid
from doorstroom_vacancy.domain.secondment_request import SecondmentRequest
from doorstroom_vacancy.domain.values import Advert, Hours, Scales, SecondmentDetails, Term
from services.vacancy.tests.story import DEMO

MONDAY = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
DETAILS = SecondmentDetails(
    title="Planeconoom voor een half jaar",
    occupation=Term("esco-occupation", "urn:occupation:planning-economist"),
    hours=Hours(16, 24),
    scales=Scales("cao-gemeenten", "10", "11"),
    start_date=date(2026, 4, 1),
    end_date=date(2026, 9, 30),
    required_share=100,
)


def opened(text: str) -> SecondmentRequest:
    request = SecondmentRequest.new("waterrijk", DETAILS, Advert(), MONDAY)
    request.open(MONDAY, Covenants([parse_covenant(text, "demo.yaml")]), MONDAY)
    return request


def test_it_opens_to_own_and_partners_at_once_and_stays_there() -> None:
    request = opened(DEMO)
    assert request.opening is not None
    assert (request.opening.stage, request.opening.next_stage_at) == (StageName.PARTNERS, None)
    assert len(request.opening.audience) == 12


def test_where_the_covenant_stages_it_the_own_organisation_is_first_and_the_public_is_never_told() -> None:
    text = DEMO.replace("staged: false", "staged: true", 1)
    covenant = parse_covenant(text, "demo.yaml")
    request = opened(text)
    assert request.opening is not None
    due = request.opening.next_stage_at
    assert request.opening.stage is StageName.OWN
    assert due == datetime(2026, 3, 9, 8, 0, tzinfo=UTC)
    request.open_next_stage(due, covenant, Covenants([covenant]), 0, due)
    assert (request.opening.stage, request.opening.next_stage_at) == (StageName.PARTNERS, None)


def test_its_last_day_is_not_before_its_first() -> None:
    request = opened(DEMO)
    with pytest.raises(Invalid):
        request.change({"end_date": date(2026, 3, 31)}, Advert(), None, MONDAY + timedelta(days=1))
    assert request.details.end_date == date(2026, 9, 30)
