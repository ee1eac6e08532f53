"""What came of it in the year, as a table for people."""
from rich.console import Console

from doorstroom.demo.journal import Journal
from doorstroom.report.facts import Report


def show_year(console: Console, report: Report, deeds: Journal) -> None:
    console.print(report.year)
    console.print(deeds.counts())
