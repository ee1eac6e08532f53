"""How the command line speaks: words on the error stream, results on the output stream, faults with what to do next."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

from rich.console import Console

from doorstroom_common.covenant import CovenantRefused
from doorstroom_common.errors import DoorstroomError
from doorstroom_common.local import AlreadyRunning, LocalServerError

words = Console(stderr=True, highlight=False)
results = Console(highlight=False)


def say(line: str) -> None:
    """Progress, for a person who waits."""
    words.print(f"[dim]·[/dim] {line}")


def give_up(problem: str, todo: str) -> NoReturn:
    """End with exit code 1, the problem, and what to do about it."""
    words.print(f"[bold red]{problem}[/bold red]\n{todo}")
    sys.exit(1)


@contextmanager
def plain_faults() -> Iterator[None]:
    """Known faults as words instead of a trace."""
    try:
        yield
    except AlreadyRunning as error:
        give_up(str(error), "Stop that process, or name another folder with --data.")
    except LocalServerError as error:
        give_up(str(error), "The last lines of the server's own log are above; `--data` names another folder.")
    except CovenantRefused as error:
        words.print(str(error), markup=False)
        give_up("The covenant was refused; the version in force stays.", "Mend the lines above and try again.")
    except FileNotFoundError as error:
        give_up(str(error), "Check the name and the folder.")
    except DoorstroomError as error:
        give_up(error.detail, "Nothing was changed.")
