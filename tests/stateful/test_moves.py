"""From a match to a move, whatever people do in whatever order: the region is as a small model says."""

import os

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from doorstroom_common.testing.postgres import Databases
from tests.stateful.machine import Region

LONG = int(os.environ.get("DOORSTROOM_STATEFUL_EXAMPLES", "0"))
"""How many regions to try; without it the same few as ever, as fits a run of everything."""

QUICK = settings(
    max_examples=3, stateful_step_count=25, derandomize=True, deadline=None, database=None, print_blob=False,
    phases=[Phase.generate], suppress_health_check=list(HealthCheck),
)  # fmt: skip
THOROUGH = settings(
    QUICK, max_examples=max(LONG, 1), stateful_step_count=50, derandomize=False, phases=[Phase.generate, Phase.shrink],
    print_blob=True,
)  # fmt: skip


@pytest.mark.slow
@pytest.mark.postgres
@pytest.mark.timeout(0 if LONG else 240)
def test_nothing_forbidden_happens_nobody_is_told_too_much_and_every_total_is_right(databases: Databases) -> None:
    machine = type("Region", (Region,), {"databases": databases})
    chosen = THOROUGH if LONG else QUICK
    run_state_machine_as_test(machine, settings=chosen, _min_steps=0 if LONG else chosen.stateful_step_count)
