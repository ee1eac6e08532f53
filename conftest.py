"""How the whole suite runs: on every core, and what takes long to start is started once for all tests that share it."""

import os
import re
from collections.abc import Callable
from contextlib import suppress

import pytest
from xdist.scheduler import LoadScopeScheduling

from doorstroom_common.local import LocalServerError
from doorstroom_common.local.kafka_jars import ensure_jars
from doorstroom_common.testing.kafka import VARIABLE

pytest_plugins = ["doorstroom_common.testing.plugin"]

REGIONS = ("tests/e2e", "tests/faults")
"""The folders whose files share one running region for each bus."""
_OF_A_BUS = re.compile(r"\[(kafka|postgres)\b")


class Groups(LoadScopeScheduling):  # type: ignore[misc]  # xdist comes without types
    """The tests of a group run one after the other in one worker: those of a file, or of a folder's region."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        folder, bus = file.rpartition("/")[0], _OF_A_BUS.search(nodeid)
        return f"{folder} {bus[1]}" if bus and folder in REGIONS else file


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Callable[..., None]) -> Groups:
    return Groups(config, log)


def pytest_sessionstart(session: pytest.Session) -> None:
    """Fetch Kafka where it shows, before the workers start, whose output nobody sees. Without it its tests say so."""
    terminal = session.config.pluginmanager.get_plugin("terminalreporter")
    if terminal is None or hasattr(session.config, "workerinput") or os.environ.get(VARIABLE):
        return
    with suppress(LocalServerError):
        ensure_jars(terminal.write_line)
