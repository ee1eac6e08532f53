import hashlib
from pathlib import Path

import pytest

from doorstroom_common.local import LocalServerError, kafka_jars, keycloak_home
from doorstroom_common.local.pinned import PinnedFile, Pins, default_cache, ensure_files


def jar(name: str, content: bytes) -> PinnedFile:
    return PinnedFile(f"org.example:{name}:1.0", hashlib.sha256(content).hexdigest(), len(content))


class Repository:
    """Serves files by coordinate, and remembers what it was asked for."""

    def __init__(self, **contents: bytes) -> None:
        self.contents = contents
        self.asked: list[str] = []

    def pins(self) -> Pins:
        files = tuple(jar(name, content) for name, content in self.contents.items())
        return Pins("Apache Kafka", "kafka-9.9", files, "; without it there is another bus")

    def __call__(self, wanted: PinnedFile, staging: Path) -> Path:
        self.asked.append(wanted.coordinate)
        file = staging / wanted.file_name
        file.write_bytes(self.contents[wanted.coordinate.split(":")[1]])
        return file


def fetch(repository: Repository, cache: Path, pins: Pins | None = None) -> list[Path]:
    return ensure_files(pins or repository.pins(), lambda _: None, cache=cache, download=repository)


def test_what_is_there_is_not_fetched_again(tmp_path: Path) -> None:
    repository = Repository(broker=b"one", clients=b"two")
    assert [file.read_bytes() for file in fetch(repository, tmp_path)] == [b"one", b"two"]
    fetch(repository, tmp_path)
    assert sorted(repository.asked) == ["org.example:broker:1.0", "org.example:clients:1.0"]


@pytest.mark.parametrize("damage", [b"", b"on", b"two"])
def test_a_damaged_jar_is_fetched_again(tmp_path: Path, damage: bytes) -> None:
    repository = Repository(broker=b"one")
    (file,) = fetch(repository, tmp_path)
    file.write_bytes(damage)
    fetch(repository, tmp_path)
    assert file.read_bytes() == b"one"


def test_a_jar_that_is_not_the_pinned_one_is_never_used(tmp_path: Path) -> None:
    honest, dishonest = Repository(broker=b"one"), Repository(broker=b"0ne")
    with pytest.raises(LocalServerError, match=r"broker-1\.0\.jar is not the file that was pinned"):
        fetch(dishonest, tmp_path, honest.pins())
    assert list(tmp_path.rglob("*.jar")) == []


def test_a_fetch_that_fails_says_what_it_was_for_and_leaves_nothing_half_done(tmp_path: Path) -> None:
    def unreachable(wanted: PinnedFile, staging: Path) -> Path:
        (staging / "half").write_bytes(b"o")
        raise ConnectionError("no route")

    with pytest.raises(
        LocalServerError, match=r"a part of Apache Kafka, could not be fetched \(no route\).*another bus"
    ):
        ensure_files(Repository(broker=b"one").pins(), lambda _: None, cache=tmp_path, download=unreachable)
    assert list((tmp_path / "kafka-9.9").iterdir()) == []


def test_every_part_of_kafka_is_pinned_by_its_content() -> None:
    pins = kafka_jars.pinned()
    own = [one for one in pins.files if one.coordinate.startswith("org.apache.kafka:")]
    assert len(own) == 14
    assert {f"kafka-{one.coordinate.rsplit(':', 1)[1]}" for one in own} == {pins.folder}
    assert all(len(one.sha256) == 64 and one.bytes > 0 for one in pins.files)


def test_keycloak_is_pinned_by_its_content() -> None:
    (archive,) = keycloak_home.pinned().files
    assert archive.file_name.endswith(".zip")
    assert len(archive.sha256) == 64


@pytest.mark.parametrize(
    ("environment", "cache"),
    [
        ({"XDG_CACHE_HOME": "/caches", "HOME": "/home/anna"}, "/caches/doorstroom"),
        ({"HOME": "/home/anna"}, "/home/anna/.cache/doorstroom"),
    ],
)
def test_the_jars_are_kept_in_the_users_cache(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], cache: str
) -> None:
    for variable in ("XDG_CACHE_HOME", "HOME"):
        monkeypatch.delenv(variable, raising=False)
    for variable, value in environment.items():
        monkeypatch.setenv(variable, value)
    assert default_cache() == Path(cache)


def test_whoever_has_no_home_gets_a_temporary_cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setenv("HOME", "")
    assert default_cache().is_absolute()
