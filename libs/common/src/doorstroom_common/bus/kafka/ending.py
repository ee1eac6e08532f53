"""Ending clients of aiokafka in bounded time and with their sockets closed, which their own `stop` does not promise."""

import asyncio
from collections.abc import Coroutine
from typing import Any

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient

from doorstroom_common.bus.kafka.options import LOST

ORDERLY_SECONDS = 3.0
FORCED_SECONDS = 1.0


async def end_consumer(consumer: AIOKafkaConsumer) -> None:
    """Leave the group in good order, or, when the broker does not answer, by closing the connections under it."""
    await _end(consumer.stop(), consumer._client)  # noqa: SLF001 - only the client knows the connections


async def end_admin(admin: AIOKafkaAdminClient) -> None:
    """Close it; a broker that is frozen does not hold us up."""
    await _end(admin.close(), admin._client)  # noqa: SLF001


async def abandon(producer: AIOKafkaProducer) -> None:
    """End a producer at once, with whatever it has not sent: its records are handed to the next one again.

    An idempotent producer retries for ever and its `stop` waits for that, so its parts are ended one by one.
    """
    producer._closed = True  # noqa: SLF001 - there is no public way to give up
    sender = producer._sender.sender_task  # noqa: SLF001
    if sender is not None:
        sender.cancel()
        await _close(producer.client)  # ends the requests that the sender still waits for
        await asyncio.wait({sender}, timeout=ORDERLY_SECONDS)
    await _close(producer.client)


async def _end(stopping: Coroutine[Any, Any, None], client: Any) -> None:
    task = asyncio.ensure_future(stopping)
    _, late = await asyncio.wait({task}, timeout=ORDERLY_SECONDS)
    if late:
        await _close(client)
        _, late = await asyncio.wait({task}, timeout=FORCED_SECONDS)
    if late:
        task.cancel()
        await asyncio.wait({task}, timeout=FORCED_SECONDS / 2)
        await _close(client)
    elif not task.cancelled():
        try:
            task.result()
        except LOST:  # it stopped half-way, before the sockets
            await _close(client)


async def _close(client: Any) -> None:
    """Its own `close` stops at a metadata task that died, and would leave the sockets open."""
    try:
        await client.close()
    except LOST:
        client._sync_task = None  # noqa: SLF001 - it ended by itself
        await client.close()
