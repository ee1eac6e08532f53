"""Who takes part: what most members have in common once, and of each member what differs."""

from collections import Counter
from collections.abc import Iterator, Mapping

from doorstroom.telling.section import Line, Section, cited
from doorstroom.telling.words import Words
from doorstroom_common.covenant import Covenant, Member

Facts = dict[str, str | None]
"""What can be in common, by its field, each as a piece of a sentence."""


def members(covenant: Covenant, words: Words) -> Section:
    each = [(member, _facts(member, words)) for member in covenant.members]
    common = {field: Counter(facts[field] for _, facts in each).most_common(1)[0][0] for field in each[0][1]}
    source = common.pop("source")
    count = len(each)
    names = {member.id: member.name for member in covenant.members}
    return Section(
        words("title.members"),
        (
            Line(words("members.one") if count == 1 else words("members.more", count=count)),
            Line(words("members.common", facts="; ".join(filter(None, common.values()))), source),
            *(_line(member, facts, {**common, "source": source}, names, words) for member, facts in each),
        ),
    )


def _facts(member: Member, words: Words) -> Facts:
    council = member.works_council
    return {
        "kind": words.name("kind", member.kind),
        "agreement": words.piece("member.agreement", agreement=member.agreement),
        "pension": words.piece("member.pension", fund=member.pension_fund),
        "from": words.piece("member.from", day=words.day(member.from_date)),
        "signed": words.piece("member.signed", who=member.signed_by),
        "consent": words.piece("member.consent", day=words.day(council.consent)) if council.consent else None,
        "no consent": words.piece("member.no-consent", reason=council.not_needed) if council.not_needed else None,
        "live": _live(member, words),
        "source": cited(words, member.source),
    }


def _line(member: Member, facts: Facts, common: Facts, names: Mapping[str, str], words: Words) -> Line:
    differs = [said for field, said in facts.items() if said and said != common[field] and field != "source"]
    differs += _of_its_own(member, names, words)
    numbers = (("member.oin", member.oin), ("member.kvk", member.kvk))
    who = {
        "name": member.name,
        "id": member.id,
        "number": ", ".join(words.piece(key, number=number) for key, number in numbers if number),
        "place": member.place,
    }
    text = words("member.but", facts="; ".join(differs), **who) if differs else words("member", **who)
    return Line(text, facts["source"] if facts["source"] != common["source"] else None)


def _of_its_own(member: Member, names: Mapping[str, str], words: Words) -> Iterator[str]:
    if member.until_date:
        yield words.piece("member.until", day=words.day(member.until_date))
    if member.employs_staff_for:
        others = (names.get(other, other) for other in member.employs_staff_for)
        yield words.piece("member.employs", others=words.all_of(others))
    if after := member.succeeded_by:
        other = names.get(after.organisation, after.organisation)
        yield words.piece("member.succeeded", other=other, day=words.day(after.on))


def _live(member: Member, words: Words) -> str:
    if member.live_from is None:
        return words.piece("member.not-live")
    return words.piece("member.live", day=words.day(member.live_from))
