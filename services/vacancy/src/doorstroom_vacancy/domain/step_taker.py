"""On whose behalf a step with an opening stage is taken."""

from dataclasses import dataclass
from typing import Any

from doorstroom_common.covenant.vocabulary import Role, StageName
from doorstroom_vacancy.domain import errors
from doorstroom_vacancy.domain.posting import Posting
from doorstroom_vacancy.domain.reaction import Channel
from doorstroom_vacancy.domain.staged import StageOrder
from doorstroom_vacancy.domain.values import StageReason


@dataclass(frozen=True, slots=True)
class StepTaker:
    """`roles` are those at `organisation`, all of them for its HR system; `covenants` those whose co-ordinator it is.

    A co-ordinator takes a step with whatever a covenant of theirs governs, where it lets them, and reads nothing of it.
    """

    organisation: str | None
    roles: frozenset[str]
    channel: Channel
    covenants: frozenset[str] = frozenset()

    def acts_for(self, posting: Posting[Any]) -> bool:
        """Whether it is their own organisation's."""
        return bool(self.roles) and posting.organisation == self.organisation

    def order(self, posting: Posting[Any], stage: StageName, reason: StageReason) -> StageOrder:
        """With the roles they have for this posting; `NotFound` for whoever has none."""
        governing = posting.opening.governing.covenant_id if posting.opening else None
        own = self.roles if self.acts_for(posting) else frozenset[str]()
        co_ordinating = frozenset[str]({Role.CO_ORDINATOR}) if governing in self.covenants else frozenset[str]()
        if not own | co_ordinating:
            raise errors.unknown()
        return StageOrder(stage, reason, own | co_ordinating, self.channel if own else Role.CO_ORDINATOR)
