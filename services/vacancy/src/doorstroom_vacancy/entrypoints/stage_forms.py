"""Bodies of the steps that people take with an opening stage."""

from typing import Annotated

from pydantic import Field

from doorstroom_common.covenant import StageName
from doorstroom_common.http import RequestModel
from doorstroom_vacancy.domain.values import ReopeningReason, StageReason


class StageStep(RequestModel):
    """Names the stage it is about, so that a step which comes late does nothing to the next one."""

    stage: StageName
    reason: StageReason


class Shortening(StageStep):
    days: Annotated[int, Field(ge=1, le=365, description="How many days the stage lasts in all.")]


class StageExtension(StageStep):
    days: Annotated[int, Field(ge=1, le=365, description="How many days the stage lasts longer.")]


class Reopening(RequestModel):
    reason: ReopeningReason
