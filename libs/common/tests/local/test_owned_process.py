import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from doorstroom_common.local.environment import clean_environment
from doorstroom_common.local.process import OwnedProcess, Recipe, end_left_behind
from libs.common.tests.local.waiting import eventually

PATIENT = "import time; print('up', flush=True); time.sleep(600)"
DEAF = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); " + PATIENT

OWNER = """
import sys
from pathlib import Path
from libs.common.tests.local.test_owned_process import PATIENT, recipe
from doorstroom_common.local.process import OwnedProcess
print(OwnedProcess.start(recipe(Path(sys.argv[1]), PATIENT)).pid, flush=True)
sys.stdin.read()
"""


def recipe(folder: Path, program: str, grace: float = 5.0) -> Recipe:
    # The folder stands in the command line, as with every server here.
    return Recipe(
        command=(sys.executable, "-c", program, str(folder)),
        folder=folder,
        log=folder / "log",
        stop_signal=signal.SIGTERM,
        environment=clean_environment(),
        grace_seconds=grace,
    )


def started(folder: Path, program: str = PATIENT, grace: float = 5.0) -> OwnedProcess:
    process = OwnedProcess.start(recipe(folder, program, grace))
    assert eventually(lambda: "up" in (folder / "log").read_text())
    return process


def gone(pid: int) -> bool:
    return not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE


def owner_of(folder: Path) -> tuple["subprocess.Popen[str]", int]:
    owner = subprocess.Popen(
        [sys.executable, "-c", OWNER, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert owner.stdout is not None
    return owner, int(owner.stdout.readline())


def end(owner: "subprocess.Popen[str]") -> None:
    owner.kill()
    owner.communicate()


def test_a_server_ends_when_its_owner_is_killed_with_nine(tmp_path: Path) -> None:
    owner, pid = owner_of(tmp_path)
    assert not gone(pid)
    end(owner)
    assert eventually(lambda: gone(pid))


def test_a_frozen_server_ends_with_its_owner_too(tmp_path: Path) -> None:
    owner, pid = owner_of(tmp_path)
    psutil.Process(pid).suspend()
    end(owner)
    assert eventually(lambda: gone(pid))


def test_a_server_that_outlived_owner_and_keeper_is_stopped_by_the_next_start(tmp_path: Path) -> None:
    owner, pid = owner_of(tmp_path)
    for keeper in psutil.Process(owner.pid).children():
        keeper.kill()
    end(owner)
    assert not gone(pid)
    assert end_left_behind(tmp_path, signal.SIGTERM)
    assert eventually(lambda: gone(pid))
    assert not end_left_behind(tmp_path, signal.SIGTERM)


def test_a_pid_file_that_names_somebody_elses_process_harms_nobody(tmp_path: Path) -> None:
    bystander = subprocess.Popen([sys.executable, "-c", PATIENT], stdout=subprocess.DEVNULL)
    (tmp_path / "server.pid").write_text(str(bystander.pid))
    assert not end_left_behind(tmp_path, signal.SIGTERM)
    assert bystander.poll() is None
    bystander.kill()
    bystander.wait()


def test_a_server_that_will_not_stop_is_killed(tmp_path: Path) -> None:
    process = started(tmp_path, DEAF)
    process.stop(signal.SIGTERM, 0.3)
    assert not process.running
    assert gone(process.pid)


def test_stopping_a_frozen_server_wakes_it_first(tmp_path: Path) -> None:
    process = started(tmp_path)
    process.freeze()
    assert psutil.Process(process.pid).status() == psutil.STATUS_STOPPED
    process.stop(signal.SIGTERM, 10.0)
    assert process.exit_code is not None
    assert gone(process.pid)


def test_killing_what_has_ended_already_is_no_fault(tmp_path: Path) -> None:
    process = started(tmp_path)
    process.kill()
    process.kill()
    process.stop(signal.SIGTERM, 1.0)
    assert not process.running


@pytest.mark.parametrize("code", [0, 3])
def test_the_keeper_tells_how_its_program_ended(tmp_path: Path, code: int) -> None:
    process = OwnedProcess.start(recipe(tmp_path, f"raise SystemExit({code})"))
    assert process.wait(10)
    assert process.exit_code == code


def test_a_program_that_does_not_exist_is_told_in_the_log(tmp_path: Path) -> None:
    nowhere = Recipe(("/nowhere/server",), tmp_path, tmp_path / "log", signal.SIGTERM, clean_environment())
    process = OwnedProcess.start(nowhere)
    assert process.wait(10)
    assert process.exit_code == 127
    assert "cannot run /nowhere/server" in (tmp_path / "log").read_text()
