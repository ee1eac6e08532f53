"""One client cannot take the time of all others, and is told beforehand where it stands."""

from typing import Any

import httpx
import pytest

from doorstroom_common.http import HttpApp
from doorstroom_common.http.rates import QuotaSpent, Rates
from doorstroom_common.settings import RateSettings

THINGS = "/thing/v1/things"


class Time:
    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def app(build: Any) -> HttpApp:
    built: HttpApp = build(rate=RateSettings(requests=6, window_seconds=60, replicas=2))
    built.api.state.rates = Rates(RateSettings(requests=6, window_seconds=60, replicas=2), Time())
    return built


def told(answer: httpx.Response) -> tuple[int, str, str]:
    return answer.status_code, answer.headers["ratelimit-policy"], answer.headers["ratelimit"]


async def test_each_replica_gives_its_share_and_every_answer_says_what_is_left(
    client: httpx.AsyncClient, callers: Any
) -> None:
    answers = [await client.get(THINGS, headers=callers.system()) for _ in range(4)]
    assert [told(answer) for answer in answers] == [
        (200, '"default";q=3;w=60', '"default";r=2;t=20'),
        (200, '"default";q=3;w=60', '"default";r=1;t=40'),
        (200, '"default";q=3;w=60', '"default";r=0;t=60'),
        (429, '"default";q=3;w=60', '"default";r=0;t=60'),
    ]
    refused = answers[-1]
    assert refused.headers["content-type"] == "application/problem+json"
    assert refused.json()["type"].endswith("/too-many-requests")
    assert refused.headers["retry-after"] == "20"
    assert refused.headers["api-version"] == "1.4.2"


async def test_after_retry_after_the_next_request_is_taken(
    client: httpx.AsyncClient, callers: Any, app: HttpApp
) -> None:
    clock = Time()
    app.api.state.rates = Rates(RateSettings(requests=3, window_seconds=60), clock)
    for _ in range(3):
        await client.get(THINGS, headers=callers.system())
    refused = await client.get(THINGS, headers=callers.system())
    clock.now += int(refused.headers["retry-after"])
    assert (await client.get(THINGS, headers=callers.system())).status_code == 200
    assert (await client.get(THINGS, headers=callers.system())).status_code == 429
    clock.now += 3_600
    assert [(await client.get(THINGS, headers=callers.system())).status_code for _ in range(4)] == [200, 200, 200, 429]


async def test_clients_have_quotas_of_their_own_and_those_without_a_good_token_share_their_addresss(
    client: httpx.AsyncClient, callers: Any
) -> None:
    for _ in range(4):
        await client.get(THINGS, headers=callers.system())
    others = (callers.system(organisation="duinmeer"), callers.person("p-1"), callers.person("p-2"))
    assert [(await client.get(THINGS, headers=other)).status_code for other in others] == [200, 200, 200]
    wrong = [(await client.get(THINGS, headers=callers.headers(f"no-{number}"))).status_code for number in range(4)]
    assert wrong == [401, 401, 401, 429]
    assert (await client.get(THINGS)).status_code == 429
    assert (await client.get(THINGS, headers=callers.person("p-2"))).status_code == 200


async def test_who_watches_the_service_is_never_refused(client: httpx.AsyncClient) -> None:
    for path in ("/thing/health/live", "/thing/health/ready", "/thing/metrics", "/thing/v1/openapi.json"):
        answers = [await client.get(path) for _ in range(5)]
        assert {answer.status_code for answer in answers} == {200}
        assert "ratelimit" not in answers[0].headers


async def test_without_a_quota_nobody_is_counted(build: Any, callers: Any) -> None:
    app = build(rate=RateSettings(requests=0))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://region.test") as client:
        answers = [await client.get(THINGS, headers=callers.system()) for _ in range(10)]
    assert {answer.status_code for answer in answers} == {200}
    assert "ratelimit" not in answers[0].headers
    assert len(app.api.state.rates) == 0


def test_memory_is_bounded_and_who_was_seen_last_is_remembered() -> None:
    rates = Rates(RateSettings(requests=2), Time(), most=100)
    for number in range(1_000):
        rates.take({"client": ("10.0.0.1", 1)}, None) if number < 2 else rates.take({"client": (f"h{number}", 1)}, None)
        if number > 1:
            with pytest.raises(QuotaSpent):
                rates.take({"client": ("10.0.0.1", 1)}, None)
    assert len(rates) == 100
