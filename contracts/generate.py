#!/usr/bin/env python3
"""Write the catalogues and AsyncAPI documents in `docs/`; a test refuses what is stale.

python contracts/generate.py
"""

import sys
from pathlib import Path

from doorstroom_common.testing.contracts.asyncapi import asyncapi, public_asyncapi
from doorstroom_common.testing.contracts.catalogue import read_catalogue
from doorstroom_common.testing.contracts.document import document, public_document
from doorstroom_common.testing.contracts.verdict import read_topics

HERE = Path(__file__).resolve().parent


def main() -> int:
    """Write each where it belongs."""
    known, public, docs = read_catalogue(HERE), read_catalogue(HERE / "public"), HERE.parent / "docs"
    docs.mkdir(exist_ok=True)
    (docs / "events.md").write_text(document(known), encoding="utf-8")
    (docs / "asyncapi.json").write_text(asyncapi(known, read_topics(HERE / "topics")), encoding="utf-8")
    (docs / "public-events.md").write_text(public_document(public), encoding="utf-8")
    (docs / "asyncapi-public.json").write_text(public_asyncapi(public), encoding="utf-8")
    sys.stdout.write("wrote docs/events.md, docs/asyncapi.json, docs/public-events.md and docs/asyncapi-public.json\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
