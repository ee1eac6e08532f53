"""`doorstroom check` speaks the reader's language, and keeps still when asked."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from doorstroom.cli import app

COVENANTS = Path(__file__).parents[3] / "covenants"
SWITCH = str(COVENANTS / "switch.yaml")
DUTCH, ENGLISH = "Vacatures blijven 7 dagen bij de eigen organisatie", "Vacancies stay 7 days with the own organisation"


@pytest.fixture(autouse=True)
def no_locale(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)


def check(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["check", *arguments])


def test_a_covenant_is_told_in_dutch_or_in_english() -> None:
    assert DUTCH in check(SWITCH).stdout
    assert ENGLISH in check(SWITCH, "--language", "en").stdout
    assert check(SWITCH, "--language", "fr").exit_code == 2


@pytest.mark.parametrize(
    ("name", "locale", "spoken"),
    [
        ("LANG", "en_GB.UTF-8", ENGLISH),
        ("LANG", "nl_NL.UTF-8", DUTCH),
        ("LANG", "C.UTF-8", DUTCH),
        ("LC_ALL", "en_US", ENGLISH),
    ],
)
def test_without_being_asked_it_speaks_as_the_locale_does_else_dutch(
    name: str, locale: str, spoken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, locale)
    assert spoken in check(SWITCH).stdout


def test_quiet_says_nothing_of_a_good_file_and_names_the_faults_of_a_bad_one(tmp_path: Path) -> None:
    good = check(SWITCH, "--quiet")
    assert (good.exit_code, good.output) == (0, "")
    bad = tmp_path / "bad.yaml"
    bad.write_text(Path(SWITCH).read_text(encoding="utf-8").replace("means: employer", "means: boss"), encoding="utf-8")
    refused = check(SWITCH, str(bad), "--quiet")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "ownStaff.means: boss is not known here" in refused.stderr


def test_what_looks_like_markup_in_a_covenant_is_shown_as_it_stands(tmp_path: Path) -> None:
    file = tmp_path / "marked.yaml"
    text = Path(SWITCH).read_text(encoding="utf-8")
    file.write_text(
        text.replace("name: Switch, Noord- en Midden-Limburg", 'name: "[bold]Switch[/nope]"'), encoding="utf-8"
    )
    assert "[bold]Switch[/nope]" in check(str(file)).stdout
