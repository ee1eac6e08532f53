"""A comparison of two versions in words: sections of lines, as a covenant itself is told."""

from collections import Counter
from collections.abc import Iterable, Iterator

from doorstroom.comparing.rules import LengthChange, TierChange, length_changes, tier_changes
from doorstroom.telling import Line, Section, Words, told
from doorstroom_common.covenant import Covenant, Tier


def rules_compared(old: Covenant, new: Covenant, language: str) -> tuple[Section, ...]:
    """The files alone: every line that is told otherwise, groups and lengths as data."""
    words = Words(language)
    return (
        Section(words("title.change"), tuple(_told_otherwise(old, new, words))),
        Section(
            words("title.tier-change"),
            _lines((_tier_change(change, words) for change in tier_changes(old, new)), words("tier-change.none")),
        ),
        Section(
            words("title.length-change"),
            _lines((_length_change(change, words) for change in length_changes(old, new)), words("length-change.none")),
        ),
    )


def _lines(texts: Iterable[str], otherwise: str) -> tuple[Line, ...]:
    return tuple(Line(text) for text in texts) or (Line(otherwise),)


def _told_otherwise(old: Covenant, new: Covenant, words: Words) -> Iterator[Line]:
    """By what is told, so that no clause can be left out."""
    before, after = (_every_line(covenant, words) for covenant in (old, new))
    if before == after:
        yield Line(words("change.none"))
    for line in (before - after).elements():
        yield Line(words("change.was", text=line.text), line.source)
    for line in (after - before).elements():
        yield Line(words("change.becomes", text=line.text), line.source)


def _every_line(covenant: Covenant, words: Words) -> Counter[Line]:
    return Counter(line for section in told(covenant, words.language) for line in section.lines)


def _tier_change(change: TierChange, words: Words) -> str:
    who = words.name("relation", change.relation)
    if change.goes_first is not None:
        who = words.piece("who.first" if change.goes_first else "who.not-first", who=who)
    if change.registered_by is not None:
        who = words.piece("who.registered", who=who, whom=words.name("registered-by", change.registered_by))
    return words("tier-change", who=who, before=group(change.before, words), after=group(change.after, words))


def group(tier: Tier | None, words: Words) -> str:
    """Its number and who competes in it."""
    if tier is None:
        return words.piece("group.none")
    key = "group.merged" if len(tier.merged) > 1 else "group"
    return words.piece(key, rank=tier.rank, names=words.names("tier", tier.merged))


def _length_change(change: LengthChange, words: Words) -> str:
    return words(
        "length-change",
        audience=words.name("audience", change.stage),
        before=_length(change.before, words),
        after=_length(change.after, words),
    )


def _length(length: int | str | None, words: Words) -> str:
    if length is None:
        return words.piece("length.none")
    return words.days(length) if isinstance(length, int) else words.piece(f"length.{length}")
