"""Everything that the page of a demo shows, as typed facts: counted or answered over HTTP, never written down.

Codes are those of the services' interfaces. A code that the page has no words for is an error, so nothing is shown raw.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

Count = int | None
"""None is a count that is left out: under five, or needed to hide such a number."""


@dataclass(frozen=True, slots=True)
class Said:
    """The same in Dutch and in English, as a service puts it."""

    nl: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """Whose figures these are. `organisations` has the name of every member by its id; all other facts hold ids."""

    name: str
    covenant: str
    version: int
    hash: str
    organisations: Mapping[str, str]
    source: Said
    seed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Cells above nought by row and column, with every sum; a cell that is not here is nought."""

    cells: Mapping[tuple[str, str], Count]
    rows: Mapping[str, Count]
    columns: Mapping[str, Count]
    total: Count


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Counts by name with their sum; a name that is not here has nought."""

    items: Mapping[str, Count]
    total: Count


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """The figures of an earlier period that the co-ordinator entered. None is not known, or a count left out."""

    first_day: date
    last_day: date
    vacancies: Count = None
    filled: Count = None
    moves: Count = None
    permanent_contracts_kept: Count = None
    secondments: Count = None
    first_answer_hours: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """What `GET /vacancy/v1/covenants/{covenantId}/results` told of the whole months from `first_day` to `last_day`.

    `vacancies` that closed: rows are outcomes, columns the best tier somebody came from. `moves`: from (row, or
    `outside`) to (column), secondments aside. `secondments`: from lender to borrower. `funnel`: how many proposals came
    at least as far, in the order in which it was told. `contracts_told`: of how many moves it was said whether a
    permanent contract stayed one; `contracts_kept`: of how many it did.
    """

    first_day: date
    last_day: date
    opened: Count
    vacancies: Table
    moves: Table
    secondments: Table
    contracts_told: Count
    contracts_kept: Count
    endings: Listing
    deviations: Listing
    reactions: Listing
    answered: Count
    median_hours: float | None
    funnel: Mapping[str, Count]
    posted_nothing: tuple[str, ...]
    answered_nothing: tuple[str, ...]
    baseline: Baseline | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who does not exist, as the story wrote them. `contract`: permanent or temporary."""

    name: str
    employer: str
    occupation: str
    contract: str
    agreement: str
    scale: str
    hours: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A vacancy as posted: what anybody from outside is offered.

    `until` is the last day of temporary work, None of structural; `contract` is its contract for outsiders (permanent,
    temporary-with-prospect, temporary).
    """

    title: str
    organisation: str
    opened: date
    until: date | None
    contract: str
    agreement: str
    lowest_scale: str
    highest_scale: str
    lowest_hours: float
    highest_hours: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseFound:
    """One of the nine clauses, by its code in a covenant, for her.

    `finding` is None where no rule looked at it; `kept` and `reason` are as recorded with the placement, `words` and
    `source` as in the explanation that she read. Each may be None.
    """

    clause: str
    promise: str
    finding: str | None
    kept: bool | None
    reason: str | None
    words: Said | None
    source: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """Somebody was told something on a day. `role`: candidate, recruiter, lender (the present employer's recruiter) or
    adviser. `organisation` is theirs, None of the candidate. `what`: vacancy, stage, secondment-request or match for
    alerts, and the status of the match for what came after (contact-requested, contact-granted, invited, offered,
    placed, …). `recruiters`: how many of that organisation.
    """

    day: date
    role: str
    organisation: str | None
    what: str
    recruiters: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Somebody really asked for her over HTTP on a day, and this status came back.

    `path` has placeholders for ids (`/matching/v1/matches/{matchId}`). `role` as in `Heard`. `granted`: whether
    contact had been granted to that organisation by then.
    """

    day: date
    organisation: str
    role: str
    method: str
    path: str
    status: int
    granted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One person's way from a proposal to a placement: `contract`, `hours` and `start` are of the placement."""

    person: Person
    job: Job
    relation: str
    tier: str
    clauses: tuple[ClauseFound, ...]
    heard: tuple[Heard, ...]
    looks: tuple[Look, ...]
    contract: str
    hours: float | None
    start: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One rule that was looked at, as the person read it."""

    rule: str
    finding: str
    words: Said
    source: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A pair that was not proposed, with every rule's finding. `stopped_by` are the rules because of which."""

    title: str
    organisation: str
    relation: str
    tier: str | None
    findings: tuple[Finding, ...]
    stopped_by: tuple[str, ...]
    rules_version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondBest:
    """Somebody who was rejected for one vacancy, referred onward with their yes, and placed by the receiver.

    `reason` is that of the rejection; `consented`, `sent` and `accepted` are days of the referral.
    """

    person: str
    title: str
    sender: str
    rejected: date
    reason: str
    next_title: str
    receiver: str
    consented: date
    sent: date
    accepted: date
    placed: date
    contract: str
    start: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Yes:
    """One of the three: `by` is candidate, lender or borrower (the day on which the borrower placed)."""

    by: str
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Lending:
    """A secondment by three yeses, in their order, and what was agreed."""

    person: str
    title: str
    lender: str
    borrower: str
    asked: date
    yeses: tuple[Yes, ...]
    start: date
    end: date
    hours: float
    right_to_return: bool
    replacement: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The whole page. A story that did not come up is None, and the page says so."""

    region: Region
    year: Year
    way: Way | None
    refusal: Refusal | None
    second_best: SecondBest | None
    lending: Lending | None
