"""How something stands open: under which covenant, in which stage, to whom, and when the next stage is due."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from doorstroom_common.covenant import Covenant, Covenants, Need, StageName
from doorstroom_vacancy.domain import errors
from doorstroom_vacancy.domain.audience import AudienceEntry, admitted, widened_or_ended
from doorstroom_vacancy.domain.values import NeedKind, StageChange, StartGround

LONGEST_AGO = timedelta(days=365)
JOINED_OR_LEFT = "membership"
"""The reason of an audience that changed because members came or went, not because a stage opened."""


@dataclass(frozen=True, slots=True)
class GoverningCovenant:
    """Chosen at opening and kept: rules are frozen with the vacancy, membership is not."""

    covenant_id: str
    version: int
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """`next_stage_at` is None in the last stage, and where enough reactions hold the public stage back.

    `stage_days` is the length of this stage where it is not the covenant's: somebody changed it (`stage_changed`), or
    days went by while it was closed.
    """

    organisation: str
    governing: GoverningCovenant
    opened_at: datetime
    stage: StageName
    stage_opened_at: datetime
    next_stage_at: datetime | None
    audience: tuple[AudienceEntry, ...]
    stage_days: int | None = None
    stage_changed: StageChange | None = None

    @property
    def is_public(self) -> bool:
        return self.stage is StageName.PUBLIC

    def in_stage(
        self, stage: StageName, *, since: datetime, next_stage_at: datetime | None, covenants: Covenants, now: datetime
    ) -> "Opening":
        """The next stage, open since the moment it was due, to whoever is a member now."""
        welcome = admitted(self.organisation, stage, self.governing.covenant_id, covenants, now)
        audience = widened_or_ended(self.audience, welcome, since=since, at=now, reason=f"stage-{stage}")
        return replace(
            self, stage=stage, stage_opened_at=since, next_stage_at=next_stage_at, audience=audience,
            stage_days=None, stage_changed=None,
        )  # fmt: skip

    def as_members_are(self, covenants: Covenants, now: datetime) -> "Opening":
        """The same stage with the audience that present membership gives."""
        welcome = admitted(self.organisation, self.stage, self.governing.covenant_id, covenants, now)
        audience = widened_or_ended(self.audience, welcome, since=now, at=now, reason=JOINED_OR_LEFT)
        return replace(self, audience=audience)


@dataclass(frozen=True, slots=True)
class EarlierStart:
    """Its first stage began elsewhere, before it was opened here."""

    at: datetime
    ground: StartGround

    def check(self, now: datetime) -> None:
        """In the past, and of at most a year."""
        if not now - LONGEST_AGO <= self.at <= now:
            raise errors.no_earlier_start()


def governing_covenant(organisation: str, covenants: Covenants, at: datetime) -> Covenant:
    """The covenant under which the organisation may open something then; refuses in words where there is none."""
    covenant = covenants.governing(organisation, at)
    if covenant is None:
        raise errors.not_in_a_covenant(organisation)
    if not covenants.may_publish(organisation, at):
        member = covenants.on(at).member(organisation, covenant.id)
        raise errors.not_live_yet(organisation, member.live_from if member else None)
    return covenant


def check_need_is_shared(need: NeedKind, covenant: Covenant) -> None:
    """A vacancy whose need the members do not share cannot open to them."""
    if Need(need.value) not in covenant.vacancies.needs:
        raise errors.need_not_shared(need, covenant.id)
