"""The committed document is the one that the service gives."""

from pathlib import Path

from doorstroom_candidate.__main__ import COMMAND

DOCUMENT = Path(__file__).parents[2] / "openapi.json"


def test_the_committed_document_is_fresh() -> None:
    assert DOCUMENT.read_bytes() == COMMAND.document(), (
        "write it anew: python -m doorstroom_candidate openapi > services/candidate/openapi.json"
    )
