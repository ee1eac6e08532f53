"""What callers ask of the vacancy service with a token."""

from typing import Any

import httpx

from doorstroom_common.testing.running import Running
from services.vacancy.tests.story import PERMIT_OFFICER

VACANCIES = "/vacancy/v1/vacancies"


async def asks(service: Running, token: str, path: str = VACANCIES) -> httpx.Response:
    """Read the vacancies, or one."""
    return await service.http.get(path, headers=_bearer(token))


async def opens(service: Running, token: str) -> httpx.Response:
    """Open a vacancy."""
    return await service.http.post(VACANCIES, json=PERMIT_OFFICER, headers=_bearer(token))


def _bearer(token: str) -> dict[str, Any]:
    return {"authorization": f"Bearer {token}"}
