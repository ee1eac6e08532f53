"""Ending clients of aiokafka in bounded time, which their own `stop` does not promise."""

import asyncio
import contextlib
from collections.abc import Coroutine
from typing import Any

from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaConnectionError

from doorstroom_common.bus.kafka.options import LOST

STOP_SECONDS = 4.0


async def bounded(stopping: Coroutine[Any, Any, None], seconds: float = STOP_SECONDS) -> None:
    """Wait for a client to stop, but no longer; what is left of it then is cancelled."""
    task = asyncio.ensure_future(stopping)
    _, late = await asyncio.wait({task}, timeout=seconds)
    if late:
        task.cancel()
        await asyncio.wait({task}, timeout=0.5)
    if task.done() and not task.cancelled():
        with contextlib.suppress(*LOST):
            task.result()


async def abandon(producer: AIOKafkaProducer) -> None:
    """End a producer at once, with whatever it has not sent: its records are handed to the next one again.

    An idempotent producer retries for ever and its `stop` flushes first, so both are cut short from inside.
    """
    sender = producer._sender.sender_task  # noqa: SLF001 - there is no public way to give up
    if sender is not None:
        sender.cancel()
        await producer.client.close()  # ends the requests that the sender still waits for
        await asyncio.wait({sender}, timeout=STOP_SECONDS / 2)
        producer._message_accumulator.fail_all(KafkaConnectionError())  # noqa: SLF001
    await producer.stop()
