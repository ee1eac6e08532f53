"""The bodies that an OpenAPI document shows, each with the operation that takes it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import httpx

SUCCESSES = range(200, 300)


@dataclass(frozen=True, slots=True)
class Shown:
    """One operation with a body: where it stands, what the document shows, and how it answers when that works."""

    method: str
    path: str
    body: Any
    successes: frozenset[int]

    def about(self, **ids: str) -> "Shown":
        """The same with ids in the body that exist; the others of its fields stay as they are shown."""
        return replace(self, body={**self.body, **ids})

    async def send(self, http: httpx.AsyncClient, headers: Mapping[str, str], *ids: object) -> httpx.Response:
        """Send what is shown, as it stands and whatever the version, about the ids of the path in their order."""
        path = self.path
        for one in ids:
            head, _, rest = path.partition("{")
            path = f"{head}{one}{rest.partition('}')[2]}"
        return await http.request(self.method, path, json=self.body, headers={**headers, "If-Match": "*"})


def shown(document: Mapping[str, Any]) -> dict[str, Shown]:
    """Every operation that takes JSON, by its operationId. Raises LookupError where no example stands."""
    base = document["servers"][0]["url"]
    return {
        operation["operationId"]: Shown(
            method.upper(),
            base + path,
            _example(operation, document["components"]["schemas"]),
            frozenset(int(status) for status in operation["responses"] if int(status) in SUCCESSES),
        )
        for path, item in document["paths"].items()
        for method, operation in item.items()
        if "application/json" in operation.get("requestBody", {}).get("content", {})
    }


def _example(operation: Mapping[str, Any], schemas: Mapping[str, Any]) -> Any:
    schema = operation["requestBody"]["content"]["application/json"]["schema"]
    for option in (schema, *schema.get("anyOf", ())):
        for found in schemas.get(option.get("$ref", "").rpartition("/")[2], {}).get("examples", ()):
            return found
    raise LookupError(
        f"{operation['operationId']}: the document shows no body that works; give its model an example(…)"
    )
