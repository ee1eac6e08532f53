"""Receive what there is for our organisation, as it comes: a line of JSON for each event.

    DOORSTROOM_URL=http://127.0.0.1:8080 DOORSTROOM_TOKEN=… python examples/receive_events.py events.jsonl

`events.jsonl.place` remembers how far it got, written after the events themselves: stopped in between, it receives some
of them again, with the same `id`. Stop it with Ctrl-C; with `--once` it ends when there is nothing more.
"""

import json
import sys
from pathlib import Path

from doorstroom_client import Doorstroom


def main(file: Path, *, once: bool) -> None:
    memory = file.with_name(file.name + ".place")
    after = memory.read_text(encoding="utf-8") if memory.exists() else None
    with Doorstroom.from_environment(["events:read"]) as region, file.open("a", encoding="utf-8") as lines:
        for events, place in region.events(after, wait=0 if once else 20):
            for event in events:
                lines.write(json.dumps(event, ensure_ascii=False) + "\n")
                print(f"{event['time']} {event['type']} {event['subject']}")
            lines.flush()
            remember(memory, place)
            if once and not events:
                return


def remember(memory: Path, place: str) -> None:
    """Replaced as a whole, so that a crash leaves the old one or the new one."""
    fresh = memory.with_name(memory.name + ".new")
    fresh.write_text(place, encoding="utf-8")
    fresh.replace(memory)


if __name__ == "__main__":
    try:
        main(Path(sys.argv[1]), once="--once" in sys.argv[2:])
    except KeyboardInterrupt:
        print("Stopped; it goes on from here next time.")
