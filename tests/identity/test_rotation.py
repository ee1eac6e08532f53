"""Keys change at a real Keycloak while requests come in."""

import asyncio
from collections import Counter

import pytest

from doorstroom_common.testing.running import Running
from tests.identity.asking import asks
from tests.identity.callers import HrSystem, kid_of
from tests.identity.realm import Realm

pytestmark = pytest.mark.asyncio(loop_scope="session")
CALLERS = 3
PAUSE_SECONDS = 0.02


class Stream:
    """Callers that fetch a token and use it, over and over; what they were answered by the key of their token."""

    def __init__(self, service: Running, system: HrSystem) -> None:
        self._service = service
        self._system = system
        self.answered: Counter[tuple[str, int]] = Counter()

    async def run(self) -> None:
        while True:
            await self.use(await self._system.token("vacancies:read"))
            await asyncio.sleep(PAUSE_SECONDS)

    async def use(self, token: str) -> int:
        answer = await asks(self._service, token)
        self.answered[kid_of(token), answer.status_code] += 1
        return answer.status_code

    async def until(self, kid: str, times: int) -> None:
        """Until so many tokens of this key were used."""
        async with asyncio.timeout(40):
            while sum(count for (of, _), count in self.answered.items() if of == kid) < times:
                await asyncio.sleep(PAUSE_SECONDS)


async def test_a_rotation_under_load_fails_nobody_and_the_old_key_counts_while_it_is_published(
    vacancy: Running, realm: Realm, waterrijk: HrSystem
) -> None:
    before = await waterrijk.token("vacancies:read")
    stream = Stream(vacancy, waterrijk)
    async with asyncio.TaskGroup() as group:
        callers = [group.create_task(stream.run()) for _ in range(CALLERS)]
        await stream.until(kid_of(before), 40)
        former = await realm.publish_new_key()
        after = await waterrijk.token("vacancies:read")
        assert kid_of(after) != kid_of(before)
        await stream.until(kid_of(after), 40)
        assert await stream.use(before) == 200
        await realm.only_verify_with(former)
        assert await realm.published_kids() == {kid_of(before), kid_of(after)}
        assert await stream.use(before) == 200
        for caller in callers:
            caller.cancel()
    assert {status for _, status in stream.answered} == {200}
    assert {kid for kid, _ in stream.answered} == {kid_of(before), kid_of(after)}
