"""The document beside the README is what the service offers."""

from pathlib import Path

from doorstroom_notification.__main__ import COMMAND

COMMITTED = Path(__file__).parents[2] / "openapi.json"


def test_the_committed_document_is_fresh() -> None:
    assert COMMITTED.read_bytes() == COMMAND.document(), (
        "run `python -m doorstroom_notification openapi > openapi.json`"
    )
