from pathlib import Path

from doorstroom_common.local.logfile import FULL_BYTES, rotated, tail


def test_a_full_log_is_put_aside_and_the_one_before_goes(tmp_path: Path) -> None:
    log = tmp_path / "log"
    for complaint in (b"1", b"2"):
        log.write_bytes(complaint * (FULL_BYTES + 1))
        assert rotated(log).read_bytes() == b""
    assert (tmp_path / "log.1").read_bytes().startswith(b"2")


def test_a_log_with_room_is_written_on(tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.write_text("before\n")
    assert rotated(log).read_text() == "before\n"


def test_only_the_last_lines_since_a_start_are_shown(tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.write_text("old\n" + "".join(f"{number}\n" for number in range(50)))
    assert tail(log, lines=2) == "48\n49"
    assert "old" not in tail(log, lines=100, start=4)
    assert tail(tmp_path / "nothing") == ""
