#!/usr/bin/env python3
"""Write `docs/events.md` from the contracts: `python contracts/generate.py`; a test refuses a stale page."""

import sys
from pathlib import Path

from doorstroom_common.testing.contracts.catalogue import read_catalogue
from doorstroom_common.testing.contracts.document import document

HERE = Path(__file__).resolve().parent


def main() -> int:
    """Write the page where it belongs."""
    page = HERE.parent / "docs" / "events.md"
    page.parent.mkdir(exist_ok=True)
    page.write_text(document(read_catalogue(HERE)), encoding="utf-8")
    sys.stdout.write(f"wrote {page.relative_to(HERE.parent)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
