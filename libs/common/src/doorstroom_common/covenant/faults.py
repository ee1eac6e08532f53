"""What is wrong with a covenant, in the words of the person who has to mend it."""

from collections.abc import Iterable
from dataclasses import dataclass

Path = tuple[str | int, ...]


def shown(path: Path) -> str:
    """`members[3].from`, counted from nought as in the file's list."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}"
    return text.removeprefix(".")


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing to mend; `line` counts from one."""

    file: str
    line: int
    path: str
    message: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.path}: {self.message}" if self.path else f"line {self.line}: {self.message}"


class CovenantRefused(ValueError):
    """The file holds no covenant that makes sense, or may not follow the one in force; carries every fault."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        super().__init__("\n".join(f"{fault.file}: {fault}" for fault in self.faults))
