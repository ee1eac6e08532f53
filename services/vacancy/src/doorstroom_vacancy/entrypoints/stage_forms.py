"""Bodies of the steps that people take with an opening stage."""

from typing import Annotated

from pydantic import Field

from doorstroom_common.covenant import StageName
from doorstroom_common.http import Principal, RequestModel, example
from doorstroom_vacancy.domain.reaction import Channel
from doorstroom_vacancy.domain.staged import StageOrder
from doorstroom_vacancy.domain.values import ReopeningReason, StageReason
from doorstroom_vacancy.entrypoints.parts import ACTING_ROLES


class StageStep(RequestModel, json_schema_extra=example(stage="own", reason="urgent")):
    """Names the stage it is about, so that a step which comes late does nothing to the next one."""

    stage: StageName
    reason: StageReason

    def order(self, caller: Principal) -> StageOrder:
        """An HR system acts with the roles of its organisation, a person with their own."""
        by_system = caller.kind == "organisation"
        roles = frozenset(ACTING_ROLES) if by_system else caller.roles
        return StageOrder(self.stage, self.reason, roles, Channel.HR_SYSTEM if by_system else Channel.PERSON)


class Shortening(StageStep, json_schema_extra=example(stage="own", reason="urgent", days=3)):
    days: Annotated[int, Field(ge=1, le=365, description="How many days the stage lasts in all.")]


class StageExtension(StageStep, json_schema_extra=example(stage="partners", reason="too-few-reactions", days=7)):
    days: Annotated[int, Field(ge=1, le=365, description="How many days the stage lasts longer.")]


class PublicOpening(StageStep, json_schema_extra=example(stage="partners", reason="need-changed")):
    """Of what reactions enough held back."""


class Reopening(RequestModel, json_schema_extra=example(reason="closed-by-mistake")):
    reason: ReopeningReason
