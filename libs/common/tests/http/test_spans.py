"""A trace runs through the HTTP edge and carries nothing that somebody typed."""

from typing import Any

import httpx
import pytest
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from doorstroom_common.http import AnswerModel, Router
from doorstroom_common.observability import Telemetry
from doorstroom_common.observability.tracing import current_traceparent

PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


class Trace(AnswerModel):
    traceparent: str | None


@pytest.fixture
def router() -> Router:
    router = Router()

    @router.get("/traces/{name}", response_model=Trace)
    async def read_trace(name: str) -> Trace:
        if name == "broken":
            raise RuntimeError("Jan Jansen broke it")
        return Trace(traceparent=current_traceparent())

    return router


async def answers(build: Any, router: Router, telemetry: Telemetry, *paths: str) -> list[httpx.Response]:
    transport = httpx.ASGITransport(app=build(routers=[router], telemetry=telemetry))
    async with httpx.AsyncClient(transport=transport, base_url="http://region.test") as client:
        return [await client.get(f"/thing/v1/traces/{path}", headers={"traceparent": PARENT}) for path in paths]


async def test_what_a_request_causes_continues_the_callers_trace(build: Any, router: Router) -> None:
    exporter = InMemorySpanExporter()
    telemetry = Telemetry.create("thing", exporter=exporter)
    [answer] = await answers(build, router, telemetry, "x")
    telemetry.flush()
    [span] = exporter.get_finished_spans()
    assert span.parent is not None
    assert f"{span.parent.span_id:016x}" == PARENT.split("-")[2]
    assert answer.json()["traceparent"] == f"00-{PARENT.split('-')[1]}-{span.context.span_id:016x}-01"


async def test_a_span_names_the_route_and_nothing_that_was_typed(build: Any, router: Router) -> None:
    exporter = InMemorySpanExporter()
    telemetry = Telemetry.create("thing", exporter=exporter)
    await answers(build, router, telemetry, "Jansen?name=Jansen", "broken", "a/b?Jansen")
    telemetry.flush()
    spans = exporter.get_finished_spans()
    assert [span.name for span in spans] == ["GET /thing/v1/traces/{name}"] * 2 + ["GET"]
    assert [(span.attributes or {})["http.response.status_code"] for span in spans] == [400, 500, 404]
    assert "Jansen" not in "".join(span.to_json() for span in spans)


async def test_without_an_exporter_nothing_is_traced(build: Any, router: Router) -> None:
    [answer] = await answers(build, router, Telemetry(), "x")
    assert answer.json()["traceparent"] is None
