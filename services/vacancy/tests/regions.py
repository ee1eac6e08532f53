"""Regions of any rules, for properties that hold in all of them: five organisations and an outsider."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from hypothesis import strategies as st

from doorstroom_common.clock import AMSTERDAM, local_date
from services.vacancy.tests.story import neighbouring

STAGES = re.compile(r"\nstages:\n.*?\ncontractPreservation:\n", re.DOTALL)
SOURCE = "source: {text: Invented}"


@dataclass(frozen=True, slots=True)
class Rules:
    """What a covenant says of its stages; `linked_days` and `public` None leave the stage out."""

    own_days: int
    skip: bool
    shorten_to: int | None
    partner_days: int
    extend_by: int | None
    linked_days: int | None
    public: str | None

    def stages(self) -> str:
        later = [name for name, there in (("linked", self.linked_days is not None), ("public", self.public)) if there]
        own = f"  - stage: own\n    days: {self.own_days}\n"
        own += "    skip: {by: [recruiter]}\n" if self.skip else ""
        own += f"    shorten: {{by: [recruiter], toDays: {self.shorten_to}}}\n" if self.shorten_to else ""
        partners = "  - stage: partners\n"
        partners += f"    days: {self.partner_days}\n" if later else ""
        partners += f"    extend: {{by: [recruiter], byDays: {self.extend_by}}}\n" if later and self.extend_by else ""
        text = f"stages:\n{own}    {SOURCE}\n{partners}    {SOURCE}\n"
        if self.linked_days is not None:
            length = f"    days: {self.linked_days}\n" if self.public else ""
            text += f"  - stage: linked\n{length}    {SOURCE}\n"
        if self.public:
            number = "  reactions: 2\n" if self.public == "too_few" else ""
            text += f"  - stage: public\n    {SOURCE}\n\npublicWhen:\n  rule: {self.public}\n{number}  {SOURCE}\n"
        return text

    @property
    def shortest_own(self) -> int:
        return 0 if self.skip else self.shorten_to or self.own_days


@dataclass(frozen=True, slots=True)
class Region:
    """Everybody's name ends in its number, so that many regions live in one service."""

    number: int
    rules: Rules

    def name(self, who: str) -> str:
        return f"{who}-{self.number}"

    @property
    def covenants(self) -> tuple[str, ...]:
        """The governing one last, so that what it links to is there; the owner is a member of a second, too."""
        return (
            neighbouring(self.name("neighbour"), self.name("linked")),
            neighbouring(self.name("second"), self.name("owner"), self.name("other-partner")),
            self.governing(),
        )

    def governing(self, *, left: bool = False, version: int = 1, valid_from: date = date(2026, 1, 1)) -> str:
        members = ("owner", "partner") if left else ("owner", "partner", "leaver")
        text = neighbouring(self.name("first"), *(self.name(who) for who in members))
        link = f"links:\n  - {{covenant: {self.name('neighbour')}, from: 2026-01-01, {SOURCE}}}\n"
        text = STAGES.sub(lambda _: f"\n{self.rules.stages()}\n{link}\ncontractPreservation:\n", text, count=1)
        text = text.replace("version: 1", f"version: {version}", 1)
        return text.replace("validFrom: 2026-01-01", f"validFrom: {valid_from}", 1)

    def earliest(self, who: str, opened_at: datetime) -> datetime | None:
        """The first moment at which it could ever be open to them, whatever anybody does; None for never."""
        rules = self.rules
        to_linked = rules.shortest_own + rules.partner_days
        to_public = to_linked + (rules.linked_days or 0)
        days = {
            "partner": rules.shortest_own,
            "other-partner": rules.shortest_own,
            "leaver": rules.shortest_own,
            "linked": to_linked if rules.linked_days is not None else to_public if rules.public else None,
            "outsider": to_public if rules.public else None,
        }[who]
        if days is None:
            return None
        day = local_date(opened_at) + timedelta(days=days)
        return max(opened_at, datetime.combine(day, time(9), AMSTERDAM)) if days else opened_at


OTHERS = ("partner", "other-partner", "leaver", "linked", "outsider")
DAYS = st.integers(0, 9)
RULES = st.builds(
    Rules,
    own_days=DAYS,
    skip=st.booleans(),
    shorten_to=st.none() | st.integers(1, 3),
    partner_days=DAYS,
    extend_by=st.none() | st.integers(1, 9),
    linked_days=st.none() | st.integers(1, 5),
    public=st.none() | st.sampled_from(["always", "too_few"]),
).filter(lambda rules: rules.shorten_to is None or rules.shorten_to < rules.own_days)

STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("wait"), st.integers(1, 130)),
        st.tuples(st.sampled_from(["shortening", "extension"]), st.integers(1, 9)),
        st.tuples(st.sampled_from(["skipping", "public-opening", "react", "close", "reopening", "leave"]), st.just(0)),
    ),
    min_size=3,
    max_size=9,
)
