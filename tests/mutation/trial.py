"""Whether the tests notice a mutant. Each is tried in a process of its own; no file is changed."""

import contextlib
import io
import os
import signal
import sys
from collections.abc import Sequence
from functools import cache
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from itertools import chain
from pathlib import Path
from types import ModuleType
from typing import NoReturn

import pytest
from hypothesis import HealthCheck, Phase, settings

from doorstroom_common import covenant

SECONDS = 60.0
"""Of the processor: a mutant that needs more goes round for ever, and that is noticed too."""
EXAMPLES = 10
OPTIONS = ("-c", str(Path(__file__).with_name("pytest.ini")), "--rootdir", str(Path(__file__).parents[2]))


class Text(SourceFileLoader):
    """A module that is another text than its file has."""

    def __init__(self, name: str, file: Path, code: str) -> None:
        super().__init__(name, str(file))
        self._code = code.encode()

    def get_data(self, path: str) -> bytes:
        return self._code

    def path_stats(self, path: str) -> dict[str, float]:
        raise OSError("A mutant is kept nowhere.")


class Mutated(MetaPathFinder):
    """Imports one module from another text, and everything else as always."""

    def __init__(self, name: str, file: Path, code: str) -> None:
        self._text = Text(name, file, code)

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname != self._text.name:
            return None
        return spec_from_file_location(fullname, self._text.path, loader=self._text)


class Trial:
    """Tests in rounds, the quickest first. They run once beforehand, so that all they need is imported and parsed; a
    trial reads only the tests and what is mutated anew.
    """

    def __init__(self, package: str, *rounds: Sequence[str]) -> None:
        self._rounds = rounds
        settings.register_profile(
            "mutation", max_examples=EXAMPLES, derandomize=True, database=None, deadline=None,
            phases=[Phase.explicit, Phase.generate], suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        settings.load_profile("mutation")
        covenant.parse_covenant = cache(covenant.parse_covenant)
        with contextlib.redirect_stdout(io.StringIO()):
            self.passes_unchanged = pytest.main([*OPTIONS, *chain(*rounds)]) == pytest.ExitCode.OK
        for name in [name for name in sys.modules if name.startswith((package, "services."))]:
            del sys.modules[name]

    def passes(self, mutated: Mutated) -> bool:
        """Whether every test passes, so that nothing notices the mutant."""
        child = os.fork()
        if not child:
            self._run(mutated)
        _, status = os.waitpid(child, 0)
        return status == 0

    def _run(self, mutated: Mutated) -> NoReturn:
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        sys.meta_path.insert(0, mutated)
        os._exit(next((code for tests in self._rounds if (code := pytest.main([*OPTIONS, *tests]))), 0))
