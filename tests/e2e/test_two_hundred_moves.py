"""Two hundred moves over the nine networks, over HTTP, each carried on as far as it may go: no permanent contract is
lost, and every verdict comes again.

Each job asks for a skill that one person has, so that every move is a pair of its own.
"""

import asyncio
import random
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest

from covenants import generate
from doorstroom.adoption import adopt_files
from doorstroom.demo.running import Play, first_moment, staged
from doorstroom.demo.story import Kind, Step, Story
from doorstroom.folder import Addresses, DataFolder
from doorstroom.region import service_settings
from doorstroom.servers import servers
from doorstroom_common.clock import SimulatedClock
from doorstroom_common.covenant import Covenant, Need
from doorstroom_matching.application.recompute import Recomputed, Result
from doorstroom_matching.bootstrap import recompute
from doorstroom_matching.domain.clauses import CLAUSE_RULES
from tests.e2e.carried import PERMANENT, TEMPORARY, Carried, Carrying

MOVES, START = 200, date(2026, 3, 2)
DAYS = 8
"""Every network has opened its jobs to its partners by then."""
STRUCTURAL: dict[str, Any] = {"kind": "structural"}
KEPT = {"preserved", "preserved_by_covenant"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one move, as the person reads it."""

    network: str
    permanent: bool
    ends: bool
    answer: dict[str, Any]

    @property
    def findings(self) -> dict[str, str]:
        return {rule["rule"]: rule["finding"] for rule in self.answer["explanation"]}


@dataclass(frozen=True, slots=True)
class Played:
    outcomes: list[Outcome]
    carried: list[Carried]
    recomputed: list[Result]
    proposed: int


class Moves:
    """Draws what each move is: everything that a clause reads differs, and is left out now and then."""

    def __init__(self, seed: int = 245) -> None:
        self._rng = random.Random(seed)
        self._covenants = generate.networks()

    def covenant(self, number: int) -> Covenant:
        return self._covenants[number % len(self._covenants)]

    def steps(self, number: int) -> tuple[Step, Step]:
        covenant, rng = self.covenant(number), self._rng
        giver, taker = rng.sample(covenant.members, 2)
        shared = Need.UNTIL in covenant.vacancies.needs
        skill = {"scheme": "esco-skill", "uri": f"http://data.europa.eu/esco/skill/move-{number}"}
        until = {"kind": "until", "until": (START + timedelta(days=rng.randrange(200, 900))).isoformat()}
        job = {
            "title": f"Baan {number}",
            "occupation": {"scheme": "esco-occupation", "uri": "http://data.europa.eu/esco/occupation/permits"},
            "hours": {"min": 24, "max": rng.choice((28, 32, 36))},
            "scales": {"agreement": taker.agreement, "min": "8", "max": rng.choice(("9", "10", "11"))},
            "need": rng.choice((STRUCTURAL, STRUCTURAL, until if shared else STRUCTURAL)),
            "contractForOutsiders": rng.choice(("permanent", "temporary-with-prospect", "temporary")),
            "closingDate": (START + timedelta(days=90)).isoformat(),
            "requiredSkills": [skill],
            "offer": self._some(
                trialPeriod=rng.random() < 0.5, allowancesMonthlyCents=rng.choice((0, 12_500)),
                travelYearlyCents=rng.choice((0, 96_000)), promotion=rng.choice(("date-kept", "starts-anew")),
            ),
        }  # fmt: skip
        permanent = rng.random() < 0.7
        held = {
            "employer": giver.id, "legalForm": rng.choice(("contract", "contract", "public-law")),
            "contract": "permanent" if permanent else "temporary", "agreement": giver.agreement,
            "scale": rng.choice(("8", "9", "10", "10A")), "step": 7, "hours": 28, "passport": self._passport(permanent),
        }  # fmt: skip
        person = {
            "identity": {"name": f"Iemand {number}", "email": f"move-{number}@post.example"},
            "employment": held, "skills": [skill], "hours": {"min": 24, "max": 36},
            "moves": ["permanent", "temporary"], "acceptsLoss": rng.choice(([], [], ["pay", "no-new-trial-period"])),
        }  # fmt: skip
        return (
            Step(0, Kind.VACANCY, f"job-{number}", taker.id, job),
            Step(0, Kind.CANDIDATE, f"move-{number}", f"move-{number}", person),
        )

    def _passport(self, permanent: bool) -> dict[str, Any]:
        rng = self._rng
        contracts = [
            {"from": "2024-03-01", "until": "2025-02-28", "temporary": True},
            {"from": "2025-03-01", "until": "2026-06-30", "temporary": True, "successive": True},
        ]
        return self._some(
            pensionFund=rng.choice(("abp", "pfzw")), governmentServiceSinceDate="2019-09-01",
            noticeServiceSinceDate="2019-09-01", waitingServiceSinceDate="2019-09-01",
            chain=[] if permanent else contracts[rng.randrange(2):], successive=rng.random() < 0.5,
            allowancesMonthlyCents=12_500, travelYearlyCents=rng.choice((0, 96_000)), nextStepDate="2026-09-01",
        )  # fmt: skip

    def _some(self, **each: Any) -> dict[str, Any]:
        return {name: value for name, value in each.items() if self._rng.random() < 0.8}


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    moves, folder = Moves(), DataFolder(tmp_path_factory.mktemp("moves"))
    steps = tuple(step for number in range(MOVES) for step in moves.steps(number))
    story = Story("demo", (), START, DAYS, steps)
    files = [file for file in sorted(generate.HERE.glob("*.yaml")) if file.stem != generate.INVENTED]
    with servers(folder, "postgres", lambda _: None) as addresses:
        adopt_files(addresses, files, lambda _: None, clock=SimulatedClock(first_moment(story)))
        return asyncio.run(_play(moves, story, folder, addresses))


async def _play(moves: Moves, story: Story, folder: DataFolder, addresses: Addresses) -> Played:
    async with staged(folder, addresses, story) as play:
        await play.play(lambda _: None)
        outcomes = [await _outcome(moves, number, play, story) for number in range(MOVES)]
        by_key = {step.key: step for step in story.steps}
        carried = [
            Carried(number, by_key[f"job-{number}"], by_key[f"move-{number}"], outcome.findings)
            for number, outcome in enumerate(outcomes)
            if outcome.answer["proposed"]
        ]
        await Carrying(play, carried).carry()
        again = await recompute(service_settings("matching", folder, addresses), None, lambda _: None)  # type: ignore[arg-type]
    return Played(outcomes, carried, again, sum(outcome.answer["proposed"] for outcome in outcomes))


async def _outcome(moves: Moves, number: int, play: Play, story: Story) -> Outcome:
    me, ids = f"move-{number}", play.driver.ids
    asked = {"needId": ids[f"job-{number}"], "candidateId": ids[me]}
    answer = await play.driver.get(me, "/matching/v1/explanations", **asked)
    assert answer.status_code == 200, (moves.covenant(number).id, answer.text)
    by_key = {step.key: step.body for step in story.steps}
    permanent = by_key[me]["employment"]["contract"] == "permanent"
    ends = by_key[f"job-{number}"]["need"]["kind"] == "until"
    return Outcome(moves.covenant(number).id, permanent, ends, answer.json())


def test_no_permanent_contract_is_lost(played: Played) -> None:
    permanent = [outcome for outcome in played.outcomes if outcome.permanent]
    assert len(played.outcomes) == MOVES
    assert len({outcome.network for outcome in permanent}) == 9
    for outcome in permanent:
        kept = outcome.findings["permanent-stays-permanent"] in KEPT
        assert kept or not outcome.answer["proposed"]
        assert not (outcome.ends and outcome.answer["proposed"])
    assert any(outcome.answer["proposed"] for outcome in permanent)


def test_whoever_had_a_permanent_contract_has_one_after_the_move(played: Played) -> None:
    """And nobody is given less by a recruiter who treats them as somebody from outside."""
    assert len(played.carried) == played.proposed
    after = {move.number: [each["contract"] for each in move.placements] for move in played.carried}
    permanent = [move for move in played.carried if move.permanent]
    assert Counter(after[move.number][0] for move in permanent) == {PERMANENT: len(permanent)}
    assert {len(contracts) for contracts in after.values()} == {1}
    assert {move.closed for move in played.carried} == {"filled"}
    tried = [move for move in permanent if move.for_outsiders == TEMPORARY]
    assert len(tried) > len(permanent) / 4
    assert all(move.refused for move in tried)
    assert {TEMPORARY} < {contracts[0] for contracts in after.values()}, "or nothing would be told apart"


def test_every_verdict_comes_again_from_what_is_stored_and_is_equal(played: Played) -> None:
    assert Counter(result.found for result in played.recomputed) == {Recomputed.EQUAL: played.proposed}
    assert played.proposed > MOVES / 4


def test_every_move_has_a_finding_of_every_clause_and_every_clause_is_lost_and_kept_somewhere(played: Played) -> None:
    for outcome in played.outcomes:
        assert set(CLAUSE_RULES) <= set(outcome.findings)
    for rule in ("no-new-trial-period", "pay", "service-notice", "chain", "travel-and-leave", "promotion"):
        assert {"lost", "unknown"} <= {outcome.findings[rule] for outcome in played.outcomes}
        assert KEPT & {outcome.findings[rule] for outcome in played.outcomes}
