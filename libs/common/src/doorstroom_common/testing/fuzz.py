"""What an OpenAPI document promises, held against requests of every shape, right ones and wrong ones.

fuzz = Fuzz(running.http, document, {"an HR system": running.as_organisation("waterrijk", *scopes(document))})
await fuzz.look_around()
await fuzz.attack("createVacancy")      # raises AssertionError with the curl of each fault

schemathesis draws the requests from the document: a few, the same in every run, or with `make fuzz` many, each time
others. Most are bent towards what works: about ids that the service gave away, with the body that the document shows
but for one field. What stands behind the first refusal is reached only so.
"""

import asyncio
import os
from collections import defaultdict
from collections.abc import Iterator, Mapping
from random import Random
from typing import Any

import httpx
import hypothesis
import requests
import schemathesis
from hypothesis import strategies as st
from schemathesis import Case
from schemathesis.checks import CHECKS, load_all_checks
from schemathesis.core.failures import FailureGroup
from schemathesis.generation import GenerationMode

from doorstroom_common.testing.shown import shown

Document = Mapping[str, Any]
Headers = Mapping[str, str]

VARIABLE = "DOORSTROOM_FUZZ_EXAMPLES"
FEW = 12
MOST_KNOWN = 50
HOST = "http://doorstroom.test"
NOBODY = "nobody"
ORDER = ("post", "put", "patch", "get", "delete")
CONDITIONS = frozenset({"if-match", "if-none-match"})
SENT = ("method", "url", "headers", "params", "cookies", "data", "files", "json")
PROMISES = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
)


def operations(document: Document) -> list[str]:
    """Every operationId: first those that make what the others are about, last those that remove it."""
    return [one["operationId"] for _, _, one in sorted(_operations(document), key=lambda one: ORDER.index(one[0]))]


def scopes(document: Document) -> frozenset[str]:
    """All that some operation asks for."""
    return frozenset(
        scope
        for _, _, operation in _operations(document)
        for scheme in operation["security"]
        for asked in scheme.values()
        for scope in asked
    )


class Fuzz:
    """A running service and its document, those who ask, and the ids that became known, by their names."""

    def __init__(self, http: httpx.AsyncClient, document: Document, callers: Mapping[str, Headers]) -> None:
        load_all_checks()
        self._http = http
        self._document = document
        self._schema = schemathesis.openapi.from_dict(dict(document))
        self._checks: list[Any] = CHECKS.get_by_names(PROMISES)
        self._shown = shown(document)
        self._callers = callers
        self._known: defaultdict[str, list[str]] = defaultdict(list)
        self.answered: defaultdict[str, set[int]] = defaultdict(set)
        """With which statuses each operation answered."""

    async def look_around(self) -> None:
        """Read every list as every caller, for the ids in it."""
        for method, path, _ in _operations(self._document):
            if method == "get" and "{" not in path:
                for caller in self._callers.values():
                    self._learn(await self._http.get(self._base + path, headers=caller))

    async def attack(self, operation: str) -> None:
        """Send requests of every shape; every answer to them must be one that the document shows."""
        faults = await asyncio.to_thread(self._attacked, operation, asyncio.get_running_loop())
        assert not faults, "\n\n".join(f"{what}\n{request}" for what, request in faults.items())

    @property
    def succeeded(self) -> list[str]:
        """The operations that answered something else than a problem at least once."""
        return [operation for operation, statuses in self.answered.items() if any(status < 300 for status in statuses)]

    @property
    def _base(self) -> str:
        return f"{HOST}{self._document['servers'][0]['url']}"

    def _attacked(self, operation: str, loop: asyncio.AbstractEventLoop) -> dict[str, str]:
        """What is wrong, each with the shortest request that shows it."""
        faults: dict[str, str] = {}
        aim = self._schema.find_operation_by_id(operation)

        @_settings()
        @hypothesis.given(st.one_of(*map(aim.as_strategy, GenerationMode)), st.randoms(use_true_random=False))
        def send(case: Case[Any], random: Random) -> None:
            who = random.choice([*self._callers, *self._callers, *self._callers, NOBODY])
            if random.random() < 0.7:
                self._bend(case, operation, random)
            case.headers.pop("Authorization", None)
            _hurry(case)
            answer = asyncio.run_coroutine_threadsafe(self._answer(case, self._callers.get(who, {})), loop).result()
            self.answered[operation].add(answer.status_code)
            self._learn(answer)
            for fault in self._faults(case, answer):
                request = f"as {who}: {case.as_curl_command()}"
                faults[fault] = min(faults.get(fault, request), request, key=len)

        send()
        return faults

    def _bend(self, case: Case[Any], operation: str, random: Random) -> None:
        """About what is there, in whatever version, with a body that is right but for one field."""
        self._fill(case.path_parameters, random)
        self._fill(case.query, random)
        case.headers.update({one.name: "*" for one in case.operation.headers if one.name.lower() in CONDITIONS})
        if operation in self._shown and isinstance(case.body, dict):
            drawn = random.sample(list(case.body.items()), k=min(len(case.body), random.randrange(2)))
            case.body = {**self._shown[operation].body}
            self._fill(case.body, random)
            case.body.update(drawn)

    def _fill(self, given: dict[str, Any], random: Random) -> None:
        given.update({name: random.choice(self._known[name]) for name in given if self._known.get(name)})

    async def _answer(self, case: Case[Any], caller: Headers) -> httpx.Response:
        wanted = case.as_transport_kwargs(base_url=self._base)
        made = requests.Request(**{name: wanted[name] for name in SENT if name in wanted}).prepare()
        headers: dict[str, Any] = {**made.headers, **caller}
        body: Any = made.body
        return await self._http.request(str(made.method), str(made.url), content=body, headers=headers)

    def _faults(self, case: Case[Any], answer: httpx.Response) -> Iterator[str]:
        try:
            case.validate_response(answer, checks=self._checks)
        except FailureGroup as found:
            for one in found.exceptions:
                yield f"{answer.status_code}: {one}"

    def _learn(self, answer: httpx.Response) -> None:
        if answer.is_success and answer.headers.get("content-type", "").endswith("json"):
            for name, value in _ids(answer.json()):
                if value not in self._known[name]:
                    self._known[name] = [*self._known[name], value][-MOST_KNOWN:]


def _operations(document: Document) -> Iterator[tuple[str, str, Document]]:
    for path, item in document["paths"].items():
        for method, operation in item.items():
            yield method, path, operation


def _hurry(case: Case[Any]) -> None:
    """A request that waits for news would wait in vain."""
    if isinstance(case.query.get("wait"), int):
        case.query["wait"] = min(case.query["wait"], 0)


def _ids(node: Any) -> Iterator[tuple[str, str]]:
    if isinstance(node, list):
        for one in node:
            yield from _ids(one)
    elif isinstance(node, dict):
        for name, value in node.items():
            if isinstance(value, str) and name.endswith(("Id", "organisation")):
                yield name, value
            else:
                yield from _ids(value)


def _settings() -> hypothesis.settings:
    many = os.environ.get(VARIABLE)
    return hypothesis.settings(
        max_examples=int(many or FEW),
        derandomize=not many,
        database=None,
        deadline=None,
        phases=[hypothesis.Phase.generate],
        suppress_health_check=list(hypothesis.HealthCheck),
    )
