from datetime import date
from typing import Any

import pytest

from doorstroom_matching.domain.clauses import CLAUSE_RULES
from doorstroom_matching.domain.finding import Code, Rule
from doorstroom_matching.domain.need import Minutes, Move, OutsiderContract
from doorstroom_matching.domain.scale import Scales
from services.matching.tests.story import candidate, covenant, employment, found, judged, secondment_request, vacancy

ANY_MOVE = frozenset(Move)
NO_PROMISE = covenant(
    "demo",
    (
        "permanent-stays-permanent: {promise: kept, strictness: required",
        "permanent-stays-permanent: {promise: none, strictness: advisory",
    ),
)
KEPT_PAY = covenant("demo", ("pay: {promise: supplement", "pay: {promise: kept"))
NO_PAY = covenant("demo", ("pay: {promise: supplement", "pay: {promise: none"))


def outcome(need: dict[str, Any], person: dict[str, Any], rule: Rule, rules: Any = None) -> tuple[Code, bool]:
    verdict = judged(vacancy(**need), candidate(**{"moves": ANY_MOVE, "hidden_from_employer": False, **person}), rules)
    return found(verdict, rule).code, verdict.passes


@pytest.mark.parametrize(
    ("need", "person", "rules", "code", "passes"),
    [
        ({}, {}, None, Code.PRESERVED_BY_COVENANT, True),
        ({"contract": OutsiderContract.TEMPORARY}, {}, None, Code.PRESERVED_BY_COVENANT, True),
        ({"contract": OutsiderContract.PERMANENT}, {}, NO_PROMISE, Code.PRESERVED, True),
        ({"contract": OutsiderContract.TEMPORARY}, {}, NO_PROMISE, Code.LOST, False),
        ({"public": True}, {"employer": "elsewhere"}, None, Code.LOST, False),
        ({"until": date(2026, 12, 31)}, {}, None, Code.LOST, False),
        (
            {"until": date(2026, 12, 31)},
            {"accepts_loss": frozenset({"permanent-stays-permanent"})},
            None,
            Code.LOST,
            False,
        ),
        ({"until": date(2026, 12, 31)}, {"employer": "waterrijk"}, None, Code.LOST, False),
        ({}, {"employer": "waterrijk"}, NO_PROMISE, Code.PRESERVED, True),
        ({"until": date(2026, 12, 31)}, {"employment": employment(permanent=False)}, None, Code.NOT_APPLICABLE, True),
        ({"public": True}, {"employer": None}, None, Code.NOT_APPLICABLE, True),
    ],
)
def test_permanent_stays_permanent(
    need: dict[str, Any], person: dict[str, Any], rules: Any, code: Code, passes: bool
) -> None:
    assert outcome(need, person, Rule.PERMANENT, rules) == (code, passes)


@pytest.mark.parametrize(
    ("held", "offered", "rules", "code"),
    [
        ("9", Scales("cao-gemeenten", "9", "10"), None, Code.PRESERVED),
        ("8", Scales("cao-gemeenten", "9", "10"), None, Code.PRESERVED),
        ("10", Scales("cao-gemeenten", "9", "10"), None, Code.PRESERVED),
        ("11", Scales("cao-gemeenten", "9", "10"), None, Code.SUPPLEMENTED),
        ("11", Scales("cao-gemeenten", "9", "10"), KEPT_PAY, Code.PRESERVED_BY_COVENANT),
        ("11", Scales("cao-gemeenten", "9", "10"), NO_PAY, Code.LOST),
        ("10A", Scales("cao-gemeenten", "9", "11"), None, Code.SUPPLEMENTED),
        ("10A", Scales("cao-gemeenten", "9", "11"), NO_PAY, Code.UNKNOWN),
        ("10A", Scales("cao-gemeenten", "10A", "11"), NO_PAY, Code.PRESERVED),
        ("9", Scales("cao-waterschappen", "9", "10"), None, Code.UNKNOWN),
        ("H1", Scales("cao-gemeenten", "9", "10"), None, Code.UNKNOWN),
    ],
)
def test_pay_is_compared_by_scale_and_never_guessed(held: str, offered: Scales, rules: Any, code: Code) -> None:
    person = {"employment": employment(scale=held), "lowest_scale": None}
    assert outcome({"scales": offered}, person, Rule.PAY, rules)[0] is code


