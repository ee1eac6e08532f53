"""Documents point at files that exist."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LINK = re.compile(r"\]\((?!https?://|#|mailto:)([^)#\s]+)")
IGNORED = {".venv", "node_modules", "data"}
DOCUMENTS = sorted(path for path in ROOT.rglob("*.md") if not IGNORED.intersection(path.relative_to(ROOT).parts))


def broken(document: Path, text: str) -> list[str]:
    return [link for link in LINK.findall(text) if not (document.parent / link).exists()]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_points_at_something(document: Path) -> None:
    assert broken(document, document.read_text(encoding="utf-8")) == []


def test_a_broken_link_is_found() -> None:
    assert broken(ROOT / "README.md", "see [that](docs/no-such-page.md) and [this](LICENSE)") == [
        "docs/no-such-page.md"
    ]
