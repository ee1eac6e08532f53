"""Clauses 2 to 4, 6, 8 and 9: the contract passport against the offer, the promise and the law."""

from datetime import date
from typing import Any

import pytest

from doorstroom_common.covenant import LegalForm
from doorstroom_matching.domain.clauses.service import SERVICE_RULES
from doorstroom_matching.domain.finding import Code, Finding, Rule
from doorstroom_matching.domain.passport import Offer, Passport, Promotion
from doorstroom_matching.domain.scale import Scales
from services.matching.tests.story import candidate, covenant, employment, found, judged, vacancy

PROMISES = {
    "no-new-trial-period": "no-new-trial-period: {promise: kept, strictness: ranked}",
    "pay": "pay: {promise: supplement, strictness: ranked}",
    "service": "service: {promise: kept, strictness: advisory}",
    "travel-and-leave": "travel-and-leave: {promise: none, strictness: advisory}",
    "promotion": "promotion: {promise: none, strictness: advisory}",
}
APPOINTED = {"legal_form": LegalForm.PUBLIC_LAW}
AT_HOME = {"employer": "waterrijk"}
OUTSIDE = {"employer": "werkgever-buiten"}
SINCE = date(2019, 9, 1)


def with_clause(clause: str, promise: str, strictness: str = "ranked") -> Any:
    return covenant("demo", (PROMISES[clause], f"{clause}: {{promise: {promise}, strictness: {strictness}}}"))


def finding(rule: Rule, offer: Offer, passport: Passport, rules: Any = None, **held: Any) -> Finding:
    need = vacancy(offer=offer, public=True)
    person = candidate(employment=employment(passport=passport, **held), hidden_from_employer=False)
    return found(judged(need, person, rules), rule)


@pytest.mark.parametrize(
    ("offered", "successive", "promise", "held", "code"),
    [
        (False, None, "none", {}, Code.PRESERVED),
        (True, None, "kept", {}, Code.PRESERVED_BY_COVENANT),
        (None, None, "kept", {}, Code.PRESERVED_BY_COVENANT),
        (True, None, "kept", OUTSIDE, Code.UNKNOWN),
        (True, False, "kept", OUTSIDE, Code.LOST),
        (True, True, "none", {}, Code.PRESERVED),
        (True, False, "none", {}, Code.LOST),
        (True, None, "none", {}, Code.UNKNOWN),
        (None, False, "none", {}, Code.UNKNOWN),
        (True, True, "none", APPOINTED, Code.LOST),
        (True, None, "none", APPOINTED, Code.LOST),
        (True, True, "kept", APPOINTED, Code.PRESERVED_BY_COVENANT),
        (False, None, "none", AT_HOME, Code.PRESERVED),
        (True, False, "none", AT_HOME, Code.UNKNOWN),
        (True, True, "none", AT_HOME, Code.UNKNOWN),
        (None, True, "none", AT_HOME, Code.UNKNOWN),
        (True, None, "kept", AT_HOME, Code.PRESERVED_BY_COVENANT),
        (True, None, "none", {**AT_HOME, **APPOINTED}, Code.UNKNOWN),
        (False, None, "none", {**AT_HOME, **APPOINTED}, Code.PRESERVED),
    ],
)
def test_a_new_trial_period_is_the_offer_s_the_law_s_and_the_covenant_s_to_rule_out(
    offered: bool | None, successive: bool | None, promise: str, held: dict[str, Any], code: Code
) -> None:
    rules = with_clause("no-new-trial-period", promise)
    told = finding(Rule.TRIAL, Offer(trial_period=offered), Passport(successive=successive), rules, **held)
    assert told.code is code


@pytest.mark.parametrize(
    ("held", "offered", "promise", "code"),
    [
        (None, 0, "none", Code.PRESERVED),
        (0, None, "none", Code.PRESERVED),
        (12_500, 12_500, "none", Code.PRESERVED),
        (12_500, 12_499, "none", Code.LOST),
        (12_500, 12_499, "supplement", Code.SUPPLEMENTED),
        (12_500, 12_499, "kept", Code.PRESERVED_BY_COVENANT),
        (12_500, None, "none", Code.UNKNOWN),
        (12_500, None, "supplement", Code.SUPPLEMENTED),
    ],
)
def test_fixed_allowances_are_part_of_pay(held: int | None, offered: int | None, promise: str, code: Code) -> None:
    rules, offer = with_clause("pay", promise), Offer(allowances_monthly=offered)
    assert finding(Rule.PAY, offer, Passport(allowances_monthly=held), rules).code is code


