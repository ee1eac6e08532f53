"""A refusal by the region, as RFC 9457 problem details."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import httpx


@dataclass
class Problem(Exception):
    """Everything that a refusal says; `slug` is what a program decides by, the rest is for people.

    `errors` holds every fault of the request at once: each with `in` (body, query, path, header), `pointer` or `name`,
    and a `message` in the language asked for. `number` is what the region logged the request under.
    """

    status: int
    slug: str
    title: str
    detail: str
    errors: Sequence[dict[str, Any]] = field(default_factory=tuple)
    number: str | None = None

    @classmethod
    def of(cls, answer: httpx.Response) -> "Problem":
        """What stands in an answer from 400 up; one from something in between is a problem with slug `unknown`."""
        try:
            told = answer.json()
        except ValueError:
            told = {}
        if not isinstance(told, dict):
            told = {}
        number = str(told.get("instance", "")).removeprefix("urn:uuid:") or answer.headers.get("x-request-id")
        return cls(
            status=answer.status_code,
            slug=str(told.get("type", "unknown")).rpartition("/")[2],
            title=str(told.get("title", answer.reason_phrase)),
            detail=str(told.get("detail", "")),
            errors=told.get("errors", ()),
            number=number,
        )

    def __str__(self) -> str:
        faults = "".join(f"\n  {each.get('pointer', each.get('name', ''))}: {each['message']}" for each in self.errors)
        return f"{self.status} {self.slug}: {self.detail or self.title}{faults}"
