"""Apache Kafka's own jars, pinned one by one by coordinate and SHA-256, fetched once and kept.

The pins stand in kafka_jars.json. A resolver left to itself may mix versions that do not start together, so nothing
is resolved here.
"""

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from doorstroom_common.local.errors import LocalServerError

PINS = Path(__file__).with_name("kafka_jars.json")
DOWNLOADS_AT_ONCE = 4
TIMEOUT_SECONDS = 60
REPORT_EVERY = 10

Progress = Callable[[str], None]
Download = Callable[["Jar", Path], Path]


@dataclass(frozen=True)
class Jar:
    """One pinned file. `coordinate` is group:artifact:version."""

    coordinate: str
    sha256: str
    bytes: int

    @property
    def file_name(self) -> str:
        """The name Maven gives it."""
        _, artifact, version = self.coordinate.split(":")
        return f"{artifact}-{version}.jar"

    def is_at(self, file: Path) -> bool:
        """Whether this file is there, byte for byte."""
        if not file.is_file() or file.stat().st_size != self.bytes:
            return False
        with file.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest() == self.sha256


@dataclass(frozen=True)
class Pins:
    """One version of Kafka and all its jars."""

    version: str
    jars: tuple[Jar, ...]


def pinned() -> Pins:
    """What this Doorstroom runs."""
    document = json.loads(PINS.read_text(encoding="utf-8"))
    return Pins(document["kafka"], tuple(Jar(**jar) for jar in document["jars"]))


def default_cache() -> Path:
    """$XDG_CACHE_HOME/doorstroom, or ~/.cache/doorstroom; a temporary folder for whoever has no home."""
    for variable, below in (("XDG_CACHE_HOME", ()), ("HOME", (".cache",))):
        root = Path(os.environ.get(variable) or "")
        if root.is_absolute():
            return root.joinpath(*below, "doorstroom")
    return Path(tempfile.gettempdir()) / f"doorstroom-{os.getuid()}"


def ensure_jars(
    progress: Progress, *, cache: Path | None = None, pins: Pins | None = None, download: Download | None = None
) -> list[Path]:
    """Every jar on disk with the right content, fetched when missing or damaged. Safe for several processes at once."""
    pins = pins or pinned()
    folder = (cache or default_cache()) / f"kafka-{pins.version}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise LocalServerError(f"Kafka's jars have no place: {folder} cannot be made ({error.strerror}).") from error
    missing = [jar for jar in pins.jars if not jar.is_at(folder / jar.file_name)]
    if missing:
        _fetch_all(missing, folder, progress, download or _from_maven)
    return [folder / jar.file_name for jar in pins.jars]


def _fetch_all(jars: list[Jar], folder: Path, progress: Progress, download: Download) -> None:
    megabytes = sum(jar.bytes for jar in jars) / 1e6
    progress(f"fetching Apache Kafka: {len(jars)} jars, {megabytes:.0f} MB, once")
    # Below the same folder, so that a finished jar moves into place in one step.
    staging = Path(tempfile.mkdtemp(prefix="fetching-", dir=folder))
    try:
        with ThreadPoolExecutor(DOWNLOADS_AT_ONCE) as pool:
            _report(pool.map(lambda jar: _fetch(jar, folder, staging, download), jars), len(jars), progress)
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _report(fetched: Iterable[Jar], total: int, progress: Progress) -> None:
    for number, _ in enumerate(fetched, start=1):
        if number % REPORT_EVERY == 0 or number == total:
            progress(f"fetched {number} of {total} jars")


def _fetch(jar: Jar, folder: Path, staging: Path, download: Download) -> Jar:
    try:
        file = download(jar, staging)
    except (OSError, RuntimeError) as error:
        raise LocalServerError(
            f"{jar.file_name}, a part of Apache Kafka, could not be fetched ({error}). "
            "It is needed once; with --bus postgres Doorstroom runs without Kafka."
        ) from error
    if not jar.is_at(file):
        raise LocalServerError(f"{jar.file_name} is not the file that was pinned (SHA-256 {jar.sha256}): not used.")
    file.replace(folder / jar.file_name)
    return jar


def _from_maven(jar: Jar, staging: Path) -> Path:
    from jgo.maven import MavenContext

    group, artifact, version = jar.coordinate.split(":")
    context = MavenContext(repo_cache=staging, timeout=TIMEOUT_SECONDS)
    return Path(context.project(group, artifact).at_version(version).artifact().resolve())
