"""A token of a real Keycloak whose time has passed: the last of this folder, so that it waits least."""

import asyncio
import time

import pytest

from doorstroom_common.http.auth import LEEWAY_SECONDS
from doorstroom_common.testing.running import Running
from tests.identity.asking import asks
from tests.identity.callers import claims_of

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_token_that_counted_counts_no_more(vacancy: Running, short_lived: str) -> None:
    ends = claims_of(short_lived)["exp"] + LEEWAY_SECONDS
    await asyncio.sleep(max(0.0, ends + 1 - time.time()))
    assert (await asks(vacancy, short_lived)).status_code == 401
