from typing import Any

import httpx


async def test_a_service_that_cannot_serve_says_why_and_stays_alive(client: httpx.AsyncClient, things: Any) -> None:
    assert (await client.get("/thing/health/ready")).status_code == 200
    things.problem = "no covenant has been adopted yet"
    ready, live = await client.get("/thing/health/ready"), await client.get("/thing/health/live")
    assert (ready.status_code, live.status_code) == (503, 200)
    assert ready.headers["content-type"] == "application/problem+json"
    assert ready.json()["errors"] == [{"message": "no covenant has been adopted yet"}]


async def test_health_and_metrics_stand_outside_the_documented_interface(app: Any) -> None:
    assert not [path for path in app.openapi()["paths"] if "health" in path or "metrics" in path]
