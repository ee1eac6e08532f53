from pathlib import Path

from doorstroom_vacancy.__main__ import COMMAND

COMMITTED = Path(__file__).parents[2] / "openapi.json"


def test_the_committed_document_is_that_of_the_service() -> None:
    """When this fails: `python -m doorstroom_vacancy openapi > services/vacancy/openapi.json`."""
    assert COMMITTED.read_bytes() == COMMAND.document()
