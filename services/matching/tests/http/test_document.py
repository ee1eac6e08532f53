from pathlib import Path

from doorstroom_matching.__main__ import COMMAND

DOCUMENT = Path(__file__).parents[2] / "openapi.json"


def test_the_committed_document_is_fresh() -> None:
    """If not: `python -m doorstroom_matching openapi > services/matching/openapi.json`."""
    assert DOCUMENT.read_bytes() == COMMAND.document()
