"""The demo's occupations and skills, from `vocabulary.yaml`."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

OCCUPATIONS, SKILLS = "esco-occupation", "doorstroom-skill"


@dataclass(frozen=True, slots=True)
class Occupation:
    """`title` is what an employer calls it; `term` and `skills` are as the interfaces take them."""

    title: str
    term: dict[str, str]
    scales: tuple[str, str]
    skills: tuple[dict[str, str], ...]


@cache
def occupations() -> tuple[Occupation, ...]:
    read = yaml.safe_load(files(__package__).joinpath("vocabulary.yaml").read_text(encoding="utf-8"))
    return tuple(_occupation(entry, read) for entry in read["occupations"])


def uncoded(term: dict[str, str]) -> dict[str, str]:
    """A term as a candidate gives it: scheme and address alone."""
    return {"scheme": term["scheme"], "uri": term["uri"]}


def _occupation(entry: dict[str, Any], read: dict[str, Any]) -> Occupation:
    skills = tuple(
        {"scheme": SKILLS, "uri": read["skillBase"] + skill, "label": read["skills"][skill]}
        for skill in entry["skills"]
    )
    term = {"scheme": OCCUPATIONS, "uri": read["occupationBase"] + entry["id"], "label": entry["label"]}
    low, high = entry["scales"]
    return Occupation(entry["title"], term, (low, high), skills)
