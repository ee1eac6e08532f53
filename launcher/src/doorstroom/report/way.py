"""One person's way in one language: what stands in a row, and who stands together."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from doorstroom.report.facts import Heard, Look, Way
from doorstroom.report.names import NAMES
from doorstroom.report.texts import TEXTS
from doorstroom.report.view import View


@dataclass(frozen=True, slots=True)
class Told:
    """Who was told what on one day."""

    who: str
    what: str


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asked on one day, and for each question what all of them were answered."""

    day: date
    who: str
    own: bool
    granted: bool
    answers: tuple[tuple[str, int], ...]


class WayView:
    def __init__(self, view: View, way: Way) -> None:
        self._view = view
        self._words = view.words
        self._way = way

    @property
    def given(self) -> str:
        return self._way.person.name.split()[0]

    def outsider(self, clause: str) -> str:
        """What a clause is for somebody from outside, as the vacancy says it."""
        key, job = f"outsider.{clause}", self._way.job
        figures = {
            "outsider.pay": {
                "lowest": job.lowest_scale,
                "highest": job.highest_scale,
                "agreement": job.agreement,
            },
            "outsider.hours": {
                "lowest": self._view.number(job.lowest_hours),
                "highest": self._view.number(job.highest_hours),
            },
        }
        return self._words(key if key in TEXTS else f"{key}.{job.contract}", **figures.get(key, {}))

    def days(self) -> Iterator[tuple[date, list[Told]]]:
        """In order; who heard the same on one day stands together."""
        for day, heard in groupby(sorted(self._way.heard, key=_day), key=_day):
            together: dict[tuple[str, str], list[Heard]] = {}
            for each in heard:
                together.setdefault((each.role, each.what), []).append(each)
            yield day, [Told(self._hearers(some), self._what(*alike)) for alike, some in together.items()]

    def looks(self) -> Iterator[Asked]:
        """Organisations that asked the same on one day and got the same answers stand together; her own employer, and
        whom she said yes to, stand alone.
        """
        asked: dict[Look, list[tuple[str, int]]] = {}
        for look in self._way.looks:
            who = replace(look, method="", path="", status=0)
            asked.setdefault(who, []).append((f"{look.method} {look.path}", look.status))
        together: dict[tuple[Look, tuple[tuple[str, int], ...]], list[str]] = {}
        for look, answers in asked.items():
            alike = look if look.granted or self._is_own(look) else replace(look, organisation="")
            together.setdefault((alike, tuple(answers)), []).append(self._view.organisation(look.organisation))
        for (look, alike_answers), names in together.items():
            yield Asked(look.day, self._who(look.role, names), self._is_own(look), look.granted, alike_answers)

    def _is_own(self, look: Look) -> bool:
        return look.organisation == self._way.person.employer

    def _hearers(self, heard: Iterable[Heard]) -> str:
        heard = tuple(heard)
        return self._who(heard[0].role, [self._many(each) for each in heard if each.organisation is not None])

    def _many(self, heard: Heard) -> str:
        name = self._view.organisation(heard.organisation or "")
        if heard.recruiters == 1:
            return name
        return self._words("way.heard.many", organisation=name, count=heard.recruiters)

    def _who(self, role: str, names: Iterable[str]) -> str:
        if role == "candidate":
            return self.given
        names = sorted(names)
        everybody = self._words.all_of(names)
        if role == "recruiter":
            return self._words("way.heard.recruiters" if len(names) > 1 else "way.heard.recruiter", names=everybody)
        return self._words("way.heard.who", role=self._words.name("role", role), organisation=everybody)

    def _what(self, role: str, what: str) -> str:
        own = f"heard-by-{role}"
        return self._words.name(own if what in NAMES.get(own, {}) else "heard", what)


def _day(heard: Heard) -> date:
    return heard.day
