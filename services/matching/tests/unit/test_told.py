"""What the clauses tell beside their code: the very figures, where they come from, and nothing that is not known."""

from datetime import date
from typing import Any

import pytest

from doorstroom_common.covenant import LegalForm
from doorstroom_matching.application.record import findings_json
from doorstroom_matching.domain.finding import Code, Finding, Rule
from doorstroom_matching.domain.need import Minutes, OutsiderContract
from doorstroom_matching.domain.passport import Offer, Passport, Promotion, in_euros
from doorstroom_matching.domain.scale import Scales
from doorstroom_matching.entrypoints.words import TO_PERSON, in_words
from services.matching.tests.story import candidate, covenant, employment, found, judged, vacancy
from services.matching.tests.unit.test_clauses import with_clause

SINCE = date(2019, 9, 1)


def told(rule: Rule, need: dict[str, Any], held: dict[str, Any], rules: Any = None) -> Finding:
    person = candidate(employment=employment(**held), hidden_from_employer=False)
    return found(judged(vacancy(public=True, **need), person, rules), rule)


def test_a_permanent_contract_tells_what_is_offered_and_since_when_it_is_held() -> None:
    held = {"passport": Passport(contract_since=SINCE)}
    offered = {"offered": "permanent", "contract": "temporary-with-prospect"}
    assert told(Rule.PERMANENT, {}, {}).figures == offered
    assert told(Rule.PERMANENT, {}, held).figures == {**offered, "since": "2019-09-01"}
    until = told(Rule.PERMANENT, {"until": date(2026, 12, 31), "contract": None}, held)
    remains = covenant().contract_preservation.for_temporary_need.value
    assert until.figures == {
        "offered": "temporary", "contract": None, "since": "2019-09-01", "until": "2026-12-31", "remains": remains,
    }  # fmt: skip


def test_a_trial_period_tells_whether_it_is_offered_and_what_decides() -> None:
    offered, own = {"offer": Offer(trial_period=True)}, with_clause("no-new-trial-period", "none")
    assert told(Rule.TRIAL, {"offer": Offer(trial_period=False)}, {}).figures == {"offered_trial": False}
    by_law = told(Rule.TRIAL, offered, {"passport": Passport(successive=True)}, own)
    assert by_law.figures == {"offered_trial": True, "because": "law", "recorded": "in-general"}
    unknown = told(Rule.TRIAL, offered, {}, own)
    assert (unknown.code, unknown.figures) == (Code.UNKNOWN, {"offered_trial": True, "because": "not-recorded"})
    assert told(Rule.TRIAL, {}, {}, own).figures == {"offered_trial": None}
    assert told(Rule.TRIAL, offered, {}).figures == {"offered_trial": True}


@pytest.mark.parametrize(
    ("held", "because", "source", "words"),
    [
        ({}, "same-employer", "art. 7:652 lid 8 BW", "andere vaardigheden of verantwoordelijkheden"),
        ({"legal_form": LegalForm.PUBLIC_LAW}, "same-employer-appointment", None, "U hebt een aanstelling"),
    ],
)
def test_a_trial_period_at_the_same_employer_tells_why_nobody_can_tell_whether_it_counts(
    held: dict[str, Any], because: str, source: str | None, words: str
) -> None:
    rules = with_clause("no-new-trial-period", "none")
    held = {"employer": "waterrijk", "passport": Passport(successive=True), **held}
    finding = told(Rule.TRIAL, {"offer": Offer(trial_period=True)}, held, rules)
    assert (finding.code, finding.figures) == (Code.UNKNOWN, {"offered_trial": True, "because": because})
    assert (finding.source == "art. 7:652 lid 8 BW") is (source is not None)
    assert words in in_words(*findings_json([finding]), TO_PERSON)["nl"]
    silent = told(Rule.TRIAL, {}, held, rules)
    assert (silent.code, silent.figures) == (Code.UNKNOWN, {"offered_trial": None})


def test_pay_tells_scales_and_allowances_as_far_as_they_are_known_and_where_it_is_less() -> None:
    scales = {
        "held": "9", "held_in": "cao-gemeenten", "offered_from": "9", "offered_to": "10",
        "offered_in": "cao-gemeenten", "same_choice_budget": True,
    }  # fmt: skip
    assert told(Rule.PAY, {}, {}).figures == scales
    less = {"passport": Passport(allowances_monthly=100)}
    allowances = told(Rule.PAY, {"offer": Offer(allowances_monthly=50)}, less, with_clause("pay", "kept"))
    assert allowances.code is Code.PRESERVED_BY_COVENANT
    assert allowances.figures == {**scales, "allowances_held": 12, "allowances_offered": 6, "because": "allowances"}
    enough = told(Rule.PAY, {"offer": Offer(allowances_monthly=100)}, {"step": 0, **less})
    assert enough.figures == {**scales, "step": 0, "allowances_held": 12, "allowances_offered": 12}
    down = told(Rule.PAY, {"offer": Offer(allowances_monthly=100)}, {"scale": "12", **less})
    assert "because" not in down.figures
    both = told(Rule.PAY, {}, {"scale": "12", **less})
    assert "because" not in both.figures, "where the scale is lost, it is not the allowances"


