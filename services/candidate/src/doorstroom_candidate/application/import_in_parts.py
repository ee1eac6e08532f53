"""As `import_candidates`, of so many rows that they come some at a time, in one unit of work that flushes in between.

It answers no more than that does: how many rows were taken.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from doorstroom_candidate.application.import_candidates import TWICE, Changes, Mode, changes_of, store, too_few
from doorstroom_candidate.application.ports import Given, Parts
from doorstroom_candidate.application.register_employee import RegisterEmployee, made
from doorstroom_candidate.domain import errors
from doorstroom_common.database import UnitOfWork
from doorstroom_common.errors import Fault, Invalid

AT_ONCE = 250


@dataclass(slots=True)
class ImportInParts:
    """One import; `keys` are those of its rows so far. `before` is how many rows its system had here."""

    organisation: str
    mode: Mode
    confirmed: bool
    caller: str
    parts: Parts
    keys: set[str] = field(default_factory=set)
    before: int | None = None

    async def rows(
        self, rows: Sequence[RegisterEmployee], uow: UnitOfWork, *, store_them: bool
    ) -> dict[int, Sequence[Fault]]:
        """The faults of those that cannot be taken, by their place among these."""
        now = self.parts.clock.now()
        if self.before is None:
            self.before = await self._begun(uow)
        given: dict[str, Given] = {}
        faults: dict[int, Sequence[Fault]] = {}
        for index, row in enumerate(rows):
            key = self.parts.imports.key_of(self.organisation, row.external_id or "")
            if key in self.keys:
                faults[index] = [Fault("/externalId", TWICE)]
                continue
            self.keys.add(key)
            try:
                given[key] = made(row, now)
            except Invalid as refusal:
                faults[index] = refusal.faults
        if store_them:
            known = await self.parts.imports.of_system(uow, self.organisation, list(given), whole=False)
            changes = changes_of(given, known)
            store(changes, now, self.caller, uow, self.parts)
        return faults

    async def end(self, uow: UnitOfWork, *, store_them: bool) -> None:
        """With `replace`, what sleeps and is in no row is taken back."""
        before = await self._begun(uow) if self.before is None else self.before
        whole = self.mode is Mode.REPLACE
        if whole and too_few(len(self.keys), before) and not self.confirmed:
            raise errors.takes_back_too_many(len(self.keys), before)
        if not store_them:
            return
        if whole:
            gone = await self.parts.imports.asleep_beside(uow, self.organisation, self.keys)
            for some in _parts(gone):
                store(Changes(gone=list(some)), self.parts.clock.now(), self.caller, uow, self.parts)
                await uow.flush()
        rows = len(self.keys) if whole else max(before, len(self.keys))
        self.parts.imports.remember(uow, self.organisation, rows)

    async def _begun(self, uow: UnitOfWork) -> int:
        """Whoever else imports for the organisation waits from here on."""
        if not self.parts.network.is_member(self.organisation, self.parts.clock.now()):
            raise errors.not_in_a_covenant()
        return await self.parts.imports.rows_before(uow, self.organisation)


def _parts(gone: Sequence[UUID]) -> Iterator[Sequence[UUID]]:
    return (gone[start : start + AT_ONCE] for start in range(0, len(gone), AT_ONCE))
