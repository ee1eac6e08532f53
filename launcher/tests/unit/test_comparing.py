"""What another version of a covenant would change is found, counted and told; what stays the same is not."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from doorstroom.comparing.impact import Impact
from doorstroom.comparing.reading import Compared
from doorstroom.comparing.rules import length_changes, tier_changes
from doorstroom.comparing.showing import rules_compared
from doorstroom.comparing.showing_impact import impact_shown
from doorstroom.comparing.view import OpenNeed, Stand, View
from doorstroom_common.covenant import Covenant, RegisteredBy, Relation, StageName
from doorstroom_matching.domain.candidate import Candidate, GoesFirst
from doorstroom_matching.domain.finding import Code, Rule
from doorstroom_matching.domain.need import Minutes, Need
from services.matching.tests.story import (
    NOW,
    TALK,
    candidate,
    covenant,
    covenant_text,
    employment,
    secondment_request,
    vacancy,
)
from services.matching.tests.unit.test_ranking import needs, people

OLD = covenant()
ANOTHER = UUID(int=7)
FIRST = GoesFirst(date(2026, 1, 1), date(2026, 12, 31))
ORDER = "order: [own_first, own, partner_first, partner, linked, external]"
MERGED = "order: [own_first, own, [partner_first, partner], linked, external]"
OWN_STAGE = "    days: 7\n    skip: {by: [recruiter]}\n    shorten: {by: [recruiter], toDays: 3}\n"
PERMANENT = "permanent-stays-permanent: {promise: kept, strictness: required"


def version(*changes: tuple[str, str]) -> Covenant:
    return covenant("demo", ("version: 1", "version: 2"), *changes)


def opened(need: Need | None = None, reactions: int = 0, stage: StageName = StageName.OWN) -> OpenNeed:
    return OpenNeed(need or vacancy(), NOW, stage, reactions)


def impact(
    new: Covenant, *candidates: Candidate, days: int = 8, given: OpenNeed | None = None, old: Covenant = OLD
) -> Impact:
    """Of one vacancy, that many days after it opened: after eight it is open to partners."""
    now = NOW + timedelta(days=days)
    found = Impact(most_examples=3)
    views = [View.of(rules, (), now.date(), now) for rules in (old, new)]
    found.add(given or opened(), candidates, *views)
    return found


def text_of(found: Impact, language: str = "en") -> str:
    sections = impact_shown(Compared(found, 1, 0), NOW, language)
    return "\n".join(line.text for section in sections for line in section.lines)


def test_a_shorter_stage_lets_partners_in_earlier() -> None:
    found = impact(version((OWN_STAGE, "    days: 2\n")), candidate(), days=3)
    assert (found.held, found.holding, found.stages) == (0, 1, 1)
    assert found.come == {Rule.STAGE: 1}
    assert (found.stage_examples[0].before.stage, found.stage_examples[0].after.stage) == ("own", "partners")
    assert "Proposals that would come: 1. 1 by the rule on stages." in text_of(found)


def test_merged_groups_are_another_group_for_whoever_competes_in_them() -> None:
    found = impact(version((ORDER, MERGED)), candidate(goes_first=FIRST), candidate())
    assert found.held == found.holding == 2
    assert found.tiers == {
        (("partner_first", "partner_first"), ("partner_first", "partner_first", "partner")): 1,
        (("partner", "partner"), ("partner", "partner_first", "partner")): 1,
    }
    assert not found.come + found.gone


def test_a_group_that_is_only_counted_otherwise_is_no_other_group() -> None:
    order = "order: [own_first, own, partner_first, partner, external]\n  leftOut: [linked]"
    found = impact(version((ORDER, order)), candidate(None), days=60)
    assert (found.held, found.holding) == (1, 1)
    assert not found.tiers


def test_those_whom_an_employer_registered_go_where_only_volunteers_take_part() -> None:
    sent = candidate(goes_first=FIRST, registered_by=RegisteredBy.EMPLOYER)
    found = impact(version(("voluntaryOnly: false", "voluntaryOnly: true")), sent, candidate())
    assert (found.held, found.holding) == (2, 1)
    assert found.gone == {Rule.TIER: 1}
    assert str(sent.id) in text_of(found)


def test_without_the_promise_a_permanent_contract_is_lost_and_the_proposal_goes() -> None:
    found = impact(version((PERMANENT, PERMANENT.replace("kept", "none"))), candidate())
    assert found.gone == {Rule.PERMANENT: 1}
    assert "not proposed, by the rule on a permanent contract" in text_of(found)


def test_another_promise_on_pay_is_another_finding_on_the_same_proposal() -> None:
    above = candidate(employment=employment(scale="11"))
    found = impact(version(("pay: {promise: supplement,", "pay: {promise: kept,")), above)
    assert found.findings == {(Rule.PAY, Code.SUPPLEMENTED, Code.PRESERVED_BY_COVENANT): 1}
    assert (found.held, found.holding, found.tiers) == (1, 1, {})


def test_other_weights_are_other_scores_and_another_order() -> None:
    skilled = candidate(skills=candidate().skills | {TALK.uri}, hours=Minutes.of_hours(24, 24))
    wants_all_hours = candidate(id=ANOTHER, hours=Minutes.of_hours(36, 36), employment=employment(minutes=1440))
    found = impact(
        version(("wishedSkills: 15", "wishedSkills: 0"), ("hours: 10", "hours: 25")), skilled, wants_all_hours
    )
    assert (found.held, found.holding, found.scores, found.reordered) == (2, 2, 2, 1)


def test_who_leaves_takes_their_people_along() -> None:
    (row,) = (line for line in covenant_text().splitlines(keepends=True) if "id: duinmeer," in line)
    assert impact(version((row, "")), candidate()).gone == {Rule.STAGE: 1}


def test_work_that_members_would_not_share_is_not_proposed() -> None:
    found = impact(version(("needs: [structural, until]", "needs: [until]")), candidate())
    assert found.unshared == [vacancy()]
    assert found.gone == {None: 1}
    assert "not proposed, since the work is not shared" in text_of(found)


def test_members_who_join_when_the_new_version_starts_count_already() -> None:
    days = "from: 2026-06-01, liveFrom: 2026-06-01"
    row = f'  - {{id: nieuwland, name: Nieuwland, oin: "00000009999999990999", place: X, {days}}}\n'
    new = version(("members:\n", f"members:\n{row}"), ("validFrom: 2026-01-01", "validFrom: 2026-06-01"))
    now, found = NOW + timedelta(days=8), Impact(most_examples=3)
    day = max(now.date(), new.valid_from)
    found.add(opened(), [candidate("nieuwland")], *(View.of(rules, (), day, now) for rules in (OLD, new)))
    assert found.come == {Rule.STAGE: 1}


@given(st.lists(needs(), min_size=1, max_size=3), st.lists(people(), max_size=4), st.integers(0, 60))
@settings(max_examples=60)
def test_the_same_rules_change_nothing(several: list[Need], candidates: list[Candidate], days: int) -> None:
    found = impact(version(), days=days, given=opened(several[0]))
    for need in several:
        found.add(opened(need), candidates, *_views(days))
    assert found.changes_nothing
    assert found.held == found.holding


def _views(days: int) -> Iterable[View]:
    now = NOW + timedelta(days=days)
    return [View.of(rules, (), now.date(), now) for rules in (OLD, version())]


@pytest.mark.parametrize(
    ("days", "reactions", "stage", "next_at"),
    [
        (0, 0, "own", datetime(2026, 3, 9, 8, tzinfo=UTC)),
        (7, 0, "partners", datetime(2026, 3, 23, 8, tzinfo=UTC)),
        (21, 1, "public", None),
        (21, 2, "partners", None),
    ],
)
def test_a_stage_follows_from_the_day_of_opening_and_the_reactions(
    days: int, reactions: int, stage: str, next_at: datetime | None
) -> None:
    now = NOW + timedelta(days=days)
    view = View.of(OLD, (), now.date(), now)
    assert view.stand(opened(reactions=reactions)) == Stand(StageName(stage), next_at)


def test_a_request_is_open_to_partners_at_once_unless_it_is_staged_and_never_to_everybody() -> None:
    now = NOW + timedelta(days=1)
    request = opened(secondment_request())
    assert View.of(OLD, (), now.date(), now).stand(request) == Stand(StageName.PARTNERS, None)
    staged = version(("staged: false", "staged: true"))
    assert View.of(staged, (), now.date(), now).stand(request).stage is StageName.OWN
    later = NOW + timedelta(days=90)
    assert View.of(staged, (), later.date(), later).stand(request) == Stand(StageName.PARTNERS, None)


def test_groups_are_compared_for_everybody_there_can_be() -> None:
    new = version(("voluntaryOnly: false", "voluntaryOnly: true"))
    changes = [(change.relation, change.goes_first, change.registered_by) for change in tier_changes(OLD, new)]
    assert changes == [
        (Relation.PARTNER, True, RegisteredBy.PERSON),
        (Relation.PARTNER, True, RegisteredBy.EMPLOYER),
        (Relation.LINKED, True, RegisteredBy.EMPLOYER),
        (Relation.EXTERNAL, True, RegisteredBy.EMPLOYER),
    ]
    assert list(tier_changes(OLD, version())) == []


def test_lengths_are_compared_stage_by_stage() -> None:
    linked = "  - stage: linked\n    days: 5\n    source: {text: x}\n  - stage: public"
    new = version((OWN_STAGE, "    days: 2\n"), ("  - stage: public", linked))
    assert [(change.stage, change.before, change.after) for change in length_changes(OLD, new)] == [
        ("own", 7, 2),
        ("linked", None, 5),
    ]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_clause_that_changed_is_told_as_it_was_and_as_it_becomes(language: str) -> None:
    new = version(("referralAnswerDays: 10", "referralAnswerDays: 3"))
    lines = [line.text for line in rules_compared(OLD, new, language)[0].lines]
    ten, three = {"nl": ("10 dagen", "3 dagen"), "en": ("10 days", "3 days")}[language]
    told: dict[str, Any] = {word: [line for line in lines if word in line] for word in (ten, three)}
    assert all(len(found) == 1 for found in told.values())
    assert len(lines) == 4, "beside it the version, as it was and as it becomes"
