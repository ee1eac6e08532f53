"""A region as one version of a covenant would have it: who is a member, in which stage a need is, who may see it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from functools import cached_property

from doorstroom_common.clock import AMSTERDAM
from doorstroom_common.covenant import (
    Covenant,
    Covenants,
    Membership,
    StageName,
    first_stage,
    next_stage,
    opens_to_the_public,
)
from doorstroom_common.covenant import Need as NeedWord
from doorstroom_matching.domain.candidate import Candidate
from doorstroom_matching.domain.need import Admission, Need, NeedKind
from doorstroom_matching.domain.verdict import Verdict, judge
from doorstroom_vacancy.domain.audience import admitted


@dataclass(frozen=True, slots=True)
class OpenNeed:
    """A vacancy or a secondment request that is open, with what its stage follows from."""

    need: Need
    opened_at: datetime
    stage: StageName
    reactions: int = 0

    @property
    def is_request(self) -> bool:
        return self.need.kind is NeedKind.SECONDMENT_REQUEST


@dataclass(frozen=True, slots=True)
class Stand:
    """The stage in which something is, and when the next one is due; None where none is."""

    stage: StageName
    next_at: datetime | None


@dataclass(frozen=True)
class View:
    """One version of the covenant among the others; members as they are on `day`, everything else at `now`."""

    rules: Covenant
    covenants: Covenants
    day: date
    now: datetime

    @classmethod
    def of(cls, rules: Covenant, others: Iterable[Covenant], day: date, now: datetime) -> "View":
        """As if this version were in force on that day, whatever its own dates."""
        in_force = rules.model_copy(update={"valid_from": min(rules.valid_from, day), "valid_until": None})
        return cls(rules, Covenants([*others, in_force]), day, now)

    @cached_property
    def members(self) -> Membership:
        return self.covenants.on(self.day)

    def stand(self, given: OpenNeed) -> Stand:
        """By the covenant's lengths alone, from the moment of opening, with the reactions there are now."""
        if given.is_request and not self.rules.secondment.staged:
            return Stand(StageName.PARTNERS, None)
        stage, since = first_stage(self.rules), given.opened_at
        while due := next_stage(self.rules, stage, since):
            if given.is_request and due.stage is StageName.PUBLIC:
                return Stand(stage, None)
            if due.due_at > self.now:
                return Stand(stage, due.due_at)
            if due.only_if_too_few and not opens_to_the_public(self.rules, given.reactions):
                return Stand(stage, None)
            stage, since = due.stage, due.due_at
        return Stand(stage, None)

    def shares(self, given: OpenNeed) -> bool:
        """Whether the members share such work; every secondment request is shared."""
        word = NeedWord.UNTIL if given.need.until else NeedWord.STRUCTURAL
        return given.is_request or word in self.rules.vacancies.needs

    def need(self, given: OpenNeed) -> Need:
        """The need as it would stand open now, with the audience of its stage; none where it is not shared."""
        stage, organisation = self.stand(given).stage, given.need.organisation
        noon = datetime.combine(self.day, time(12), AMSTERDAM)
        welcome = admitted(organisation, stage, self.rules.id, self.covenants, noon)
        audience = tuple(Admission(other, relation.value, given.opened_at) for other, (relation, _) in welcome.items())
        return replace(
            given.need,
            is_open=self.shares(given),
            audience=audience,
            public=stage is StageName.PUBLIC,
            covenant_hash=self.rules.hash,
        )

    def judged(self, need: Need, candidate: Candidate) -> Verdict:
        return judge(need, candidate, self.rules, self.members, self.now)
