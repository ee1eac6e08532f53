#!/usr/bin/env python3
"""Write `docs/events.md` and `docs/asyncapi.json`: `python contracts/generate.py`; a test refuses what is stale."""

import sys
from pathlib import Path

from doorstroom_common.testing.contracts.asyncapi import asyncapi
from doorstroom_common.testing.contracts.catalogue import read_catalogue
from doorstroom_common.testing.contracts.document import document
from doorstroom_common.testing.contracts.verdict import read_topics

HERE = Path(__file__).resolve().parent


def main() -> int:
    """Write both where they belong."""
    known, docs = read_catalogue(HERE), HERE.parent / "docs"
    docs.mkdir(exist_ok=True)
    (docs / "events.md").write_text(document(known), encoding="utf-8")
    (docs / "asyncapi.json").write_text(asyncapi(known, read_topics(HERE / "topics")), encoding="utf-8")
    sys.stdout.write("wrote docs/events.md and docs/asyncapi.json\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
