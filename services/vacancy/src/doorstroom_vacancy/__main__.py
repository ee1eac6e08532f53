"""`python -m doorstroom_vacancy serve | migrate | adopt FILE… | openapi`"""

import asyncio
import sys
from argparse import Namespace
from pathlib import Path

from doorstroom_common.clock import SystemClock
from doorstroom_common.command import ServiceCommand
from doorstroom_common.covenant import CovenantRefused
from doorstroom_common.database import Database
from doorstroom_vacancy.bootstrap import MIGRATIONS, adopt
from doorstroom_vacancy.main import create_app
from doorstroom_vacancy.settings import VacancySettings

COMMAND = ServiceCommand("vacancy", VacancySettings, create_app, MIGRATIONS)


def main() -> int:
    parser = COMMAND.parser()
    adopting = parser.get_default("commands").add_parser("adopt", help="adopt covenants, or new versions of them")
    adopting.add_argument("files", nargs="+", type=Path, metavar="FILE")
    adopting.set_defaults(run=adopt_files)
    return COMMAND.main(parser)


def adopt_files(asked: Namespace) -> int:
    """Each file by itself: one that is refused keeps no other from being adopted."""
    return asyncio.run(_adopt_all(asked.files))


async def _adopt_all(files: list[Path]) -> int:
    settings = COMMAND.read_settings()
    clock, database, refused = SystemClock(), Database(settings.database), 0
    await database.open()
    try:
        await clock.synchronise(database.time)
        for file in files:
            try:
                adopted = await adopt(database, clock, settings.operator_oin, file.read_text("utf-8"), file.name)
            except (CovenantRefused, OSError, UnicodeDecodeError) as error:
                refused += 1
                sys.stderr.write(f"Not adopted: {file}\n{error}\n")
            else:
                what = "Adopted" if adopted.new else "Adopted before"
                sys.stdout.write(f"{what}: {adopted.covenant.id} version {adopted.covenant.version}\n")
    finally:
        await database.close()
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main())
