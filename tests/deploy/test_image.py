"""The recipe of the images: clean, small, run by nobody, and nothing of the build in them.

Images are not built here: what can be held without a container engine is held.
"""

import ast
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.deploy.rendered import ROOT, SERVICES, tool

RECIPE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
LEFT_OUT = {"doorstroom_common.local", "doorstroom_common.testing"}


def hadolint(recipe: str) -> subprocess.CompletedProcess[str]:
    command = [tool("hadolint"), "--no-color", "-"]
    return subprocess.run(command, input=recipe, capture_output=True, text=True, check=False)


def instructions(recipe: str) -> list[str]:
    """One instruction per entry, continuations joined, comments gone."""
    joined = re.sub(r"\\\n", " ", recipe)
    return [line.strip() for line in joined.splitlines() if line.strip() and not line.startswith("#")]


def image_faults(recipe: str) -> Iterator[str]:
    """What is wrong with the stage that becomes the image, in words."""
    lines = instructions(recipe)
    starts = [number for number, line in enumerate(lines) if line.startswith("FROM ")]
    if len(starts) != 2:
        yield f"has {len(starts)} stages, not two"
    last = lines[starts[-1] :]
    users = [line for line in last if line.startswith("USER ")]
    if not users or not re.fullmatch(r"USER [1-9]\d*:[1-9]\d*", users[-1]):
        yield "does not end as a user with a number, so a cluster cannot tell that it is not root"
    copied = [line for line in last if line.startswith(("COPY ", "ADD "))]
    if copied != ["COPY --from=build /app /app"]:
        yield "copies more than what the first stage made"
    if any(" install " in line or "apt" in line for line in last):
        yield "installs something in the image"
    for word in ("ENTRYPOINT", "CMD"):
        found = [line for line in last if line.startswith(word)]
        if len(found) != 1 or not found[0].startswith(f'{word} ["'):
            yield f"its {word} starts a shell, which keeps SIGTERM to itself"
    fetched = [line for line in lines if re.search(r"\bpip\b.* install\b", line)]
    if any("--require-hashes" not in line or "--no-deps" not in line for line in fetched) or not fetched:
        yield "fetches what no hash vouches for"


def test_the_recipe_is_clean() -> None:
    ran = hadolint(RECIPE)

    assert (ran.returncode, ran.stdout) == (0, "")


def test_the_linter_of_recipes_bites() -> None:
    assert "DL3002" in hadolint(RECIPE.replace("USER 10001:10001", "USER root")).stdout


def test_the_image_is_what_it_should_be() -> None:
    assert list(image_faults(RECIPE)) == []


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (lambda recipe: recipe.replace("USER 10001:10001\n", ""), "does not end as a user with a number"),
        (lambda recipe: recipe.replace("USER 10001:10001", "USER nobody"), "does not end as a user with a number"),
        (lambda recipe: recipe.replace("USER 10001:10001", "USER 0:0"), "does not end as a user with a number"),
        (lambda recipe: recipe.replace("COPY --from=build /app /app", "COPY . /app"), "copies more"),
        (lambda recipe: recipe.replace('CMD ["serve",', "CMD serve"), "its CMD starts a shell"),
        (lambda recipe: recipe.replace(" --require-hashes", ""), "fetches what no hash vouches for"),
        (lambda recipe: recipe.replace("AS build", "AS build\nFROM build AS other"), "has 3 stages"),
        (lambda recipe: recipe.replace("WORKDIR /tmp", "RUN pip install --no-deps --require-hashes x"), "installs"),
    ],
)
def test_a_fault_in_the_recipe_is_found(fault: Callable[[str], str], words: str) -> None:
    assert any(words in line for line in image_faults(fault(RECIPE)))


def imported(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from (node.module, *(f"{node.module}.{alias.name}" for alias in node.names))
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def test_no_service_needs_what_the_image_leaves_out() -> None:
    ignored = (ROOT / ".dockerignore").read_text().splitlines()
    assert {line.replace("libs/common/src/", "").replace("/", ".") for line in ignored} >= LEFT_OUT

    folders = [ROOT / "libs/common/src", *(ROOT / "services" / service / "src" for service in SERVICES)]
    files = [file for folder in folders for file in folder.rglob("*.py")]
    kept = [file for file in files if not {"local", "testing"} & set(file.parts)]
    needed = {(str(file.relative_to(ROOT)), name) for file in kept for name in LEFT_OUT & set(imported(file))}
    assert needed == set()


@pytest.mark.parametrize("service", SERVICES)
def test_the_command_in_the_image_runs_the_service(service: str, tmp_path: Path) -> None:
    """The recipe's own line makes the command, here with this Python instead of the image's."""
    line = next(line for line in instructions(RECIPE) if "printf" in line)
    made = re.search(r"printf '.*?' +\"\$SERVICE\"", line)
    assert made is not None
    environment = os.environ | {"SERVICE": service}
    text = subprocess.run(["sh", "-c", made[0]], env=environment, capture_output=True, text=True, check=True).stdout
    command = tmp_path / "doorstroom-service"
    command.write_text(text.replace("/app/bin/python", sys.executable))
    command.chmod(0o555)

    ran = subprocess.run([str(command), "--help"], capture_output=True, text=True, check=False, timeout=60)

    assert ran.returncode == 0, ran.stderr
    for word in ("serve", "migrate", "topics"):
        assert word in ran.stdout
