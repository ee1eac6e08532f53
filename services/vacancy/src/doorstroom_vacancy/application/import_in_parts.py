"""As `import_postings`, of so many rows that they come some at a time, in one unit of work that flushes in between."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Generic

from doorstroom_common.database import UnitOfWork
from doorstroom_common.errors import Conflict, Fault, Invalid
from doorstroom_vacancy.application.board import Board
from doorstroom_vacancy.application.create_posting import CreatePosting, D
from doorstroom_vacancy.application.import_postings import MOST_CLOSED, Done, Mode, closed, line_of
from doorstroom_vacancy.application.ports import P
from doorstroom_vacancy.domain import errors

AT_ONCE = 250
TWICE = "stands in a row before this one"


@dataclass(slots=True)
class ImportInParts(Generic[D, P]):
    """One import; `seen` are the external ids of its rows so far."""

    organisation: str
    mode: Mode
    confirmed: bool
    board: Board[P]
    seen: set[str] = field(default_factory=set)

    async def rows(
        self, rows: Sequence[CreatePosting[D]], uow: UnitOfWork, *, store: bool
    ) -> list[Done | Sequence[Fault]]:
        """What becomes of each row, or its faults. What is stored is left with the unit of work, to be flushed."""
        ids = sorted({row.external_id or "" for row in rows} - self.seen)
        found = await self.board.postings.of_system(ids, self.organisation, uow, and_open=False)
        known = {posting.external_id: posting for posting in found}
        told: list[Done | Sequence[Fault]] = []
        for row in rows:
            name = row.external_id or ""
            if name in self.seen:
                told.append([Fault("/externalId", TWICE)])
                continue
            self.seen.add(name)
            try:
                line = line_of(row, known.get(name), self.board)
            except (Invalid, Conflict) as refusal:
                told.append(refusal.faults or [Fault("", refusal.detail)])
                continue
            told.append(line.done)
            if store:
                self.board.keep(line.posting, uow)
        return told

    async def end(self, uow: UnitOfWork, *, store: bool) -> int:
        """With `replace`, how many are closed because they are in no row."""
        if self.mode is Mode.ADD:
            return 0
        names = await self.board.postings.open_names(self.organisation, uow)
        missing = sorted(set(names) - self.seen)
        if len(missing) > MOST_CLOSED * len(names) and not self.confirmed:
            raise errors.closes_too_many(len(missing))
        if store:
            for some in _parts(missing):
                found = await self.board.postings.of_system(some, self.organisation, uow, and_open=False)
                for line in closed(found, self.board.now()):
                    self.board.keep(line.posting, uow)
                await uow.flush()
        return len(missing)


def _parts(names: Sequence[str]) -> Iterator[Sequence[str]]:
    return (names[start : start + AT_ONCE] for start in range(0, len(names), AT_ONCE))
