#!/usr/bin/env python3
"""Check the published language: `python contracts/check.py`; exit code 1 with every fault in words.

`--record` writes what was added to `published.json`, after the check; it never records a breaking change.
"""

import json
import sys
from pathlib import Path

from doorstroom_common.testing.contracts.catalogue import read_catalogue
from doorstroom_common.testing.contracts.compatibility import Summary
from doorstroom_common.testing.contracts.verdict import faults

HERE = Path(__file__).resolve().parent
PUBLIC = HERE / "public"


def main(arguments: list[str]) -> int:
    """Check, and with `--record` remember; the exit code for the shell."""
    found, summary = faults(HERE)
    public_found, public_summary = faults(PUBLIC, on_topics=False)
    found += [f"public: {fault}" for fault in public_found]
    if found:
        sys.stderr.write("\n".join([*found, f"{len(found)} faults in contracts/", ""]))
        return 1
    if "--record" in arguments:
        (HERE / "published.json").write_text(recorded(summary), encoding="utf-8")
        (PUBLIC / "published.json").write_text(recorded(public_summary), encoding="utf-8")
    for folder, kind in ((HERE, "internal"), (PUBLIC, "public")):
        known = read_catalogue(folder)
        count = sum(len(event.examples) for event in known.types.values())
        sys.stdout.write(f"{len(known.types)} {kind} event types and {count} examples keep the rules\n")
    return 0


def recorded(summary: Summary) -> str:
    """One line per field, so that a change of a contract is read at a glance."""
    lines = []
    for name, contract in summary.items():
        about = [f"    {json.dumps(key)}: {json.dumps(value)}" for key, value in contract.items() if key != "fields"]
        fields = [f"      {json.dumps(path)}: {json.dumps(field)}" for path, field in contract["fields"].items()]
        about.append('    "fields": {\n' + ",\n".join(fields) + "\n    }")
        lines.append(f"  {json.dumps(name)}: {{\n" + ",\n".join(about) + "\n  }")
    return "{\n" + ",\n".join(lines) + "\n}\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
