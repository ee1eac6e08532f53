"""Every clause of a covenant, told in the order in which people read an agreement."""

from collections.abc import Callable

from doorstroom.telling.clauses import (
    contract,
    contribution,
    links,
    own_staff,
    people_data,
    practices,
    scales,
    score,
    secondment,
    terms,
    tiers,
)
from doorstroom.telling.members import members
from doorstroom.telling.section import Line, Section, sourced
from doorstroom.telling.stages import stages
from doorstroom.telling.words import Words
from doorstroom_common.covenant import Covenant

Teller = Callable[[Covenant, Words], Section]


def told(covenant: Covenant, language: str) -> tuple[Section, ...]:
    """Everything that the file says; what is written there for people stays in its own language."""
    words = Words(language)
    return tuple(tell(covenant, words) for tell in _TELLERS)


def _whole(covenant: Covenant, words: Words) -> Section:
    about = (Line(covenant.about),) if covenant.about else ()
    day, until = words.day(covenant.valid_from), covenant.valid_until
    held = words("validity.until", day=day, until=words.day(until)) if until else words("validity", day=day)
    version = words("version", version=str(covenant.version), id=covenant.id, hash=covenant.hash)
    return Section(covenant.name, (*about, sourced(words, held, covenant.source), Line(version)))


_TELLERS: tuple[Teller, ...] = (
    _whole,
    stages,
    tiers,
    own_staff,
    contract,
    links,
    terms,
    secondment,
    contribution,
    practices,
    people_data,
    score,
    scales,
    members,
)
