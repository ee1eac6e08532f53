"""One file that was sent, and what has become of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from doorstroom_common.http.messages import Language


class RowsWanted(StrEnum):
    """`all`: nothing is stored unless every row is good; `good`: those that are."""

    ALL = "all"
    GOOD = "good"


class JobStatus(StrEnum):
    """`failed` is our fault, with nothing stored; a file with bad rows is `finished`."""

    RECEIVING = "receiving"
    WAITING = "waiting"
    RUNNING = "running"
    FINISHED = "finished"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Options:
    """How the sender wants it; `more` is what its kind of sheet has beside this. `caller` is who sent it."""

    rows: RowsWanted = RowsWanted.ALL
    dry_run: bool = True
    more: Mapping[str, Any] | None = None
    caller: str | None = None

    def to_json(self) -> dict[str, Any]:
        return {"rows": self.rows, "dryRun": self.dry_run, "more": dict(self.more or {}), "caller": self.caller}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Options":
        return cls(RowsWanted(stored["rows"]), stored["dryRun"], stored["more"], stored["caller"])


@dataclass(frozen=True, slots=True)
class Job:
    """`rows_read` of about `of_rows`; `counts` by what became of them; `problem` is why nothing could be stored."""

    organisation: str
    id: UUID
    kind: str
    form: str
    language: Language
    options: Options
    status: JobStatus
    attempts: int = 0
    rows_read: int = 0
    of_rows: int | None = None
    counts: Mapping[str, int] | None = None
    stored: bool = False
    problem: Mapping[str, str] | None = None
    received_at: datetime | None = None
    finished_at: datetime | None = None
