"""What a service that takes files puts together: the jobs, their worker, and what tidies them."""

from collections.abc import Sequence

from typing_extensions import override

from doorstroom_common.components import Component
from doorstroom_common.database import Database, Role
from doorstroom_common.housekeeping import Hourly
from doorstroom_common.imports.importer import Importer
from doorstroom_common.imports.run import ImportRunner
from doorstroom_common.imports.store import WORK, StoredJobs
from doorstroom_common.observability.metrics import Metrics
from doorstroom_common.work import Workers


class Imports:
    """One worker: files are taken in one after the other, so that they hold up nothing else."""

    def __init__(self, database: Database, importers: Sequence[Importer]) -> None:
        self.database = database
        self.jobs = StoredJobs(database)
        self.importers = {importer.sheet.kind: importer for importer in importers}

    def components(self, metrics: Metrics) -> tuple[Component, ...]:
        runner = ImportRunner(self.database, self.jobs, self.importers)
        return (Workers(WORK, runner, self.database, metrics, count=1), ForgetImports(self.database, self.jobs))


class ForgetImports(Hourly):
    """Jobs with their reports after seven days, and what was never sent whole after an hour."""

    name = "forget-imports"

    def __init__(self, database: Database, jobs: StoredJobs) -> None:
        self._database = database
        self._jobs = jobs

    @override
    async def tidy(self) -> None:
        async with self._database.unit_of_work(Role.WORKER) as uow:
            await self._jobs.forget_old(uow)
            await uow.commit()
