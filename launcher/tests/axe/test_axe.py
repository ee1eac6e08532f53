"""Pages hold WCAG 2.2 AA by axe, in a real browser, in both languages; `make test-axe` fetches what this needs."""

import json
import re
import shutil
import subprocess
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from doorstroom.report.facts import Report
from doorstroom.report.page import page
from doorstroom_common.http.messages import Language
from doorstroom_vacancy.entrypoints.feeds.examples import ENTRY, PERMIT_OFFICER, SITE
from doorstroom_vacancy.entrypoints.feeds.words import Words
from doorstroom_vacancy.entrypoints.pages.page import Page
from doorstroom_vacancy.entrypoints.pages.rendering import gone_page, vacancies_page, vacancy_page
from launcher.tests.unit.rich_report import report
from launcher.tests.unit.test_report import EMPTY

AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
POLICY = re.compile(r"<meta http-equiv[^>]*>")
ASK = """
addEventListener("load", async () => {
  const found = await axe.run(document, {runOnly: {type: "tag", values: %s}});
  const told = {engine: found.testEngine.version, passes: found.passes.length, seen: document.body.innerText.trim(),
    wide: document.documentElement.scrollWidth - innerWidth,
    violations: found.violations.map((rule) => [rule.id, rule.nodes.map((node) => node.html)])};
  document.body.insertAdjacentHTML("beforeend", "<pre id=found></pre>");
  document.getElementById("found").textContent = JSON.stringify(told);
});
"""

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not (AXE.is_file() and BROWSER), reason="needs Chromium, and axe from npm: make test-axe"),
]


def looked_at(markup: str, folder: Path, language: str = "") -> Any:
    """What axe found in a copy of the page to which it was added, as `language` of it is shown."""
    scripts = f"<script>{AXE.read_text('utf-8')}</script><script>{ASK % json.dumps(RULES)}</script>"
    copy = folder / "page.html"
    copy.write_text(POLICY.sub("", markup).replace("</head>", f"{scripts}</head>"), "utf-8")
    ended = subprocess.run(
        [
            str(BROWSER), "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'profile'}",
            "--virtual-time-budget=60000", "--dump-dom", f"{copy.as_uri()}#{language}",
        ],
        capture_output=True, text=True, timeout=100, check=True,
    )  # fmt: skip
    found = re.search(r'<pre id="found">(.*?)</pre>', ended.stdout, re.DOTALL)
    assert found, ended.stderr
    return json.loads(unescape(found[1]))


@pytest.mark.parametrize("told", [report(), EMPTY], ids=["rich", "empty"])
@pytest.mark.parametrize(("language", "starts"), [("nl", "Een jaar in"), ("en", "A year in")])
def test_axe_finds_nothing_in_the_language_that_is_shown(
    told: Report, language: str, starts: str, tmp_path: Path
) -> None:
    found = looked_at(page(told), tmp_path, language)
    assert found["violations"] == []
    assert found["passes"] > 20
    assert starts in found["seen"]
    assert {"nl": "A year in", "en": "Een jaar in"}[language] not in found["seen"]
    assert found["wide"] <= 0


@pytest.mark.parametrize(("language", "here", "other"), [("nl", "vacature", "English"), ("en", "acanc", "Nederlands")])
def test_axe_finds_nothing_in_a_page_of_vacancies(language: Language, here: str, other: str, tmp_path: Path) -> None:
    shown = Page(SITE, Words(language))
    for content in (
        vacancies_page(shown, [ENTRY, ENTRY], "/x"),
        vacancy_page(shown, PERMIT_OFFICER, ENTRY),
        gone_page(shown),
    ):
        found = looked_at(content.decode(), tmp_path)
        assert found["violations"] == []
        assert found["passes"] > 15
        assert here in found["seen"].lower()
        assert other in found["seen"]
        assert found["wide"] <= 0