@pytest.mark.parametrize(
    ("held", "wanted", "offered", "code"),
    [
        (32, (28, 36), (24, 36), Code.PRESERVED),
        (32, (28, 36), (24, 32), Code.PRESERVED),
        (36, (28, 36), (24, 32), Code.CHANGED),
        (36, (32, 36), (24, 32), Code.CHANGED),
        (36, (34, 36), (24, 32), Code.LOST),
    ],
)
def test_hours_are_kept_or_fewer_as_the_candidate_wishes(
    held: int, wanted: tuple[int, int], offered: tuple[int, int], code: Code
) -> None:
    person = {"employment": employment(minutes=held * 60), "hours": Minutes.of_hours(*wanted)}
    assert outcome({"hours": Minutes.of_hours(*offered)}, person, Rule.HOURS)[0] is code


LOSS: dict[str, Any] = {"employment": employment(scale="12"), "lowest_scale": None}


def with_pay(strictness: str) -> Any:
    return covenant(
        "demo", ("pay: {promise: supplement, strictness: ranked}", f"pay: {{promise: none, strictness: {strictness}}}")
    )


def test_a_required_clause_bars_a_loss_unless_it_was_accepted_beforehand() -> None:
    assert outcome({}, LOSS, Rule.PAY, with_pay("required")) == (Code.LOST, False)
    accepted = {**LOSS, "accepts_loss": frozenset({"pay"})}
    assert outcome({}, accepted, Rule.PAY, with_pay("required")) == (Code.LOST, True)


def test_a_ranked_clause_puts_a_loss_last_in_its_tier() -> None:
    lost = judged(person=candidate(**LOSS), rules=with_pay("ranked"))
    kept = judged(person=candidate(skills=lost.candidate.skills, lowest_scale=None, occupations=frozenset()))
    assert lost.passes
    assert lost.place > kept.place
    assert lost.place.tier_rank == kept.place.tier_rank


def test_an_advisory_clause_tells_a_loss_and_changes_nothing() -> None:
    lost = judged(person=candidate(**LOSS), rules=with_pay("advisory"))
    assert lost.passes
    assert not lost.place.demoted
    assert found(lost, Rule.PAY).code is Code.LOST


def test_in_a_secondment_the_contract_stays_what_it_was() -> None:
    verdict = judged(secondment_request())
    assert {found(verdict, rule).code for rule in (Rule.PERMANENT, Rule.PAY, Rule.HOURS)} == {Code.PRESERVED}
    assert verdict.passes


def test_in_a_secondment_a_temporary_contract_has_no_permanence_to_keep_and_all_else() -> None:
    verdict = judged(secondment_request(), candidate(employment=employment(permanent=False)))
    codes = {rule: found(verdict, rule).code for rule in CLAUSE_RULES}
    assert codes.pop(Rule.PERMANENT) is Code.NOT_APPLICABLE
    assert set(codes.values()) == {Code.PRESERVED}


@pytest.mark.parametrize(
    ("person", "kept"),
    [
        ({}, "yes"),
        ({"employment": employment(scale="12"), "lowest_scale": None}, "with-supplement"),
        ({"employment": employment(agreement="cao-sgo")}, "with-supplement"),
        ({"employment": employment(scale="12"), "lowest_scale": None, "rules": NO_PAY}, "no"),
        ({"employment": None}, "yes"),
    ],
)
def test_the_card_says_whether_the_contract_can_be_kept(person: dict[str, Any], kept: str) -> None:
    rules = person.pop("rules", None)
    assert judged(vacancy(public=True), candidate(**person), rules).card.contract_kept == kept
