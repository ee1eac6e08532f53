#!/usr/bin/env python3
"""Write the schema and `docs/covenants.md`: `python covenants/generate.py`; a test refuses what is stale."""

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from doorstroom.telling import Words
from doorstroom_common.covenant import ClauseCode, Covenant, Promise, StageName, TierName, parse_covenant
from doorstroom_common.covenant.members import Source
from doorstroom_common.covenant.schema import covenant_schema

HERE = Path(__file__).resolve().parent
SCHEMA = HERE / "covenant.schema.json"
PAGE = HERE.parent / "docs" / "covenants.md"
INVENTED = "demo"

HEAD = """\
# How the nine networks differ

Made from the files in [covenants](../covenants/README.md) by `python covenants/generate.py`. Each network is written
*as its source found it*; what it is today it says itself. A star (*) marks what the source does not say, or not wholly,
so that we chose. Nothing of this stands in code: `doorstroom check covenants/FILE` tells all of a file in plain words,
and `doorstroom covenants diff` what a change of it would do.
"""
WORDS = Words("en")
Column = tuple[str, Callable[[Covenant], str]]


def networks() -> list[Covenant]:
    """The files of the networks, by name."""
    files = [file for file in sorted(HERE.glob("*.yaml")) if file.stem != INVENTED]
    return [parse_covenant(file.read_text(encoding="utf-8"), file.name) for file in files]


def page(covenants: Sequence[Covenant]) -> str:
    """The whole of `docs/covenants.md`."""
    tables = (f"\n## {title}\n\n{''.join(_table(columns, covenants))}" for title, columns in TABLES.items())
    return HEAD + "".join(tables)


def schema() -> str:
    """The whole of `covenant.schema.json`."""
    return json.dumps(covenant_schema(), indent=2, ensure_ascii=False) + "\n"


def _table(columns: Sequence[Column], covenants: Sequence[Covenant]) -> Iterator[str]:
    yield f"| network | {' | '.join(title for title, _ in columns)} |\n"
    yield "|---" * (len(columns) + 1) + "|\n"
    for covenant in covenants:
        yield f"| {covenant.name} | {' | '.join(tell(covenant) for _, tell in columns)} |\n"


def _marked(text: str, source: Source) -> str:
    return f"{text} *" if source.default else text


def _stage(name: StageName) -> Callable[[Covenant], str]:
    def tell(covenant: Covenant) -> str:
        stage = covenant.stage(name)
        if stage is None:
            return "–"
        return _marked("until closed" if stage.days is None else WORDS.days(stage.days), stage.source)

    return tell


def _exceptions(covenant: Covenant) -> str:
    found = [
        f"{kind} {stage.stage}"
        for stage in covenant.stages
        for kind, given in (("skip", stage.skip), ("shorten", stage.shorten), ("extend", stage.extend))
        if given
    ]
    return ", ".join(found) or "–"


def _public(covenant: Covenant) -> str:
    rule = covenant.public_when
    if rule is None:
        return "never"
    return _marked(f"fewer than {rule.reactions} reactions" if rule.reactions else "always", rule.source)


def _needs(covenant: Covenant) -> str:
    return _marked(WORDS.names("need", covenant.vacancies.needs), covenant.vacancies.source)


def _order(covenant: Covenant) -> str:
    groups = [" + ".join(WORDS.name("tier", name) for name in group) for group in covenant.tiers.order]
    return _marked("; ".join(groups), covenant.tiers.source)


def _going_first(covenant: Covenant) -> str:
    rule = covenant.going_first
    if rule.voluntary_only:
        return _marked("at the own employer alone", rule.source)
    plain = TierName.PARTNER_FIRST in covenant.tiers.left_out
    return _marked("takes part everywhere, as any colleague" if plain else "counts everywhere", rule.source)


def _linked(covenant: Covenant) -> str:
    return ", ".join(link.covenant for link in covenant.links) or "–"


def _permanent(covenant: Covenant) -> str:
    code = ClauseCode.PERMANENT_STAYS_PERMANENT
    clause = covenant.contract_preservation.clause(code)
    promised = "nothing promised" if clause.promise is Promise.NONE else f"{clause.promise}, {clause.strictness}"
    return _marked(promised, covenant.contract_preservation.source_of(code))


def _other_clauses(covenant: Covenant) -> str:
    clauses = [(code, covenant.contract_preservation.clause(code)) for code in list(ClauseCode)[1:]]
    kept = [f"{code}: {clause.promise}" for code, clause in clauses if clause.promise is not Promise.NONE]
    return _marked("; ".join(kept) or "nothing promised", covenant.contract_preservation.source)


def _temporary(covenant: Covenant) -> str:
    rule = covenant.contract_preservation
    return _marked(rule.for_temporary_need, rule.source)


def _lending(covenant: Covenant) -> str:
    return _marked(covenant.secondment.settlement, covenant.secondment.source)


def _paid(covenant: Covenant) -> str:
    return _marked(covenant.contribution.rule, covenant.contribution.source)


def _practices(covenant: Covenant) -> str:
    return ", ".join(WORDS.name("topic", each.topic).lower() for each in covenant.practices) or "–"


def _members(covenant: Covenant) -> str:
    private = sum(member.kind == "private" for member in covenant.members)
    return f"{len(covenant.members)}, of which private {private}" if private else str(len(covenant.members))


TABLES: dict[str, Sequence[Column]] = {
    "Who sees a vacancy, and when": (
        ("members in the file", _members),
        ("shared", _needs),
        ("own", _stage(StageName.OWN)),
        ("partners", _stage(StageName.PARTNERS)),
        ("linked", _stage(StageName.LINKED)),
        ("public", _public),
        ("may be changed", _exceptions),
    ),
    "Who competes before whom": (
        ("order", _order),
        ("going first", _going_first),
        ("linked networks", _linked),
    ),
    "What people keep": (
        ("permanent contract", _permanent),
        ("other clauses", _other_clauses),
        ("permanent employee, temporary work", _temporary),
    ),
    "How members deal with each other": (
        ("lending", _lending),
        ("contribution", _paid),
        ("practices", _practices),
    ),
}


def main() -> int:
    """Write both where they belong."""
    SCHEMA.write_text(schema(), encoding="utf-8")
    PAGE.write_text(page(networks()), encoding="utf-8")
    sys.stdout.write("wrote covenants/covenant.schema.json and docs/covenants.md\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
