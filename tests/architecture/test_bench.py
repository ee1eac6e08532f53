"""Each benchmark runs and ends with the line that machines read. What it measures is not looked at here."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NAMES = (
    "write_path", "read_path", "import_rows", "relay", "wake_up", "first_alert", "results", "cards",
    "proposals", "explain", "match_vacancy", "match_candidate", "index_start",
)  # fmt: skip
FIELDS = {"what", "ours", "against", "ratio", "goal", "holds"}


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_a_benchmark_ends_with_one_object_for_machines(name: str) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", f"bench.{name}", "--smoke", "--json"],
        cwd=ROOT, capture_output=True, text=True, timeout=110, check=False,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr[-2000:]

    told = json.loads(ended.stdout.splitlines()[-1])
    assert set(told) == {"machine", "rows"}
    assert told["machine"]["cores"] >= 1
    assert told["rows"]
    for row in told["rows"]:
        assert set(row) == FIELDS
        assert (row["goal"] is None) == (row["holds"] is None)
