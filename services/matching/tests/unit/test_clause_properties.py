"""What holds of the clauses whatever the contract, the offer and the covenant."""

from collections import Counter
from dataclasses import fields, replace
from datetime import date
from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st

from doorstroom_common.covenant import ClauseCode, Covenant, LegalForm
from doorstroom_matching.application.reading import candidate_from
from doorstroom_matching.application.record import Record, record_of
from doorstroom_matching.application.shown import shown_to_organisation
from doorstroom_matching.domain.candidate import Candidate
from doorstroom_matching.domain.clauses import CLAUSE_RULES
from doorstroom_matching.domain.crowd import shown
from doorstroom_matching.domain.finding import Code, Finding, Rule
from doorstroom_matching.domain.need import Need, NeedKind
from doorstroom_matching.domain.passport import Offer, Passport, PastContract, Promotion
from doorstroom_matching.domain.verdict import Verdict
from services.matching.tests import facts
from services.matching.tests.crowd import EMPLOYERS, covenants
from services.matching.tests.story import covenant, judged
from services.matching.tests.unit.test_ranking import needs, people

DAYS = st.none() | st.dates(date(2015, 1, 1), date(2026, 12, 31))
CENTS = st.none() | st.integers(0, 100_000)
ANSWERS = st.sampled_from([None, True, False])
PAST = st.builds(PastContract, st.dates(date(2015, 1, 1), date(2026, 1, 1)), DAYS, st.booleans(), ANSWERS)
FUNDS = st.sampled_from([None, "abp", "pfzw"])
PASSPORTS = st.builds(
    Passport, contract_since=DAYS, pension_fund=FUNDS, government_service_since=DAYS, notice_service_since=DAYS,
    waiting_service_since=DAYS, chain=st.lists(PAST, max_size=4).map(tuple), successive=ANSWERS,
    successors=st.dictionaries(st.sampled_from(EMPLOYERS), st.booleans(), max_size=3),
    allowances_monthly=CENTS, travel_yearly=CENTS, leave_yearly=st.none() | st.floats(0, 300), next_step=DAYS,
)  # fmt: skip
OFFERS = st.builds(
    Offer, trial_period=ANSWERS, allowances_monthly=CENTS, pension_fund=FUNDS, travel_yearly=CENTS,
    leave_yearly=st.none() | st.floats(0, 300), promotion=st.none() | st.sampled_from(Promotion),
)  # fmt: skip
RULES = st.sampled_from(covenants())


@st.composite
def moving(draw: st.DrawFn) -> tuple[Need, Candidate]:
    need, person = replace(draw(needs()), offer=draw(OFFERS)), draw(people())
    if person.employment:
        changes = {"passport": draw(PASSPORTS), "legal_form": draw(st.sampled_from(LegalForm))}
        person = replace(person, employment=replace(person.employment, **changes))
    return need, person


def clauses(verdict: Verdict) -> tuple[Finding, ...]:
    return tuple(finding for finding in verdict.findings if finding.rule in CLAUSE_RULES)


@given(moving(), RULES)
def test_every_clause_has_one_finding_and_service_has_three(pair: tuple[Need, Candidate], rules: Covenant) -> None:
    told = Counter(finding.rule for finding in judged(*pair, rules).findings)
    assert all(told[rule] == 1 for rule in CLAUSE_RULES)
    assert len(CLAUSE_RULES) == 11


@given(moving(), RULES)
def test_only_a_loss_bars_or_comes_last(pair: tuple[Need, Candidate], rules: Covenant) -> None:
    for finding in clauses(judged(*pair, rules)):
        assert finding.code is Code.LOST or (finding.passes and not finding.demotes)


@given(moving(), RULES)
def test_a_finding_reads_nothing_of_who_somebody_is_or_why_they_move(
    pair: tuple[Need, Candidate], rules: Covenant
) -> None:
    need, person = pair
    other = replace(person, id=uuid4(), person_ref=uuid4(), version=9, skills=frozenset(), occupations=frozenset())
    assert clauses(judged(need, person, rules)) == clauses(judged(need, other, rules))


PERSONAL = {"age", "birthDate", "sex", "gender", "nationality", "origin", "sickness", "partTimeSince", "reason", "text"}


@given(st.dictionaries(st.sampled_from(sorted(PERSONAL)), st.text("ab", max_size=3) | st.integers()))
def test_what_may_not_be_read_has_no_way_in(extra: dict[str, object]) -> None:
    """Whatever stands beside a profile, an employment or a passport in an event is left outside."""
    data = dict(facts.candidate().data)
    held = {**data["employment"], "passport": {"travelYearlyCents": 1}}
    plain = candidate_from({**data, "employment": held})
    beside = {**held, **extra, "passport": {**held["passport"], **extra}}
    assert candidate_from({**data, **extra, "employment": beside}) == plain
    assert not PERSONAL & {field.name for kind in (Passport, Candidate) for field in fields(kind)}


@given(moving(), RULES)
def test_whoever_tells_less_of_their_contract_loses_nothing(pair: tuple[Need, Candidate], rules: Covenant) -> None:
    """A passport left out makes no clause lost that was not: it is unknown, or rests on the promise."""
    need, person = pair
    if person.employment is None:
        return
    silent = replace(person, employment=replace(person.employment, passport=Passport()))
    told = {finding.rule: finding.code for finding in clauses(judged(need, person, rules))}
    for finding in clauses(judged(need, silent, rules)):
        assert finding.code is not Code.LOST or told[finding.rule] is Code.LOST


@given(moving(), RULES)
def test_in_a_secondment_and_without_employment_nothing_can_be_lost(
    pair: tuple[Need, Candidate], rules: Covenant
) -> None:
    need, person = pair
    lent = judged(replace(need, kind=NeedKind.SECONDMENT_REQUEST), person, rules)
    nobody_s = judged(need, replace(person, employment=None), rules)
    codes = {finding.code for verdict in (lent, nobody_s) for finding in clauses(verdict)}
    assert codes <= {Code.PRESERVED, Code.NOT_APPLICABLE}


REMOVED = {
    ClauseCode.NO_NEW_TRIAL_PERIOD: "no-new-trial-period: {promise: kept, strictness: ranked}",
    ClauseCode.PAY: "pay: {promise: supplement, strictness: ranked}",
    ClauseCode.SERVICE: "service: {promise: kept, strictness: advisory}",
    ClauseCode.HOURS: "hours: {promise: kept, strictness: ranked}",
}


@given(moving(), st.sampled_from(sorted(REMOVED)))
def test_a_clause_taken_out_of_a_covenant_opens_nothing_and_tells_an_organisation_no_more(
    pair: tuple[Need, Candidate], clause: ClauseCode
) -> None:
    without = covenant("demo", (REMOVED[clause], f"{clause}: {{promise: none, strictness: advisory}}"))
    before, after = judged(*pair, covenant()), judged(*pair, without)
    assert (before.standing, before.score.total) == (after.standing, after.score.total)
    assert hard(before) == hard(after)
    told = [shown_to_organisation(record) for verdict in (before, after) if (record := proposal(verdict))]
    assert len({tuple(entry["rule"] for entry in each) for each in told}) <= 1


def hard(verdict: Verdict) -> tuple[tuple[str, bool], ...]:
    """The rules beside the clauses, and the clause that no covenant softens."""
    kept = {*Rule} - {*CLAUSE_RULES[1:]}
    return tuple((finding.rule, finding.passes) for finding in verdict.findings if finding.rule in kept)


def proposal(verdict: Verdict) -> Record | None:
    return record_of(verdict, shown(verdict.card, 0, None))
