"""Bodies of the steps that people take with an opening stage."""

from typing import Annotated

from pydantic import Field

from doorstroom_common.covenant import StageName
from doorstroom_common.http import RequestModel, example
from doorstroom_vacancy.domain.values import ReopeningReason, StageReason


class StageStep(RequestModel, json_schema_extra=example(stage="own", reason="urgent")):
    """Names the stage it is about, so that a step which comes late does nothing to the next one."""

    stage: StageName
    reason: StageReason


class Shortening(StageStep, json_schema_extra=example(stage="own", reason="urgent", days=3)):
    days: Annotated[int, Field(ge=1, le=365, description="How many days the stage lasts in all.")]


class StageExtension(StageStep, json_schema_extra=example(stage="partners", reason="too-few-reactions", days=7)):
    days: Annotated[int, Field(ge=1, le=365, description="How many days the stage lasts longer.")]


class PublicOpening(StageStep, json_schema_extra=example(stage="partners", reason="need-changed")):
    """Of what reactions enough held back."""


class Reopening(RequestModel, json_schema_extra=example(reason="closed-by-mistake")):
    reason: ReopeningReason
