"""What is made from the covenants is fresh, and every covenant that ships is spoken of."""

from pathlib import Path

import pytest

from covenants import generate, moves
from doorstroom_matching.domain.finding import Code, Rule
from tests.architecture.sources import ROOT

STALE = "stale: run python covenants/generate.py"


def test_the_page_on_the_nine_networks_is_as_their_files_are() -> None:
    assert generate.PAGE.read_text(encoding="utf-8") == generate.page(generate.networks()), STALE


def test_the_page_on_the_same_move_is_as_the_rules_are() -> None:
    assert moves.PAGE.read_text(encoding="utf-8") == moves.page(generate.networks()), (
        "stale: run python -m covenants.moves"
    )


@pytest.mark.parametrize("case", moves.CASES, ids=lambda case: case.title)
def test_no_network_makes_a_permanent_contract_temporary(case: moves.Case) -> None:
    for covenant in generate.networks():
        judged = moves.verdict(case, covenant)
        codes = {finding.rule: finding.code for finding in judged.findings}
        assert not judged.passes or codes[Rule.PERMANENT] is not Code.LOST
        if case.permanent and case.lasts:
            assert not judged.passes


def test_the_schema_is_as_the_code_is() -> None:
    assert generate.SCHEMA.read_text(encoding="utf-8") == generate.schema(), STALE


def test_a_changed_file_makes_the_page_stale() -> None:
    first, *others = generate.networks()
    changed = first.model_copy(update={"links": others[3].links})
    assert generate.page([changed, *others]) != generate.page([first, *others])


@pytest.mark.parametrize("file", sorted((ROOT / "covenants").glob("*.yaml")), ids=lambda file: file.name)
def test_every_covenant_stands_in_the_table_of_the_readme(file: Path) -> None:
    assert f"| `{file.name}` |" in (ROOT / "covenants" / "README.md").read_text(encoding="utf-8")
