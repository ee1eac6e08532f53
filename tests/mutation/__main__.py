"""Change the rules of matching one small thing at a time, and see whether their unit tests notice. `make mutate`."""

import sys
import tomllib
from pathlib import Path
from time import monotonic

from tests.mutation.mutants import Mutant, mutants_of
from tests.mutation.trial import Mutated, Trial

HERE = Path(__file__).parent
SERVICE = HERE.parents[1] / "services/matching"
PACKAGE = "doorstroom_matching"
DOMAIN = SERVICE / "src" / PACKAGE / "domain"
EQUIVALENT = tomllib.loads((HERE / "equivalent.toml").read_text(encoding="utf-8"))
QUICK = (
    "chain", "clauses", "told", "preservation", "fit", "score", "standing", "placement", "boundaries", "card",
    "overruled", "referral", "seals", "waiting",
)  # fmt: skip
OTHERS = ("life", "ranking", "clause_properties", "regions", "words", "crowd", "inputs")
"""All unit tests but those of the index, which is not the domain's."""


def main(asked: list[str]) -> int:
    """Ends badly where something survives that is not known to mean the same."""
    chosen = modules(asked)
    if not chosen:
        print(f"No module of {DOMAIN.name} has a name that begins so.")
        return 1
    trial = Trial(PACKAGE, tests(QUICK), tests(OTHERS))
    if not trial.passes_unchanged or not trial.passes(changed(chosen[0], chosen[0].read_text(encoding="utf-8"))):
        print("The tests fail as it is: first make them pass.")
        return 1
    survived = [tried(trial, file) for file in chosen]
    return 1 if any(survived) else 0


def tests(names: tuple[str, ...]) -> list[str]:
    return [str(SERVICE / f"tests/unit/test_{name}.py") for name in names]


def modules(asked: list[str]) -> list[Path]:
    """Those whose path in the domain begins with a word, or all."""
    files = sorted(file for file in DOMAIN.rglob("*.py") if file.read_text(encoding="utf-8").strip())
    return [file for file in files if not asked or file.relative_to(DOMAIN).as_posix().startswith(tuple(asked))]


def tried(trial: Trial, file: Path) -> list[Mutant]:
    """The survivors of a module."""
    name, started = file.relative_to(DOMAIN).as_posix(), monotonic()
    same = {each["now"] for each in EQUIVALENT.get(name, [])}
    all_ = list(mutants_of(file.read_text(encoding="utf-8")))
    counted = [mutant for mutant in all_ if mutant.now not in same]
    survivors = []
    for number, mutant in enumerate(counted, 1):
        print(f"\r{name}: {number} of {len(counted)}", end="", flush=True, file=sys.stderr)
        if trial.passes(changed(file, mutant.code)):
            survivors.append(mutant)
    killed, share = len(counted) - len(survivors), 1 - len(survivors) / len(counted) if counted else 1
    print("\r\033[K", end="", flush=True, file=sys.stderr)
    print(f"{name}: {len(counted)} mutants, {killed} killed, {share:.0%}", end="")
    print(f", {len(all_) - len(counted)} equivalent, {monotonic() - started:.0f} s", flush=True)
    for mutant in survivors:
        print(f"  line {mutant.line}: {mutant.was}\n    survives as: {mutant.now}", flush=True)
    return survivors


def changed(file: Path, code: str) -> Mutated:
    parts = file.relative_to(SERVICE / "src").with_suffix("").parts
    return Mutated(".".join(parts[:-1] if parts[-1] == "__init__" else parts), file, code)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