def test_an_offer_without_order_is_unknown() -> None:
    assert told(Rule.PAY, {"scales": Scales("cao-gemeenten", "9", "H1")}, {}).code is Code.UNKNOWN


@pytest.mark.parametrize("offered", [("10A", "11"), ("9", "10A")])
def test_a_special_scale_that_is_offered_by_name_is_compared_as_any(offered: tuple[str, str]) -> None:
    told_ = told(Rule.PAY, {"scales": Scales("cao-gemeenten", *offered)}, {"scale": "10A"}, with_clause("pay", "none"))
    assert told_.code is Code.PRESERVED


@pytest.mark.parametrize(("legal_form", "because"), [(LegalForm.PUBLIC_LAW, "appointment"), (None, "law")])
def test_service_tells_since_when_and_by_what(legal_form: LegalForm | None, because: str) -> None:
    passport = Passport(notice_service_since=SINCE, government_service_since=SINCE, successive=True)
    held: dict[str, Any] = {"passport": passport}
    held |= {"legal_form": legal_form} if legal_form else {}
    assert told(Rule.SERVICE_GOVERNMENT, {}, held).figures == {"since": "2019-09-01"}
    assert told(Rule.SERVICE_WAITING, {}, held).figures == {}
    notice = told(Rule.SERVICE_NOTICE, {}, held)
    assert notice.figures["because"] == because
    assert (notice.figures.get("since") == "2019-09-01") is (legal_form is None)


def test_service_goes_on_by_law_elsewhere_and_by_itself_at_home() -> None:
    held = {"passport": Passport(notice_service_since=SINCE, successive=True)}
    by_law = told(Rule.SERVICE_NOTICE, {}, held)
    at_home = told(Rule.SERVICE_NOTICE, {}, {**held, "employer": "waterrijk"})
    assert (by_law.code, by_law.source) == (Code.PRESERVED, "art. 7:673 lid 4 BW")
    assert (at_home.code, at_home.figures) == (Code.PRESERVED, {"since": "2019-09-01"})


def test_hours_and_pension_tell_what_is_held_and_offered() -> None:
    hours = told(Rule.HOURS, {"hours": Minutes(24 * 60, 1830)}, {"minutes": 32 * 60})
    assert (hours.code, hours.figures) == (Code.CHANGED, {"held": 32, "offered_to": 30.5})
    funds = told(Rule.PENSION, {"offer": Offer(pension_fund="pfzw")}, {"passport": Passport(pension_fund="abp")})
    assert funds.figures == {"fund_held": "abp", "fund_offered": "pfzw"}


def test_travel_and_leave_tell_what_is_known_and_whether_a_supplement_is_phased_out() -> None:
    need = {"offer": Offer(travel_yearly=95_950, leave_yearly=144)}
    held = {"passport": Passport(travel_yearly=96_000, leave_yearly=180)}
    figures = {"travel_held": 960, "travel_offered": 959.5, "leave_held": 180, "leave_offered": 144}
    kept = told(Rule.TRAVEL_AND_LEAVE, need, held, with_clause("travel-and-leave", "kept"))
    assert kept.figures == figures
    for promise, phased_out in (("supplement", False), ("supplement-phased-out", True)):
        supplemented = told(Rule.TRAVEL_AND_LEAVE, need, held, with_clause("travel-and-leave", promise))
        assert supplemented.figures == {**figures, "phased_out": phased_out}
    assert told(Rule.TRAVEL_AND_LEAVE, {}, {}).figures == {}


def test_the_next_step_tells_its_day_and_the_rule_as_far_as_they_are_known() -> None:
    need, held = {"offer": Offer(promotion=Promotion.DATE_KEPT)}, {"passport": Passport(next_step=SINCE)}
    assert told(Rule.PROMOTION, need, held).figures == {"next_step": "2019-09-01", "promotion": "date-kept"}
    assert told(Rule.PROMOTION, {}, {}).figures == {}
    assert told(Rule.PROMOTION, need, {}).figures == {"promotion": "date-kept"}


def test_a_loss_tells_how_strict_the_clause_is_and_whether_it_was_accepted() -> None:
    lost = told(Rule.PAY, {}, {"scale": "12"}, with_clause("pay", "none", "advisory"))
    assert (lost.code, lost.figures["strictness"], lost.figures["accepted"]) == (Code.LOST, "advisory", False)


def test_a_permanent_offer_keeps_a_permanent_contract_without_any_promise() -> None:
    need = {"contract": OutsiderContract.PERMANENT}
    assert told(Rule.PERMANENT, need, {"employer": "werkgever-buiten"}).code is Code.PRESERVED


@pytest.mark.parametrize(
    ("cents", "euros"), [(0, "0"), (96_000, "960"), (96_050, "960.5"), (1, "0.01"), (99, "0.99"), (100, "1")]
)
def test_money_is_told_in_euros_as_people_write_it(cents: int, euros: str) -> None:
    assert str(in_euros(cents)) == euros
