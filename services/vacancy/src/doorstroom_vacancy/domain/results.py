"""What came of a covenant in a period: counted in the database, and made fit for publication here."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from doorstroom_common.clock import AMSTERDAM
from doorstroom_vacancy.domain.progress import Step
from doorstroom_vacancy.domain.suppression import SMALLEST, nested, small
from doorstroom_vacancy.domain.tables import Published, PublishedList, PublishedTable, published_list, published_table

OUTSIDE = "outside"
"""Where somebody comes from who came from no member."""

NO_TIER = "none"
"""Of what was filled by nobody."""


@dataclass(frozen=True, slots=True)
class Period:
    """Whole calendar months, in Amsterdam: of two periods that differ by a day, the difference would be one day's
    figures. The last day is included.
    """

    first_day: date
    last_day: date

    @classmethod
    def around(cls, first: date, last: date) -> "Period":
        following = (last.replace(day=1) + timedelta(days=31)).replace(day=1)
        return cls(first.replace(day=1), following - timedelta(days=1))

    @property
    def begin(self) -> datetime:
        return datetime.combine(self.first_day, time(), AMSTERDAM)

    @property
    def end(self) -> datetime:
        """The first moment after it."""
        return datetime.combine(self.last_day + timedelta(days=1), time(), AMSTERDAM)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """The plain figures, fit for nobody's eyes. `progress` is (shown, answered) by organisation."""

    opened: Mapping[str, int]
    vacancies: Mapping[tuple[str, str], int]
    moves: Mapping[tuple[str, str], int]
    secondments: Mapping[tuple[str, str], int]
    permanent: tuple[int, int]
    endings: Mapping[str, int]
    deviations: Mapping[str, int]
    reactions: Mapping[str, int]
    furthest: Mapping[Step, int]
    progress: Mapping[str, tuple[int, int]]
    median_answer_hours: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """The same figures of an earlier period, as the co-ordinator knows them; None is not known."""

    from_date: date
    until_date: date
    vacancies: int | None = None
    filled: int | None = None
    moves: int | None = None
    permanent_contracts_kept: int | None = None
    secondments: int | None = None
    first_answer_hours: float | None = None

    def published(self) -> "Baseline":
        """Small counts are left out here too."""
        return replace(
            self,
            vacancies=_shown(self.vacancies),
            filled=_shown(self.filled),
            moves=_shown(self.moves),
            permanent_contracts_kept=_shown(self.permanent_contracts_kept),
            secondments=_shown(self.secondments),
        )


def _shown(figure: int | None) -> int | None:
    return None if figure is None else small(figure)


@dataclass(frozen=True, slots=True)
class PermanentContracts:
    """Of how many moves it was said whether a permanent contract stayed one, and of how many it did."""

    told: Published
    kept: Published


@dataclass(frozen=True, slots=True)
class FirstAnswers:
    """How many proposals the organisation of the need answered, and half of them within how many hours."""

    answered: Published
    median_hours: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """As they may be published. `posted_nothing` and `answered_nothing` name members, not people."""

    opened: Published
    vacancies: PublishedTable
    moves: PublishedTable
    secondments: PublishedTable
    permanent_contracts: PermanentContracts
    endings: PublishedList
    deviations: PublishedList
    reactions: PublishedList
    first_answers: FirstAnswers
    funnel: Mapping[Step, Published]
    posted_nothing: Sequence[str]
    answered_nothing: Sequence[str]


def published(counted: Counted, members: Iterable[str]) -> Results:
    """An organisation that answered nothing is named only where that says nothing of fewer than five proposals."""
    moves = published_table(counted.moves)
    return Results(
        opened=small(sum(counted.opened.values())),
        vacancies=published_table(counted.vacancies),
        moves=moves,
        secondments=published_table(counted.secondments),
        permanent_contracts=_permanent_contracts(counted, moves.total),
        endings=published_list(counted.endings),
        deviations=published_list(counted.deviations),
        reactions=published_list(counted.reactions),
        first_answers=_first_answers(counted),
        funnel=_funnel(counted.furthest),
        posted_nothing=sorted(member for member in members if not counted.opened.get(member)),
        answered_nothing=sorted(
            organisation
            for organisation, (shown, answers) in counted.progress.items()
            if shown >= SMALLEST and not answers
        ),
    )


def _permanent_contracts(counted: Counted, moves: Published) -> PermanentContracts:
    """Parts of all moves: where that sum is left out they say nothing about it either."""
    if moves is None:
        return PermanentContracts(None, None)
    _, told, kept = nested([moves, *counted.permanent])
    return PermanentContracts(told, kept)


def _first_answers(counted: Counted) -> FirstAnswers:
    shown = sum(shown for shown, _ in counted.progress.values())
    answered = sum(answers for _, answers in counted.progress.values())
    median = counted.median_answer_hours if answered >= SMALLEST else None
    return FirstAnswers(nested([shown, answered])[1], None if median is None else round(median, 1))


def _funnel(furthest: Mapping[Step, int]) -> dict[Step, Published]:
    """How many came at least as far as each step."""
    reached = [sum(many for step, many in furthest.items() if step >= at) for at in Step]
    return dict(zip(Step, nested(reached), strict=True))
