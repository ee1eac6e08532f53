"""The list of rights that tokens and mandates can give is that of the four documents."""

import orjson

from doorstroom_common.scopes import OF_THE_REGISTER, SCOPES
from tests.architecture.sources import ROOT


def test_every_scope_that_an_operation_asks_is_known_and_no_other() -> None:
    documents = [orjson.loads(path.read_bytes()) for path in ROOT.glob("services/*/openapi.json")]
    operations = [operation for one in documents for item in one["paths"].values() for operation in item.values()]
    asked = {scope for one in operations for each in one.get("security", ()) for scope in each.get("bearer", ())}
    assert len(documents) == 4
    assert asked == SCOPES
    assert OF_THE_REGISTER < SCOPES
