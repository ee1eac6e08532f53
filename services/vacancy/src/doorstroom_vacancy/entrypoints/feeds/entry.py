"""A posting as every form of feed shows it, and the feed around it; plain text only, fit for XML."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

from doorstroom_vacancy.domain.advertised import AdvertisedRequest, AnyAdvertised
from doorstroom_vacancy.domain.values import SecondmentDetails
from doorstroom_vacancy.entrypoints.feeds.words import REQUEST, Words

BASE = "/vacancy/v1"
NEVER = datetime(1970, 1, 1, tzinfo=UTC)
"""When a feed without entries last changed: a feed has to say when, and the same feed has the same bytes."""
_UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Site:
    """Where the services are reached from outside, and whose they are."""

    url: str
    name: str

    def at(self, path: str) -> str:
        return f"{self.url}{BASE}{path}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """`address` is for machines and `page` for people, both ours; `elsewhere` is on the organisation's own site.

    What is not public has no page of ours. `about` are lines in the reader's language. `day` is the one that a calendar
    marks, as `marked`: the last to apply to a vacancy, the first of what a secondment request asks.
    """

    posting_id: UUID
    title: str
    organisation: str
    about: tuple[str, ...]
    text: str | None
    contact: str | None
    place: str | None
    labels: tuple[str, ...]
    address: str
    page: str | None
    elsewhere: str | None
    since: datetime
    changed_at: datetime
    day: date
    marked: str

    @property
    def id(self) -> str:
        return f"urn:uuid:{self.posting_id}"

    @property
    def reading(self) -> str:
        """Where a link to it leads."""
        return self.page or self.elsewhere or self.address

    @property
    def content(self) -> str:
        """Everything to read, as plain text."""
        return "\n\n".join(part for part in ("\n".join(self.about), self.text, self.contact) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """One page of a feed; `form` is the media type of what its entries' addresses lead to."""

    id: str
    title: str
    language: str
    site: Site
    address: str
    following: str | None
    entries: Sequence[Entry]
    form: str

    @property
    def updated(self) -> datetime:
        return max((entry.changed_at for entry in self.entries), default=NEVER)


def entry_of(
    advertised: AnyAdvertised, organisation: str, address: str, words: Words, page: str | None = None
) -> Entry:
    """`organisation` is the name people know it by."""
    details, contact = advertised.details, advertised.contact
    title = fit(details.title)
    return Entry(
        posting_id=advertised.posting_id,
        title=title,
        organisation=fit(organisation),
        about=tuple(fit(line) for line in _about(advertised, organisation, words)),
        text=fit(advertised.advert.text) if advertised.advert.text else None,
        contact=fit(words.contact(contact)) if contact else None,
        place=fit(details.place.name) if details.place else None,
        labels=tuple(fit(label) for label in _labels(advertised, words) if label),
        address=address,
        page=page,
        elsewhere=details.url,
        since=advertised.since,
        changed_at=advertised.changed_at,
        day=details.start_date if isinstance(details, SecondmentDetails) else details.closing_date,
        marked=words.starting(title) if isinstance(details, SecondmentDetails) else words.closing(title),
    )


def fit(text: str) -> str:
    """Without the characters that no XML document may hold, escaped or not."""
    return _UNFIT.sub("", text)


def _labels(advertised: AnyAdvertised, words: Words) -> Iterator[str | None]:
    if isinstance(advertised, AdvertisedRequest):
        yield words.say(REQUEST)
    yield advertised.details.occupation.label
    yield advertised.details.function


def _about(advertised: AnyAdvertised, organisation: str, words: Words) -> Iterator[str]:
    details = advertised.details
    yield f"{organisation}, {details.place.name}" if details.place else organisation
    yield words.hours(details.hours)
    yield words.scales(details.scales)
    if isinstance(details, SecondmentDetails):
        yield words.period(details.start_date, details.end_date)
    else:
        yield words.contract(details.contract_for_outsiders)
        yield words.closes(details.closing_date)
