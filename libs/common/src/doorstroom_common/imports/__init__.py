"""Files of rows: received in pieces, taken in by a worker in one transaction, with progress and a report.

A service says with an `Importer` what a row is and what becomes of it; everything else is here.
"""

from doorstroom_common.imports.importer import Importer, Taken
from doorstroom_common.imports.jobs import Job, Options, RowsWanted
from doorstroom_common.imports.parts import Imports

__all__ = ["Importer", "Imports", "Job", "Options", "RowsWanted", "Taken"]
