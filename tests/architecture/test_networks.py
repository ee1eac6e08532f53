"""The networks differ in their files alone: no code knows one by name."""

import re
from collections.abc import Iterable

import yaml

from tests.architecture.sources import ROOT, Module, product

COVENANTS = [path for path in sorted((ROOT / "covenants").glob("*.yaml")) if path.stem != "demo"]
PLACES = re.compile("friesland|brabant|gelderland|limburg|haaglanden|zuid-holland|wisselwerk|zorg.aan.zet")


def known_by_name(modules: Iterable[Module], ids: set[str]) -> list[str]:
    """Text that is the id of a network, or has the name of its region in it."""
    return [
        f"{module.name}:{line}: {text}"
        for module in modules
        for line, text in module.strings()
        if text.lower() in ids or PLACES.search(text.lower())
    ]


def rules() -> list[Module]:
    """Everything but the demo, which plays a year of one network and names it."""
    return [module for module in product() if "/doorstroom/demo/" not in module.name]


def ids() -> set[str]:
    return {str(yaml.safe_load(path.read_text(encoding="utf-8"))["id"]) for path in COVENANTS}


def test_no_code_knows_a_network_by_its_name() -> None:
    assert len(COVENANTS) == 9
    assert known_by_name(rules(), ids()) == []


def test_planted_names_are_found() -> None:
    assert known_by_name([Module("a.py", "if covenant.id == 'switch': pass")], ids()) == ["a.py:1: switch"]
    assert known_by_name([Module("b.py", 'x = f"werken-in-friesland {y}"')], ids()) != []
    assert known_by_name([Module("c.py", "switch = 'a switch of the network'")], ids()) == []