def test_pay_is_told_over_a_year_and_a_supplement_says_whether_it_is_phased_out() -> None:
    rules = with_clause("pay", "supplement-phased-out")
    offer, passport = Offer(allowances_monthly=10_000), Passport(allowances_monthly=12_525)
    figures = finding(Rule.PAY, offer, passport, rules, step=7).figures
    assert (figures["allowances_held"], figures["allowances_offered"], figures["step"]) == (1503, 1200, 7)
    assert (figures["same_choice_budget"], figures["phased_out"]) == (True, True)
    assert finding(Rule.PAY, offer, passport, with_clause("pay", "supplement")).figures["phased_out"] is False


def test_allowances_make_no_lost_scale_better_and_no_unknown_one_known() -> None:
    rules, plenty = with_clause("pay", "none"), Offer(allowances_monthly=99_999)
    passport = Passport(allowances_monthly=1)
    assert finding(Rule.PAY, plenty, passport, rules, scale="12").code is Code.LOST
    assert finding(Rule.PAY, plenty, passport, rules, agreement="cao-sgo").code is Code.UNKNOWN


SERVED = Passport(government_service_since=SINCE, notice_service_since=SINCE, waiting_service_since=SINCE)
KEPT, BY_COVENANT, UNKNOWN = Code.PRESERVED, Code.PRESERVED_BY_COVENANT, Code.UNKNOWN


@pytest.mark.parametrize(
    ("successive", "promise", "held", "codes"),
    [
        (None, "kept", {}, (BY_COVENANT, BY_COVENANT, BY_COVENANT)),
        (False, "kept", {}, (BY_COVENANT, BY_COVENANT, BY_COVENANT)),
        (True, "none", {}, (UNKNOWN, KEPT, UNKNOWN)),
        (False, "none", {}, (UNKNOWN, Code.LOST, UNKNOWN)),
        (None, "none", {}, (UNKNOWN, UNKNOWN, UNKNOWN)),
        (False, "kept", OUTSIDE, (UNKNOWN, Code.LOST, UNKNOWN)),
        (False, "none", AT_HOME, (KEPT, KEPT, KEPT)),
        (False, "none", APPOINTED, (UNKNOWN, Code.NOT_APPLICABLE, UNKNOWN)),
    ],
)
def test_service_is_three_clocks(
    successive: bool | None, promise: str, held: dict[str, Any], codes: tuple[Code, ...]
) -> None:
    rules = with_clause("service", promise)
    passport = Passport(
        government_service_since=SINCE, notice_service_since=SINCE, waiting_service_since=SINCE, successive=successive
    )
    assert tuple(finding(rule, Offer(), passport, rules, **held).code for rule in SERVICE_RULES) == codes


def test_service_of_which_nobody_told_is_lost_by_nobody() -> None:
    rules = with_clause("service", "none", "required")
    assert finding(Rule.SERVICE_NOTICE, Offer(), Passport(successive=False), rules).code is Code.UNKNOWN
    assert finding(Rule.SERVICE_NOTICE, Offer(), Passport(successive=True), rules).code is Code.UNKNOWN


@pytest.mark.parametrize(
    ("held", "offered", "code"),
    [
        ("abp", None, Code.PRESERVED),
        ("abp", "abp", Code.PRESERVED),
        ("pfzw", None, Code.CHANGED),
        ("abp", "pfzw", Code.CHANGED),
        (None, "abp", Code.UNKNOWN),
    ],
)
def test_the_pension_fund_is_the_offer_s_or_the_one_the_covenant_names(
    held: str | None, offered: str | None, code: Code
) -> None:
    told = finding(Rule.PENSION, Offer(pension_fund=offered), Passport(pension_fund=held))
    assert told.code is code
    assert set(told.figures) == {"fund_held", "fund_offered"}, "funds, and never an amount"


@pytest.mark.parametrize(
    ("held", "offered", "promise", "code"),
    [
        (96_000, 96_000, "none", Code.PRESERVED),
        (96_000, 95_999, "none", Code.LOST),
        (96_000, 95_999, "supplement", Code.SUPPLEMENTED),
        (96_000, 95_999, "kept", Code.PRESERVED_BY_COVENANT),
        (96_000, None, "kept", Code.PRESERVED_BY_COVENANT),
        (96_000, None, "none", Code.UNKNOWN),
        (None, 96_000, "kept", Code.UNKNOWN),
        (0, 0, "none", Code.PRESERVED),
    ],
)
def test_travel_is_compared_over_a_year(held: int | None, offered: int | None, promise: str, code: Code) -> None:
    rules = with_clause("travel-and-leave", promise)
    passport, offer = Passport(travel_yearly=held), Offer(travel_yearly=offered)
    assert finding(Rule.TRAVEL_AND_LEAVE, offer, passport, rules).code is code


