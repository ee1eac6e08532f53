"""The page of a demo: one file that needs nothing else, in Dutch and in English, without a script."""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from doorstroom.report.facts import Report
from doorstroom.report.view import View
from doorstroom.report.way import WayView
from doorstroom_common.locales import LANGUAGES

READ_IN = {"nl": "Lees dit in het Nederlands", "en": "Read this in English"}
"""What a link to a language says, in that language."""


def page(report: Report) -> str:
    """Dutch is what opens; `#en` behind the address shows the English."""
    views = [View(report, language) for language in LANGUAGES]
    return _templates().get_template("page.html").render(views=views, way_view=WayView, read_in=READ_IN)


@cache
def _templates() -> Environment:
    loader = PackageLoader("doorstroom.report")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
