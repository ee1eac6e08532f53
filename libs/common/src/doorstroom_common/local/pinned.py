"""Other people's files, pinned one by one by Maven coordinate and SHA-256, fetched once and kept.

The pins stand in JSON beside the code that needs them. A resolver left to itself may mix versions that do not start
together, so nothing is resolved here.
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

DOWNLOADS_AT_ONCE = 4
TIMEOUT_SECONDS = 60
REPORT_EVERY = 10

Progress = Callable[[str], None]
Download = Callable[["PinnedFile", Path], Path]


@dataclass(frozen=True)
class PinnedFile:
    """One file. `coordinate` is group:artifact:version."""

    coordinate: str
    sha256: str
    bytes: int
    packaging: str = "jar"

    @property
    def file_name(self) -> str:
        """The name Maven gives it."""
        _, artifact, version = self.coordinate.split(":")
        return f"{artifact}-{version}.{self.packaging}"

    def is_at(self, file: Path) -> bool:
        """Whether this file is there, byte for byte."""
        if not file.is_file() or file.stat().st_size != self.bytes:
            return False
        with file.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest() == self.sha256


@dataclass(frozen=True)
class Pins:
    """One version of a product and all its files. `folder` is their place in the cache, `remedy` the way without."""

    product: str
    folder: str
    files: tuple[PinnedFile, ...]
    remedy: str = ""


def read_pins(file: Path) -> tuple[str, tuple[PinnedFile, ...]]:
    """The version and the files of a list of pins."""
    document = json.loads(file.read_text(encoding="utf-8"))
    return document["version"], tuple(PinnedFile(**one) for one in document["files"])


def default_cache() -> Path:
    """$XDG_CACHE_HOME/doorstroom, or ~/.cache/doorstroom; a temporary folder for whoever has no home."""
    for variable, below in (("XDG_CACHE_HOME", ()), ("HOME", (".cache",))):
        root = Path(os.environ.get(variable) or "")
        if root.is_absolute():
            return root.joinpath(*below, "doorstroom")
    return Path(tempfile.gettempdir()) / f"doorstroom-{os.getuid()}"


def cache_folder(pins: Pins, cache: Path | None = None) -> Path:
    """Where this product is kept, made when it is not there."""
    folder = (cache or default_cache()) / pins.folder
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise LocalServerError(f"{pins.product} has no place: {folder} cannot be made ({error.strerror}).") from error
    return folder


def ensure_files(
    pins: Pins, progress: Progress, *, cache: Path | None = None, download: Download | None = None
) -> list[Path]:
    """Every file on disk with the right content, fetched when missing or damaged.

    Safe for several processes at once.
    """
    folder = cache_folder(pins, cache)
    missing = [file for file in pins.files if not file.is_at(folder / file.file_name)]
    if missing:
        _fetch_all(pins, missing, folder, progress, download or _from_maven)
    return [folder / file.file_name for file in pins.files]


def _fetch_all(pins: Pins, files: list[PinnedFile], folder: Path, progress: Progress, download: Download) -> None:
    megabytes = sum(file.bytes for file in files) / 1e6
    progress(f"fetching {pins.product}: {_counted(len(files))}, {megabytes:.0f} MB, once")
    # Below the same folder, so that a finished file moves into place in one step.
    staging = Path(tempfile.mkdtemp(prefix="fetching-", dir=folder))
    try:
        with ThreadPoolExecutor(DOWNLOADS_AT_ONCE) as pool:
            fetched = pool.map(lambda file: _fetch(pins, file, folder, staging, download), files)
            _report(fetched, len(files), progress)
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _report(fetched: Iterable[PinnedFile], total: int, progress: Progress) -> None:
    for number, _ in enumerate(fetched, start=1):
        if number % REPORT_EVERY == 0 or number == total:
            progress(f"fetched {number} of {_counted(total)}")


def _counted(files: int) -> str:
    return "1 file" if files == 1 else f"{files} files"


def _fetch(pins: Pins, wanted: PinnedFile, folder: Path, staging: Path, download: Download) -> PinnedFile:
    try:
        file = download(wanted, staging)
    except (OSError, RuntimeError) as error:
        raise LocalServerError(
            f"{wanted.file_name}, a part of {pins.product}, could not be fetched ({error})."
            f" It is needed once{pins.remedy}."
        ) from error
    if not wanted.is_at(file):
        raise LocalServerError(
            f"{wanted.file_name} is not the file that was pinned (SHA-256 {wanted.sha256}): not used."
        )
    file.replace(folder / wanted.file_name)
    return wanted


def _from_maven(wanted: PinnedFile, staging: Path) -> Path:
    from jgo.maven import MavenContext

    group, artifact, version = wanted.coordinate.split(":")
    component = MavenContext(repo_cache=staging, timeout=TIMEOUT_SECONDS).project(group, artifact).at_version(version)
    return Path(component.artifact(packaging=wanted.packaging).resolve())
