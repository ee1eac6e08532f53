from typing import Any

import httpx


async def test_a_service_that_cannot_serve_says_why_and_stays_alive(client: httpx.AsyncClient, things: Any) -> None:
    assert (await client.get("/thing/health/ready")).status_code == 200
    things.problem = "no covenant has been adopted yet"
    ready, live = await client.get("/thing/health/ready"), await client.get("/thing/health/live")
    assert (ready.status_code, live.status_code) == (503, 200)
    assert ready.headers["content-type"] == "application/problem+json"
    assert ready.json()["errors"] == [{"message": "no covenant has been adopted yet"}]


async def test_nothing_is_answered_before_the_service_has_read_what_answers_rest_on(build: Any, callers: Any) -> None:
    read: list[str] = []
    transport = httpx.ASGITransport(app=build(prepared=lambda: bool(read)))
    async with httpx.AsyncClient(transport=transport, base_url="http://region.test", headers=callers.system()) as early:
        asked = await early.get("/thing/v1/things")
        assert (asked.status_code, asked.headers["retry-after"]) == (503, "5")
        assert asked.headers["content-type"] == "application/problem+json"
        assert (await early.get("/thing/health/live")).status_code == 200
        assert (await early.get("/thing/v1/openapi.json")).status_code == 200
        read.append("covenants")
        assert (await early.get("/thing/v1/things")).status_code == 200


async def test_health_and_metrics_stand_outside_the_documented_interface(app: Any) -> None:
    assert not [path for path in app.openapi()["paths"] if "health" in path or "metrics" in path]
