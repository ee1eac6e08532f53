#!/usr/bin/env python3
"""Write `covenant.schema.json`: `python covenants/generate.py`; a test refuses what is stale."""

import json
import sys
from pathlib import Path

from doorstroom_common.covenant.schema import covenant_schema

HERE = Path(__file__).resolve().parent


def main() -> int:
    """Write it beside the covenants."""
    schema = json.dumps(covenant_schema(), indent=2, ensure_ascii=False) + "\n"
    (HERE / "covenant.schema.json").write_text(schema, encoding="utf-8")
    sys.stdout.write("wrote covenants/covenant.schema.json\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
