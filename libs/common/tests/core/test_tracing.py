"""One trace runs from the change to its effect in another service, however the event travelled."""

import asyncio

from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from doorstroom_common.bus import Bus, Record
from doorstroom_common.cloudevent import CloudEvent
from doorstroom_common.consumer import Consumer, Effect, Subscriptions
from doorstroom_common.database import NOBODY, Database, UnitOfWork, sql
from doorstroom_common.observability import Telemetry
from doorstroom_common.testing.foundation import ADD, thing_event

WAITING = sql("SELECT topic, key, value FROM outbox")
TYPE = "nl.vacancies.vacancy-changed.v1"


async def test_the_trace_of_a_change_goes_on_in_its_consumer(database: Database, bus: Bus) -> None:
    exporter = InMemorySpanExporter()
    telemetry = Telemetry.create("core", exporter=exporter)
    handled = asyncio.Event()

    async def note(event: CloudEvent, uow: UnitOfWork) -> Effect:
        handled.set()
        return Effect.APPLIED

    with telemetry.tracer.start_as_current_span("POST /things"):
        async with database.unit_of_work(NOBODY) as uow:
            uow.write(ADD, id="a", version=1)
            uow.publish(thing_event("a"))
            await uow.commit()
    async with database.unit_of_work(NOBODY) as uow:
        rows = await uow.fetch(WAITING)
    await bus.publish([Record(row["topic"], row["key"], row["value"]) for row in rows])
    consumer = Consumer(Subscriptions("core.traced", ("vacancies",), {TYPE: note}), bus, database, telemetry)
    stop = asyncio.Event()
    running = asyncio.create_task(consumer.run(stop))
    await asyncio.wait_for(handled.wait(), 20)
    stop.set()
    await running
    telemetry.flush()
    spans = {span.name: span for span in exporter.get_finished_spans()}
    asked, effect = spans["POST /things"], spans[f"handle {TYPE}"]
    assert asked.context is not None
    assert effect.context is not None
    assert effect.context.trace_id == asked.context.trace_id
    assert effect.parent is not None
    assert effect.parent.span_id == asked.context.span_id


async def test_without_a_collector_nothing_is_traced_and_events_carry_no_context(database: Database) -> None:
    async with database.unit_of_work(NOBODY) as uow:
        uow.write(ADD, id="a", version=1)
        uow.publish(thing_event("a"))
        await uow.commit()
    async with database.unit_of_work(NOBODY) as uow:
        (row,) = await uow.fetch(WAITING)
    assert CloudEvent.from_bytes(row["value"]).traceparent is None
