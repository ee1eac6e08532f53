"""A server that is told to stop lets go of those who wait for news, and finishes their answers. On a real server."""

import asyncio
from typing import Any

import httpx

from doorstroom_common.run import GRACE_SECONDS, Server, configuration


async def test_who_only_waits_does_not_keep_the_server_from_stopping() -> None:
    news, asked = asyncio.Event(), asyncio.Event()

    async def app(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            await lived(receive, send)
            return
        asked.set()
        await news.wait()
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    server = Server(configuration(app, host="127.0.0.1", port=0), news.set)
    serving = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    async with httpx.AsyncClient(timeout=GRACE_SECONDS) as client:
        waiting = asyncio.create_task(client.get(f"http://127.0.0.1:{port}/"))
        await asyncio.wait_for(asked.wait(), 5)
        server.should_exit = True
        await asyncio.wait_for(serving, GRACE_SECONDS / 2)
        assert (await waiting).status_code == 204


async def lived(receive: Any, send: Any) -> None:
    for step in ("startup", "shutdown"):
        await receive()
        await send({"type": f"lifespan.{step}.complete"})
