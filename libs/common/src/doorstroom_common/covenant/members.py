"""Who takes part in a covenant, from when until when, and with whose signature."""

from datetime import date, timedelta

from pydantic import Field

from doorstroom_common.covenant.scalars import Day, KvkNumber, Oin, Part, Slug, Text
from doorstroom_common.covenant.vocabulary import MemberKind


class Source(Part):
    """Where a clause comes from; `default` says that the source is silent and the choice is ours."""

    text: Text
    default: bool = Field(default=False, strict=True)


class WorksCouncil(Part):
    """Either the day of consent or why none is needed."""

    consent: Day | None = None
    not_needed: Text | None = None


class Successor(Part):
    """The organisation that takes over everything, staff included, on a day."""

    organisation: Slug
    on: Day


class Member(Part):
    """An organisation in the covenant, from the first day up to and including the last."""

    id: Slug
    name: Text
    kind: MemberKind
    oin: Oin | None = None
    kvk: KvkNumber | None = None
    agreement: Slug
    pension_fund: Slug
    place: Text
    from_date: Day = Field(alias="from")
    until_date: Day | None = Field(default=None, alias="until")
    signed_by: Text
    works_council: WorksCouncil
    live_from: Day | None = None
    employs_staff_for: tuple[Slug, ...] = ()
    succeeded_by: Successor | None = None
    source: Source

    @property
    def last_day(self) -> date | None:
        """The last day of membership; a successor ends it the day before taking over."""
        taken_over = self.succeeded_by.on - timedelta(days=1) if self.succeeded_by else None
        ends = [day for day in (self.until_date, taken_over) if day is not None]
        return min(ends, default=None)

    def belongs_on(self, day: date) -> bool:
        last = self.last_day
        return self.from_date <= day and (last is None or day <= last)

    def is_live_on(self, day: date) -> bool:
        """Before `liveFrom` a member may test and not publish; without it, it is not live yet."""
        return self.belongs_on(day) and self.live_from is not None and self.live_from <= day
