"""What another version would change in a region, in numbers and examples. Of people only opaque ids are named."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from doorstroom.comparing.impact import Group, Impact, PairExample, StageExample, changed_findings
from doorstroom.comparing.reading import Compared
from doorstroom.comparing.showing import group
from doorstroom.comparing.view import Stand
from doorstroom.telling import Line, Section, Words
from doorstroom_common.clock import local_date
from doorstroom_matching.domain.finding import Rule
from doorstroom_matching.domain.need import Need
from doorstroom_matching.domain.verdict import Verdict


def impact_shown(compared: Compared, now: datetime, language: str) -> tuple[Section, ...]:
    words, impact = Words(language), compared.impact
    return (
        Section(words("title.impact"), tuple(Line(text) for text in _looked_at(compared, now, words))),
        Section(words("title.impact.stages"), tuple(Line(text) for text in _stages(impact, words))),
        Section(words("title.impact.proposals"), tuple(Line(text) for text in _proposals(impact, words))),
    )


def _looked_at(compared: Compared, now: datetime, words: Words) -> Iterator[str]:
    impact = compared.impact
    day = words.day(local_date(now))
    yield words("impact.looked", day=day, needs=impact.needs, people=compared.people)
    yield words("impact.frozen")
    if compared.other_version:
        yield words("impact.other-version", count=compared.other_version)
    if impact.stood_elsewhere:
        yield words("impact.stood-elsewhere", count=impact.stood_elsewhere)
    if impact.changes_nothing:
        yield words("impact.none")


def _stages(impact: Impact, words: Words) -> Iterator[str]:
    yield words("impact.stages", count=impact.stages, needs=impact.needs)
    for example in impact.stage_examples:
        yield _stage_example(example, words)
    yield words("impact.unshared", count=len(impact.unshared), needs=impact.needs)
    for need in impact.unshared[: impact.most_examples]:
        yield words("example.unshared", need=_need(need, words))


def _proposals(impact: Impact, words: Words) -> Iterator[str]:
    yield words("impact.held", before=impact.held, after=impact.holding)
    for kind, reasons in (("come", impact.come), ("gone", impact.gone)):
        yield _counted(f"impact.{kind}", reasons.total(), _because(reasons, words), words)
        yield from _examples(kind, impact, words)
    yield _counted("impact.tiers", impact.tiers.total(), _moved(impact, words), words)
    yield from _examples("tiers", impact, words)
    yield _counted("impact.findings", impact.findings.total(), _found(impact, words), words)
    yield from _examples("findings", impact, words)
    yield words("impact.scores", count=impact.scores)
    yield words("impact.reordered", count=impact.reordered, needs=impact.needs)


def _counted(key: str, count: int, parts: Iterator[str], words: Words) -> str:
    detail = "; ".join(parts)
    return words(key, count=count) + (f" {detail[:1].upper()}{detail[1:]}." if detail else "")


def _because(reasons: Counter[Rule | None], words: Words) -> Iterator[str]:
    for rule, count in reasons.most_common():
        if rule is None:
            yield words.piece("impact.because.unshared", count=count)
        else:
            yield words.piece("impact.because", count=count, rule=words.name("rule", rule))


def _moved(impact: Impact, words: Words) -> Iterator[str]:
    for (before, after), count in impact.tiers.most_common():
        yield words.piece("impact.from-to", count=count, before=_named(before, words), after=_named(after, words))


def _named(names: Group, words: Words) -> str:
    """The group by the candidate's own tier and, where several compete as one, by all of them."""
    own, *merged = names
    alone = words.name("tier", own)
    return alone if len(merged) == 1 else f"{alone} ({words.names('tier', merged)})"


def _found(impact: Impact, words: Words) -> Iterator[str]:
    for (rule, before, after), count in impact.findings.most_common():
        codes = {"before": words.name("finding", before), "after": words.name("finding", after)}
        yield words.piece("impact.finding", count=count, rule=words.name("rule", rule), **codes)


def _examples(kind: str, impact: Impact, words: Words) -> Iterator[str]:
    tell = _findings if kind == "findings" else _outcomes
    for example in impact.examples.get(kind, ()):
        need = _need(example.need, words)
        pair = words.piece("example.pair", need=need, candidate=str(example.candidate_id))
        before, after = tell(example, words)
        yield words("example", need=pair, before=before, after=after)


def _outcomes(example: PairExample, words: Words) -> tuple[str, str]:
    return _outcome(example.before, words), _outcome(example.after, words)


def _outcome(verdict: Verdict, words: Words) -> str:
    if verdict.passes:
        return words.piece("verdict.proposed", group=group(verdict.standing.tier, words))
    if not verdict.failed:
        return words.piece("verdict.unshared")
    return words.piece("verdict.not", rule=words.name("rule", verdict.failed[0].rule))


def _findings(example: PairExample, words: Words) -> tuple[str, str]:
    changed = list(changed_findings(example.before, example.after))
    before = (f"{words.name('rule', rule)} {words.name('finding', was)}" for rule, was, _ in changed)
    after = (f"{words.name('rule', rule)} {words.name('finding', becomes)}" for rule, _, becomes in changed)
    return words.all_of(before), words.all_of(after)


def _stage_example(example: StageExample, words: Words) -> str:
    before, after = (_stand(stand, words) for stand in (example.before, example.after))
    return words("example", need=_need(example.need, words), before=before, after=after)


def _stand(stand: Stand, words: Words) -> str:
    audience = words.name("audience", stand.stage)
    if stand.next_at is None:
        return words.piece("stand", audience=audience)
    return words.piece("stand.next", audience=audience, day=words.day(local_date(stand.next_at)))


def _need(need: Need, words: Words) -> str:
    return words.piece("example.need", title=need.title, organisation=need.organisation, id=str(need.id))
