"""Every text and code of the demo's page has its Dutch, and is used."""

import re
from enum import StrEnum
from pathlib import Path
from typing import Any, get_args

import pytest

from doorstroom import report as package
from doorstroom.report.names import NAMES
from doorstroom.report.texts import TEXTS
from doorstroom_common.covenant import ClauseCode, Promise, Relation, TierName
from doorstroom_common.locales import translations
from doorstroom_matching.domain.finding import Code, Rule
from doorstroom_matching.domain.life import Status
from doorstroom_matching.entrypoints.forms import RejectionReason
from doorstroom_vacancy.domain.clauses import DeviationReason
from doorstroom_vacancy.domain.placement import EndedBecause, PlacementContract
from doorstroom_vacancy.domain.progress import Step
from doorstroom_vacancy.domain.reaction import ReactionStatus
from doorstroom_vacancy.domain.results import NO_TIER
from doorstroom_vacancy.domain.values import ContractForOutsiders, Outcome

SAME_IN_BOTH = {"Recruiter: {names}", "Recruiters: {names}", "{role}, {organisation}", "{organisation} ({count})"}


def test_every_text_has_its_dutch() -> None:
    dutch = translations("doorstroom", "nl")
    names = {name for group in NAMES.values() for name in group.values()}
    assert {*TEXTS.values(), *names} <= set(dutch)
    assert {text for text in TEXTS.values() if dutch[text] == text} <= SAME_IN_BOTH


def test_every_text_is_used() -> None:
    root = Path(package.__file__).parent
    files = [*root.glob("*.py"), *root.glob("templates/*.html")]
    source = "".join(path.read_text("utf-8") for path in files if path.name != "texts.py")
    made = re.compile(r"^(figure|outsider|lending)\.|^(reactions|deviations|endings)\.table$|^quiet\.")
    assert [key for key in TEXTS if f'"{key}"' not in source and not made.match(key)] == []


@pytest.mark.parametrize(
    ("group", "codes"),
    [
        ("tier", TierName),
        ("relation", Relation),
        ("rule", Rule),
        ("finding", Code),
        ("clause", ClauseCode),
        ("promise", Promise),
        ("outcome", Outcome),
        ("column", [*TierName, NO_TIER]),
        ("ending", EndedBecause),
        ("reaction", ReactionStatus),
        ("contract", {*ContractForOutsiders, *PlacementContract}),
        ("deviation", DeviationReason),
        ("reason", get_args(RejectionReason)),
        ("step", [step.name.lower() for step in Step]),
    ],
)
def test_every_code_of_the_services_has_its_words(group: str, codes: Any) -> None:
    assert set(NAMES[group]) == {str(code.value if isinstance(code, StrEnum) else code) for code in codes}


def test_whatever_became_of_a_match_can_be_told() -> None:
    assert set(NAMES["heard"]) >= {status.value for status in Status} - {"considered", "proposed"}
