"""The opening stages in words."""

from collections.abc import Iterator

from doorstroom.telling.section import Line, Section, sourced
from doorstroom.telling.words import Words
from doorstroom_common.covenant import Covenant
from doorstroom_common.covenant.rules import PublicWhen, Stage
from doorstroom_common.covenant.vocabulary import PublicRule, Role


def stages(covenant: Covenant, words: Words) -> Section:
    needs = words("needs", needs=words.names("need", covenant.vacancies.needs))
    return Section(
        words("title.stages"),
        (
            sourced(words, needs, covenant.vacancies.source),
            *_each(covenant, words),
            _public(covenant.public_when, words),
            *_closed(covenant, words),
        ),
    )


def _each(covenant: Covenant, words: Words) -> Iterator[Line]:
    opened = False
    for stage in covenant.stages:
        text = " ".join((_length(stage, words, opened=opened), *_exceptions(stage, words)))
        opened = opened or stage.days != 0
        yield sourced(words, text, stage.source)


def _length(stage: Stage, words: Words, *, opened: bool) -> str:
    audience = words.name("audience", stage.stage)
    if stage.days is None:
        return words("stage.last" if opened else "stage.only", audience=audience)
    if stage.days == 0:
        return words("stage.passed", audience=audience)
    return words("stage.then" if opened else "stage.first", days=words.days(stage.days), audience=audience)


def _exceptions(stage: Stage, words: Words) -> Iterator[str]:
    if stage.skip:
        yield words("stage.skip", who=_who(stage.skip.by, words))
    if stage.shorten:
        yield words("stage.shorten", who=_who(stage.shorten.by, words), days=words.days(stage.shorten.to_days))
    if stage.extend:
        yield words("stage.extend", who=_who(stage.extend.by, words), days=words.days(stage.extend.by_days))
    if stage.days and not (stage.skip or stage.shorten or stage.extend):
        yield words("stage.fixed")


def _who(roles: tuple[Role, ...], words: Words) -> str:
    return words.one_of(words.name("role", role) for role in roles)


def _public(rule: PublicWhen | None, words: Words) -> Line:
    if rule is None:
        return Line(words("public.never"))
    if rule.rule is PublicRule.ALWAYS:
        return sourced(words, words("public.always"), rule.source)
    return sourced(words, words("public.too-few", reactions=rule.reactions or 0), rule.source)


def _closed(covenant: Covenant, words: Words) -> Iterator[Line]:
    for period in covenant.closed_periods:
        days = {"day": words.day(period.from_date), "until": words.day(period.until_date)}
        yield sourced(words, words("closed", name=period.name, **days), period.source)
    if not covenant.closed_periods:
        yield Line(words("closed.none"))
