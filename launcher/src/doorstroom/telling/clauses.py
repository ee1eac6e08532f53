"""The other clauses in words: who competes as what, what people keep, and how members deal with each other."""

from collections.abc import Iterator

from doorstroom.telling.section import Line, Section, sourced
from doorstroom.telling.words import Words
from doorstroom_common.covenant import ClauseCode, Covenant, TierName

BY_LAW = (ClauseCode.NO_NEW_TRIAL_PERIOD, ClauseCode.SERVICE, ClauseCode.CHAIN)
"""What the law gives to people with a contract, whatever is promised."""


def tiers(covenant: Covenant, words: Words) -> Section:
    going = "going-first.voluntary" if covenant.going_first.voluntary_only else "going-first.everywhere"
    *before, last = _groups(covenant, words)
    return Section(
        words("title.tiers"),
        (
            *map(Line, before),
            sourced(words, last, covenant.tiers.source),
            sourced(words, words(going), covenant.going_first.source),
        ),
    )


def _groups(covenant: Covenant, words: Words) -> Iterator[str]:
    order, left_out = covenant.tiers.order, list(covenant.tiers.left_out)
    for rank, group in enumerate(order, 1):
        yield words("tier.merged" if len(group) > 1 else "tier", rank=rank, names=words.names("tier", group))
    ranked = {name for group in order for name in group}
    if TierName.PARTNER_FIRST in left_out and TierName.PARTNER in ranked:
        left_out.remove(TierName.PARTNER_FIRST)
        name, plain = (words.name("tier", tier) for tier in (TierName.PARTNER_FIRST, TierName.PARTNER))
        yield words("tier.falls-back", name=name, plain=plain)
    if left_out:
        yield words("tier.left-out", names=words.names("tier", left_out))


def own_staff(covenant: Covenant, words: Words) -> Section:
    own = covenant.own_staff
    answers = (("payroll", own.payroll), ("agency", own.agency), ("seconded", own.seconded))
    text = [words(f"own.{own.means}"), *(words(f"own.{who}.{'yes' if yes else 'no'}") for who, yes in answers)]
    return Section(words("title.own-staff"), (sourced(words, " ".join(text), own.source),))


def contract(covenant: Covenant, words: Words) -> Section:
    preservation = covenant.contract_preservation
    temporary = words(f"contract.{preservation.for_temporary_need}")
    return Section(
        words("title.contract"),
        (
            sourced(words, temporary, preservation.source),
            Line(words("contract.never-plain")),
            *(_clause(covenant, code, words) for code in ClauseCode),
        ),
    )


def _clause(covenant: Covenant, code: ClauseCode, words: Words) -> Line:
    """A clause without a source of its own rests on that of the section, which stands there."""
    clause = covenant.contract_preservation.clause(code)
    text = words(
        "clause",
        clause=words.name("clause", code),
        promise=words.name("promise", clause.promise),
        strictness=words.name("strictness", clause.strictness),
    )
    law = [words(f"law.{code}")] if code in BY_LAW else []
    return sourced(words, " ".join((text, *law)), clause.source)


def links(covenant: Covenant, words: Words) -> Section:
    lines = [
        sourced(
            words,
            words(
                "link.until" if link.until_date else "link",
                covenant=link.covenant,
                day=words.day(link.from_date),
                **({"until": words.day(link.until_date)} if link.until_date else {}),
            ),
            link.source,
        )
        for link in covenant.links
    ]
    return Section(words("title.links"), tuple(lines or [Line(words("link.none"))]))


def terms(covenant: Covenant, words: Words) -> Section:
    due = covenant.terms
    text = (
        words("term.contact", days=words.days(due.contact_answer_days)),
        words("term.candidate", days=words.days(due.candidate_answer_days)),
        words("term.referral", days=words.days(due.referral_answer_days)),
        words("term.employer", days=words.days(due.employer_consent_days)),
    )
    return Section(words("title.terms"), (*map(Line, text[:-1]), sourced(words, text[-1], due.source)))


def secondment(covenant: Covenant, words: Words) -> Section:
    lending = covenant.secondment
    opens = words("secondment.staged" if lending.staged else "secondment.at-once")
    text = f"{opens} {words(f'secondment.{lending.settlement}')}"
    return Section(words("title.secondment"), (sourced(words, text, lending.source),))


def contribution(covenant: Covenant, words: Words) -> Section:
    paid = covenant.contribution
    text = " ".join(filter(None, (words(f"contribution.{paid.rule}"), paid.terms)))
    return Section(words("title.contribution"), (sourced(words, text, paid.source),))


def practices(covenant: Covenant, words: Words) -> Section:
    lines = [
        sourced(words, words("practice", topic=words.name("topic", each.topic), text=each.text), each.source)
        for each in covenant.practices
    ]
    return Section(words("title.practices"), tuple(lines or [Line(words("practice.none"))]))


def people_data(covenant: Covenant, words: Words) -> Section:
    controllers = covenant.joint_controllers
    names = {member.id: member.name for member in covenant.members}
    named = [names.get(one, one) for one in controllers.organisations or ()]
    who = words("data.some", names=words.all_of(named)) if named else words("data.all")
    point = controllers.contact_point
    contact = words("data.contact", name=point.name, email=point.email)
    return Section(words("title.data"), (Line(who), sourced(words, contact, controllers.source)))


def score(covenant: Covenant, words: Words) -> Section:
    weights = [(name, value) for name, value in covenant.score if name != "source"]
    parts = [words.piece("score.part", part=words.name("score", name), weight=weight) for name, weight in weights]
    text = words("score", parts=words.all_of(parts))
    return Section(words("title.score"), (sourced(words, text, covenant.score.source),))


def scales(covenant: Covenant, words: Words) -> Section:
    lines = []
    for table in covenant.scale_equivalence:
        pairs = (words.piece("scales.pair", scale=one, equal=other) for one, other in table.scales.items())
        said = {"agreement": table.from_agreement, "other": table.to_agreement, "pairs": words.all_of(pairs)}
        lines.append(sourced(words, words("scales", **said), table.source))
    return Section(words("title.scales"), tuple(lines or [Line(words("scales.none"))]))
