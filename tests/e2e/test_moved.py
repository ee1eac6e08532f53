"""From a match to a move on a region whose services restart on the way: every conversation ends as it should."""

from collections.abc import Iterator
from typing import Any

import pytest

from doorstroom.demo import cast, leads
from doorstroom.demo.journal import Did
from doorstroom.demo.watching import day_of
from tests.e2e.model import FEWEST
from tests.e2e.moved import DOUBTED, DOUBTER, RESTARTS, Moved

pytestmark = [pytest.mark.slow, pytest.mark.postgres, pytest.mark.timeout(240)]

COUNTS = {"count", "total", "opened", "told", "kept", "answered"}
SHE, SECOND, LENT = cast.CHOSEN, cast.ONLY_REFERRED, (cast.LOAN, cast.LENT)


def taken(moved: Moved, pair: tuple[str, str]) -> list[tuple[str, str]]:
    """What people did."""
    steps = moved.watched.placed[pair]["steps"]
    return [(step["taken"], step["by"]) for step in steps if step["by"] != "system"]


def test_a_match_goes_from_a_proposal_to_a_placement(moved: Moved) -> None:
    assert moved.restarts == len(RESTARTS)
    assert taken(moved, SHE) == [
        ("contact-requested", "organisation"), ("contact-granted", "candidate"), ("invited", "organisation"),
        ("offered", "organisation"), ("placed", "organisation"),
    ]  # fmt: skip
    placement = moved.watched.placed[SHE]["placement"]
    assert placement["contract"] == "permanent"
    assert {
        "clause": "permanent-stays-permanent",
        "finding": "preserved_by_covenant",
        "kept": True,
        "reason": None,
    } in (placement["clauses"])


def test_nobody_else_can_see_her_and_her_employer_least_of_all(moved: Moved) -> None:
    looks = moved.watched.looks
    assert {look.organisation for look in looks if look.status == 200} == {"waterrijk"}
    assert {look.status for look in looks if look.organisation != "waterrijk"} == {404}
    assert {look.path for look in looks if look.role == "lender"} == {look.path for look in looks}


def test_the_second_best_is_refused_referred_onward_with_a_yes_and_hired(moved: Moved) -> None:
    rejected = moved.journal.first(Did.REJECTED, (leads.STRUCTURAL, cast.SECOND))
    assert rejected is not None
    assert rejected.reason == "other-candidate"
    referral = moved.watched.referral
    assert referral is not None
    assert (referral["sender"], referral["receiver"], referral["status"]) == ("waterrijk", "lindegouw", "accepted")
    assert moved.watched.placed[SECOND]["throughReferral"] == referral["referralId"]
    assert taken(moved, SECOND)[0] == ("contact-granted", "candidate"), "asked once, by the referral"


def test_a_secondment_takes_three_yeses_each_after_the_one_before(moved: Moved) -> None:
    match = moved.watched.placed[LENT]
    steps = {step["taken"]: day_of(step["at"]) for step in match["steps"]}
    assert steps["candidate-agreed"] < steps["employer-agreed"] < steps["placed"]
    assert [by for _, by in taken(moved, LENT)][:2] == ["candidate", "lender"]
    assert match["agreed"]["rightToReturn"] is True
    assert match["placement"]["endDate"] == match["agreed"]["endDate"]


def test_consent_taken_back_midway_ends_it_and_shuts_what_was_open(moved: Moved) -> None:
    assert [deed.pair for deed in moved.journal.of(Did.INVITED) if deed.person == DOUBTER] == [(DOUBTED, DOUBTER)]
    seen = moved.taken_back
    assert seen["disclosure"]["endedBecause"] == "consent-withdrawn"
    assert (seen["name"], seen["listed"]) == (404, [])
    assert (seen["match"]["status"], seen["match"]["withdrawnBecause"]) == ("withdrawn", "candidate-unavailable")
    assert not [deed for deed in moved.journal.of(Did.PLACED) if deed.person == DOUBTER]


def test_whoever_begins_elsewhere_is_erased_and_every_move_still_counts(moved: Moved) -> None:
    gone = {moved.ids[person] for person in (leads.PERSON, cast.SECOND, cast.LENT)}
    assert not gone & set(moved.left)
    assert moved.ids[DOUBTER] in moved.left, "or nobody would be left to compare with"
    moves = [(row["origin"], row["organisation"], row["contract"]) for row in moved.placements]
    assert moves == [
        ("duinmeer", "waterrijk", "permanent"), ("heidestad", "polderkerk", "secondment"),
        ("rietdam", "lindegouw", "permanent"),
    ]  # fmt: skip
    assert {row[name] for row in moved.placements for name in ("candidate_id", "match_id", "referral_id")} == {None}
    before, after = moved.results
    for part in ("moves", "secondments", "permanentContracts", "funnel", "firstAnswers"):
        assert after[part] == before[part], part


def test_what_an_organisation_is_told_of_it_can_read_until_it_is_told_that_it_is_gone(moved: Moved) -> None:
    gone = set()
    for each in reversed(moved.hearing.heard):
        if each.type.endswith("-unavailable.v1"):
            gone.add((each.organisation, each.subject))
        assert each.status == 200 or (each.organisation, each.subject) in gone, each
    for organisation in ("waterrijk", "heidestad", "polderkerk"):
        told = moved.hearing.told(organisation)
        assert told.count("nl.placements.placement-available.v1") == 1
        assert told.count("nl.matches.match-available.v1") == told.count("nl.matches.match-unavailable.v1") > 0


def test_the_systems_of_an_employer_that_is_left_hear_of_nothing_but_postings(moved: Moved) -> None:
    """A lender hears of the loan alone, from the yes of its employee on."""
    for organisation in ("duinmeer", "rietdam"):
        told = moved.hearing.told(organisation)
        assert told
        assert {kind.split(".")[1] for kind in told} == {"vacancies", "secondments"}
    heard = [each for each in moved.hearing.heard if each.subject == moved.watched.placed[LENT]["matchId"]]
    assert {each.organisation for each in heard} == {"heidestad", "polderkerk"}


def counts(told: Any) -> Iterator[int | None]:
    """Every count of people in an answer, however deep."""
    for name, value in told.items() if isinstance(told, dict) else ():
        if name in COUNTS:
            yield value
        yield from counts(value)
    for value in told if isinstance(told, list) else ():
        yield from counts(value)


def test_no_count_that_is_told_is_under_five(moved: Moved) -> None:
    told = [count for answer in moved.results for count in counts(answer)]
    assert None in told, "three people moved, and that is left out"
    assert not [count for count in told if count and count < FEWEST]


def test_the_story_can_be_read_as_a_page(moved: Moved) -> None:
    for name in ("Marit Doorzee", "Joris Waterman", "Noor Dijkgraaf"):
        assert name in moved.page


def test_nothing_is_set_aside_on_the_way(moved: Moved) -> None:
    assert moved.set_aside == 0
