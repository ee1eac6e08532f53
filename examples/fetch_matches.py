"""Fetch the matches with our vacancies, for a case system that works with files.

    DOORSTROOM_URL=http://127.0.0.1:8080 DOORSTROOM_TOKEN=… python examples/fetch_matches.py matches.jsonl

Each run adds a line of JSON for every match that is new or has changed since the run before; the file is its memory, so
a run that was broken off is simply run again. A match says nothing about who it is until that person agreed.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from doorstroom_client import Doorstroom


def known(file: Path) -> dict[str, int]:
    """The version of each match that the file has; a last line that was written in part counts as not written."""
    if not file.exists():
        return {}
    whole = file.read_text(encoding="utf-8").rpartition("\n")[0]
    file.write_text(f"{whole}\n" if whole else "", encoding="utf-8")
    return {line["matchId"]: line["version"] for line in map(json.loads, whole.splitlines())}


def changed(region: Doorstroom, before: dict[str, int]) -> Iterator[Any]:
    """What the list shows with a version that the file has not, in whole."""
    for match in region.matching.list_matches(seen_as="organisation"):
        if match["version"] > before.get(match["matchId"], 0):
            yield region.matching.read_match(match["matchId"])


def main(file: Path) -> None:
    before = known(file)
    with Doorstroom.from_environment(["matches:read"]) as region, file.open("a", encoding="utf-8") as lines:
        for count, match in enumerate(changed(region, before), 1):
            lines.write(json.dumps(match, ensure_ascii=False) + "\n")
            print(f"{count}: {match['matchId']} is {match['status']}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
