"""Posting as an HR system does: again with the same key, until there is an answer."""

import asyncio
from collections.abc import Mapping
from typing import Any
from uuid import uuid4

import httpx

from tests.faults.service_process import ServiceProcess

RETRY_SECONDS = 90.0


async def sent(
    service: ServiceProcess,
    path: str,
    body: Any,
    headers: Mapping[str, str],
    *,
    method: str = "POST",
    refused: list[str] | None = None,
) -> httpx.Response:
    """The answer; `refused` collects what came before it: codes from 500, and names of connection faults."""
    deadline = asyncio.get_running_loop().time() + RETRY_SECONDS
    keyed = {"Idempotency-Key": uuid4().hex, **headers} if method == "POST" else dict(headers)
    faults = [] if refused is None else refused
    while True:
        try:
            answer = await service.http.request(method, path, json=body, headers=keyed)
            if answer.status_code < 500:
                assert answer.status_code in (200, 201, 412), answer.text
                return answer
            faults.append(str(answer.status_code))
        except httpx.TransportError as error:
            faults.append(type(error).__name__)
        assert asyncio.get_running_loop().time() < deadline, faults
        await asyncio.sleep(0.1)