def test_leave_is_told_and_decides_nothing() -> None:
    passport, offer = Passport(travel_yearly=0, leave_yearly=180), Offer(travel_yearly=0, leave_yearly=144)
    told = finding(Rule.TRAVEL_AND_LEAVE, offer, passport, with_clause("travel-and-leave", "none", "required"))
    assert (told.code, told.passes) == (Code.PRESERVED, True)
    assert (told.figures["leave_held"], told.figures["leave_offered"]) == (180, 144)


@pytest.mark.parametrize(
    ("day", "offered", "promise", "held", "code"),
    [
        (SINCE, Promotion.DATE_KEPT, "none", {}, Code.PRESERVED),
        (SINCE, Promotion.STARTS_ANEW, "none", {}, Code.LOST),
        (SINCE, Promotion.STARTS_ANEW, "kept", {}, Code.PRESERVED_BY_COVENANT),
        (SINCE, Promotion.STARTS_ANEW, "none", AT_HOME, Code.PRESERVED),
        (None, Promotion.STARTS_ANEW, "none", {}, Code.UNKNOWN),
        (SINCE, None, "none", {}, Code.UNKNOWN),
    ],
)
def test_the_day_of_the_next_step_is_kept_or_starts_anew(
    day: date | None, offered: Promotion | None, promise: str, held: dict[str, Any], code: Code
) -> None:
    rules = with_clause("promotion", promise)
    assert finding(Rule.PROMOTION, Offer(promotion=offered), Passport(next_step=day), rules, **held).code is code


LOSSES = [
    ("no-new-trial-period", Rule.TRIAL, Offer(trial_period=True), Passport(successive=False)),
    ("service", Rule.SERVICE_NOTICE, Offer(), Passport(notice_service_since=SINCE, successive=False)),
    ("travel-and-leave", Rule.TRAVEL_AND_LEAVE, Offer(travel_yearly=0), Passport(travel_yearly=1)),
    ("promotion", Rule.PROMOTION, Offer(promotion=Promotion.STARTS_ANEW), Passport(next_step=SINCE)),
]


@pytest.mark.parametrize(("clause", "rule", "offer", "passport"), LOSSES)
def test_every_clause_is_as_strict_as_the_covenant_has_it(
    clause: str, rule: Rule, offer: Offer, passport: Passport
) -> None:
    def told(strictness: str, accepts: frozenset[str] = frozenset()) -> tuple[bool, bool]:
        rules = with_clause(clause, "none", strictness)
        person = candidate(employment=employment(passport=passport), accepts_loss=accepts)
        verdict = judged(vacancy(offer=offer), person, rules)
        assert found(verdict, rule).code is Code.LOST
        return verdict.passes, verdict.place.demoted

    assert told("required") == (False, False)
    assert told("required", frozenset({clause})) == (True, False)
    assert told("ranked") == (True, True)
    assert told("advisory") == (True, False)


@pytest.mark.parametrize(("clause", "rule", "offer", "passport"), LOSSES)
def test_a_card_tells_of_any_loss_that_the_contract_cannot_be_kept(
    clause: str, rule: Rule, offer: Offer, passport: Passport
) -> None:
    person = candidate(employment=employment(passport=passport))
    assert judged(vacancy(offer=offer), person, with_clause(clause, "none", "advisory")).card.contract_kept == "no"


def test_what_law_decides_cites_the_law_and_what_was_promised_the_covenant() -> None:
    by_law = finding(Rule.TRIAL, Offer(trial_period=True), Passport(successive=True))
    promised = finding(Rule.TRIAL, Offer(trial_period=True), Passport())
    assert by_law.source is not None
    assert "7:652" in by_law.source
    assert promised.source is not None
    assert promised.source.startswith("delta-demo version ")


def test_an_equal_scale_of_another_agreement_does_not_make_the_choice_budget_equal() -> None:
    need = vacancy(scales=Scales("cao-waterschappen", "9", "10"))
    assert found(judged(need, candidate()), Rule.PAY).figures["same_choice_budget"] is False
