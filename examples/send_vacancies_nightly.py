"""Send the night's full export of our vacancies: what is new opens, what changed changes, what is gone closes.

    DOORSTROOM_URL=http://127.0.0.1:8080 DOORSTROOM_TOKEN=… python examples/send_vacancies_nightly.py vacancies.csv

It can be sent blindly, every night and twice a night: only a difference does anything. It asks first what would be
done. Where that would close more than a fifth of what is open, as when the export was cut off, it stops; `--confirm`
goes on. `examples/vacancies.csv` is such an export.
"""

import csv
import sys
from pathlib import Path
from typing import Any

from doorstroom_client import Doorstroom, Problem

AGREEMENT = "cao-gemeenten"


def row_of(line: dict[str, str]) -> Any:
    """A line of our export in Doorstroom's words; `number` is our own id, and stays what it is."""
    need = {"kind": "until", "until": line["until"]} if line["until"] else {"kind": "structural"}
    return {
        "externalId": line["number"],
        "title": line["title"],
        "occupation": {"scheme": "esco-occupation", "uri": line["occupation"]},
        "hours": {"min": float(line["hoursMin"]), "max": float(line["hoursMax"])},
        "scales": {"agreement": AGREEMENT, "min": line["scaleMin"], "max": line["scaleMax"]},
        "need": need,
        "contractForOutsiders": line["contract"],
        "closingDate": line["closes"],
    }


def main(file: Path, *, confirmed: bool) -> str | None:
    """What went wrong, or None."""
    with file.open(encoding="utf-8-sig", newline="") as text:
        rows = [row_of(line) for line in csv.DictReader(text, delimiter=";")]
    with Doorstroom.from_environment(["vacancies:write"]) as region:
        planned = region.vacancy.import_vacancies_of_organisation({"mode": "replace", "rows": rows, "dryRun": True})
        if planned["toConfirm"] and not confirmed:
            return f"{len(planned['closed'])} vacancies would be closed; look at the export, or say --confirm"
        done = region.vacancy.import_vacancies_of_organisation(
            {"mode": "replace", "rows": rows, "confirmed": planned["toConfirm"]}
        )
    counts = {what: len(done[what]) for what in ("created", "changed", "closed", "leftAlone")}
    print(", ".join(f"{count} {what}" for what, count in counts.items()))
    return None


if __name__ == "__main__":
    try:
        sys.exit(main(Path(sys.argv[1]), confirmed="--confirm" in sys.argv[2:]))
    except Problem as refused:
        sys.exit(str(refused))
