"""Each story is played once on each bus; every test of a bus looks at the same outcome."""

from typing import cast

import pytest

from doorstroom.folder import BusKind
from doorstroom_common.local import LocalServerError
from tests.e2e import moved as moves
from tests.e2e.moved import Moved
from tests.e2e.played import Played, play

BUSES = ["postgres", pytest.param("kafka", marks=pytest.mark.kafka)]


@pytest.fixture(scope="session", params=BUSES, ids=["postgres", "kafka"])
def moved(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Moved:
    """Skipped by name where its server cannot be had."""
    bus = cast(BusKind, request.param)
    try:
        return moves.play(tmp_path_factory.mktemp(f"moved-{bus}"), bus)
    except LocalServerError as error:
        pytest.skip(f"no {bus}: {error}")


@pytest.fixture(scope="session", params=BUSES, ids=["postgres", "kafka"])
def played(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Played:
    """Skipped by name where its server cannot be had."""
    bus = cast(BusKind, request.param)
    try:
        return play(tmp_path_factory.mktemp(f"region-{bus}"), bus)
    except LocalServerError as error:
        pytest.skip(f"no {bus}: {error}")
