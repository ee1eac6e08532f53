"""Every body that the document shows works as it stands, once what it is about exists."""

import orjson
import pytest

from doorstroom_common.testing.running import Running
from doorstroom_common.testing.shown import shown
from doorstroom_notification.__main__ import COMMAND

SHOWN = shown(orjson.loads(COMMAND.document()))
SCOPES = ("recruiters:read", "recruiters:write", "roles:read", "roles:write")


def officer(service: Running) -> dict[str, str]:
    return service.as_person("olga", "mandates:write", organisation="waterrijk", roles=["privacy-officer"])


@pytest.mark.parametrize("operation", SHOWN)
async def test_what_the_document_shows_works_as_it_stands(notification: Running, operation: str) -> None:
    hr = notification.as_organisation("waterrijk", *SCOPES)
    registered = await SHOWN["register"].send(notification.http, hr)
    assert registered.status_code in SHOWN["register"].successes, registered.text
    if operation == "register":
        return
    ids = {"change": (registered.json()["recruiterId"],), "putImportMapping": ("recruiters",)}.get(operation, ())
    caller = officer(notification) if operation == "grantMandate" else hr
    answer = await SHOWN[operation].send(notification.http, caller, *ids)
    assert answer.status_code in SHOWN[operation].successes, answer.text
