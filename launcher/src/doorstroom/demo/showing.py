"""What came of the story, as tables for people. Every figure was counted; none is written here."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from rich.console import Console, Group, RenderableType
from rich.panel import Panel
from rich.table import Table

from doorstroom.demo.examples import Answer, Examples
from doorstroom.demo.figures import Figures, VacancySeen
from doorstroom.demo.scenario import Scenario
from doorstroom.demo.story import Kind, Story

SIMULATED = "simulated"
SHOWN = 14
FILE_WIDTH = 130
OPENED = ("vacancy", "stage", "secondment-request")
KINDS = (*OPENED, "match", "answer")


def wide_enough(console: Console) -> Console:
    """A terminal as it is; a file or a pipe gets room for whole rows."""
    return console if console.is_terminal else Console(highlight=False, width=FILE_WIDTH)


def show(console: Console, scenario: Scenario, story: Story, figures: Figures, examples: Examples) -> None:
    for part in (
        _posted(scenario, story),
        _stages(figures),
        _alerts(story, figures),
        *_closer(examples),
    ):
        console.print(part)
        console.print()


def _posted(scenario: Scenario, story: Story) -> RenderableType:
    table = Table(
        title=f"Posted over HTTP in {story.days} days from {story.start} ({SIMULATED})", caption=scenario.source
    )
    table.add_column("what")
    table.add_column("by")
    table.add_column("how many", justify="right")
    by = {
        Kind.CANDIDATE: "people, about themselves",
        Kind.CONFIRMATION: "people, of what their employer registered",
        Kind.REACTION: "people, and systems that received one",
        Kind.REACTION_WITHDRAWAL: "whoever sent it",
        Kind.CANDIDATE_WITHDRAWAL: "people",
    }
    for kind in Kind:
        if steps := story.of(kind):
            table.add_row(kind.value, by.get(kind, "HR systems"), str(len(steps)))
    return table


def _stages(figures: Figures) -> RenderableType:
    table = Table(title=f"Stages: the day on which each opened ({SIMULATED})")
    for name in ("vacancy", "organisation"):
        table.add_column(name)
    for name in ("own", "partners", "public", "reactions"):
        table.add_column(name, justify="right")
    for vacancy in figures.vacancies[:SHOWN]:
        days = (str(vacancy.stages.get(stage, "")) for stage in ("own", "partners"))
        public = "enough reactions" if vacancy.held_back else str(vacancy.stages.get("public", ""))
        closed = "" if vacancy.status == "open" else f" ({vacancy.status})"
        table.add_row(f"{vacancy.title}{closed}", vacancy.organisation, *days, public, str(vacancy.reactions))
    table.caption = f"{min(SHOWN, len(figures.vacancies))} of {len(figures.vacancies)}. {_lengths(figures.vacancies)}"
    return table


def _lengths(vacancies: Iterable[VacancySeen]) -> str:
    stages = [vacancy.stages for vacancy in vacancies]
    own = Counter(each["partners"] - each["own"] for each in stages if "partners" in each)
    partners = Counter(each["public"] - each["partners"] for each in stages if "public" in each)
    held = sum(vacancy.held_back for vacancy in vacancies)
    return (
        f"To partners {_days(own)} after opening; to the public {_days(partners)} after that, because reactions"
        f" were too few then, or became so; {held} stayed inside with enough."
    )


def _days(counts: Mapping[int, int]) -> str:
    return ", ".join(f"{days} days ({many}×)" for days, many in sorted(counts.items())) or "none yet"


def _alerts(story: Story, figures: Figures) -> RenderableType:
    table = Table(title=f"Alerts to recruiters, and the organisations that caused them ({SIMULATED})")
    table.add_column("organisation")
    for kind in (*KINDS, "total"):
        table.add_column(kind, justify="right")
    table.add_column("caused most by")
    for organisation in story.organisations:
        told = [alert for alert in figures.alerts if alert.organisation == organisation]
        kinds = Counter(alert.kind for alert in told)
        causes = Counter(alert.cause for alert in told if alert.kind in OPENED).most_common(3)
        most = ", ".join(f"{cause} {many}" for cause, many in causes)
        table.add_row(organisation, *(str(kinds[kind]) for kind in KINDS), str(len(told)), most)
    elsewhere = sum(alert.kind in OPENED for alert in figures.alerts)
    mails = ", ".join(f"{state} {many}" for state, many in sorted(figures.mails.items())) or "none"
    table.caption = (
        f"{len(figures.alerts)} alerts, {elsewhere} of them about what another organisation opened; a match comes of a"
        f" candidate, whose employer nobody is told, and so does an answer that is overdue. Mails: {mails}."
        f" Matches proposed: {sum(match.status == 'proposed' for match in figures.matches)}."
        f" Messages set aside: {figures.set_aside}."
    )
    return table


def _closer(examples: Examples) -> Iterable[RenderableType]:
    if examples.card and examples.explained:
        yield Panel(
            Group(_card(examples.card), _explanation(examples.explained)), title=f"One match in full ({SIMULATED})"
        )
    titles = {
        "A permanent contract that survives": examples.survived,
        "A temporary offer, refused for a permanent employee": examples.refused,
        "Why not": examples.why_not,
    }
    for title, answer in titles.items():
        told: RenderableType = _explanation(answer) if answer else "No such case came up in this story."
        yield Panel(told, title=f"{title} ({SIMULATED})")


def _card(match: Answer) -> RenderableType:
    card = match["card"]
    skills = ", ".join(skill["label"] or skill["uri"] for skill in card["skillsPresent"] or ()) or "-"
    rows = {
        "occupationGroup": ("occupation", card["occupationGroup"]),
        "skillsCount": ("skills", f"{skills} ({card['skillsCount']} of {card['skillsAsked']})"),
        "hoursBand": ("hours", card["hoursBand"]),
        "startMonth": ("from", card["startMonth"] or "any time"),
        "scaleFits": ("scale fits", "yes" if card["scaleFits"] else "no"),
        "goesFirst": ("goes first", "yes" if card["goesFirst"] else "no"),
        "contractKept": ("contract can be kept", card["contractKept"]),
    }
    table = Table(title=f"What the recruiter sees: {match['need']['title']}, place {match['rank']}", show_header=False)
    for field, row in rows.items():
        table.add_row(
            *(row if field not in card["withheld"] else (row[0], "left out: fewer than five would say the same"))
        )
    return table


def _explanation(answer: Answer) -> RenderableType:
    title = answer.get("title") or answer["need"]["title"]
    table = Table(title=f"What the person reads: {title}", caption=_standing(answer))
    for name in ("rule", "finding", "in words", "by"):
        table.add_column(name)
    for rule in answer["explanation"]:
        table.add_row(rule["rule"], _coloured(rule), rule["words"]["en"], rule["source"] or "")
    return table


def _standing(answer: Answer) -> str:
    parts = ", ".join(f"{part['name']} {part['points']}×{part['weight']}" for part in answer["scoreParts"])
    return f"Relation {answer['relation']}, tier {answer['tier']}, score {answer['score']} of 1000 ({parts})."


def _coloured(rule: Mapping[str, Any]) -> str:
    colour = {"not_met": "red", "lost": "red", "preserved_by_covenant": "green", "preserved": "green"}
    finding = rule["finding"]
    return f"[{colour[finding]}]{finding}[/]" if finding in colour else str(finding)
