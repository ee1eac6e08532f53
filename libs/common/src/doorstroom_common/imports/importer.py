"""What a service says of one kind of sheet."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from pydantic import BaseModel

from doorstroom_common.database import UnitOfWork
from doorstroom_common.errors import Fault
from doorstroom_common.imports.jobs import Job
from doorstroom_common.sheets import Sheet


@dataclass(slots=True)
class Taken:
    """What became of some rows: how many of each, and the faults of those that cannot be taken, by their index."""

    counts: Counter[str] = field(default_factory=Counter)
    faults: dict[int, Sequence[Fault]] = field(default_factory=dict)


class Taking(Protocol):
    """One run over one file."""

    async def rows(self, rows: Sequence[Any], uow: UnitOfWork, *, store: bool) -> Taken:
        """Decide some rows, each as the model has it, and with `store` leave what changes with the unit of work."""
        ...

    async def end(self, uow: UnitOfWork, *, store: bool) -> Taken:
        """After the last row, when all are good or bad ones are left out. Raises what refuses the whole."""
        ...


class Importer(Protocol):
    """One kind of sheet: `model` is one row as an import in JSON has it."""

    @property
    def sheet(self) -> Sheet: ...

    @property
    def model(self) -> type[BaseModel]: ...

    def begin(self, job: Job) -> Taking: ...
